#include "learning/trial.h"

#include <algorithm>

namespace metarl {

void Trial::reserve(const Problem& problem, int task_count, int episode_count, Memory memory) {
  tasks = task_count;
  lanes = padded_lanes(task_count);
  episodes = episode_count;
  horizon = problem.horizon;
  observation_rows = problem.reinforcement().observations();
  action_rows = problem.network.target_rows();
  for (Array* a : {&observation, &next_observation}) memory.take(*a, observation_rows, time(), lanes);
  memory.take(action, action_rows, time(), lanes);
  for (Array* a : {&reward, &done, &active}) memory.take(*a, time(), lanes);
  for (Array* a : {&returns, &lengths}) memory.take(*a, episodes, lanes);
}

void TrialRollout::reserve(const Problem& problem, const Trial& shape, Memory memory) {
  loop_.reserve(problem.reinforcement(), shape.lanes, problem.task_size, shape.action_rows, memory);
}

void TrialRollout::begin(const Problem& problem, int tasks, int episodes, const Scalar* task_parameters,
                         const StreamKey& key, Trial& trial) {
  draws_ = {key};
  trial.reserve(problem, tasks, episodes);
  reserve(problem, trial);
  loop_.clear();
  const int size = problem.task_size;
  for (int lane = 0; lane < trial.lanes; ++lane)
    loop_.set_task(lane, 1, task_parameters + std::min(lane, tasks - 1) * size, size);
}

// Has the agent act in all lanes of an episode, and records observation, action and reward.
struct TrialRollout::Player {
  EpisodeLoop& loop;
  const ReinforcementFamily& family;
  Agent& agent;
  Trial& trial;
  Recording* const* recordings;
  int first;  // step of the trial

  int lanes() const { return trial.lanes; }
  std::ptrdiff_t column(int t) const { return static_cast<std::ptrdiff_t>(t) * lanes(); }

  void act(int t) {
    loop.observe(family, 0, lanes(), trial.observation.data() + column(t) * trial.observation_rows);
    for (int lane = 0; lane < lanes(); ++lane)
      trial.active[static_cast<std::size_t>(column(t) + lane)] = 1 - loop.ended()[static_cast<std::size_t>(lane)];
    agent.act(trial, t, loop.episodes());
    loop.take_actions(0, lanes(), trial.action.data() + column(t) * trial.action_rows, trial.action_rows);
  }

  // A lane whose episode is over waits at a start, where nothing can overflow.
  const Scalar* look(int t) {
    const Episodes& now = loop.episodes();
    loop.record(family, recordings, trial.tasks, 1, t - first + 1);
    loop.observe(family, 0, lanes(), trial.next_observation.data() + column(t) * trial.observation_rows);
    for (int lane = 0; lane < lanes(); ++lane) {
      const std::size_t at = static_cast<std::size_t>(column(t) + lane), l = static_cast<std::size_t>(lane);
      const bool active = trial.active[at] != 0;
      trial.reward[at] = active ? now.reward[l] : 0;
      trial.done[at] = active ? now.done[l] : 0;
    }
    const std::ptrdiff_t episode = static_cast<std::ptrdiff_t>(first / trial.horizon) * lanes();
    loop.count(0, lanes(), trial.returns.data() + episode, trial.lengths.data() + episode);
    agent.learn(trial, t, now);
    return loop.ended().data();
  }
};

void TrialRollout::play(const Problem& problem, Agent& agent, int k, Trial& trial, Recording* const* recordings) {
  const ReinforcementFamily& family = problem.reinforcement();
  const int lanes = trial.lanes, first = k * trial.horizon;
  Scalar *returns = trial.returns.data() + k * lanes, *lengths = trial.lengths.data() + k * lanes;
  std::fill_n(returns, lanes, Scalar(0));
  std::fill_n(lengths, lanes, Scalar(0));
  const std::uint32_t draw = k == 0 ? kStartDraw : static_cast<std::uint32_t>(first - 1) * kDrawsPerStep + kResetDraw;
  loop_.start(family, draws_, draw);
  // Lanes without a task of their own never count.
  std::fill(loop_.ended().begin() + trial.tasks, loop_.ended().begin() + lanes, Scalar(1));
  loop_.record(family, recordings, trial.tasks, 1, 0);
  Player player{loop_, family, agent, trial, recordings, first};
  loop_.play(family, draws_, first, trial.horizon, player);
  if (!recordings) return;
  for (int i = 0; i < trial.tasks; ++i) {
    if (!recordings[i]) continue;
    recordings[i]->lengths[0] = lengths[i];
    recordings[i]->returns[0] = returns[i];
  }
}

}  // namespace metarl
