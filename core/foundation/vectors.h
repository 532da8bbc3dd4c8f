// Sums over flat arrays in one fixed order of additions, whatever the instruction set.
#pragma once

#include <cstddef>

#include "foundation/lanes.h"

namespace metarl {

inline Scalar sum(const Scalar* x, std::ptrdiff_t n) {
  Lanes total = splat(0);
  for_lanes(n, [&](std::ptrdiff_t i, int count) { total = total + load_some(x + i, count); });
  return sum(total);
}

inline Scalar dot(const Scalar* x, const Scalar* y, std::ptrdiff_t n) {
  Lanes total = splat(0);
  for_lanes(n, [&](std::ptrdiff_t i, int count) { total = total + load_some(x + i, count) * load_some(y + i, count); });
  return sum(total);
}

// y = a x
inline void set_scaled(Scalar* y, Scalar a, const Scalar* x, std::ptrdiff_t n) {
  for (std::ptrdiff_t i = 0; i < n; ++i) y[i] = a * x[i];
}

// y += a x
inline void add_scaled(Scalar* y, Scalar a, const Scalar* x, std::ptrdiff_t n) {
  for (std::ptrdiff_t i = 0; i < n; ++i) y[i] += a * x[i];
}

// True if every number is finite: x - x is 0 for finite x and NaN for all others.
inline bool all_finite(const Scalar* x, std::ptrdiff_t n) {
  Lanes total = splat(0);
  for_lanes(n, [&](std::ptrdiff_t i, int count) {
    const Lanes v = load_some(x + i, count);
    total = total + (v - v);
  });
  return sum(total) == 0;
}

}  // namespace metarl
