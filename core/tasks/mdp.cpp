#include "tasks/mdp.h"

namespace metarl {

namespace {

// Backward induction: from the last step to the first, an action is worth its mean reward and expected(pair), the
// expectation of plan.next, the values of the next states.
template <class Expected>
void plan_backwards(const Mdp& mdp, int horizon, MdpPlan& plan, Expected&& expected) {
  plan.resize(mdp.states, mdp.actions, horizon);
  std::fill(plan.next.begin(), plan.next.end(), Scalar(0));
  for (int step = horizon - 1; step >= 0; --step) {
    for (int s = 0; s < mdp.states; ++s) {
      for (int a = 0; a < mdp.actions; ++a) {
        const int pair = mdp.pair(s, a);
        plan.at(step, s)[a] = mdp.mean_rewards[static_cast<std::size_t>(pair)] + expected(pair);
      }
    }
    for (int s = 0; s < mdp.states; ++s) plan.next[static_cast<std::size_t>(s)] = plan.value(step, s);
  }
}

Scalar expectation(const Scalar* p, const Array& values) {
  Scalar total = 0;
  for (std::size_t i = 0; i < values.size(); ++i) total += p[i] * values[i];
  return total;
}

}  // namespace

void Mdp::resize(int state_count, int action_count, Memory memory) {
  states = state_count;
  actions = action_count;
  memory.size(mean_rewards, states, actions);
  memory.size(transitions, states, actions, states);
}

void MdpPlan::resize(int state_count, int action_count, int steps, Memory memory) {
  states = state_count;
  actions = action_count;
  horizon = steps;
  memory.size(values, horizon, states, actions);
  for (Array* a : {&next, &favoured}) memory.size(*a, states);
}

int MdpPlan::best(int step, int state) const {
  const Scalar* q = at(step, state);
  int best = 0;
  for (int a = 1; a < actions; ++a)
    if (q[a] > q[best]) best = a;
  return best;
}

void plan_optimally(const Mdp& mdp, int horizon, MdpPlan& plan) {
  plan_backwards(mdp, horizon, plan, [&](int pair) { return expectation(mdp.next_states(pair), plan.next); });
}

void plan_within(const Mdp& mdp, const Array& distance, int horizon, MdpPlan& plan) {
  const Array& next = plan.next;
  Array& p = plan.favoured;
  plan_backwards(mdp, horizon, plan, [&](int pair) {
    // Half of the distance is added to the best state's chance and taken away from the worst ones'.
    std::size_t best = 0;
    for (std::size_t s = 1; s < next.size(); ++s)
      if (next[s] > next[best]) best = s;
    std::copy_n(mdp.next_states(pair), mdp.states, p.begin());
    Scalar surplus = std::min(distance[static_cast<std::size_t>(pair)] / 2, 1 - p[best]);
    p[best] += surplus;
    while (surplus > 0) {
      std::size_t worst = p.size();
      for (std::size_t s = 0; s < p.size(); ++s)
        if (s != best && p[s] > 0 && (worst == p.size() || next[s] < next[worst])) worst = s;
      if (worst == p.size()) break;  // a remainder of rounding
      const Scalar taken = std::min(p[worst], surplus);
      p[worst] = taken < p[worst] ? p[worst] - taken : 0;
      surplus -= taken;
    }
    return expectation(p.data(), next);
  });
}

}  // namespace metarl
