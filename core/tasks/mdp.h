// A finite Markov decision process as tables, and planning in it by backward induction (Bellman 1957): what to do with
// so many steps of an episode left.
#pragma once

#include "foundation/array.h"
#include "foundation/memory.h"

namespace metarl {

struct Mdp {
  int states = 0, actions = 0;
  Array mean_rewards;  // [state][action]
  Array transitions;   // [state][action][next state]

  void resize(int state_count, int action_count, Memory memory = {});
  int pairs() const { return states * actions; }
  int pair(int state, int action) const { return state * actions + action; }
  Scalar* next_states(int pair) { return transitions.data() + static_cast<std::ptrdiff_t>(pair) * states; }
  const Scalar* next_states(int pair) const { return transitions.data() + static_cast<std::ptrdiff_t>(pair) * states; }
};

// The value of each action at each step of an episode.
struct MdpPlan {
  int states = 0, actions = 0, horizon = 0;
  Array values;          // [step][state][action]
  Array next, favoured;  // for planning: values and chances of the next states

  void resize(int state_count, int action_count, int steps, Memory memory = {});
  Scalar* at(int step, int state) {
    return values.data() + (static_cast<std::ptrdiff_t>(step) * states + state) * actions;
  }
  const Scalar* at(int step, int state) const {
    return values.data() + (static_cast<std::ptrdiff_t>(step) * states + state) * actions;
  }
  // The first of the best actions.
  int best(int step, int state) const;
  Scalar value(int step, int state) const { return at(step, state)[best(step, state)]; }
};

// The optimal plan for episodes of `horizon` steps.
void plan_optimally(const Mdp& mdp, int horizon, MdpPlan& plan);

// The same in the most favourable of all MDPs whose transition probabilities from each pair lie within distance[pair]
// of the given ones (sum of absolute differences): extended value iteration (Jaksch et al. 2010, figure 2), over a
// finite horizon.
void plan_within(const Mdp& mdp, const Array& distance, int horizon, MdpPlan& plan);

}  // namespace metarl
