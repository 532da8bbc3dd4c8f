// Index rules: a worth of each arm by itself, such that pulling the arm of largest worth is good for all together.
//
// The index of an arm is the fee a pull at which playing it, with the right to stop at any time, is just worth nothing:
// the λ at which Q, the value of one pull and then going on as long as that pays, is 0. It is found for all states of
// an arm at once: Q is computed on a grid of fees by dynamic programming and taken to be straight between two of them
// (calibration: Gittins, Glazebrook & Weber 2011, chapter 8).
#pragma once

#include <vector>

#include "tasks/bandit_counts.h"

namespace metarl {

// Gittins 1979: rewards are discounted for ever. Within so many pulls, whatever they were.
class GittinsIndex {
 public:
  GittinsIndex(int pulls, double discount);
  // That making one takes, at most.
  static double bytes(int pulls);
  int pulls() const { return pulls_; }
  double operator()(const Pulls& arm) const {
    return index_[static_cast<std::size_t>(arm.count() * (arm.count() + 1) / 2 + arm.paid)];
  }

 private:
  int pulls_;
  std::vector<double> index_;  // [paid + failed][paid]
};

// Whittle 1988: there are so many pulls left, and no discount.
class WhittleIndex {
 public:
  explicit WhittleIndex(int pulls);
  // That making one takes, at most.
  static double bytes(int pulls);
  int pulls() const { return pulls_; }
  double operator()(const Pulls& arm, int left) const {
    return index_[start_[static_cast<std::size_t>(left)] +
                  static_cast<std::size_t>(arm.count() * (arm.count() + 1) / 2 + arm.paid)];
  }

 private:
  int pulls_;
  std::vector<std::size_t> start_;  // [left]
  std::vector<float> index_;        // [left][paid + failed][paid]
};

}  // namespace metarl
