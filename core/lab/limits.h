// Refuses what a line asks for beyond what can be done: trials that are longer than its yardstick plans for, too many
// steps of an evaluation, more memory than there is.
#pragma once

#include "lab/run_line.h"

namespace metarl {

// Steps of adaptation in an evaluation or a probe, at least and at most.
struct StepRange {
  int fewest, most;
};
StepRange evaluation_steps(const LearnerEntry& learner);

// `settings` are the line's or what changes made of them.
Refusal check_limits(const RunLine& line, const Settings& settings);
// At the line's start and after each of its changes.
Refusal check_limits(const RunLine& line);

}  // namespace metarl
