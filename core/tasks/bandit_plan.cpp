#include "tasks/bandit_plan.h"

#include <algorithm>

namespace metarl {

namespace {

// Pairs that add up to at most so many pulls, the empty one among them.
int pairs_up_to(int pulls) { return (pulls + 1) * (pulls + 2) / 2; }

}  // namespace

double BanditPlan::states(int arms, int pulls, double most) {
  if (pulls > 1000) return 2 * most;  // two arms alone have more
  const int parts = std::min(arms, pulls);
  // ways[p * pulls + t]: multisets of p pairs with t pulls in all, of the pairs gone through so far.
  std::vector<double> ways(static_cast<std::size_t>((parts + 1) * pulls));
  const auto at = [&](int p, int t) -> double& { return ways[static_cast<std::size_t>(p * pulls + t)]; };
  at(0, 0) = 1;
  double total = 1;
  for (int count = 1; count < pulls; ++count) {
    for (int paid = 0; paid <= count; ++paid) {
      for (int p = 1; p <= parts; ++p) {
        for (int t = count; t < pulls; ++t) {
          total += at(p - 1, t - count);
          at(p, t) += at(p - 1, t - count);
        }
      }
      if (total > most) return total;
    }
  }
  return total;
}

double BanditPlan::bytes(int arms, int pulls) {
  constexpr double all = 1e12;
  const double before = states(arms, pulls, all), after_all = states(arms, pulls + 1, all) - before;
  const double pairs = pairs_up_to(pulls), parts = std::min(arms, pulls);
  return before + 2 * sizeof(double) * after_all + sizeof(std::uint32_t) * (parts + 1) * (pulls + 1) * pairs +
         2 * sizeof(Pulls) * pairs;
}

BanditPlan::BanditPlan(int arms, int pulls)
    : arms_(arms), pulls_(pulls), ids_(pairs_up_to(pulls)), parts_(std::min(arms, pulls)) {
  for (int count = 0; count <= pulls; ++count)
    for (int paid = 0; paid <= count; ++paid) pair_.push_back({paid, count - paid});
  below_.resize(static_cast<std::size_t>(parts_ + 1) * static_cast<std::size_t>(pulls + 1) *
                static_cast<std::size_t>(ids_));
  for (int p = 0; p <= parts_; ++p) {
    for (int t = 0; t <= pulls; ++t) {
      for (int id = 0; id < ids_; ++id) {
        std::uint32_t ways = t == 0;
        if (t > 0 && p > 0 && id > 0) {
          const int rest = t - pair_[static_cast<std::size_t>(id)].count();
          ways = below(p, t, id - 1) + (rest >= 0 ? below(p - 1, rest, id) : 0);
        }
        below(p, t, id) = ways;
      }
    }
  }
  choice_.resize(static_cast<std::size_t>(pulls));
  std::vector<double> next(below(parts_, pulls, ids_ - 1)), now;
  for (int made = pulls - 1; made >= 0; --made) {
    const std::size_t count = below(parts_, made, ids_ - 1);
    now.assign(count, 0);
    std::vector<std::uint8_t>& choice = choice_[static_cast<std::size_t>(made)];
    choice.resize(count);
    std::size_t i = 0;
    State state;
    for_each(state, made, ids_ - 1, [&] {
      now[i] = best(state, made, next, choice[i]);
      ++i;
    });
    next.swap(now);
  }
  value_ = next[0];
}

// Goes through the multisets in the order of their numbers.
template <class F>
void BanditPlan::for_each(State& state, int total, int most_id, F&& f) {
  if (total == 0) return f();
  if (state.parts == parts_) return;
  const int last = std::min(most_id, pairs_up_to(total) - 1);
  for (int id = 1; id <= last; ++id) {
    state.ids[state.parts++] = id;
    for_each(state, total - pair_[static_cast<std::size_t>(id)].count(), id, f);
    --state.parts;
  }
}

std::uint32_t BanditPlan::number(const State& state, int total) const {
  std::uint32_t n = 0;
  for (int i = 0; i < state.parts; ++i) {
    n += below(parts_ - i, total, state.ids[i] - 1);
    total -= pair_[static_cast<std::size_t>(state.ids[i])].count();
  }
  return n;
}

// Puts a larger pair where pair number `at` is (or behind the last one).
void BanditPlan::replace(State& state, int at, int id) {
  if (at == state.parts) ++state.parts;
  for (; at > 0 && state.ids[at - 1] < id; --at) state.ids[at] = state.ids[at - 1];
  state.ids[at] = id;
}

double BanditPlan::best(const State& state, int total, const std::vector<double>& next, std::uint8_t& choice) const {
  double most = -1;
  for (int i = 0; i <= state.parts; ++i) {
    if (i == arms_ || (i > 0 && i < state.parts && state.ids[i] == state.ids[i - 1])) continue;
    const Pulls arm = i < state.parts ? pair_[static_cast<std::size_t>(state.ids[i])] : Pulls();
    State paid = state, failed = state;
    replace(paid, i, id_of({arm.paid + 1, arm.failed}));
    replace(failed, i, id_of({arm.paid, arm.failed + 1}));
    const double p = arm.mean();
    const double value = p * (1 + next[number(paid, total + 1)]) + (1 - p) * next[number(failed, total + 1)];
    if (value > most) {
      most = value;
      choice = static_cast<std::uint8_t>(i);
    }
  }
  return most;
}

int BanditPlan::arm(const Pulls* pulls, int made) const {
  State state;
  for (int i = 0; i < arms_; ++i)
    if (pulls[i].count() > 0) state.ids[state.parts++] = id_of(pulls[i]);
  std::sort(state.ids, state.ids + state.parts, [](int a, int b) { return a > b; });
  const int choice = choice_[static_cast<std::size_t>(made)][number(state, made)];
  const int id = choice < state.parts ? state.ids[choice] : 0;
  int arm = 0;
  while (id_of(pulls[arm]) != id) ++arm;
  return arm;
}

}  // namespace metarl
