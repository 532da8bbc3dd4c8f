// The inputs of networks over a trial, as columns: for a memory, the observation with the last step's result; for an
// encoder of transitions, each step on its own.
#pragma once

#include "learning/trial.h"

namespace metarl {

// Rows of an action as a network reads it: one for each discrete action, or the action's numbers.
inline int encoded_action_rows(const Network& network) { return network.mlp.outputs(); }
// Writes them; returns where they end.
Scalar* write_action(const Network& network, const Scalar* action, Scalar* to);

// Memory (Duan et al. 2016): observation, and of the last step that was taken action, reward, and whether it ended an
// episode; with `transition` also the observation that it was taken at. These are 0 where nothing is remembered
// (`fresh`). Members say in which row each begins.
struct MemoryInputs {
  bool transition = false;
  int action = 0, reward = 0, ended = 0, previous = 0, rows = 0;

  MemoryInputs(const Problem& problem, bool transition);
};
// `columns` takes those of step t (rows x lanes).
void write_memory_inputs(const Problem& problem, const MemoryInputs& inputs, const Trial& trial, int t, bool fresh,
                         Scalar* columns);

// Transition: observation, action, reward, next observation.
inline int transition_rows(const Problem& problem) {
  return 2 * problem.reinforcement().observations() + encoded_action_rows(problem.network) + 1;
}
void write_transitions(const Problem& problem, const Trial& trial, int t, Scalar* columns);

}  // namespace metarl
