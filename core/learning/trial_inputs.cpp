#include "learning/trial_inputs.h"

#include <algorithm>

namespace metarl {

Scalar* write_action(const Network& network, const Scalar* action, Scalar* to) {
  const int rows = encoded_action_rows(network);
  if (network.head == Head::categorical) {
    std::fill_n(to, rows, Scalar(0));
    to[static_cast<int>(action[0])] = 1;
  } else {
    std::copy_n(action, rows, to);
  }
  return to + rows;
}

MemoryInputs::MemoryInputs(const Problem& problem, bool with_previous)
    : transition(with_previous),
      action(problem.reinforcement().observations()),
      reward(action + encoded_action_rows(problem.network)),
      ended(reward + 1),
      previous(ended + 1),
      rows(previous + (transition ? action : 0)) {}

void write_memory_inputs(const Problem& problem, const MemoryInputs& inputs, const Trial& trial, int t, bool fresh,
                         Scalar* columns) {
  const int rows = inputs.rows, o = trial.observation_rows;
  const ConstMatrix observations = trial.observations(t);
  for (int lane = 0; lane < trial.lanes; ++lane) {
    Scalar* to = columns + static_cast<std::ptrdiff_t>(lane) * rows;
    std::copy_n(observations.column(lane), o, to);
    if (fresh) {
      std::fill(to + o, to + rows, Scalar(0));
      continue;
    }
    // A lane whose episode ended early waited since.
    int taken = t - 1;
    while (taken > 0 && trial.active[static_cast<std::size_t>(taken * trial.lanes + lane)] == 0) --taken;
    const std::ptrdiff_t last = static_cast<std::ptrdiff_t>(taken) * trial.lanes + lane;
    write_action(problem.network, trial.action.data() + last * trial.action_rows, to + inputs.action);
    to[inputs.reward] = trial.reward[static_cast<std::size_t>(last)];
    const bool ended = t % trial.horizon == 0 || trial.done[static_cast<std::size_t>(last)] != 0;
    to[inputs.ended] = ended ? 1 : 0;
    if (inputs.transition) std::copy_n(trial.observation.data() + last * o, o, to + inputs.previous);
  }
}

void write_transitions(const Problem& problem, const Trial& trial, int t, Scalar* columns) {
  const int rows = transition_rows(problem), o = trial.observation_rows;
  for (int lane = 0; lane < trial.lanes; ++lane) {
    const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(t) * trial.lanes + lane;
    Scalar* to = columns + static_cast<std::ptrdiff_t>(lane) * rows;
    std::copy_n(trial.observation.data() + at * o, o, to);
    Scalar* rest = write_action(problem.network, trial.action.data() + at * trial.action_rows, to + o);
    rest[0] = trial.reward[static_cast<std::size_t>(at)];
    std::copy_n(trial.next_observation.data() + at * o, o, rest + 1);
  }
}

}  // namespace metarl
