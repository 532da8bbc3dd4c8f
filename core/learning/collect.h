// Draws the data that a task is adapted on or judged on, whatever its kind: points of a function, or episodes with
// their advantages.
#pragma once

#include <vector>

#include "learning/baseline.h"
#include "learning/problem.h"
#include "learning/rollout.h"

namespace metarl {

struct AdvantageForm {
  Scalar discount = Scalar(0.99), lambda = 1;
};

class Collector {
 public:
  // For `tasks` tasks at a time.
  void reserve(const Problem& problem, int tasks, Memory memory = {});

  // Episodes of `tasks` tasks by their own policies, with advantages from a linear baseline fitted to the same batch,
  // standardized per task.
  void episodes(const Problem& problem, const AdvantageForm& form, int tasks, const Scalar* task_parameters,
                const Scalar* const* policies, const StreamKey* keys, Experience* const* experiences,
                Recording* const* recordings);

  // `count` points of one task.
  static void points(const Problem& problem, const Scalar* task, const StreamKey& key, int count, Samples& samples);

 private:
  void advantages(const AdvantageForm& form, Experience& e);

  Rollout rollout_;
  LinearBaseline baseline_;
  Array returns_, values_, fitted_;
};

}  // namespace metarl
