#include "lab/companion.h"

#include <algorithm>

#include "lab/knob_table.h"

namespace metarl {

namespace {

// Whether the steps of two learners are of one size: those of a search are in units of what policies bring.
bool steps_alike(const LearnerEntry& a, const LearnerEntry& b) {
  return (a.adapts == Adapts::search) == (b.adapts == Adapts::search);
}

bool is_among(const std::string& text, const std::vector<std::string>& list) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

// Whether another learner can have the line's outer loop. A learner with only one has one of its own kind.
bool shares_outer(const RunLine& line, const RunLine& other) {
  const auto outers = [](const RunLine& run) { return choices_for("outer", *run.learner, *run.family); };
  const std::vector<std::string> own = outers(line), others = outers(other);
  if (!steps_alike(*line.learner, *other.learner)) return false;
  if (own == others) return true;
  return own.size() > 1 && others.size() > 1 && is_among(line.settings.text("outer"), others);
}

}  // namespace

Refusal companion_line(const RunLine& line, const std::string& learner, RunLine& result) {
  std::string text = "learner=" + learner + "&tasks=" + line.family->name + "&preset=" + line.settings.text("preset");
  RunLine bare;
  Refusal refusal = read_run_line(text, bare);
  if (refusal.refused()) return refusal;
  // Outer loops of another kind have knobs of other meaning: Reptile's outer_lr is a share of the way, no step size of
  // a gradient. Nor does a step size suit both a context and a network's parameters, or a search.
  const bool same_outer = shares_outer(line, bare);
  if (same_outer && line.settings.has("outer")) text += "&outer=" + line.settings.text("outer");
  for (const auto& [name, value] : kDeciding)
    if (line.settings.has(name) && bare.settings.has(name) &&
        is_among(line.settings.text(name), choices_for(name, *bare.learner, *bare.family)))
      text += std::string("&") + name + "=" + line.settings.text(name);
  refusal = read_run_line(text, bare);
  if (refusal.refused()) return refusal;
  for (const KnobValue& value : line.settings.all()) {
    const std::string& key = value.first;
    if (key == "inner_lr" &&
        (line.learner->has_context != bare.learner->has_context || !steps_alike(*line.learner, *bare.learner)))
      continue;
    if (key == "learner" || key == "tasks" || key == "preset" || key == "outer" || key == "inner" || key == "critic" ||
        key == "init" || !bare.settings.has(key))
      continue;
    if (key == "outer_lr" && !same_outer) continue;
    text += "&" + key + "=" + value.second;
  }
  return read_run_line(text, result);
}

}  // namespace metarl
