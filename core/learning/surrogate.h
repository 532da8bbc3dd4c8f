// The surrogate of a policy's return on samples of another one (Kakade & Langford 2002), clipped where asked
// (Schulman et al. 2017).
#pragma once

#include "foundation/array.h"

namespace metarl {

// Where a clipped surrogate lets the ratio move: 1 - clip to 1 + clip. No clipping where `clips` is false.
struct Clipping {
  bool clips = false;
  Scalar clip = 0;
};

// Σ_n min(ρ A, clip(ρ, 1 - c, 1 + c) A) with ρ = exp(log_prob - old_log_prob); its derivative by log_prob[n], times
// `scale`, goes to slopes[n]. `far` takes how many ratios lie outside.
Scalar total_surrogate(const Scalar* log_prob, const Scalar* old_log_prob, const Scalar* advantages, int count,
                       Clipping clipping, Scalar scale, Scalar* slopes, Scalar* far);

}  // namespace metarl
