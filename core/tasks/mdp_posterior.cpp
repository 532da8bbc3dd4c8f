#include "tasks/mdp_posterior.h"

#include "tasks/dirichlet.h"

namespace metarl {

void MdpPosterior::reserve(int states, int actions, Memory memory) {
  for (Array* a : {&visits_, &reward_sums_}) memory.take(*a, states, actions);
  memory.take(counts_, states, actions, states);
}

void MdpPosterior::begin(int states, int actions, Scalar prior_mean) {
  states_ = states;
  actions_ = actions;
  prior_mean_ = prior_mean;
  reserve(states, actions);
  for (Array* a : {&visits_, &reward_sums_, &counts_}) std::fill(a->begin(), a->end(), Scalar(0));
}

void MdpPosterior::observe(int state, int action, Scalar reward, int next_state) {
  const std::size_t pair = static_cast<std::size_t>(state * actions_ + action);
  visits_[pair] += 1;
  reward_sums_[pair] += reward;
  counts_[pair * static_cast<std::size_t>(states_) + static_cast<std::size_t>(next_state)] += 1;
}

void MdpPosterior::mean(Mdp& mdp) const {
  mdp.resize(states_, actions_);
  for (int pair = 0; pair < mdp.pairs(); ++pair) {
    mdp.mean_rewards[static_cast<std::size_t>(pair)] = mean_reward(pair);
    Scalar* p = mdp.next_states(pair);
    const Scalar* counts = counts_.data() + static_cast<std::ptrdiff_t>(pair) * states_;
    for (int s = 0; s < states_; ++s) p[s] = (1 + counts[s]) / (Scalar(states_) + visits(pair));
  }
}

void MdpPosterior::sample(Stream& stream, Mdp& mdp) const {
  mdp.resize(states_, actions_);
  for (int pair = 0; pair < mdp.pairs(); ++pair) {
    mdp.mean_rewards[static_cast<std::size_t>(pair)] =
        mean_reward(pair) + stream.normal() / square_root(1 + visits(pair));
    sample_dirichlet(stream, counts_.data() + static_cast<std::ptrdiff_t>(pair) * states_, states_,
                     mdp.next_states(pair));
  }
}

}  // namespace metarl
