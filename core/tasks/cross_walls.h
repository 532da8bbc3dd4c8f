// Walls along both axes of the plane, open around the origin: four corners that meet in the middle. Wherever one wants
// to go from corner to corner, the shortest path is straight but for the walls' ends.
#pragma once

#include "foundation/lanes.h"

namespace metarl {

struct PlanePoint {
  Lanes x, y;
};

inline Lanes distance_between(PlanePoint a, PlanePoint b) {
  const Lanes dx = a.x - b.x, dy = a.y - b.y;
  return square_root(dx * dx + dy * dy);
}

class CrossWalls {
 public:
  // The walls begin at this distance from the origin; 0: there are none.
  explicit CrossWalls(Scalar opening) : opening_(splat(opening)), walls_(opening > 0) {}

  // Where a step ends that would lead straight to `to`: there; or, where a wall is in the way, at `to`'s x or else at
  // its y, as if it slid along the wall; or else where it began.
  PlanePoint move(PlanePoint from, PlanePoint to) const {
    if (!walls_) return to;
    const PlanePoint along_x = {to.x, from.y}, along_y = {from.x, to.y};
    const Mask straight = seen(from, to), slides_x = ~straight & seen(from, along_x),
               slides_y = ~straight & ~slides_x & seen(from, along_y);
    return {select(straight | slides_x, to.x, from.x), select(straight | slides_y, to.y, from.y)};
  }

  // Length of the shortest path, and the point to walk straight to first.
  struct Path {
    Lanes length;
    PlanePoint next;
  };
  Path path(PlanePoint from, PlanePoint goal) const {
    Path best = {distance_between(from, goal), goal};
    if (!walls_) return best;
    const Mask straight = seen(from, goal);
    Lanes onward[kEnds];
    for (int i = 0; i < kEnds; ++i) onward[i] = select(seen(end(i), goal), distance_between(end(i), goal), splat(kFar));
    best.length = select(straight, best.length, splat(kFar));
    for (int i = 0; i < kEnds; ++i) {
      // A wall's end sees all the others: at most one more is on the way.
      Lanes rest = onward[i];
      for (int j = 0; j < kEnds; ++j) rest = at_most(onward[j] + distance_between(end(i), end(j)), rest);
      const Lanes length = select(seen(from, end(i)), distance_between(from, end(i)) + rest, splat(kFar));
      const Mask shorter = length < best.length;
      best.length = select(shorter, length, best.length);
      // A little inside of the end, which lies on the wall.
      const PlanePoint around = end(i);
      best.next.x = select(shorter, around.x * splat(kInside), best.next.x);
      best.next.y = select(shorter, around.y * splat(kInside), best.next.y);
    }
    return best;
  }

 private:
  static constexpr int kEnds = 4;
  static constexpr Scalar kFar = Scalar(1e6), kInside = Scalar(0.96);

  static Lanes side(Lanes coordinate) { return select(coordinate < splat(0), splat(-1), splat(1)); }

  PlanePoint end(int i) const {
    const Lanes at = i & 1 ? -opening_ : opening_;
    return i < 2 ? PlanePoint{splat(0), at} : PlanePoint{at, splat(0)};
  }

  // No wall crosses the segment; one that it touches at its end does not.
  Mask seen(PlanePoint a, PlanePoint b) const {
    const Lanes y = a.y + (b.y - a.y) * (a.x / nonzero(a.x - b.x)), x = a.x + (b.x - a.x) * (a.y / nonzero(a.y - b.y));
    const Lanes slack = opening_ * splat(Scalar(1.0001));
    const Mask over_x = (side(a.x) != side(b.x)) & (absolute(y) > slack);
    const Mask over_y = (side(a.y) != side(b.y)) & (absolute(x) > slack);
    return ~(over_x | over_y);
  }
  static Lanes nonzero(Lanes x) { return select(x == splat(0), splat(1), x); }

  Lanes opening_;
  bool walls_;
};

}  // namespace metarl
