// Landscapes: their values are the core's own, at the very places that they say, and the run does not notice.
#include "support.h"

#include "foundation/vectors.h"
#include "lab/landscape.h"

namespace metarl::testing {
namespace {

using Plane = LandscapeForm::Plane;

const std::vector<std::string> kDrawn = {
    "tasks=sinusoid&meta_batch_size=4&block=2&hidden=8,7&shots=5&query=6&seed=3&inner_steps=2",
    "learner=reptile&tasks=sinusoid&meta_batch_size=4&block=2&hidden=8&seed=3",
    "learner=meta-sgd&tasks=sinusoid&meta_batch_size=3&block=2&hidden=8",
    "tasks=point-navigation&meta_batch_size=5&block=2&episodes=3&horizon=8&hidden=6&seed=3",
    "tasks=point-navigation&critic=learned&outer=sgd&meta_batch_size=3&block=2&episodes=3&horizon=8&hidden=6",
};

std::unique_ptr<Landscape> landscape_of(const LabRun& run, const LandscapeForm& form, const std::vector<float>& trail = {}) {
  std::unique_ptr<Landscape> landscape;
  const Refusal refusal = Landscape::begin(run, form, trail, landscape);
  EXPECT_FALSE(refusal.refused()) << refusal.message;
  while (!landscape->advance()) continue;
  return landscape;
}

Trace trace_of(const LabRun& run, const LandscapeForm& form, const std::vector<float>& trail = {}) {
  return landscape_of(run, form, trail)->result();
}

const TraceArray& array_of(const Trace& trace, const std::string& name) {
  static const TraceArray none;
  for (const TraceArray& array : trace)
    if (array.name == name) return array;
  ADD_FAILURE() << name;
  return none;
}

// The parameters of the run, each moved by so much.
std::vector<float> shifted(const LabRun& run, double scale, std::uint32_t which) {
  Numbers numbers(which);
  std::vector<float> result;
  for (int i = 0; i < run.learner().meta_size(); ++i)
    result.push_back(static_cast<float>(run.parameters()[static_cast<std::size_t>(i)] + Scalar(scale) * numbers.normal()));
  return result;
}

// Proves that each value is, bit for bit, the mean loss after adaptation, and the inner loss, that the learner gives on the
// same data at the parameters of that cell.
TEST(Landscape, ValuesAreTheCores) {
  for (const std::string& line : kDrawn) {
    const RunPointer run = make_run(line);
    go_to(*run, 2);
    const auto landscape = landscape_of(*run, {.cells = 5});
    const Trace trace = landscape->result();
    const TraceArray &surface = array_of(trace, "surface"), &singles = array_of(trace, "task_surfaces");
    ASSERT_EQ(surface.shape, (std::vector<int>{5, 5}));
    FixedTasks fresh(*run, FixedTasks::Which::held_out, kLandscapeTasks);
    while (!fresh.prepare()) continue;
    for (int cell : {0, 7, 12, 24}) {
      Array at(run->parameters().begin(), run->parameters().begin() + run->learner().meta_size()), each;
      for (int i = 0; i < 2; ++i) {
        const Scalar along = landscape->middle(i) + landscape->half() * (Scalar(2 * (i == 0 ? cell % 5 : cell / 5)) / 4 - 1);
        add_scaled(at.data(), along, landscape->axis(i).data(), fresh.parameters());
      }
      Scalar mean = 0;
      for (int b = 0; b < fresh.blocks(); ++b) {
        fresh.losses(b, at, each);
        for (int i = 0; i < fresh.tasks_in(b); ++i) {
          mean += each[static_cast<std::size_t>(2 * i)] / Scalar(kLandscapeTasks);
          const std::size_t single = static_cast<std::size_t>((fresh.first_task(b) + i) * 25 + cell);
          EXPECT_EQ(singles.data[single], static_cast<float>(each[static_cast<std::size_t>(2 * i + 1)])) << line;
        }
      }
      EXPECT_EQ(surface.data[static_cast<std::size_t>(cell)], static_cast<float>(mean)) << line << " " << cell;
    }
  }
}

// Proves that the plane through two tasks holds what both adapt to, as far from θ as they are; and that of the plane through
// the gradient both gradients lie in it, and make the second-order part by their difference.
TEST(Landscape, PlanesHoldWhatTheyAreMadeOf) {
  for (const std::string& line : kDrawn) {
    const RunPointer run = make_run(line);
    go_to(*run, 1);
    const Trace tasks = trace_of(*run, {.first = 3, .second = 1, .cells = 3});
    const TraceArray& paths = array_of(tasks, "paths");
    const int steps = paths.shape[1];
    const auto end = [&](int task) { return paths.data.data() + 3 * (task * steps + steps - 1); };
    EXPECT_NEAR(end(3)[1], 0, 1e-4 * end(3)[2]) << line;
    EXPECT_NEAR(end(3)[0], end(3)[2], 1e-4 * end(3)[2]) << line;
    EXPECT_NEAR(std::hypot(end(1)[0], end(1)[1]), end(1)[2], 1e-3 * end(1)[2]) << line;
    EXPECT_GT(end(1)[1], 0) << line;
    const float half = array_of(tasks, "window").data[2];
    for (int task : {0, 2, 4})
      for (int i : {0, 1}) EXPECT_LT(std::fabs(end(task)[i]), half) << line;
    if (run->line().learner->name == "reptile") continue;
    const Trace gradient = trace_of(*run, {.plane = Plane::gradient, .cells = 3});
    const float* d = array_of(gradient, "descents").data.data();
    for (int i = 0; i < 3; ++i) EXPECT_NEAR(std::hypot(d[3 * i], d[3 * i + 1]), d[3 * i + 2], 2e-3 * d[2]) << line;
    for (int i = 0; i < 2; ++i) EXPECT_NEAR(d[i] - d[3 + i], d[6 + i], 1e-4 * d[2]) << line;
  }
}

// Proves that the plane of the trail is that of its two longest directions: a trail on a plane lies in it, with the distances
// that its points have.
TEST(Landscape, TrailLiesInItsPlane) {
  const RunPointer run = make_run(kDrawn[0]);
  const std::vector<float> a = shifted(*run, 0.1, 1), b = shifted(*run, 0.03, 2);
  const std::size_t n = a.size();
  std::vector<float> trail;
  for (double t : {0.0, 0.5, 1.0, 2.0, 3.0})
    for (std::size_t i = 0; i < n; ++i) {
      const double origin = static_cast<double>(run->parameters()[i]);
      trail.push_back(static_cast<float>(origin + t * (static_cast<double>(a[i]) - origin) + t * t * (static_cast<double>(b[i]) - origin)));
    }
  const Trace trace = trace_of(*run, {.plane = Plane::trail, .cells = 3}, trail);
  const TraceArray& found = array_of(trace, "trail");
  ASSERT_EQ(found.shape, (std::vector<int>{5, 3}));
  for (int i = 0; i < 5; ++i) {
    const float* point = found.data.data() + 3 * i;
    EXPECT_NEAR(std::hypot(point[0], point[1]), point[2], 1e-3 * found.data[14]) << i;
  }
  // Without a trail, and with one that goes nowhere, there is a plane all the same.
  for (const std::vector<float>& still : {std::vector<float>{}, std::vector<float>(run->parameters().begin(), run->parameters().begin() + static_cast<std::ptrdiff_t>(n))}) {
    const Trace drawn = trace_of(*run, {.plane = Plane::trail, .cells = 3}, still);
    for (float value : array_of(drawn, "surface").data) EXPECT_TRUE(value - value == 0);
  }
}

// Proves that the tasks of a landscape, and its heights where episodes play no part, are the same throughout a run; and that a
// run goes on with the same bits whenever one is drawn.
TEST(Landscape, LeavesTheRunUntouched) {
  for (const std::string& line : kDrawn) {
    const RunPointer alone = make_run(line), watched = make_run(line);
    const std::vector<float> tasks = array_of(trace_of(*watched, {.cells = 3}), "tasks").data;
    std::unique_ptr<Landscape> landscape;
    for (int quantum = 0; alone->status().iteration < 2; ++quantum) {
      ASSERT_NE(alone->advance(), Reached::stopped) << line;
      watched->advance();
      if (quantum % 3 == 0) Landscape::begin(*watched, {.plane = Plane::gradient, .cells = 3}, {}, landscape);
      for (int i = 0; i < 4; ++i) landscape->advance();
      ASSERT_EQ(watched->snapshot(), alone->snapshot()) << line << " " << quantum;
      ASSERT_EQ(watched->receipt().hash, alone->receipt().hash) << line;
    }
    EXPECT_EQ(array_of(trace_of(*watched, {.cells = 3}), "tasks").data, tasks) << line;
  }
}

// Proves that single precision finds what double does, to 2e-3: the values below are those of the double build.
TEST(Landscape, KeepsToDoublePrecision) {
  const struct {
    std::string line;
    double corner, middle, single, half;
  } cases[] = {
      {"tasks=sinusoid&meta_batch_size=4&block=2&seed=3", 5.49671698, 4.88662672, 11.2687521, 0.146283686},
      {"tasks=point-navigation&meta_batch_size=4&block=2&episodes=5&horizon=20&seed=3", -0.0018711295, 0, -0.0907691866,
       0.132398143},
  };
  for (const auto& expected : cases) {
    const RunPointer run = make_run(expected.line);
    const Trace trace = trace_of(*run, {.cells = 5});
    const TraceArray& surface = array_of(trace, "surface");
    const double scale = std::fabs(expected.corner), within = bound(1e-5, 2e-3);
    EXPECT_NEAR(static_cast<double>(surface.data[0]), expected.corner, within * scale) << expected.line;
    EXPECT_NEAR(static_cast<double>(surface.data[12]), expected.middle, within * scale) << expected.line;
    EXPECT_NEAR(static_cast<double>(array_of(trace, "task_surfaces").data[24]), expected.single, within * std::fabs(expected.single)) << expected.line;
    EXPECT_NEAR(static_cast<double>(array_of(trace, "window").data[2]), expected.half, within * expected.half) << expected.line;
  }
}

}  // namespace
}  // namespace metarl::testing
