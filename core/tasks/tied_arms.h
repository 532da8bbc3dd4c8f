// Arms that are tied together, as in Wang et al. 2016: those at even places pay with chance p, the others with 1 - p.
// p is uniform, or one of two or four values with equal chance, of which each has its counterpart 1 - p. Whatever arm is
// pulled, one learns the same: an arm that fails says of p what a pull of the other kind says that pays.
#pragma once

#include <algorithm>
#include <string>

#include "foundation/elementary.h"
#include "tasks/bandit_counts.h"

namespace metarl {

class TiedArms {
 public:
  static constexpr int kMostLevels = 4;

  // `chances`: the knob of that name.
  explicit TiedArms(const std::string& chances) {
    if (chances == "easy" || chances == "easy-or-hard") low_[kinds_++] = 0.1;
    if (chances == "medium") low_[kinds_++] = 0.25;
    if (chances == "hard" || chances == "easy-or-hard") low_[kinds_++] = 0.4;
  }

  bool uniform() const { return kinds_ == 0; }
  // The smallest p.
  double low() const { return low_[0]; }

  // Values that p may have, from the smallest to the largest; none where it is uniform.
  int levels() const { return 2 * kinds_; }
  double level(int i) const { return i < kinds_ ? low_[i] : 1 - low_[levels() - 1 - i]; }

  // The evidence on p that the pulls of all arms together are.
  static Pulls evidence(const Pulls* pulls, int arms) {
    Pulls all;
    for (int i = 0; i < arms; ++i) {
      all.paid += i % 2 ? pulls[i].failed : pulls[i].paid;
      all.failed += i % 2 ? pulls[i].paid : pulls[i].failed;
    }
    return all;
  }

  // How likely each level is.
  void chances(const Pulls& evidence, double* of) const {
    const int surplus = evidence.paid - evidence.failed, more = surplus < 0 ? -surplus : surplus;
    const double hard = kinds_ == 2 ? chance_of_second(std::min(evidence.paid, evidence.failed), more) : 0;
    for (int kind = 0; kind < kinds_; ++kind) {
      const double odds = odds_against(kind, more), likely = kind == 1 ? hard : 1 - hard;
      of[surplus < 0 ? kind : levels() - 1 - kind] = likely / (1 + odds);
      of[surplus < 0 ? levels() - 1 - kind : kind] = likely * odds / (1 + odds);
    }
  }

  // The chance that a pull of an even arm pays.
  double mean(const Pulls& evidence) const {
    if (uniform()) return evidence.mean();
    double of[kMostLevels], mean = 0;
    chances(evidence, of);
    for (int i = levels() - 1; i >= 0; --i) mean += of[i] * level(i);
    return mean;
  }

 private:
  // The odds that p is on the other side of a half, where one outcome came so many times more often: each of them
  // multiplies them by low / (1 - low).
  double odds_against(int kind, int more) const {
    double odds = 1, factor = low_[kind] / (1 - low_[kind]);
    for (int n = more; n > 0; n /= 2, factor *= factor)
      if (n % 2) odds *= factor;
    return odds;
  }

  // Of two kinds, after so many pairs of opposite outcomes and so many more of one: a kind's likelihood is
  // (low (1 - low))^pairs (1 - low)^more (1 + odds_against).
  double chance_of_second(int pairs, int more) const {
    const auto logarithm_of = [](double x) { return static_cast<double>(logarithm(Scalar(x))); };
    const auto spread = [&](int kind) { return low_[kind] * (1 - low_[kind]); };
    const double evidence = pairs * logarithm_of(spread(1) / spread(0)) +
                            more * logarithm_of((1 - low_[1]) / (1 - low_[0])) +
                            logarithm_of((1 + odds_against(1, more)) / (1 + odds_against(0, more)));
    return static_cast<double>(logistic(splat(Scalar(evidence)))[0]);
  }

  int kinds_ = 0;
  double low_[kMostLevels / 2] = {0, 0};
};

}  // namespace metarl
