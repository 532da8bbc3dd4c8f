// The form of a run's adaptation, by which it is named, counted and summed up: said once, from learner, family and
// settings, so that nobody has to infer it from names.
#pragma once

#include "lab/run_line.h"

namespace metarl {

// The unit of "k steps of adaptation": gradient steps; the episodes of a trial, or its pulls; examples of each class.
enum class Count { step, episode, pull, example };

// Which number sums up many tasks: the median or the mean of a task's loss or return, or the mean of what whole trials
// brought.
enum class Summary { median, mean, total };

struct RunAdaptation {
  Count count;
  bool trials;  // several episodes in a row on one task, and the learner adapts within them
  bool learns;  // false for a yardstick: a fixed rule, with nothing to update
  bool brief;   // an episode is a choice or two that pay or do not: its return alone, 0 or 1, says little
  Summary summary;
};

RunAdaptation adaptation_of(const RunLine& line);

// How fast a fresh run should go for its point to show within half a minute: phase by phase at "medium" speed where
// tens of iterations are enough, else at "full" speed.
const char* opening_speed(const RunLine& line);

// Their words in descriptions: "step", "median", ...
const char* count_word(Count count);
const char* summary_word(Summary summary);

}  // namespace metarl
