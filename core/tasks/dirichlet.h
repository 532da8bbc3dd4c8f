// Draws from Dirichlet distributions, as gamma variables over their sum.
#pragma once

#include "foundation/gamma.h"

namespace metarl {

// Chances drawn from a Dirichlet distribution with parameters 1 + counts[i].
inline void sample_dirichlet(Stream& stream, const Scalar* counts, int size, Scalar* chances) {
  Scalar total = 0;
  for (int i = 0; i < size; ++i) {
    // Shape 1 is the exponential distribution.
    chances[i] = counts[i] == 0 ? -logarithm(stream.uniform()) : sample_gamma(stream, 1 + counts[i]);
    total += chances[i];
  }
  for (int i = 0; i < size; ++i) chances[i] /= total;
}

}  // namespace metarl
