// The counts that every rule for bandits keeps: pulls and rewards of each arm.
#pragma once

#include <algorithm>
#include <vector>

#include "tasks/yardstick.h"

namespace metarl {

// The largest bandit; the counts of one are kept in arrays of this length where there are many of them.
constexpr int kMostArms = 50;

struct Pulls {
  int paid = 0, failed = 0;
  int count() const { return paid + failed; }
  // Of the posterior that one success and one failure came before: Beta(paid + 1, failed + 1).
  double mean() const { return static_cast<double>(paid + 1) / static_cast<double>(count() + 2); }
};

class BanditCounts : public Yardstick {
 public:
  explicit BanditCounts(int arms) : arms_(arms) {}

  void reserve(int lanes, const Moment&, Memory memory) override { memory.take(pulls_, lanes, arms_); }
  void forget(const Episodes&, int, const Moment&) override { std::fill(pulls_.begin(), pulls_.end(), Pulls()); }
  void learn(const Episodes& e, int lane, const Moment&) override {
    const std::size_t l = static_cast<std::size_t>(lane);
    Pulls& arm = pulls_[l * static_cast<std::size_t>(arms_) + static_cast<std::size_t>(e.action[l])];
    ++(e.reward[l] != 0 ? arm.paid : arm.failed);
  }

 protected:
  const Pulls* pulls(int lane) const { return pulls_.data() + lane * arms_; }
  int arms() const { return arms_; }

 private:
  int arms_;
  std::vector<Pulls> pulls_;  // [lane][arm]
};

// Of a trial: pulls of one arm or another, whatever the episodes' length.
inline int pulls_of_trial(const Moment& at) { return at.episodes * at.horizon; }
inline int pulls_made(const Moment& at) { return at.episode * at.horizon + at.step; }

}  // namespace metarl
