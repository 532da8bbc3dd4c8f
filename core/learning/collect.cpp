#include "learning/collect.h"

#include <algorithm>

#include "learning/advantages.h"

namespace metarl {

void Collector::reserve(const Problem& problem, int tasks, Memory memory) {
  if (problem.kind != Kind::reinforcement) return;
  rollout_.reserve(problem.reinforcement(), problem.network, problem.task_size, tasks, problem.episodes, memory);
  baseline_.reserve(problem.network.mlp.inputs(), memory);
  for (Array* a : {&returns_, &fitted_}) memory.take(*a, problem.episodes, problem.horizon);
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

void Collector::episodes(const Problem& problem, const AdvantageForm& form, int tasks, const Scalar* task_parameters,
                         const Scalar* const* policies, const StreamKey* keys, Experience* const* experiences,
                         Recording* const* recordings) {
  reserve(problem, tasks);
  rollout_.run(problem.reinforcement(), problem.network, problem.task_size, tasks, problem.episodes, problem.horizon,
               task_parameters, policies, keys, experiences, recordings);
  for (int i = 0; i < tasks; ++i) advantages(form, *experiences[i]);
}

void Collector::advantages(const AdvantageForm& form, Experience& e) {
  // The baseline is fitted to whole episodes. One that the end of the batch cuts off in the middle is bootstrapped from
  // it instead; one that reached the horizon is whole.
  for (int lane = 0; lane < e.lanes; ++lane) {
    bool whole = e.last_age[static_cast<std::size_t>(lane)] == Scalar(e.time);
    for (int t = e.time - 1; t >= 0; --t) {
      const std::size_t i = static_cast<std::size_t>(t * e.lanes + lane);
      if (e.done[i] != 0) whole = true;
      fitted_[i] = whole ? 1 : 0;
    }
  }
  discounted_returns(e.reward.data(), e.done.data(), e.time, e.lanes, form.discount, returns_.data());
  const ConstMatrix observations = e.samples.input_matrix();
  baseline_.fit(observations, e.age.data(), returns_.data(), fitted_.data());
  baseline_.predict(observations, e.age.data(), values_.data());
  Scalar* last = values_.data() + e.samples.count;
  baseline_.predict({e.last_observation.data(), observations.rows, e.lanes}, e.last_age.data(), last);
  for (int lane = 0; lane < e.lanes; ++lane)
    if (e.last_age[static_cast<std::size_t>(lane)] == Scalar(e.time)) last[lane] = 0;
  generalized_advantages(e.reward.data(), values_.data(), e.done.data(), e.time, e.lanes, form.discount, form.lambda,
                         e.samples.advantages.data(), returns_.data());
  standardize(e.samples.advantages.data(), e.samples.count);
}

}  // namespace metarl
