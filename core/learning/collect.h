// Draws the data that a task is adapted on or judged on, whatever its kind: points of a function, or episodes with
// their advantages.
#pragma once

#include <vector>

#include "learning/critic.h"

namespace metarl {

struct AdvantageForm {
  Scalar discount = Scalar(0.99), lambda = 1;
};

class Collector {
 public:
  // For `tasks` tasks at a time.
  void reserve(const Problem& problem, int tasks, Memory memory = {});

  // Episodes of `tasks` tasks by their own policies, with advantages by the critic's values, standardized per task.
  void episodes(const Problem& problem, const AdvantageForm& form, Critic& critic, int tasks,
                const Scalar* task_parameters, const Scalar* const* policies, const StreamKey* keys,
                Experience* const* experiences, Recording* const* recordings);

  // `count` points of one task.
  static void points(const Problem& problem, const Scalar* task, const StreamKey& key, int count, Samples& samples);

 private:
  void advantages(const AdvantageForm& form, Critic& critic, int i, Experience& e);

  Rollout rollout_;
  Array returns_, values_;
};

}  // namespace metarl
