#include "lab/statistics.h"

#include <algorithm>
#include <cmath>

#include "foundation/elementary.h"
#include "foundation/vectors.h"

namespace metarl {

Spread spread_of(Array& values, int count, Scalar limit) {
  int kept = 0;
  for (int i = 0; i < count; ++i) {
    const Scalar v = values[i];
    if (v - v == 0 && v <= limit) values[kept++] = v;
  }
  Spread spread{Scalar(NAN), Scalar(NAN), Scalar(NAN), Scalar(NAN), count - kept, Scalar(NAN)};
  if (kept == 0) return spread;
  std::sort(values.begin(), values.begin() + kept);
  // Linear between the neighbours, as is usual.
  const auto quantile = [&](Scalar share) {
    const Scalar position = share * Scalar(kept - 1);
    const int below = static_cast<int>(position);
    const Scalar rest = position - Scalar(below);
    return below + 1 < kept ? values[below] + rest * (values[below + 1] - values[below]) : values[below];
  };
  spread.lower = quantile(Scalar(0.25));
  spread.median = quantile(Scalar(0.5));
  spread.upper = quantile(Scalar(0.75));
  spread.mean = sum(values.data(), kept) / Scalar(kept);
  Scalar squares = 0;
  for (int i = 0; i < kept; ++i) squares += (values[i] - spread.mean) * (values[i] - spread.mean);
  spread.error = kept > 1 ? square_root(squares / Scalar(kept - 1) / Scalar(kept)) : Scalar(NAN);
  return spread;
}

Scalar divergence_limit(const Problem& problem) {
  return problem.kind == Kind::supervised ? Scalar(problem.supervised().diverged_above()) : Scalar(INFINITY);
}

std::vector<std::string> statistic_names() {
  return {"pre_lower",   "pre_median", "pre_upper",   "pre_mean",     "post_lower",    "post_median",
          "post_upper",  "post_mean",  "diverged",    "objective",    "gradient_norm", "divergence",
          "evaluations", "accepted",   "trial_lower", "trial_median", "trial_upper",   "trial_mean"};
}

}  // namespace metarl
