// Random MDPs: tables, steps, posteriors and plans.
#include "support.h"

#include "lab/job.h"
#include "tasks/mdp_posterior.h"
#include "tasks/tabular_mdp.h"

namespace metarl::testing {
namespace {

// What a yardstick's trials bring on the average, and its standard error.
std::pair<double, double> mean_and_error_of(const std::string& line) {
  const RunPointer run = make_run(line);
  std::unique_ptr<Job> job;
  EXPECT_FALSE(
      Job::evaluation(*run, run->line().settings.integer("test_tasks"), run->line().settings.integer("test_steps"), job)
          .refused());
  while (!job->advance()) continue;
  const Spread total = job->totals();
  return {static_cast<double>(total.mean), static_cast<double>(total.error)};
}

// Proves that the tables of many worlds have the moments of Dirichlet(1) chances and N(1, 1) mean rewards: a chance has
// mean 1/10 and variance 9/1100, and the chances of a pair add up to 1.
TEST(TabularMdp, TablesHaveTheirDistribution) {
  Mdp mdp;
  double chance = 0, chance_squared = 0, reward = 0, reward_squared = 0;
  int chances = 0, rewards = 0;
  for (int world = 0; world < 400; ++world) {
    tabular_mdp_tables(Scalar(world * 41943), 10, 5, mdp);
    for (int pair = 0; pair < 50; ++pair) {
      double total = 0;
      for (int s = 0; s < 10; ++s) {
        const double p = static_cast<double>(mdp.next_states(pair)[s]);
        EXPECT_GE(p, 0);
        total += p;
        chance += p;
        chance_squared += p * p;
        ++chances;
      }
      EXPECT_NEAR(total, 1, 1e-5);
      const double r = static_cast<double>(mdp.mean_rewards[static_cast<std::size_t>(pair)]);
      reward += r;
      reward_squared += r * r;
      ++rewards;
    }
  }
  EXPECT_NEAR(chance / chances, 0.1, 1e-6);
  EXPECT_NEAR(chance_squared / chances - 0.01, 9.0 / 1100, 1e-4);
  const double mean = reward / rewards;
  EXPECT_NEAR(mean, 1, 4 / std::sqrt(20000.0));
  EXPECT_NEAR(reward_squared / rewards - mean * mean, 1, 4 * std::sqrt(2.0 / 20000));
}

// Proves that a step does what the tables say: from one pair of a world, next states come with their chances, and
// rewards with their mean and variance 1.
TEST(TabularMdp, StepsFollowTheTables) {
  RunLine line;
  ASSERT_FALSE(read_run_line("tasks=tabular-mdp&preset=rl2", line).refused());
  const std::unique_ptr<Family> family = line.family->make(line.settings);
  const auto& environment = static_cast<const ReinforcementFamily&>(*family);
  for (const int world : {7, 16777215}) {
    Mdp mdp;
    tabular_mdp_tables(Scalar(world), 10, 5, mdp);
    const int pair = mdp.pair(3, 2), count = 40000;
    Episodes e;
    e.reserve(kLanes, 1, 1, 1);
    double seen[10] = {}, total = 0, squares = 0;
    StreamKey key;
    for (int i = 0; i < count / kLanes; ++i) {
      e.set(e.task, 0, 0, splat(Scalar(world)));
      e.set(e.state, 0, 0, splat(3));
      e.set(e.action, 0, 0, splat(2));
      environment.step(e, 0, draw_lanes(key, static_cast<std::uint32_t>(i)));
      for (int j = 0; j < kLanes; ++j) {
        seen[static_cast<int>(e.state[static_cast<std::size_t>(j)])] += 1.0 / count;
        const double r = static_cast<double>(e.reward[static_cast<std::size_t>(j)]);
        total += r;
        squares += r * r;
      }
    }
    for (int s = 0; s < 10; ++s) EXPECT_NEAR(seen[s], static_cast<double>(mdp.next_states(pair)[s]), 0.011);
    const double mean = total / count;
    EXPECT_NEAR(mean, static_cast<double>(mdp.mean_rewards[static_cast<std::size_t>(pair)]), 4 / std::sqrt(count));
    EXPECT_NEAR(squares / count - mean * mean, 1, 4 * std::sqrt(2.0 / count));
  }
}

// Proves that the posterior is Bayes' rule: counts on top of a flat Dirichlet, and a normal mean between 1 and the
// data.
TEST(TabularMdp, PosteriorIsBayesRule) {
  MdpPosterior posterior;
  posterior.begin(3, 2, 1);
  posterior.observe(1, 0, Scalar(4), 2);
  posterior.observe(1, 0, Scalar(2), 2);
  posterior.observe(1, 0, Scalar(3), 0);
  Mdp mdp;
  posterior.mean(mdp);
  const int pair = mdp.pair(1, 0), other = mdp.pair(2, 1);
  EXPECT_NEAR(static_cast<double>(mdp.mean_rewards[static_cast<std::size_t>(pair)]), (1 + 9) / 4.0, 1e-6);
  const double expected[] = {2 / 6.0, 1 / 6.0, 3 / 6.0};
  for (int s = 0; s < 3; ++s) {
    EXPECT_NEAR(static_cast<double>(mdp.next_states(pair)[s]), expected[s], 1e-6);
    EXPECT_NEAR(static_cast<double>(mdp.next_states(other)[s]), 1 / 3.0, 1e-6);
  }
  // Samples have these means, and the mean reward variance 1/4.
  Stream stream({9, 0, 0, Purpose::view, 0, 0});
  double p = 0, r = 0, squares = 0;
  const int count = 20000;
  for (int i = 0; i < count; ++i) {
    posterior.sample(stream, mdp);
    p += static_cast<double>(mdp.next_states(pair)[2]) / count;
    const double reward = static_cast<double>(mdp.mean_rewards[static_cast<std::size_t>(pair)]);
    r += reward / count;
    squares += reward * reward / count;
  }
  EXPECT_NEAR(p, 0.5, 0.006);
  EXPECT_NEAR(r, 2.5, 4 * 0.5 / std::sqrt(count));
  EXPECT_NEAR(squares - r * r, 0.25, 0.012);
}

// Proves that planning is optimal on an MDP small enough to try every policy of.
TEST(TabularMdp, PlansAreOptimal) {
  Mdp mdp;
  tabular_mdp_tables(Scalar(99), 2, 2, mdp);
  MdpPlan plan;
  plan_optimally(mdp, 3, plan);
  // A policy is an action for each of 3 steps and 2 states: 64 of them.
  double best = -1e9;
  for (int policy = 0; policy < 64; ++policy) {
    double at[2] = {1, 0}, value = 0;
    for (int t = 0; t < 3; ++t) {
      double next[2] = {0, 0};
      for (int s = 0; s < 2; ++s) {
        const int pair = mdp.pair(s, policy >> (2 * t + s) & 1);
        value += at[s] * static_cast<double>(mdp.mean_rewards[static_cast<std::size_t>(pair)]);
        for (int n = 0; n < 2; ++n) next[n] += at[s] * static_cast<double>(mdp.next_states(pair)[n]);
      }
      at[0] = next[0];
      at[1] = next[1];
    }
    best = std::max(best, value);
  }
  EXPECT_NEAR(static_cast<double>(plan.value(0, 0)), best, 1e-5);
}

// Proves that the yardsticks bring what others found: the optimum 21.815 an episode, and PSRL 134.9, BEB 147.3 and
// acting at random 100 in ten episodes; and, by a prior that expects 0 of what was not tried, what Duan et al.
// published (their means are of fewer tasks, and to 1.5 % of ours).
TEST(TabularMdp, YardsticksBringWhatIsKnown) {
  struct Known {
    const char* rule;
    double total, share;
  };
  for (const Known& known :
       {Known{"value-iteration", 218.15, 0}, Known{"psrl", 134.9, 0}, Known{"beb", 147.3, 0}, Known{"random", 100, 0},
        Known{"psrl&prior_mean=0", 138.1, 0.015}, Known{"optimistic-psrl&prior_mean=0", 144.1, 0.015},
        Known{"epsilon-greedy&prior_mean=0", 132.8, 0.015}}) {
    const auto [mean, error] =
        mean_and_error_of(std::string("tasks=tabular-mdp&preset=rl2&test_tasks=600&learner=") + known.rule);
    EXPECT_NEAR(mean, known.total, 4 * error + known.share * known.total) << known.rule;
    EXPECT_LT(error, 2) << known.rule;
  }
}

}  // namespace
}  // namespace metarl::testing
