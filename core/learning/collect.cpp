#include "learning/collect.h"

#include <algorithm>

#include "foundation/vectors.h"
#include "learning/advantages.h"

namespace metarl {

void Collector::reserve(const Problem& problem, int tasks, Memory memory) {
  if (problem.kind != Kind::reinforcement) return;
  rollout_.reserve(problem.reinforcement(), problem.network, problem.task_size, tasks, problem.episodes, memory);
  memory.take(returns_, problem.episodes, problem.horizon);
  memory.take(values_, problem.episodes, problem.horizon + 1);
}

void Collector::points(const Problem& problem, const Scalar* task, const StreamKey& key, int count, Samples& samples) {
  samples.reserve(problem.network, count);
  Stream stream(key);
  problem.supervised().points(task, stream, {samples.inputs.data(), samples.input_rows, count},
                              {samples.targets.data(), samples.target_rows, count});
  // The cross-entropy of a class is REINFORCE's loss of an action with advantage 1.
  if (problem.network.head == Head::categorical) std::fill_n(samples.advantages.begin(), count, Scalar(1));
}

void Collector::episodes(const Problem& problem, const AdvantageForm& form, Critic& critic, int tasks,
                         const Scalar* task_parameters, const Scalar* const* policies, const StreamKey* keys,
                         Experience* const* experiences, Recording* const* recordings) {
  reserve(problem, tasks);
  critic.reserve(problem, Memory());
  rollout_.run(problem.reinforcement(), problem.network, problem.task_size, tasks, problem.episodes, problem.horizon,
               task_parameters, policies, keys, experiences, recordings);
  for (int i = 0; i < tasks; ++i) advantages(form, critic, i, *experiences[i]);
}

// An episode that the end of the batch cuts off in the middle is bootstrapped from the critic; one that reached the
// horizon is whole.
void Collector::advantages(const AdvantageForm& form, Critic& critic, int i, Experience& e) {
  discounted_returns(e.reward.data(), e.done.data(), e.time, e.lanes, form.discount, returns_.data());
  e.discounted_return = sum(returns_.data(), e.lanes) / Scalar(e.lanes);
  critic.judge(i, e, returns_.data(), values_.data());
  Scalar* last = values_.data() + e.samples.count;
  for (int lane = 0; lane < e.lanes; ++lane)
    if (e.last_age[static_cast<std::size_t>(lane)] == Scalar(e.time)) last[lane] = 0;
  generalized_advantages(e.reward.data(), values_.data(), e.done.data(), e.time, e.lanes, form.discount, form.lambda,
                         e.samples.advantages.data(), e.returns.data());
  e.advantage_scale = standardize(e.samples.advantages.data(), e.samples.count);
}

}  // namespace metarl
