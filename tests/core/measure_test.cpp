// What is told of episodes beside their return: against the return, where a policy is so plain that one follows from
// the other.
#include "executors.h"
#include "support.h"

#include "lab/job.h"
#include "native/measure.h"

namespace metarl::testing {
namespace {

struct Judged {
  RunPointer run;
  int tasks, steps;
  Judged(const std::string& line, int task_count, int step_count)
      : run(make_run(line)), tasks(task_count), steps(step_count) {}

  // The policy's outputs are these numbers, whatever it sees (it has no hidden layer).
  Judged& outputs(const Array& biases) {
    Array& parameters = run->learner().meta_parameters();
    std::fill(parameters.begin(), parameters.end(), Scalar(0));
    std::copy(biases.begin(), biases.end(), parameters.end() - static_cast<std::ptrdiff_t>(biases.size()));
    return *this;
  }
  Measure measure(Executor* executor = nullptr) const {
    Measure result;
    EXPECT_TRUE(measure_held_out(*run, tasks, steps, executor, result));
    return result;
  }
  double mean_return(int step) const {
    std::unique_ptr<Job> job;
    EXPECT_FALSE(Job::evaluation(*run, tasks, steps, job).refused());
    while (!job->advance()) {
    }
    return static_cast<double>(job->spreads()[static_cast<std::size_t>(step)].mean);
  }
};

// On a circle nobody leaves so soon, what is driven is the angle times the radius: laps follow from the return. For
// learners of every kind.
TEST(Measure, LapsAreThoseOfTheEvaluationsEpisodes) {
  const std::string car =
      "&tasks=car&track_bends=0&track_width=4&horizon=9&episodes=3&meta_batch_size=3&block=2&seed=5";
  for (const std::string learner :
       {"learner=maml&test_lr_scale=0.1", "learner=es-maml&directions=2", "learner=rl2&memory=4"}) {
    SCOPED_TRACE(learner);
    const Judged judged(learner + car, 5, 2);
    const Measure found = judged.measure();
    EXPECT_EQ(found.name, "laps");
    ASSERT_EQ(found.groups.size(), 1u);
    EXPECT_EQ(found.groups[0].tasks, 5);
    for (int k = 0; k <= 2; ++k) {
      const double laps = judged.mean_return(k) / (2 * 3.14159265358979 * 5);
      EXPECT_NE(laps, 0);
      EXPECT_NEAR(found.groups[0].mean[static_cast<std::size_t>(k)], laps, bound(1e-9, 1e-6)) << k;
    }
    // An oracle gets further, from rest, in .9 s.
    EXPECT_GT(found.groups[0].oracle, 0.01);
  }
}

// Without controls nothing is paid for them: the return is the speed in the task's direction, step by step.
TEST(Measure, SpeedIsThatAlongTheDirection) {
  const int horizon = 6;
  Judged judged("learner=es-maml&tasks=cheetah&hidden=none&episodes=2&horizon=" + std::to_string(horizon) + "&seed=5",
                9, 1);
  const Measure found = judged.outputs(Array(6, Scalar(0))).measure();
  ASSERT_EQ(found.groups.size(), 3u);
  EXPECT_EQ(found.groups[1].name, "backward");
  EXPECT_EQ(found.groups[2].name, "forward");
  EXPECT_EQ(found.groups[1].tasks + found.groups[2].tasks, 9);
  EXPECT_GT(found.groups[1].tasks, 0);
  EXPECT_GT(found.groups[2].tasks, 0);
  EXPECT_NEAR(found.groups[0].mean[0], judged.mean_return(0) / horizon, bound(1e-9, 1e-4));
  // Both kinds together are all.
  const double together =
      found.groups[1].tasks * found.groups[1].mean[0] + found.groups[2].tasks * found.groups[2].mean[0];
  EXPECT_NEAR(found.groups[0].mean[0], together / 9, 1e-9);
  EXPECT_NE(found.groups[1].mean[0], found.groups[2].mean[0]);
  EXPECT_TRUE(std::isnan(found.groups[0].oracle));
}

// Without controls a motor that breaks down changes nothing: from step 4 on the returns of six steps and of four are
// apart by the speed of the last two.
TEST(Measure, SpeedAfterAChangeIsThatFromThereOn) {
  const auto judged = [](const std::string& more) {
    Judged j("learner=es-maml&tasks=cheetah&preset=breakdown&hidden=none&episodes=1&seed=5&" + more, 4, 1);
    j.outputs(Array(6, Scalar(0)));
    return j;
  };
  const Judged whole = judged("switch_at=4&horizon=6");
  const Measure found = whole.measure();
  EXPECT_EQ(found.name, "speed after the change");
  EXPECT_NEAR(found.groups[0].mean[0], (whole.mean_return(0) - judged("switch_at=4&horizon=4").mean_return(0)) / 2,
              bound(1e-9, 1e-4));
  EXPECT_GT(std::fabs(found.groups[0].mean[0] - whole.mean_return(0) / 6), 1e-3);
}

// Of two steps the second is the last half, and its reward is minus the distance from the goal's speed.
TEST(Measure, SpeedErrorIsOfTheLastHalf) {
  const auto judged = [](const char* horizon) {
    Judged j(
        std::string("learner=es-maml&tasks=cheetah&preset=velocity&hidden=none&episodes=1&seed=5&horizon=") + horizon,
        4, 1);
    j.outputs(Array(6, Scalar(0)));
    return j;
  };
  const Measure found = judged("2").measure();
  ASSERT_EQ(found.groups.size(), 1u);
  EXPECT_NEAR(found.groups[0].mean[0], judged("1").mean_return(0) - judged("2").mean_return(0), bound(1e-9, 1e-4));
}

// Whoever walks to one corner, whatever the task is, ends near the goal in a quarter of the tasks: in all that have it
// there, and in no others.
TEST(Measure, EpisodesEndNearTheGoalOfTheirCornerAlone) {
  Judged judged("learner=es-maml&tasks=point-navigation&preset=corners&hidden=none&episodes=3&horizon=10&seed=5", 40,
                1);
  const Measure found = judged.outputs({Scalar(0.2), Scalar(-0.2)}).measure();
  ASSERT_EQ(found.groups.size(), 5u);
  int tasks = 0;
  for (std::size_t g = 1; g < found.groups.size(); ++g) {
    const MeasuredGroup& group = found.groups[g];
    EXPECT_GT(group.tasks, 0) << group.name;
    EXPECT_EQ(group.mean[0], group.name == "goal (+, -)" ? 1 : 0) << group.name;
    EXPECT_EQ(group.error[0], 0);
    EXPECT_EQ(group.oracle, 1);
    if (group.name == "goal (+, -)") {
      EXPECT_NEAR(found.groups[0].mean[0], group.tasks / 40.0, 1e-12);
    }
    tasks += group.tasks;
  }
  EXPECT_EQ(tasks, 40);
}

// A pole stands at the end if and only if a longer episode would have gone on.
TEST(Measure, PolesStandThatCouldGoOn) {
  const std::string line = "learner=rl2&tasks=cart-pole&memory=4&episodes=1&seed=5&horizon=";
  const int tasks = 40, horizon = 20;
  const Measure found = Judged(line + std::to_string(horizon), tasks, 0).measure();
  EXPECT_EQ(found.name, "standing at the end");
  const Judged longer(line + std::to_string(horizon + 1), tasks, 0);
  std::unique_ptr<Job> job;
  ASSERT_FALSE(Job::evaluation(*longer.run, tasks, 0, job).refused());
  while (!job->advance()) {
  }
  double standing = 0;
  for (const TraceArray& array : job->result())
    if (array.name == "values")
      for (const float steps : array.data) standing += steps > float(horizon) ? 1.0 / tasks : 0;
  EXPECT_GT(standing, 0.1);
  EXPECT_LT(standing, 0.9);
  EXPECT_NEAR(found.groups[0].mean[0], standing, 1e-12);
}

// Many at once tell the same.
TEST(Measure, DependsOnNoOrder) {
  const Judged judged("learner=maml&tasks=car&horizon=20&episodes=3&block=2&seed=5", 7, 1);
  Reversed reversed;
  const Measure one = judged.measure(), other = judged.measure(&reversed);
  for (std::size_t k = 0; k < 2; ++k) {
    EXPECT_EQ(one.groups[0].mean[k], other.groups[0].mean[k]);
    EXPECT_EQ(one.groups[0].error[k], other.groups[0].error[k]);
  }
}

TEST(Measure, OtherFamiliesHaveNone) {
  Measure result;
  EXPECT_FALSE(measure_held_out(*make_run("tasks=point-navigation"), 2, 1, nullptr, result));
  EXPECT_FALSE(measure_held_out(*make_run("tasks=sinusoid"), 2, 1, nullptr, result));
}

}  // namespace
}  // namespace metarl::testing
