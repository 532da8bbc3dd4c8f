#include "learning/surrogate.h"

#include "foundation/elementary.h"

namespace metarl {

Scalar total_surrogate(const Scalar* log_prob, const Scalar* old_log_prob, const Scalar* advantages, int count,
                       Clipping clipping, Scalar scale, Scalar* slopes, Scalar* far) {
  Lanes total = splat(0), far_total = splat(0);
  const Lanes low = splat(1 - clipping.clip), high = splat(1 + clipping.clip);
  for_lanes(count, [&](std::ptrdiff_t i, int n) {
    const Lanes a = load_some(advantages + i, n);
    const Lanes ratio = exponential(load_some(log_prob + i, n) - load_some(old_log_prob + i, n));
    Lanes value = ratio * a, slope = value;
    if (clipping.clips) {
      const Lanes clipped = clamp(ratio, low, high) * a;
      const Mask cut = clipped < value;
      value = select(cut, clipped, value);
      slope = select(cut, splat(0), slope);
      far_total = far_total + select((ratio < low) | (ratio > high), splat(1), splat(0));
    }
    total = total + value;  // lanes past the end hold advantage 0
    store_some(slopes + i, splat(scale) * slope, n);
  });
  *far = sum(far_total);
  return sum(total);
}

}  // namespace metarl
