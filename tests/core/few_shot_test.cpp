// Few-shot classification of points: where they lie, what they are called, and that learners learn it.
#include "support.h"

#include "lab/job.h"

namespace metarl::testing {
namespace {

struct Classes {
  RunLine line;
  Problem problem;
  explicit Classes(const std::string& more) {
    const Refusal refusal = read_run_line("tasks=few-shot-points" + more, line);
    EXPECT_FALSE(refusal.refused()) << refusal.message;
    EXPECT_FALSE(problem_of(line, problem).refused());
  }
  const SupervisedFamily& family() const { return problem.supervised(); }
  Array sample(std::uint32_t task) const {
    Stream stream({1, 0, task, Purpose::tasks, 0, 0});
    Array parameters(static_cast<std::size_t>(problem.task_size));
    family().sample(stream, parameters.data());
    return parameters;
  }
};

// Proves that points come class by class in turn, as many of each, around the centres of their class that the task
// names, all clusters alike, with the spread of the knob.
TEST(FewShotPoints, LieAroundTheirCentres) {
  for (const auto& [ways, clusters] : {std::pair{2, 2}, {3, 1}, {5, 3}}) {
    const Classes classes("&spread=0.02&ways=" + std::to_string(ways) + "&clusters=" + std::to_string(clusters));
    const int each = 30, count = ways * each;
    EXPECT_EQ(classes.family().outputs(), ways);
    ASSERT_EQ(classes.problem.task_size, 2 * ways * clusters);
    // Centres by hand, far from each other; the name says class and centre.
    const std::vector<TaskParameter> parameters = classes.family().parameters();
    Array task(parameters.size());
    for (std::size_t i = 0; i < task.size(); ++i) {
      const int c = parameters[i].name[0] - 'a', k = parameters[i].name[1] - '1';
      task[i] = parameters[i].name[3] == 'x' ? Scalar(c) : Scalar(10 * k);
    }
    Array x(static_cast<std::size_t>(2 * count)), y(static_cast<std::size_t>(count));
    Stream stream({3, 0, 0, Purpose::collect, 0, 0});
    classes.family().points(task.data(), stream, {x.data(), 2, count}, {y.data(), 1, count});
    std::vector<int> seen(static_cast<std::size_t>(ways * clusters));
    double square = 0;
    for (int i = 0; i < count; ++i) {
      const double px = static_cast<double>(x[static_cast<std::size_t>(2 * i)]),
                   py = static_cast<double>(x[static_cast<std::size_t>(2 * i + 1)]);
      const int c = static_cast<int>(std::lround(px)), k = static_cast<int>(std::lround(py / 10));
      EXPECT_EQ(y[static_cast<std::size_t>(i)], Scalar(c));
      EXPECT_EQ(c, i % ways);
      square += (std::pow(px - c, 2) + std::pow(py - 10 * k, 2)) / (2 * count);
      ++seen[static_cast<std::size_t>(c * clusters + k)];
    }
    for (int n : seen) EXPECT_EQ(n, each / clusters);
    EXPECT_NEAR(std::sqrt(square), 0.02, 0.02 * 4 / std::sqrt(4.0 * count));
  }
}

// Proves that the truth is the class of largest density, computed a second time in double precision, over the whole
// grid, which is 25 x 25 points from -1.5 to 1.5.
TEST(FewShotPoints, TruthIsTheLikeliestClass) {
  const Classes classes("&ways=3&clusters=3&spread=0.3");
  const int count = classes.family().grid({});
  ASSERT_EQ(count, 625);
  Array x(2 * 625), y(625);
  classes.family().grid({x.data(), 2, count});
  EXPECT_EQ(x[0], Scalar(-1.5));
  EXPECT_EQ(x[1], Scalar(-1.5));
  EXPECT_EQ(x[2 * 624], Scalar(1.5));
  EXPECT_EQ(x[2 * 624 + 1], Scalar(1.5));
  int compared = 0, not_nearest = 0;
  for (std::uint32_t t = 0; t < 10; ++t) {
    const Array task = classes.sample(t);
    classes.family().truth(task.data(), {x.data(), 2, count}, {y.data(), 1, count});
    for (std::size_t i = 0; i < 625; ++i) {
      double density[3] = {}, nearest = 1e9;
      int of_nearest = 0;
      for (std::size_t j = 0; j < 9; ++j) {
        const double d = std::pow(static_cast<double>(x[2 * i] - task[2 * j]), 2) +
                         std::pow(static_cast<double>(x[2 * i + 1] - task[2 * j + 1]), 2);
        density[j / 3] += std::exp(-d / (2 * 0.3 * 0.3));
        if (d < nearest) nearest = d, of_nearest = static_cast<int>(j / 3);
      }
      const int expected = static_cast<int>(std::max_element(density, density + 3) - density);
      std::sort(density, density + 3);
      if (density[2] - density[1] < 1e-4 * density[2]) continue;
      ASSERT_EQ(y[i], Scalar(expected));
      ++compared;
      not_nearest += expected != of_nearest;
    }
  }
  EXPECT_GT(compared, 6000);
  EXPECT_GT(not_nearest, 20);  // or the test could not tell the two apart
}

// Proves that no class has places of its own: over tasks, the mean and the mean square of every class's centres agree,
// and centres keep more of a distance than independent ones would (.52 is the mean distance of two in a square of side
// 1).
TEST(FewShotPoints, ClassesAreExchangeable) {
  const Classes classes("&ways=2&clusters=1");
  const int count = 4000;
  double mean[4] = {}, square[4] = {}, apart = 0;
  for (int i = 0; i < count; ++i) {
    const Array task = classes.sample(static_cast<std::uint32_t>(i));
    for (std::size_t p = 0; p < 4; ++p) {
      mean[p] += static_cast<double>(task[p]) / count;
      square[p] += static_cast<double>(task[p] * task[p]) / count;
    }
    apart += std::hypot(static_cast<double>(task[0] - task[2]), static_cast<double>(task[1] - task[3])) / count;
  }
  for (int p = 0; p < 4; ++p) EXPECT_NEAR(mean[p], 0, 0.045);
  for (int p = 1; p < 4; ++p) EXPECT_NEAR(square[p], square[0], 0.03);
  EXPECT_GT(apart, 1.3 * 2 * 0.5214);
}

// Proves that MAML learns to tell the classes apart from five examples of each, while a network that was trained on all
// tasks without adapting is left with guessing: a loss of ln 2.
TEST(FewShotPoints, AdaptationMatters) {
  const auto after = [](const std::string& line, int steps) {
    const RunPointer run = make_run("tasks=few-shot-points&" + line);
    go_to(*run, 300);
    std::unique_ptr<Job> job;
    EXPECT_FALSE(Job::evaluation(*run, 200, 3, job).refused());
    while (!job->advance()) continue;
    EXPECT_EQ(job->spreads()[0].diverged, 0);
    return static_cast<double>(job->spreads()[static_cast<std::size_t>(steps)].mean);
  };
  EXPECT_NEAR(after("learner=pretrained", 0), std::log(2), 0.03);
  EXPECT_LT(after("learner=maml", 3), 0.25);
  EXPECT_GT(after("learner=maml&hidden=none", 3), 0.4);  // no straight line will do
}

}  // namespace
}  // namespace metarl::testing
