// Episodes on held-out tasks in the terms that their family is told in, beside the return: where they ended, how fast
// they went, how far. Told from recordings, as a view has them, so that no run keeps a statistic for it.
#pragma once

#include <string>
#include <vector>

#include "lab/executor.h"
#include "lab/run.h"

namespace metarl {

// Of tasks that are alike: their number, and the measure's mean over them and one standard error of it, after 0, 1, ...
// steps of adaptation; and the oracle's mean (NaN where the family has none).
struct MeasuredGroup {
  std::string name;
  int tasks = 0;
  std::vector<double> mean, error;
  double oracle = 0;
};

struct Measure {
  std::string name, unit;
  std::vector<MeasuredGroup> groups;  // all tasks first, then by kind where there are a few kinds
};

// The measure of a run's family: of point-navigation with goals in corners the share of episodes that end within .5 of
// the goal, by corner; of the half-cheetah that runs one way the mean speed that way (m/s), by direction (where
// the task changes within an episode, from there on), and of one that is to run at a speed the distance of the last
// half's mean speed from it; of the car the laps it drove; of
// cart-pole the share of episodes at whose end the pole stands. The held-out tasks, and the episodes on them, are those
// of an evaluation (job.h). false where there is none.
bool measure_held_out(const Run& run, int tasks, int steps, Executor* executor, Measure& result);

}  // namespace metarl
