#include "lab/companion.h"

#include <algorithm>

#include "lab/knob_table.h"

namespace metarl {

namespace {

// Whether another learner can have the line's outer loop. A learner with only one has one of its own kind.
bool shares_outer(const RunLine& line, const RunLine& other) {
  const auto outers = [](const RunLine& run) { return choices_for("outer", *run.learner, *run.family); };
  const std::vector<std::string> own = outers(line), others = outers(other);
  if (own == others) return true;
  return own.size() > 1 && others.size() > 1 &&
         std::find(others.begin(), others.end(), line.settings.text("outer")) != others.end();
}

}  // namespace

Refusal companion_line(const RunLine& line, const std::string& learner, RunLine& result) {
  std::string text = "learner=" + learner + "&tasks=" + line.family->name + "&preset=" + line.settings.text("preset");
  RunLine bare;
  Refusal refusal = read_run_line(text, bare);
  if (refusal.refused()) return refusal;
  // Outer loops of another kind have knobs of other meaning: Reptile's outer_lr is a share of the way, no step size of
  // a gradient. Nor does a step size suit both a context and a network's parameters.
  const bool same_outer = shares_outer(line, bare);
  if (same_outer && line.settings.has("outer")) text += "&outer=" + line.settings.text("outer");
  for (const auto& [name, value] : kDeciding)
    if (line.settings.has(name) && bare.settings.has(name))
      text += std::string("&") + name + "=" + line.settings.text(name);
  refusal = read_run_line(text, bare);
  if (refusal.refused()) return refusal;
  for (const KnobValue& value : line.settings.all()) {
    const std::string& key = value.first;
    if (key == "inner_lr" && line.learner->has_context != bare.learner->has_context) continue;
    if (key == "learner" || key == "tasks" || key == "preset" || key == "outer" || key == "inner" || key == "critic" ||
        key == "init" || !bare.settings.has(key))
      continue;
    if (key == "outer_lr" && !same_outer) continue;
    text += "&" + key + "=" + value.second;
  }
  return read_run_line(text, result);
}

}  // namespace metarl
