#include "lab/limits.h"

#include "foundation/refuse.h"
#include "lab/memory_need.h"

namespace metarl {

StepRange evaluation_steps(const LearnerEntry& learner) {
  return takes_inner_steps(learner.adapts) ? StepRange{1, 20} : StepRange{0, 999};
}

Refusal check_limits(const RunLine& line, const Settings& settings) {
  const int most = evaluation_steps(*line.learner).most;
  if (settings.integer("test_steps") > most)
    return refuse("test_steps", "knob.inner-steps",
                  {{"value", settings.text("test_steps")}, {"learner", line.learner->name}, {"most", most}});
  const Refusal too_long = check_trials(line, settings);
  return too_long.refused() ? too_long : check_memory(line, settings);
}

Refusal check_limits(const RunLine& line) {
  Settings settings = line.settings;
  Refusal refusal = check_limits(line, settings);
  for (const Change& change : line.changes) {
    if (refusal.refused()) return refusal;
    settings.set(change.key, change.value);
    refusal = check_limits(line, settings);
  }
  return refusal;
}

}  // namespace metarl
