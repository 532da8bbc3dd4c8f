// The SIMD layer: four scalars side by side, written with the compilers' vector extension.
//
// Gcc and clang turn it into SSE natively and into SIMD128 in WebAssembly, and into plain scalar code where there is
// neither; the bits are those of the scalar operations in every case. Nothing here depends on an instruction set.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstring>

#include "foundation/scalar.h"

namespace metarl {

constexpr int kLanes = 4;

#ifdef METARL_DOUBLE
using LaneInteger = std::int64_t;
#else
using LaneInteger = std::int32_t;
#endif

typedef Scalar Lanes __attribute__((vector_size(kLanes * sizeof(Scalar))));
// All bits set where a comparison of lanes holds, none where it does not.
typedef LaneInteger Mask __attribute__((vector_size(kLanes * sizeof(Scalar))));

// Beware of splatting a variable in memory and storing to it right after: clang 14 moves the load behind the store for
// WebAssembly.
inline Lanes splat(Scalar x) { return Lanes{x, x, x, x}; }

inline Lanes load(const Scalar* p) {
  Lanes x;
  std::memcpy(&x, p, sizeof x);
  return x;
}

inline void store(Scalar* p, Lanes x) { std::memcpy(p, &x, sizeof x); }

// The first `count` lanes (0 to 4) from memory, the rest zero.
inline Lanes load_part(const Scalar* p, int count) {
  Lanes x = splat(0);
  std::memcpy(&x, p, static_cast<std::size_t>(count) * sizeof(Scalar));
  return x;
}

inline void store_part(Scalar* p, Lanes x, int count) {
  std::memcpy(p, &x, static_cast<std::size_t>(count) * sizeof(Scalar));
}

inline Lanes select(Mask mask, Lanes yes, Lanes no) { return mask ? yes : no; }

// A NaN in x passes through.
inline Lanes at_most(Lanes x, Lanes high) { return select(x > high, high, x); }
inline Lanes at_least(Lanes x, Lanes low) { return select(x < low, low, x); }
inline Lanes clamp(Lanes x, Lanes low, Lanes high) { return at_least(at_most(x, high), low); }

inline Lanes absolute(Lanes x) { return select(x < splat(0), -x, x); }

inline bool any(Mask mask) { return (mask[0] | mask[1] | mask[2] | mask[3]) != 0; }

// The exact square root. (`rsqrtps`, which packet libraries start from, may differ between processors.)
inline Lanes square_root(Lanes x) { return Lanes{std::sqrt(x[0]), std::sqrt(x[1]), std::sqrt(x[2]), std::sqrt(x[3])}; }

// The sum of the lanes, in one fixed order.
inline Scalar sum(Lanes x) { return (x[0] + x[2]) + (x[1] + x[3]); }

// Calls f(offset, count) for the whole of 0..length in steps of four lanes; count is less than four only at the end.
template <class F>
inline void for_lanes(std::ptrdiff_t length, F&& f) {
  std::ptrdiff_t i = 0;
  for (; i + kLanes <= length; i += kLanes) f(i, kLanes);
  if (i < length) f(i, static_cast<int>(length - i));
}

// Loads and stores that become whole-packet ones when `count` is the constant kLanes.
inline Lanes load_some(const Scalar* p, int count) { return count == kLanes ? load(p) : load_part(p, count); }
inline void store_some(Scalar* p, Lanes x, int count) {
  if (count == kLanes) {
    store(p, x);
  } else {
    store_part(p, x, count);
  }
}

}  // namespace metarl
