// The car: the circle that its equations describe, its grip, its sensors, and laps of an oracle.
#include "support.h"

#include "tasks/track.h"

namespace metarl::testing {
namespace {

struct Garage {
  RunLine line;
  std::unique_ptr<Family> made;
  Episodes e;
  explicit Garage(const std::string& text) {
    EXPECT_FALSE(read_run_line("tasks=car&learner=maml" + text, line).refused());
    made = line.family->make(line.settings);
    e.reserve(kLanes, static_cast<int>(made->parameters().size()), family().states(), 2);
    std::fill(e.task.begin(), e.task.end(), Scalar(0));
  }
  const ReinforcementFamily& family() const { return static_cast<const ReinforcementFamily&>(*made); }
  double state(int row, int lane = 0) const { return e.state[static_cast<std::size_t>(row * kLanes + lane)]; }
};

// With full grip and steady steering it stays on a circle of radius L / tan δ, and keeps the speed at which drag and
// motor are even.
TEST(Car, DrivesTheClosedFormCircle) {
  Garage g("&track_radius=20&track_width=4");
  g.e.set(g.e.task, 0, 0, splat(3));
  g.e.set(g.e.task, 1, 0, splat(1));
  g.e.set(g.e.state, 0, 0, splat(20));
  const double speed = 2, angle = 0.5 * 0.4, radius = 0.5 / std::tan(angle);
  g.e.set(g.e.state, 2, 0, splat(Scalar(0.7)));
  g.e.set(g.e.state, 3, 0, splat(Scalar(speed)));
  g.e.set(g.e.action, 0, 0, splat(Scalar(0.4)));
  g.e.set(g.e.action, 1, 0, splat(Scalar(0.4 * speed / 4)));
  const double cx = 20 - radius * std::sin(0.7), cy = radius * std::cos(0.7);
  for (int t = 1; t <= 200; ++t) {
    g.family().step(g.e, 0, {});
    const double turned = 0.7 + speed * 0.1 * t / radius;
    EXPECT_NEAR(g.state(0), cx + radius * std::sin(turned), bound(1e-9, 2e-3));
    EXPECT_NEAR(g.state(1), cy - radius * std::cos(turned), bound(1e-9, 2e-3));
    EXPECT_NEAR(g.state(3), speed, bound(1e-12, 1e-4));
  }
}

// The tyres carry no more than μ g across.
TEST(Car, SlidesWhereTheGripEnds) {
  Garage g("&track_radius=20&track_width=4");
  g.e.set(g.e.task, 0, 0, Lanes{Scalar(0.1), Scalar(0.3), Scalar(0.8), Scalar(2)});
  g.e.set(g.e.task, 1, 0, splat(1));
  g.e.set(g.e.state, 0, 0, splat(20));
  g.e.set(g.e.state, 3, 0, splat(5));
  g.e.set(g.e.action, 0, 0, splat(1));
  g.e.set(g.e.action, 1, 0, splat(Scalar(0.5)));
  g.family().step(g.e, 0, {});
  const double free = 5 * std::tan(0.5) / 0.5 * 0.1;
  const double grip[] = {0.1, 0.3, 0.8, 2};
  for (int lane = 0; lane < kLanes; ++lane)
    EXPECT_NEAR(g.state(2, lane), std::min(free, grip[lane] * 9.81 / 5 * 0.1), bound(1e-9, 1e-5)) << lane;
}

// Where the track is a circle the distance to its edges along a ray is known in closed form. A ray that only grazes the
// inner edge, less than two centimetres deep, may pass it.
TEST(Car, SensorsReadTheDistanceToTheEdge) {
  Garage g("&track_bends=0&track_radius=5&track_width=1.6");
  Numbers numbers(431);
  g.e.set(g.e.task, 0, 0, splat(1));
  g.e.set(g.e.task, 1, 0, splat(1));
  const double angles[] = {-1.2, -0.5, 0, 0.5, 1.2};
  int grazing = 0;
  for (int n = 0; n < 200; ++n) {
    const double around = double(numbers.uniform(0, 6.28)), r = 5 + 0.7 * double(numbers.uniform(-1, 1));
    const double heading = around + 1.5708 + double(numbers.uniform(-0.5, 0.5));
    g.e.set(g.e.state, 0, 0, splat(Scalar(r * std::cos(around))));
    g.e.set(g.e.state, 1, 0, splat(Scalar(r * std::sin(around))));
    g.e.set(g.e.state, 2, 0, splat(Scalar(heading)));
    g.e.set(g.e.state, 3, 0, splat(0));
    g.e.set(g.e.action, 0, 0, splat(0));
    g.e.set(g.e.action, 1, 0, splat(0));
    g.family().step(g.e, 0, {});
    for (int i = 0; i < 5; ++i) {
      const double dx = std::cos(heading + angles[i]), dy = std::sin(heading + angles[i]);
      const double x = g.state(0), y = g.state(1), along = x * dx + y * dy;
      double nearest = 6;
      for (const double edge : {4.2, 5.8}) {
        const double under = along * along - (x * x + y * y - edge * edge);
        if (under < 0) continue;
        for (const double t : {-along - std::sqrt(under), -along + std::sqrt(under)})
          if (t > 0) nearest = std::min(nearest, t);
      }
      // Of the ray's line, where it comes nearest to the centre.
      const double closest = std::sqrt(x * x + y * y - along * along);
      if (along < 0 && closest < 4.2 && closest > 4.18) {
        ++grazing;
        continue;
      }
      EXPECT_NEAR(g.state(5 + i), nearest, 0.1);
    }
  }
  EXPECT_LT(grazing, 50);
}

// Its slope is the derivative of its radius.
TEST(Car, TheTracksSlopeIsItsDerivative) {
  const Track track{splat(5),           splat(Scalar(0.4)),  splat(Scalar(-0.3)),
                    splat(Scalar(0.2)), splat(Scalar(0.25)), splat(1)};
  for (double angle = 0; angle < 6; angle += 0.37) {
    const auto at = [&](double a) {
      return double(track.centre(splat(Scalar(std::cos(a))), splat(Scalar(std::sin(a))))[0]);
    };
    const double h = bound(1e-6, 1e-2), expected = (at(angle + h) - at(angle - h)) / (2 * h);
    EXPECT_NEAR(track.slope(splat(Scalar(std::cos(angle))), splat(Scalar(std::sin(angle))))[0], expected,
                bound(1e-8, 2e-3));
  }
}

// Who knows track and car goes round, whatever they are; who does not leaves the track.
TEST(Car, TheOracleDrivesLapsAndChanceDoesNot) {
  Garage g("");
  double laps[2] = {}, left[2] = {};
  const int games = 40;
  for (int n = 0; n < games; ++n)
    for (const bool oracle : {true, false}) {
      for (int lane = 0; lane < kLanes; ++lane) {
        Stream stream({9, 0, static_cast<std::uint32_t>(n * kLanes + lane), Purpose::tasks, 0, 0});
        Array task(g.made->parameters().size());
        g.made->sample(stream, task.data());
        for (std::size_t p = 0; p < task.size(); ++p) g.e.task[p * kLanes + static_cast<std::size_t>(lane)] = task[p];
      }
      const StreamKey key{9, 0, static_cast<std::uint32_t>(n), Purpose::view, 0, 0};
      g.family().reset(g.e, 0, splat(0) == splat(0), draw_lanes(key, 0));
      bool over[kLanes] = {};
      for (int t = 0; t < 100; ++t) {
        Lanes action[2];
        if (oracle) {
          g.family().oracle(g.e, 0, action);
        } else {
          const PhiloxBlock block = draw_lanes(key, static_cast<std::uint32_t>(t + 1));
          action[0] = to_normal(block.c[0], block.c[1]).first;
          action[1] = to_normal(block.c[2], block.c[3]).first;
        }
        for (int i = 0; i < 2; ++i) g.e.set(g.e.action, i, 0, action[i]);
        g.family().step(g.e, 0, {});
        for (int lane = 0; lane < kLanes; ++lane) {
          const bool done = g.e.done[static_cast<std::size_t>(lane)] != 0;
          if (over[lane]) continue;
          if (done || t == 99) laps[oracle ? 0 : 1] += g.state(4, lane) / (games * kLanes);
          if (done) left[oracle ? 0 : 1] += 1.0 / (games * kLanes);
          over[lane] = done;
        }
      }
    }
  EXPECT_GT(laps[0], 1.2);
  EXPECT_LT(left[0], 0.02);
  EXPECT_LT(laps[1], 0.2);
  EXPECT_GT(left[1], 0.7);
}

}  // namespace
}  // namespace metarl::testing
