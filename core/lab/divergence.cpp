#include "lab/divergence.h"

#include "foundation/refuse.h"

namespace metarl {

namespace {

// Knobs that make an iteration's steps shorter: of the adaptation, where there is one, then of the meta-update.
std::vector<std::string> step_knobs(const RunLine& line, const Settings& settings) {
  std::vector<std::string> knobs;
  if (line.learner->trains_adaptation && settings.has("inner_lr")) knobs.push_back("inner_lr");
  for (const char* outer : {"outer_lr", "max_kl"})
    if (settings.has(outer)) knobs.push_back(outer);
  return knobs;
}

}  // namespace

Refusal divergence_of(const RunLine& line, const Settings& settings, std::uint32_t iteration, NotFinite quantity) {
  const RefusalArgument where{"iteration", std::uint64_t{iteration} + 1};
  // Candidates have steps of their own.
  if (line.learner->adapts == Adapts::choice) return refuse("candidates", "run.diverged-candidates", {where});
  const std::vector<std::string> knobs = step_knobs(line, settings);
  const std::string& first = knobs.front();
  const RefusalArgument value{"value", settings.text(first)};
  if (quantity == NotFinite::adapted && first == "inner_lr")
    return refuse(first, "run.diverged-adapting", {where, value});
  const bool parameters = quantity == NotFinite::parameters;
  if (knobs.size() == 1)
    return refuse(first, parameters ? RefusalCode("run.diverged-parameters") : RefusalCode("run.diverged-sum"),
                  {where, value});
  return refuse(
      first, parameters ? RefusalCode("run.diverged-parameters-either") : RefusalCode("run.diverged-sum-either"),
      {where, value, {"other", knobs[1]}, {"other_value", settings.text(knobs[1])}});
}

}  // namespace metarl
