// Navigation among corners: no loop pays, and walls are walked around by the shortest path.
#include <cmath>
#include <queue>
#include <string>
#include <vector>

#include "stage.h"
#include "tasks/cross_walls.h"

namespace metarl::testing {
namespace {

constexpr double kOpening = 0.5;

PlanePoint point(double x, double y) { return {splat(Scalar(x)), splat(Scalar(y))}; }

// Lengths of shortest paths to a goal over a fine grid, with moves to the sixteen neighbours that are next and next but
// one; a move may not touch a wall. At most 2.8 % longer than the truth (the widest angle between directions, 26.6°).
class GridPaths {
 public:
  static constexpr int kSide = 161;
  static constexpr double kCell = 4.0 / (kSide - 1);

  GridPaths(double gx, double gy) : length_(kSide * kSide, 1e9) {
    using Entry = std::pair<double, int>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<Entry>> next;
    next.push({0, cell(gx) + kSide * cell(gy)});
    length_[static_cast<std::size_t>(next.top().second)] = 0;
    const int ways[][2] = {{1, 0}, {0, 1}, {1, 1}, {1, -1}, {2, 1}, {1, 2}, {2, -1}, {1, -2}};
    while (!next.empty()) {
      const auto [length, at] = next.top();
      next.pop();
      if (length > length_[static_cast<std::size_t>(at)]) continue;
      const int x = at % kSide, y = at / kSide;
      for (const auto& way : ways)
        for (const int sign : {-1, 1}) {
          const int tx = x + sign * way[0], ty = y + sign * way[1];
          if (tx < 0 || ty < 0 || tx >= kSide || ty >= kSide || touches(x, y, tx, ty)) continue;
          const double longer = length + kCell * std::hypot(way[0], way[1]);
          double& found = length_[static_cast<std::size_t>(tx + kSide * ty)];
          if (longer >= found) continue;
          found = longer;
          next.push({longer, tx + kSide * ty});
        }
    }
  }
  double operator()(double x, double y) const { return length_[static_cast<std::size_t>(cell(x) + kSide * cell(y))]; }

 private:
  static int cell(double v) { return static_cast<int>(std::lround((v + 2) / kCell)); }
  static double place(int i) { return -2 + kCell * i; }
  static bool touches(int x, int y, int tx, int ty) {
    for (int k = 0; k <= 4; ++k) {
      const double px = place(x) + (place(tx) - place(x)) * k / 4, py = place(y) + (place(ty) - place(y)) * k / 4;
      if ((std::fabs(px) < 1e-9 && std::fabs(py) > kOpening + 1e-9) ||
          (std::fabs(py) < 1e-9 && std::fabs(px) > kOpening + 1e-9))
        return true;
    }
    return false;
  }
  std::vector<double> length_;
};

TEST(Walls, ShortestPathsAreThoseOfAFineGrid) {
  const CrossWalls walls{Scalar(kOpening)};
  int around = 0;
  for (const double gx : {-2.0, 2.0})
    for (const double gy : {-2.0, 2.0}) {
      const GridPaths grid(gx, gy);
      // On no wall: there it is open on which side one is.
      for (double x = -1.925; x < 2; x += 0.15)
        for (double y = -1.925; y < 2; y += 0.15) {
          const double found = double(walls.path(point(x, y), point(gx, gy)).length[0]), longest = grid(x, y);
          EXPECT_LE(found, longest + 0.05) << x << ' ' << y;
          EXPECT_GE(found, longest / 1.028 - 0.05) << x << ' ' << y;
          around += found > std::hypot(x - gx, y - gy) + 1e-3;
        }
    }
  EXPECT_GT(around, 1000);
}

TEST(Walls, AreNotWalkedThrough) {
  const CrossWalls walls{Scalar(kOpening)};
  Numbers numbers(5);
  int stopped = 0;
  for (int walk = 0; walk < 200; ++walk) {
    PlanePoint at = point(0, 0);
    for (int t = 0; t < 100; ++t) {
      const double before[] = {double(at.x[0]), double(at.y[0])};
      const PlanePoint to =
          point(before[0] + 0.3 * double(numbers.normal()), before[1] + 0.3 * double(numbers.normal()));
      at = walls.move(at, to);
      const double x = double(at.x[0]), y = double(at.y[0]);
      stopped += x != double(to.x[0]) || y != double(to.y[0]);
      // Straight, or along one of the axes; where that leads across an axis, it is open.
      EXPECT_TRUE(x == before[0] || y == before[1] || (x == double(to.x[0]) && y == double(to.y[0])));
      if ((before[0] < 0) != (x < 0)) {
        EXPECT_LE(std::fabs(before[1] - before[0] * (y - before[1]) / (x - before[0])), 1.001 * kOpening);
      }
      if ((before[1] < 0) != (y < 0)) {
        EXPECT_LE(std::fabs(before[0] - before[1] * (x - before[0]) / (y - before[1])), 1.001 * kOpening);
      }
    }
  }
  EXPECT_GT(stopped, 500);
}

// Whatever is walked, an episode earns what its start and its end are apart in value: so no loop pays. The authors' own
// reward of `corners` does not have this.
TEST(Navigation, NoLoopPays) {
  for (const std::string preset : {"corners", "walls", "corners-code"}) {
    const Made made("tasks=point-navigation&preset=" + preset);
    Stage stage(made);
    double most = 0;
    for (std::uint32_t i = 0; i < 8; ++i) {
      stage.set(stage.episodes.task, made.sample(i));
      stage.set(stage.episodes.state, {0, 0});
      double earned = 0;
      // Out of the middle and back, twenty times, in each direction of the plane.
      for (int loop = 0; loop < 20; ++loop)
        for (int t = 0; t < 8; ++t) {
          const Scalar sign = t < 4 ? Scalar(1) : Scalar(-1), way = Scalar(i % 2 ? 0.2 : -0.2);
          stage.step({sign * way, sign * Scalar(i % 4 < 2 ? 0.2 : -0.2)});
          earned += stage.reward();
        }
      EXPECT_NEAR(stage.state(0), 0, 1e-5);
      EXPECT_NEAR(stage.state(1), 0, 1e-5);
      most = std::max(most, std::fabs(earned));
    }
    if (preset == "corners-code")
      EXPECT_GT(most, 1) << preset;
    else
      EXPECT_LT(most, 1e-4) << preset;
  }
}

// The oracle reaches the corner through the opening, and earns the length of the shortest path.
TEST(Navigation, TheOracleWalksAroundWalls) {
  const Made made("tasks=point-navigation&preset=walls");
  Stage stage(made);
  const auto& family = stage.family;
  for (const double start : {-1.8, -0.1})
    for (std::uint32_t i = 0; i < 12; ++i) {
      const Array goal = made.sample(i);
      stage.set(stage.episodes.task, goal);
      stage.set(stage.episodes.state, {Scalar(start), Scalar(-start)});
      const double way = double(
          CrossWalls{Scalar(kOpening)}.path(point(start, -start), point(double(goal[0]), double(goal[1]))).length[0]);
      double earned = 0;
      for (int t = 0; t < 60; ++t) {
        Lanes action[2];
        ASSERT_TRUE(family.oracle(stage.episodes, 0, action));
        stage.step({action[0][0], action[1][0]});
        earned += stage.reward();
      }
      EXPECT_NEAR(earned, way, 0.02) << start << ' ' << i;
      EXPECT_NEAR(stage.state(0), double(goal[0]), 0.01);
      EXPECT_NEAR(stage.state(1), double(goal[1]), 0.01);
    }
}

}  // namespace
}  // namespace metarl::testing
