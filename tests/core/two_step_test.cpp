// The two-step task: its chances, its end of an episode, and the rules for it.
#include "support.h"

#include "lab/job.h"
#include "learning/trial.h"

namespace metarl::testing {
namespace {

// Trials of the two-step task, played by an agent that is given as a function of lane and step.
template <class Choose>
struct Player final : Agent {
  Choose choose;
  Array better;  // [step][lane]: as it was when the step was taken
  explicit Player(Choose c) : choose(c) {}
  void act(Trial& trial, int t, Episodes& e) override {
    for (int lane = 0; lane < trial.lanes; ++lane) {
      trial.action[static_cast<std::size_t>(t * trial.lanes + lane)] = Scalar(choose(lane, t));
      better.push_back(e.state[static_cast<std::size_t>(e.lanes + lane)]);
    }
  }
};

struct Table {
  RunLine line;
  Problem problem;
  Trial trial;
  TrialRollout rollout;
  explicit Table(const std::string& more) {
    const Refusal refusal = read_run_line("learner=model-based&tasks=two-step" + more, line);
    EXPECT_FALSE(refusal.refused()) << refusal.message;
    EXPECT_FALSE(problem_of(line, problem).refused());
  }
  void play(Agent& agent, int tasks, const Array& parameters) {
    const int episodes = line.settings.integer("episodes");
    rollout.begin(problem, tasks, episodes, parameters.data(), {3, 0, 0, Purpose::collect, 0, 0}, trial);
    for (int k = 0; k < episodes; ++k) rollout.play(problem, agent, k, trial, nullptr);
  }
  double at(const Array& a, int t, int lane) const {
    return static_cast<double>(a[static_cast<std::size_t>(t * trial.lanes + lane)]);
  }
  // The place that step t led to: 0, 1, 2.
  int place(int t, int lane) const {
    const Scalar* o = trial.next_observation.data() + 3 * (t * trial.lanes + lane);
    EXPECT_EQ(o[0] + o[1] + o[2], 1);
    return o[1] == 1 ? 1 : o[2] == 1 ? 2 : 0;
  }
};

void expect_share(int count, int of, double chance, const char* what) {
  EXPECT_NEAR(count, of * chance, 4.5 * std::sqrt(of * chance * (1 - chance)) + 1e-9) << what;
}

// Proves the chances of the task: where actions lead, what states pay, how often the states change places, and that
// they stand as the task says at the beginning; an episode is a choice, then a reward.
TEST(TwoStep, HasItsChances) {
  for (const std::string more : {"", "&common_transition=0.6&reversal=0.2&pay_low=0.3&pay_high=0.5", "&horizon=5"}) {
    Table table(more + "&episodes=50");
    const int tasks = 400, horizon = table.problem.horizon;
    Array parameters(tasks);
    for (int i = 0; i < tasks; ++i) parameters[static_cast<std::size_t>(i)] = Scalar(i % 2);
    Player player([](int lane, int t) { return (lane / 2 + t / 3) % 2; });
    table.play(player, tasks, parameters);
    const auto knob = [&](const char* name) { return table.line.settings.real(name); };
    int choices = 0, common = 0, good = 0, good_paid = 0, bad = 0, bad_paid = 0, reversals = 0;
    for (int lane = 0; lane < tasks; ++lane) {
      double better = lane % 2;
      for (int k = 0; k < 50; ++k) {
        const int t = k * horizon;
        const double now = table.at(player.better, t, lane);
        reversals += now != better;
        if (k == 0) {
          ASSERT_EQ(now, better);
        }
        better = now;
        const int place = table.place(t, lane);
        ASSERT_NE(place, 0);
        ++choices;
        common += place == 1 + static_cast<int>(table.at(table.trial.action, t, lane));
        ASSERT_EQ(table.at(table.trial.reward, t, lane), 0);
        ASSERT_EQ(table.at(table.trial.done, t, lane), 0);
        ASSERT_EQ(table.at(table.trial.done, t + 1, lane), 1);
        const bool paid = table.at(table.trial.reward, t + 1, lane) != 0;
        ++(place == 1 + now ? good : bad);
        (place == 1 + now ? good_paid : bad_paid) += paid;
        for (int s = 0; s < horizon; ++s) EXPECT_EQ(table.at(table.trial.active, t + s, lane), s < 2 ? 1 : 0);
      }
    }
    expect_share(common, choices, knob("common_transition"), "common transitions");
    expect_share(good_paid, good, knob("pay_high"), "the better state pays");
    expect_share(bad_paid, bad, knob("pay_low"), "the worse state pays");
    expect_share(reversals, 49 * tasks, knob("reversal"), "reversals");
  }
}

// Proves that the states never change places where they must not, and always do where they must, however often an
// episode is reset in between.
TEST(TwoStep, ReversesOnceAnEpisode) {
  for (const bool always : {false, true}) {
    Table table(std::string("&episodes=6&reversal=") + (always ? "1" : "0"));
    Player player([](int, int) { return 0; });
    table.play(player, 4, {0, 1, 0, 1});
    for (int lane = 0; lane < 4; ++lane)
      for (int k = 0; k < 6; ++k) EXPECT_EQ(table.at(player.better, 2 * k, lane), (lane + (always ? k : 0)) % 2);
  }
}

// Proves that the filter's belief is the posterior summed over all courses that the reversals may have taken.
TEST(TwoStep, BeliefIsThePosterior) {
  Table table("&reversal=0.15&pay_low=0.2&pay_high=0.7&episodes=9");
  const std::unique_ptr<Yardstick> observer = table.problem.reinforcement().observer();
  const std::vector<std::pair<int, bool>> seen{{1, true}, {1, true},  {2, false}, {2, true},
                                               {2, true}, {1, false}, {2, true}};
  Episodes e;
  e.reserve(kLanes, 1, table.problem.reinforcement().states(), 1);
  observer->begin(e, 1, {});
  Scalar belief = 0;
  observer->belief(0, &belief);
  EXPECT_EQ(belief, Scalar(0.5));
  for (std::size_t n = 0; n < seen.size(); ++n) {
    // The choice tells nothing.
    e.state[0] = Scalar(seen[n].first);
    e.reward[0] = 0;
    e.done[0] = 0;
    observer->learn(e, 0, {});
    e.reward[0] = Scalar(seen[n].second);
    e.done[0] = 1;
    observer->learn(e, 0, {});
    observer->belief(0, &belief);
    // Bit j of a course: whether the second state is the better one in episode j.
    double chance[2] = {0, 0};
    for (unsigned course = 0; course < 1u << (n + 2); ++course) {
      double weight = 1;
      for (std::size_t j = 0; j <= n; ++j) {
        const int better = 1 + static_cast<int>(course >> j & 1);
        const double pays = seen[j].first == better ? 0.7 : 0.2;
        weight *= seen[j].second ? pays : 1 - pays;
        weight *= (course >> j & 1) == (course >> (j + 1) & 1) ? 0.85 : 0.15;
      }
      chance[course >> (n + 1) & 1] += weight;
    }
    EXPECT_NEAR(static_cast<double>(belief), chance[0] / (chance[0] + chance[1]), 1e-5) << n;
  }
}

double mean_total(const std::string& line) {
  const RunPointer run = make_run(line + "&tasks=two-step");
  std::unique_ptr<Job> job;
  EXPECT_FALSE(Job::evaluation(*run, 2000, run->line().settings.integer("episodes") - 1, job).refused());
  while (!job->advance()) continue;
  double total = 0;
  for (const Spread& spread : job->spreads()) total += static_cast<double>(spread.mean);
  return total;
}

// The best expected reward of so many episodes without reversals: over all that may be chosen and seen.
double best_of_steady(double first, int left) {
  if (left == 0) return 0;
  double most = 0;
  for (const int action : {0, 1}) {
    double value = 0;
    for (const int state : {0, 1}) {
      for (const bool paid : {false, true}) {
        const double if_first = (state == 0) == paid ? 0.9 : 0.1, if_second = 1 - if_first;
        const double chance = first * if_first + (1 - first) * if_second;
        value +=
            (action == state ? 0.75 : 0.25) * chance * (paid + best_of_steady(first * if_first / chance, left - 1));
      }
    }
    most = std::max(most, value);
  }
  return most;
}

// Proves that random choices earn a half an episode, that whoever knows earns .75 .9 + .25 .1 = .7, and that the filter
// earns the best there is without knowing, found by enumeration.
TEST(TwoStep, RulesEarnTheirValues) {
  EXPECT_NEAR(mean_total("learner=random&episodes=20"), 10, 4 * std::sqrt(5.0 / 2000));
  EXPECT_NEAR(mean_total("learner=oracle&episodes=20"), 14, 4 * std::sqrt(4.2 / 2000));
  EXPECT_NEAR(mean_total("learner=oracle&episodes=20&common_transition=0.25"), 14, 4 * std::sqrt(4.2 / 2000));
  EXPECT_NEAR(mean_total("learner=model-based&preset=steady&episodes=6"), best_of_steady(0.5, 6),
              4 * std::sqrt(1.6 / 2000));
  EXPECT_NEAR(mean_total("learner=model-based&preset=steady&episodes=6&common_transition=0.25"), best_of_steady(0.5, 6),
              4 * std::sqrt(1.6 / 2000));
}

}  // namespace
}  // namespace metarl::testing
