// The evidence of the steps taken in a random MDP: the exact posterior under the family's own prior. Chances of the
// next states are Dirichlet, with one count for each state before the first step; mean rewards are normal,
// N(prior_mean, 1) before it, seen through noise of variance 1. The family's own prior_mean is 1.
#pragma once

#include "foundation/random.h"
#include "tasks/mdp.h"

namespace metarl {

class MdpPosterior {
 public:
  void reserve(int states, int actions, Memory memory = {});
  // The prior.
  void begin(int states, int actions, Scalar prior_mean);
  void observe(int state, int action, Scalar reward, int next_state);

  int states() const { return states_; }
  int actions() const { return actions_; }
  // How often an action was taken in a state.
  Scalar visits(int pair) const { return visits_[static_cast<std::size_t>(pair)]; }

  // The MDP whose chances and mean rewards are the posterior's means; and one drawn from the posterior.
  void mean(Mdp& mdp) const;
  void sample(Stream& stream, Mdp& mdp) const;

 private:
  Scalar mean_reward(int pair) const {
    const std::size_t i = static_cast<std::size_t>(pair);
    return (prior_mean_ + reward_sums_[i]) / (1 + visits_[i]);
  }

  int states_ = 0, actions_ = 0;
  Scalar prior_mean_ = 1;
  Array visits_, reward_sums_;  // [state][action]
  Array counts_;                // [state][action][next state]
};

}  // namespace metarl
