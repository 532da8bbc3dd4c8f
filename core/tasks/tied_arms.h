// Arms that are tied together, as in Wang et al. 2016: those at even places pay with chance p, the others with 1 - p.
// p is uniform, or one of two values with equal chance. Whatever arm is pulled, one learns the same: an arm that fails
// says of p what a pull of the other kind says that pays.
#pragma once

#include <string>

#include "tasks/bandit_counts.h"

namespace metarl {

class TiedArms {
 public:
  // `chances`: the knob of that name. Its smaller value of p is kept; 0 stands for a uniform p.
  explicit TiedArms(const std::string& chances)
      : low_(chances == "easy"     ? 0.1
             : chances == "medium" ? 0.25
             : chances == "hard"   ? 0.4
                                   : 0) {}

  bool uniform() const { return low_ == 0; }
  double low() const { return low_; }

  // The evidence on p that the pulls of all arms together are.
  static Pulls evidence(const Pulls* pulls, int arms) {
    Pulls all;
    for (int i = 0; i < arms; ++i) {
      all.paid += i % 2 ? pulls[i].failed : pulls[i].paid;
      all.failed += i % 2 ? pulls[i].paid : pulls[i].failed;
    }
    return all;
  }

  // With two values: the chance that p is the larger one.
  double chance_of_high(const Pulls& evidence) const {
    // Each success more than failures multiplies the odds by (1 - low) / low.
    double odds = 1, factor = low_ / (1 - low_);
    const int surplus = evidence.paid - evidence.failed;
    for (int n = surplus < 0 ? -surplus : surplus; n > 0; n /= 2, factor *= factor)
      if (n % 2) odds *= factor;
    return surplus < 0 ? odds / (1 + odds) : 1 / (1 + odds);
  }

  // The chance that a pull of an even arm pays.
  double mean(const Pulls& evidence) const {
    if (uniform()) return evidence.mean();
    const double high = chance_of_high(evidence);
    return high * (1 - low_) + (1 - high) * low_;
  }

 private:
  double low_;
};

}  // namespace metarl
