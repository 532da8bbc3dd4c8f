// Gamma and beta random numbers, exact, from a stream of uniform and normal ones.
#pragma once

#include "foundation/random.h"

namespace metarl {

// Gamma of shape 1 or more and scale 1: the cube of a normal, rejected where it does not fit (Marsaglia & Tsang 2000,
// "A simple method for generating gamma variables").
inline Scalar sample_gamma(Stream& stream, Scalar shape) {
  const Scalar d = shape - Scalar(1.0 / 3.0), c = 1 / square_root(9 * d);
  for (;;) {
    const Scalar x = stream.normal(), t = 1 + c * x;
    if (t <= 0) continue;
    const Scalar v = t * t * t;
    if (logarithm(stream.uniform()) < Scalar(0.5) * x * x + d * (1 - v + logarithm(v))) return d * v;
  }
}

// Beta(a, b) for a and b of 1 or more.
inline Scalar sample_beta(Stream& stream, Scalar a, Scalar b) {
  if (a == 1 && b == 1) return stream.uniform();
  const Scalar x = sample_gamma(stream, a), y = sample_gamma(stream, b);
  return x / (x + y);
}

}  // namespace metarl
