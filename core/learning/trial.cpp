#include "learning/trial.h"

#include <algorithm>

#include "learning/action_sampling.h"

namespace metarl {

namespace {

StreamKey at_lane(StreamKey key, int lane) {
  key.task += static_cast<std::uint32_t>(lane);
  return key;
}

}  // namespace

void Trial::reserve(const Problem& problem, int task_count, int episode_count) {
  tasks = task_count;
  lanes = padded_lanes(task_count);
  episodes = episode_count;
  horizon = problem.horizon;
  observation_rows = problem.reinforcement().observations();
  action_rows = problem.network.target_rows();
  const std::size_t columns = static_cast<std::size_t>(time()) * static_cast<std::size_t>(lanes),
                    played = static_cast<std::size_t>(episodes) * static_cast<std::size_t>(lanes);
  for (Array* a : {&observation, &next_observation})
    reserve_length(*a, columns * static_cast<std::size_t>(observation_rows));
  reserve_length(action, columns * static_cast<std::size_t>(action_rows));
  for (Array* a : {&reward, &done, &active}) reserve_length(*a, columns);
  for (Array* a : {&returns, &lengths}) reserve_length(*a, played);
}

void TrialRollout::begin(const Problem& problem, int tasks, int episodes, const Scalar* task_parameters,
                         const StreamKey& key, Trial& trial) {
  key_ = key;
  trial.reserve(problem, tasks, episodes);
  const int lanes = trial.lanes, size = problem.task_size;
  episodes_.reserve(lanes, size, problem.reinforcement().states(), trial.action_rows);
  episodes_.lanes = lanes;
  observation_.resize(static_cast<std::size_t>(trial.observation_rows));
  reserve_length(ended_, static_cast<std::size_t>(lanes));
  for (int lane = 0; lane < lanes; ++lane)
    for (int p = 0; p < size; ++p)
      episodes_.task[static_cast<std::size_t>(p * lanes + lane)] =
          task_parameters[std::min(lane, tasks - 1) * size + p];
  std::fill(episodes_.state.begin(), episodes_.state.end(), Scalar(0));
  std::fill(episodes_.action.begin(), episodes_.action.end(), Scalar(0));
}

void TrialRollout::observe(const ReinforcementFamily& family, Scalar* columns) {
  const int rows = static_cast<int>(observation_.size());
  for (int first = 0; first < episodes_.lanes; first += kLanes) {
    family.observe(episodes_, first, observation_.data());
    for (int j = 0; j < kLanes; ++j)
      for (int r = 0; r < rows; ++r) columns[(first + j) * rows + r] = observation_[static_cast<std::size_t>(r)][j];
  }
}

void TrialRollout::play(const Problem& problem, Agent& agent, int k, Trial& trial, Recording* const* recordings) {
  const ReinforcementFamily& family = problem.reinforcement();
  const int lanes = trial.lanes, rows = trial.observation_rows, start = k * trial.horizon;
  const bool stochastic = family.stochastic();
  Scalar *returns = trial.returns.data() + k * lanes, *lengths = trial.lengths.data() + k * lanes;
  std::fill_n(returns, lanes, Scalar(0));
  std::fill_n(lengths, lanes, Scalar(0));
  for (int lane = 0; lane < lanes; ++lane) ended_[static_cast<std::size_t>(lane)] = lane < trial.tasks ? 0 : 1;
  const auto record = [&](int t, bool moved) {
    if (!recordings) return;
    for (int i = 0; i < trial.tasks; ++i)
      if (recordings[i]) recordings[i]->take(family, episodes_, i, t, moved, ended_.data() + i);
  };

  for (int first = 0; first < lanes; first += kLanes) {
    const std::uint32_t draw = k == 0 ? kStartDraw : static_cast<std::uint32_t>(start - 1) * kDrawsPerStep + kResetDraw;
    family.reset(episodes_, first, splat(0) == splat(0), draw_tasks(at_lane(key_, first), draw));
  }
  record(0, false);
  for (int step = 0; step < trial.horizon; ++step) {
    const int t = start + step;
    const std::ptrdiff_t column = static_cast<std::ptrdiff_t>(t) * lanes;
    observe(family, trial.observation.data() + column * rows);
    for (int lane = 0; lane < lanes; ++lane)
      trial.active[static_cast<std::size_t>(column + lane)] = 1 - ended_[static_cast<std::size_t>(lane)];
    agent.act(trial, t, episodes_);
    const Scalar* actions = trial.action.data() + column * trial.action_rows;
    for (int lane = 0; lane < lanes; ++lane)
      for (int d = 0; d < trial.action_rows; ++d)
        episodes_.action[static_cast<std::size_t>(d * lanes + lane)] = actions[lane * trial.action_rows + d];

    PhiloxBlock noise{};
    const std::uint32_t draw = static_cast<std::uint32_t>(t) * kDrawsPerStep;
    for (int first = 0; first < lanes; first += kLanes) {
      if (stochastic) noise = draw_tasks(at_lane(key_, first), draw + kStepDraw);
      family.step(episodes_, first, noise);
    }
    record(step + 1, true);
    observe(family, trial.next_observation.data() + column * rows);
    for (int lane = 0; lane < lanes; ++lane) {
      const std::size_t at = static_cast<std::size_t>(column + lane), l = static_cast<std::size_t>(lane);
      const bool active = ended_[l] == 0;
      trial.reward[at] = active ? episodes_.reward[l] : 0;
      trial.done[at] = active ? episodes_.done[l] : 0;
      if (!active) continue;
      returns[lane] += episodes_.score[l];
      lengths[lane] += 1;
    }
    agent.learn(trial, t, episodes_);
    // A lane that waits stands at a start, where nothing can overflow.
    for (int first = 0; first < lanes; first += kLanes) {
      for (int j = 0; j < kLanes; ++j) {
        const std::size_t l = static_cast<std::size_t>(first + j);
        if (ended_[l] == 0 && episodes_.done[l] != 0) ended_[l] = 1;
      }
      const Mask over = load(ended_.data() + first) != splat(0);
      if (any(over)) family.reset(episodes_, first, over, draw_tasks(at_lane(key_, first), draw + kResetDraw));
    }
  }
  if (!recordings) return;
  for (int i = 0; i < trial.tasks; ++i) {
    if (!recordings[i]) continue;
    recordings[i]->lengths[0] = lengths[i];
    recordings[i]->returns[0] = returns[i];
  }
}

}  // namespace metarl
