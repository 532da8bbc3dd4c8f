// The outcome of a golden case. An error is relative to the largest magnitude of the array compared.
#pragma once

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "foundation/array.h"

namespace metarl {

constexpr double kGoldenBound = sizeof(Scalar) == sizeof(double) ? 1e-8 : 2e-3;

// The result of a case: its largest relative error, or the reason of its failure.
struct Verdict {
  double error = 0;
  std::string reason;
  int compared = 0;

  void compare(const std::string& what, const std::vector<double>& expected, const Scalar* found) {
    double largest = 0, worst = 0;
    for (double e : expected) largest = std::max(largest, std::fabs(e));
    for (std::size_t i = 0; i < expected.size(); ++i) {
      const double d = std::fabs(static_cast<double>(found[i]) - expected[i]);
      worst = std::max(worst, d - d == 0 ? d : INFINITY);
    }
    note(what, worst / std::max(largest, 1e-12));
    if (expected.empty()) reason = what + " is empty";
  }
  void compare(const std::string& what, double expected, Scalar found) {
    compare(what, std::vector<double>{expected}, &found);
  }
  void note(const std::string& what, double relative) {
    ++compared;
    if (relative > error || !(relative - relative == 0)) {
      error = relative;
      if (error > kGoldenBound) reason = what + " is off";
    }
  }
  void refuse(const std::string& why) { reason = "not understood: " + why; }
};

inline Array to_array(const std::vector<double>& numbers) { return Array(numbers.begin(), numbers.end()); }

}  // namespace metarl
