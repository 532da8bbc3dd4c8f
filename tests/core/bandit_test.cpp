// Bandits and the rules for them, against exact values, published ones, and brute force.
#include "support.h"

#include <map>
#include <numeric>

#include "foundation/gamma.h"
#include "lab/job.h"
#include "tasks/bandit_index.h"
#include "tasks/bandit_plan.h"
#include "tasks/bandit_yardsticks.h"
#include "tasks/tied_arms.h"

namespace metarl::testing {
namespace {

RunLine bandit(const std::string& more) {
  RunLine line;
  const Refusal refusal = read_run_line("tasks=bernoulli-bandit" + more, line);
  EXPECT_FALSE(refusal.refused()) << refusal.message;
  return line;
}

// The total reward of held-out trials: mean and its standard error. How good a trial's best arm is accounts for most of
// the variance, and its mean is known (k / (k + 1) for k independent arms), so what luck it brought is subtracted.
struct Total {
  double mean = 0, error = 0;
};

Total total_of(const std::string& line, int trials) {
  const RunPointer run = make_run(line + "&tasks=bernoulli-bandit");
  const Settings& settings = run->line().settings;
  std::unique_ptr<Job> job;
  const int steps = settings.integer("episodes") - 1, arms = settings.integer("arms");
  EXPECT_FALSE(Job::evaluation(*run, trials, steps, job).refused());
  while (!job->advance()) continue;
  std::vector<double> totals(static_cast<std::size_t>(trials));
  for (const TraceArray& a : job->result()) {
    for (int i = 0; i < trials; ++i) {
      const auto row = [&](int width) { return a.data.begin() + i * width; };
      double& total = totals[static_cast<std::size_t>(i)];
      if (a.name == "values") total += std::accumulate(row(steps + 1), row(steps + 1) + steps + 1, 0.0);
      if (a.name != "tasks") continue;
      const double best = static_cast<double>(*std::max_element(row(arms), row(arms) + arms));
      if (settings.text("chances") == "independent") total -= (steps + 1) * (best - arms / (arms + 1.0));
      if (settings.text("chances") == "dependent" || settings.text("chances") == "easy-or-hard")
        total -= (steps + 1) * (best - 0.75);
    }
  }
  Total total;
  double squares = 0;
  for (const double t : totals) {
    total.mean += t / trials;
    squares += t * t / trials;
  }
  total.error = std::sqrt((squares - total.mean * total.mean) / trials);
  return total;
}

// Proves that a rule's mean reward lies within four standard errors (and half of the figure's last digit) of what is
// known of it from elsewhere.
void expect_total(const std::string& line, int trials, double known, double rounding, double most_error = 0.17) {
  const Total total = total_of(line, trials);
  EXPECT_NEAR(total.mean, known, 4 * total.error + rounding) << line << ", standard error " << total.error;
  EXPECT_LT(total.error, most_error) << line;
}

// The best expected reward of independent arms, by going through every history.
double best_of_all(std::vector<Pulls> arms, int left) {
  if (left == 0) return 0;
  double most = 0;
  for (Pulls& arm : arms) {
    const double p = (arm.paid + 1.0) / (arm.paid + arm.failed + 2.0);
    ++arm.paid;
    double value = p * (1 + best_of_all(arms, left - 1));
    --arm.paid;
    ++arm.failed;
    value += (1 - p) * best_of_all(arms, left - 1);
    --arm.failed;
    most = std::max(most, value);
  }
  return most;
}

// Proves that the plan's value is the best over all policies, by enumeration, for few arms and pulls.
TEST(BanditPlan, IsTheBestOfAllPolicies) {
  for (const auto& [arms, pulls] : {std::pair{2, 1}, {2, 6}, {3, 5}, {4, 4}, {6, 3}, {50, 2}})
    EXPECT_NEAR(BanditPlan(arms, pulls).value(), best_of_all(std::vector<Pulls>(static_cast<std::size_t>(arms)), pulls),
                1e-12)
        << arms << " arms, " << pulls << " pulls";
  EXPECT_NEAR(BanditPlan(2, 2).value(), 13.0 / 12, 1e-12);  // 1/2 + 1/2 2/3 + 1/2 1/2
}

// Proves the exact values of RL²'s first table that are known: ten pulls of 5, 10 and 50 arms.
TEST(BanditPlan, HasTheKnownValues) {
  EXPECT_NEAR(BanditPlan(5, 10).value(), 6.660, 0.0005);
  EXPECT_NEAR(BanditPlan(10, 10).value(), 6.714, 0.0005);
  EXPECT_NEAR(BanditPlan(50, 10).value(), 6.714, 0.0005);
}

// Proves that the number of states is that of the multisets, counted one by one.
TEST(BanditPlan, CountsItsStates) {
  for (const auto& [arms, pulls] : {std::pair{2, 7}, {3, 6}, {9, 5}}) {
    std::map<std::vector<int>, int> level{{{}, 0}};
    double count = 0;
    for (int t = 0; t < pulls; ++t) {
      count += static_cast<double>(level.size());
      std::map<std::vector<int>, int> next;
      for (const auto& [state, unused] : level) {
        for (std::size_t i = 0; i <= state.size(); ++i) {
          if (static_cast<int>(i) == arms) continue;
          for (const int more : {100, 1}) {
            std::vector<int> after = state;
            if (i == state.size()) after.push_back(0);
            after[i] += more;
            std::sort(after.begin(), after.end());
            next[after] = 0;
          }
        }
      }
      level = next;
    }
    EXPECT_EQ(BanditPlan::states(arms, pulls), count) << arms << " " << pulls;
  }
}

// Proves that playing by the plan earns its value, whatever names the arms have.
TEST(BanditPlan, EarnsItsValueWhenPlayed) {
  expect_total("learner=bayes-optimal", 30000, 6.660, 0.0005);
  expect_total("learner=bayes-optimal&arms=2&episodes=40", 3000, BanditPlan(2, 40).value(), 0);
}

// The expected reward of the best rule for two tied arms, by going through every history with Bayes' rule on a fine
// grid of chances.
double best_of_tied(const std::vector<double>& p, std::vector<double> weight, int left) {
  if (left == 0) return 0;
  double most = 0;
  for (const bool second : {false, true}) {
    double value = 0;
    for (const bool paid : {false, true}) {
      std::vector<double> after = weight;
      double chance = 0, all = 0;
      for (std::size_t i = 0; i < p.size(); ++i) {
        const double pays = second ? 1 - p[i] : p[i];
        all += weight[i];
        after[i] *= paid ? pays : 1 - pays;
        chance += after[i];
      }
      value += chance / all * (paid + best_of_tied(p, after, left - 1));
    }
    most = std::max(most, value);
  }
  return most;
}

// Proves the exact value of Wang et al.'s tied arms by enumeration, and that the rule earns it over a hundred pulls.
TEST(TiedArms, BayesOptimalIsExact) {
  std::vector<double> grid;
  for (int i = 0; i < 2000; ++i) grid.push_back((i + 0.5) / 2000);
  for (const auto& [chances, p] : {std::pair<std::string, std::vector<double>>{"dependent", grid},
                                   {"easy", {0.1, 0.9}},
                                   {"medium", {0.25, 0.75}},
                                   {"hard", {0.4, 0.6}},
                                   {"easy-or-hard", {0.1, 0.4, 0.6, 0.9}}}) {
    const RunLine line = bandit("&preset=" + chances);
    EXPECT_NEAR(bayes_optimal_reward(line.settings, 5), best_of_tied(p, std::vector<double>(p.size(), 1), 5), 1e-6)
        << chances;
    expect_total("learner=bayes-optimal&preset=" + chances, 2000,
                 bayes_optimal_reward(line.settings, line.settings.integer("episodes")), 0);
  }
}

// The value of an arm at a fee: one pull, then stopping as is best, by recursion over all that may come.
double worth(int paid, int failed, double fee, int left, double discount, bool may_stop) {
  if (left == 0) return 0;
  const double p = (paid + 1.0) / (paid + failed + 2.0);
  const double value = p - fee +
                       discount * (p * worth(paid + 1, failed, fee, left - 1, discount, true) +
                                   (1 - p) * worth(paid, failed + 1, fee, left - 1, discount, true));
  return may_stop ? std::max(0.0, value) : value;
}

double fee_of(int paid, int failed, int left, double discount) {
  double low = 0, high = 1;
  while (high - low > 1e-7) {
    const double middle = (low + high) / 2;
    (worth(paid, failed, middle, left, discount, false) > 0 ? low : high) = middle;
  }
  return low;
}

// Proves that Whittle's index is the fee at which an arm is just worth nothing within the pulls that are left.
TEST(BanditIndex, WhittleIsTheFairFee) {
  const WhittleIndex index(16);
  for (const auto& [paid, failed, left] :
       {std::tuple{0, 0, 1}, {0, 0, 2}, {0, 0, 10}, {3, 1, 8}, {1, 4, 11}, {0, 6, 10}, {5, 0, 5}, {7, 8, 1}})
    EXPECT_NEAR(index({paid, failed}, left), fee_of(paid, failed, left, 1), 1e-4)
        << paid << " " << failed << " " << left;
  EXPECT_NEAR(index({0, 0}, 1), 0.5, 1e-6);
}

// Proves that the Gittins indices are those of the printed tables (Gittins, Glazebrook & Weber 2011) for discounts .9
// and .99, and agree with a recursion of their own for .5.
TEST(BanditIndex, GittinsHasThePrintedValues) {
  const GittinsIndex ninety(40, 0.9), ninety_nine(40, 0.99), half(40, 0.5);
  EXPECT_NEAR(ninety({0, 0}), 0.7029, 1e-4);
  EXPECT_NEAR(ninety({1, 1}), 0.6346, 1e-4);
  EXPECT_NEAR(ninety({2, 2}), 0.6010, 1e-4);
  EXPECT_NEAR(ninety({9, 1}), 0.8695, 1e-4);
  EXPECT_NEAR(ninety_nine({0, 0}), 0.8699, 1e-4);
  for (const auto& [paid, failed] : {std::pair{0, 0}, {2, 1}, {1, 5}})
    EXPECT_NEAR(half({paid, failed}), fee_of(paid, failed, 16, 0.5), 1e-4);
}

// The chance that Beta(a, b) is at most x, for whole a and b: that of a or more successes in a + b - 1 trials.
double beta_below(double x, int a, int b) {
  double total = 0, ways = 1;
  const int n = a + b - 1;
  for (int i = 0; i <= n; ++i) {
    if (i >= a) total += ways * std::pow(x, i) * std::pow(1 - x, n - i);
    ways *= static_cast<double>(n - i) / (i + 1);
  }
  return total;
}

// Proves that beta numbers have the distribution of their parameters, small and large: the share below each tenth, and
// the first two moments.
TEST(Beta, HasItsDistribution) {
  for (const auto& [a, b] : {std::pair{1, 1}, {1, 2}, {3, 1}, {2, 5}, {30, 12}}) {
    Stream stream({5, 0, static_cast<std::uint32_t>(100 * a + b), Purpose::view, 0, 0});
    const int count = 20000;
    int below[10] = {};
    double mean = 0, square = 0;
    for (int i = 0; i < count; ++i) {
      const double x = static_cast<double>(sample_beta(stream, Scalar(a), Scalar(b)));
      for (int d = 1; d < 10; ++d) below[d] += x <= 0.1 * d;
      mean += x / count;
      square += x * x / count;
    }
    for (int d = 1; d < 10; ++d) {
      const double share = beta_below(0.1 * d, a, b);
      EXPECT_NEAR(below[d], count * share, 4 * std::sqrt(count * share * (1 - share)) + 1) << a << " " << b << " " << d;
    }
    const double m = a / double(a + b), variance = m * (1 - m) / (a + b + 1);
    EXPECT_NEAR(mean, m, 4 * std::sqrt(variance / count));
    EXPECT_NEAR(square - mean * mean, variance, 0.05 * variance);
  }
  // Large counts: nearly normal.
  Stream stream({5, 0, 1, Purpose::view, 0, 0});
  double mean = 0, square = 0;
  for (int i = 0; i < 4000; ++i) {
    const double x = static_cast<double>(sample_beta(stream, 4000, 1000)) - 0.8;
    mean += x / 4000;
    square += x * x / 4000;
  }
  const double variance = 0.16 / 5001;
  EXPECT_NEAR(mean, 0, 4 * std::sqrt(variance / 4000));
  EXPECT_NEAR(square, variance, 0.1 * variance);
}

// Proves that the rules earn what is known of them at RL²'s sizes: re-simulated figures, and for the optimistic kinds
// the published ones (of 1,000 instances, so within .3).
TEST(BanditRules, EarnTheKnownRewards) {
  expect_total("learner=random", 10000, 5.0, 0);
  expect_total("learner=thompson", 20000, 5.829, 4 * 0.006);
  expect_total("learner=greedy", 10000, 6.6, 0.05);
  expect_total("learner=greedy&episodes=100", 5000, 74.8, 0.05);
  expect_total("learner=epsilon-greedy&epsilon=0&episodes=100", 5000, 74.8, 0.05);
  expect_total("learner=epsilon-greedy&epsilon=1", 10000, 5.0, 0);
  expect_total("learner=ucb1&ucb_c=0.2&episodes=100", 2000, 78.2, 0.05);
  expect_total("learner=ucb1&ucb_c=0&episodes=100", 5000, 74.8, 0.05);
  expect_total("learner=thompson&episodes=100", 1000, 75.0, 4 * 0.21);
  expect_total("learner=whittle&episodes=100", 2000, 78.4, 0.05);
  expect_total("learner=whittle&episodes=100&arms=10", 2000, 83.9, 0.05);
  expect_total("learner=gittins&episodes=100&arms=10", 2000, 82.8, 0.3);
  expect_total("learner=optimistic-thompson&posterior_samples=30", 2000, 6.5, 0.1);
  expect_total("learner=optimistic-thompson&posterior_samples=30&arms=50", 400, 5.5, 0.1);
}

// Proves that Whittle's index with 50 arms and a discount of 0 are what they must be: 85.5 (re-simulated), and greedy.
TEST(BanditRules, IndicesAtTheirEnds) {
  expect_total("learner=whittle&episodes=100&arms=50", 1000, 85.5, 0.05, 0.3);
  EXPECT_EQ(total_of("learner=gittins&gittins_discount=0&episodes=20", 200).mean,
            total_of("learner=greedy&episodes=20", 200).mean);
}

// Acts for a single lane, with what the rule has seen so far.
struct Seat {
  RunLine line;
  Problem problem;
  std::unique_ptr<Yardstick> rule;
  Episodes episodes;
  int pulls = 0;
  Moment at;
  Seat(const std::string& more, int trial) : line(bandit(more)) {
    EXPECT_FALSE(problem_of(line, problem).refused());
    rule = find_yardstick(*line.family, line.learner->name)->make(*problem.family, line.settings);
    start(trial);
  }
  void start(int trial) {
    episodes.reserve(kLanes, problem.task_size, 1, 1);
    at.episodes = trial;
    rule->begin(episodes, 1, at);
  }
  int act(std::uint32_t draw = 0) {
    at.episode = pulls;
    Stream stream({9, draw, 0, Purpose::yardstick, 0, static_cast<std::uint32_t>(pulls)});
    rule->act(episodes, 0, at, stream);
    return static_cast<int>(episodes.action[0]);
  }
  void see(int arm, bool paid) {
    episodes.action[0] = Scalar(arm);
    episodes.reward[0] = Scalar(paid);
    rule->learn(episodes, 0, at);
    ++pulls;
  }
};

// Proves what each rule does in positions that can be worked out by hand.
TEST(BanditRules, ActAsTheyAreDefined) {
  Seat greedy("&learner=greedy&arms=3", 10);
  EXPECT_EQ(greedy.act(), 0);  // all equal: the first
  greedy.see(0, false);
  EXPECT_EQ(greedy.act(), 1);
  greedy.see(2, true);
  EXPECT_EQ(greedy.act(), 2);

  // After 1 of 3 and 1 of 1 paid (means 2/5 and 2/3, tries 5 and 3), pull 5 has ln 5 = 1.609: the bonuses are
  // c sqrt(3.219 / 5) = .802 c and c sqrt(3.219 / 3) = 1.036 c; arm 2, untried, has 1/2 + 1.269 c. So arm 1 is best up
  // to c = (2/3 - 1/2) / (1.269 - 1.036) = .715.
  for (const auto& [c, arm] : {std::pair{"0.70", 1}, {"0.73", 2}}) {
    Seat ucb(std::string("&learner=ucb1&arms=3&ucb_c=") + c, 10);
    ucb.see(0, true);
    ucb.see(0, false);
    ucb.see(0, false);
    ucb.see(1, true);
    EXPECT_EQ(ucb.act(), arm) << c;
  }

  // P(Beta(2, 1) > Beta(1, 2)) = 5/6 is how often Thompson sampling prefers the arm that paid to the one that failed.
  Seat thompson("&learner=thompson&arms=2", 10);
  thompson.see(0, false);
  thompson.see(1, true);
  int second = 0;
  for (std::uint32_t i = 0; i < 6000; ++i) second += thompson.act(i);
  EXPECT_NEAR(second, 5000, 4 * std::sqrt(6000 * 5.0 / 36));

  // One draw of May et al.'s kind: the arm that failed is preferred where its draw x, of density 2 (1 - x), is above
  // 2/3, which the other's is at least, and above the other's draw (chance x²): the integral of 2 (1 - x) x² from 2/3
  // to 1.
  const double y = 2.0 / 3, loses = (2.0 / 3 - 2.0 / 4) - (2 * y * y * y / 3 - 2 * y * y * y * y / 4);
  Seat optimist("&learner=optimistic-thompson&posterior_samples=1&arms=2", 10);
  optimist.see(0, false);
  optimist.see(1, true);
  int first = 0;
  for (std::uint32_t i = 0; i < 6000; ++i) first += 1 - optimist.act(i);
  EXPECT_NEAR(first, 6000 * loses, 4 * std::sqrt(6000 * loses));

  Seat epsilon("&learner=epsilon-greedy&epsilon=0.4&arms=4", 10);
  epsilon.see(3, true);
  int others = 0;
  for (std::uint32_t i = 0; i < 6000; ++i) others += epsilon.act(i) != 3;
  EXPECT_NEAR(others, 1800, 4 * std::sqrt(1800 * 0.7));

  // With one pull left Whittle is greedy; with many left an untried arm is worth more than one with 2 of 4.
  for (const auto& [trial, arm] : {std::pair{6, 0}, {40, 1}}) {
    Seat whittle("&learner=whittle&arms=2", trial);
    for (const bool paid : {true, false, true, false}) whittle.see(0, paid);
    whittle.see(1, true);
    whittle.see(1, false);
    whittle.pulls = 5;
    EXPECT_EQ(whittle.act(), arm) << trial;
  }
}

// Proves that a trial longer than the line asked for is planned for its own length, not the line's.
TEST(BanditRules, PlanForTheTrialThatIsPlayed) {
  for (const std::string learner : {"bayes-optimal", "whittle", "gittins"}) {
    Seat longer("&learner=" + learner + "&arms=2&episodes=4", 20),
        same("&learner=" + learner + "&arms=2&episodes=20", 20);
    Numbers numbers(81);
    for (int i = 0; i < 19; ++i) {
      const int arm = longer.act();
      EXPECT_EQ(arm, same.act()) << learner << " " << i;
      const bool paid = numbers.index(2) == 1;
      longer.see(arm, paid);
      same.see(arm, paid);
    }
  }
}

// Proves that trials which cannot be planned are refused with a sentence that says how long they may be: by the line,
// by a change of it, and by an evaluation.
TEST(BanditRules, RefuseTrialsThatTheyCannotPlan) {
  const auto refusal_of = [](const std::string& text) {
    RunLine line;
    return read_run_line("tasks=bernoulli-bandit&" + text, line);
  };
  const Refusal refusal = refusal_of("learner=bayes-optimal&episodes=100");
  EXPECT_EQ(refusal.key, "episodes");
  for (const std::string part : {"bayes-optimal", "pulls of 5 independent arms", "100", "episodes"})
    EXPECT_NE(refusal.message.find(part), std::string::npos) << refusal.message;
  EXPECT_FALSE(refusal_of("learner=bayes-optimal&arms=2&episodes=100").refused());
  EXPECT_FALSE(refusal_of("learner=bayes-optimal&arms=50&episodes=15").refused());
  EXPECT_FALSE(refusal_of("learner=bayes-optimal&preset=dependent&episodes=1000").refused());
  EXPECT_TRUE(refusal_of("learner=bayes-optimal&arms=50&episodes=1000&horizon=1000").refused());
  EXPECT_TRUE(refusal_of("learner=bayes-optimal&test_steps=99").refused());
  EXPECT_TRUE(refusal_of("learner=bayes-optimal&test_steps=99@3").refused());
  EXPECT_TRUE(refusal_of("learner=whittle&episodes=201").refused());
  EXPECT_FALSE(refusal_of("learner=whittle&episodes=200").refused());
  EXPECT_TRUE(refusal_of("learner=gittins&episodes=500&horizon=3").refused());
  const RunPointer run = make_run("tasks=bernoulli-bandit&learner=bayes-optimal");
  EXPECT_TRUE(run->change("test_steps", "99").refused());
  EXPECT_FALSE(run->change("test_steps", "5").refused());
  std::unique_ptr<Job> job;
  EXPECT_TRUE(Job::evaluation(*run, 10, 99, job).refused());
  EXPECT_FALSE(Job::evaluation(*run, 10, 12, job).refused());
}

// The observer's belief after some pulls of a bandit.
Array belief_after(const std::string& preset, int arms, const std::vector<std::pair<int, bool>>& history) {
  const RunLine line = bandit("&preset=" + preset + "&arms=" + std::to_string(arms));
  Problem problem;
  EXPECT_FALSE(problem_of(line, problem).refused());
  const std::unique_ptr<Yardstick> observer = problem.reinforcement().observer();
  Episodes e;
  e.reserve(kLanes, problem.task_size, 1, 1);
  observer->begin(e, 3, {});
  for (const auto& [arm, paid] : history) {
    e.action[1] = Scalar(arm);
    e.reward[1] = Scalar(paid);
    observer->learn(e, 1, {});
  }
  Array numbers(static_cast<std::size_t>(observer->belief_size()));
  observer->belief(1, numbers.data());
  return numbers;
}

// Proves that the observer's posterior is Bayes' rule: Beta counts for independent and for dependent arms, and the
// products of likelihoods where there are two values or four, after few pulls and after so many that a product would
// underflow.
TEST(BanditObserver, IsBayesRule) {
  const std::vector<std::pair<int, bool>> history{{0, true},  {0, true},  {1, true}, {0, false},
                                                  {1, false}, {1, false}, {1, false}};
  EXPECT_EQ(belief_after("independent", 3, history), (Array{3, 2, 2, 4, 1, 1}));
  EXPECT_EQ(belief_after("dependent", 2, history), (Array{6, 3, 3, 6}));
  for (const auto& [preset, low] : {std::pair<std::string, double>{"easy", 0.1}, {"medium", 0.25}, {"hard", 0.4}}) {
    double chance[2] = {1, 1};
    for (const auto& [arm, paid] : history) {
      for (const int first_high : {0, 1}) {
        const double p = (arm == 0) == (first_high == 1) ? 1 - low : low;
        chance[first_high] *= paid ? p : 1 - p;
      }
    }
    const double high = chance[1] / (chance[0] + chance[1]);
    const Array found = belief_after(preset, 2, history);
    ASSERT_EQ(found.size(), 4u);
    for (const auto& [i, expected] : {std::pair{0, high}, {1, 1 - high}, {2, 1 - high}, {3, high}})
      EXPECT_NEAR(static_cast<double>(found[static_cast<std::size_t>(i)]), expected, 1e-6) << preset;
  }
  const double levels[] = {0.9, 0.6, 0.4, 0.1};
  double likely[4], all = 0;
  for (int i = 0; i < 4; ++i) {
    likely[i] = 1;
    for (const auto& [arm, paid] : history) likely[i] *= (arm == 0) == paid ? levels[i] : 1 - levels[i];
    all += likely[i];
  }
  const Array mixed = belief_after("easy-or-hard", 2, history);
  ASSERT_EQ(mixed.size(), 8u);
  for (int i = 0; i < 4; ++i) {
    EXPECT_NEAR(static_cast<double>(mixed[static_cast<std::size_t>(i)]), likely[i] / all, 1e-6) << i;
    EXPECT_NEAR(static_cast<double>(mixed[static_cast<std::size_t>(7 - i)]), likely[i] / all, 1e-6) << i;
  }
  std::vector<std::pair<int, bool>> longer(3000, {0, false});
  for (int i = 0; i < 3001; ++i) longer.push_back({0, true});
  EXPECT_NEAR(static_cast<double>(belief_after("easy", 2, longer)[0]), 0.9, 1e-6);
  EXPECT_NEAR(static_cast<double>(belief_after("easy-or-hard", 2, longer)[1]), 0.6, 1e-6);
  for (auto& [arm, paid] : longer) paid = true;
  EXPECT_NEAR(static_cast<double>(belief_after("easy-or-hard", 2, longer)[0]), 1, 1e-6);
}

}  // namespace
}  // namespace metarl::testing
