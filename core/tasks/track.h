// Closed race tracks: a centre line around the origin whose distance from it is
//
//     r(φ) = radius + a2 cos 2φ + b2 sin 2φ + a3 cos 3φ + b3 sin 3φ
//
// and edges at `half_width` in front of and behind it, along the ray from the origin. Four tracks at once, one a lane.
// No angle is ever computed: cos kφ and sin kφ are the k-th power of (x + iy) / |x + iy|.
#pragma once

#include "foundation/lanes.h"

namespace metarl {

struct Track {
  Lanes radius, a2, b2, a3, b3, half_width;  // m

  // The centre line's distance from the origin in the direction (c, s), a unit vector.
  Lanes centre(Lanes c, Lanes s) const {
    const Lanes c2 = c * c - s * s, s2 = splat(2) * c * s;
    const Lanes c3 = c2 * c - s2 * s, s3 = s2 * c + c2 * s;
    return radius + a2 * c2 + b2 * s2 + a3 * c3 + b3 * s3;
  }
  // The derivative of that by the direction's angle.
  Lanes slope(Lanes c, Lanes s) const {
    const Lanes c2 = c * c - s * s, s2 = splat(2) * c * s;
    const Lanes c3 = c2 * c - s2 * s, s3 = s2 * c + c2 * s;
    return splat(2) * (b2 * c2 - a2 * s2) + splat(3) * (b3 * c3 - a3 * s3);
  }
  // How far a point is off the centre line along the ray from the origin: outside of it where positive.
  Lanes offset(Lanes x, Lanes y) const {
    const Lanes distance = square_root(x * x + y * y), scale = splat(1) / at_least(distance, splat(Scalar(1e-6)));
    return distance - centre(x * scale, y * scale);
  }
};

}  // namespace metarl
