// The best that can be done on average with k independent arms whose chances are uniform: dynamic programming over what
// may be known of them (Bellman 1956, "A problem in the sequential design of experiments").
//
// What is known is how often each arm paid and failed; which arm is which does not matter, so a state is a multiset of
// pairs (paid, failed). Untouched arms are left out of it. All states after t pulls are numbered without gaps: a pair
// is a whole number (its parts, as in Cantor's pairing), a multiset its numbers in falling order, and the multisets of
// a total of t pulls stand in the order of the tuples.
#pragma once

#include <cstdint>
#include <vector>

#include "tasks/bandit_counts.h"

namespace metarl {

class BanditPlan {
 public:
  static constexpr double kMostStates = 2.5e6;
  // How many states there are before the last pull; counting stops beyond `most`.
  static double states(int arms, int pulls, double most = kMostStates);
  // That a plan takes while it is made, at most.
  static double bytes(int arms, int pulls);

  BanditPlan(int arms, int pulls);

  int pulls() const { return pulls_; }
  // Expected total reward of all pulls.
  double value() const { return value_; }
  // The arm to pull after `made` pulls; the first one of those that are equal.
  int arm(const Pulls* pulls, int made) const;

 private:
  struct State {
    int parts = 0;
    int ids[kMostArms];  // falling
  };
  static int id_of(const Pulls& pulls) { return pulls.count() * (pulls.count() + 1) / 2 + pulls.paid; }
  std::uint32_t& below(int parts, int total, int id) { return below_[place(parts, total, id)]; }
  std::uint32_t below(int parts, int total, int id) const { return below_[place(parts, total, id)]; }
  std::size_t place(int parts, int total, int id) const {
    return (static_cast<std::size_t>(parts) * static_cast<std::size_t>(pulls_ + 1) + static_cast<std::size_t>(total)) *
               static_cast<std::size_t>(ids_) +
           static_cast<std::size_t>(id);
  }
  std::uint32_t number(const State& state, int total) const;
  static void replace(State& state, int at, int id);
  template <class F>
  void for_each(State& state, int total, int most_id, F&& f);
  double best(const State& state, int total, const std::vector<double>& next, std::uint8_t& choice) const;

  int arms_, pulls_, ids_, parts_;
  double value_ = 0;
  std::vector<Pulls> pair_;           // [id]
  std::vector<std::uint32_t> below_;  // [parts][total][id]: multisets of so many pairs at most, none beyond id
  std::vector<std::vector<std::uint8_t>> choice_;  // [made][state]: which pair to pull; as many as there are: untouched
};

}  // namespace metarl
