// Catching: the family against its rules written twice, and the exact plan against brute force and played trials.
#include "support.h"

#include "lab/job.h"
#include "tasks/catch_yardsticks.h"

namespace metarl::testing {
namespace {

CatchGame game_of(int columns, int rows, int balls, int wind, int speed, double mirrored) {
  return {{columns, rows, balls}, mirrored, wind, speed};
}

// The best expected catch of one episode over all ways to play it that an observer of positions can follow: a decision
// for every history, tried one after the other by recursion on histories alone (no table, no belief).
double best_of_histories(const CatchForm& form, std::vector<std::pair<CatchHypothesis, CatchPosition>> open) {
  double weight = 0, most = 0;
  for (const auto& [h, p] : open) weight += h.chance;
  if (open.empty() || catch_over(form, open[0].second)) return 0;
  for (int action = 0; action < 3; ++action) {
    double total = 0;
    std::vector<std::pair<CatchHypothesis, CatchPosition>> next;
    const int entering[kMostBalls] = {};
    for (const auto& [h, p] : open) {
      CatchPosition q = p;
      total += h.chance * catch_step(form, h.rules, action, entering, q);
      next.push_back({h, q});
    }
    while (!next.empty()) {
      const CatchPosition seen = next[0].second;
      std::vector<std::pair<CatchHypothesis, CatchPosition>> alike, others;
      for (const auto& entry : next) {
        const bool same = entry.second.paddle == seen.paddle && entry.second.balls[0].row == seen.balls[0].row &&
                          entry.second.balls[0].column == seen.balls[0].column;
        (same ? alike : others).push_back(entry);
      }
      double chance = 0;
      for (const auto& entry : alike) chance += entry.first.chance;
      total += chance * best_of_histories(form, alike);
      next = others;
    }
    most = std::max(most, total / weight);
  }
  return most;
}

TEST(Catch, ThePlanIsTheBestOfAllWaysToPlay) {
  for (const CatchGame& game : {game_of(5, 5, 1, 1, 2, 0.5), game_of(4, 4, 1, 2, 1, 0.3), game_of(3, 5, 1, 0, 3, 1)}) {
    const auto hypotheses = catch_hypotheses(game);
    CatchPlan plan(game.form, hypotheses, 1);
    double expected = 0;
    for (int column = 0; column < game.form.columns; ++column) {
      std::vector<std::pair<CatchHypothesis, CatchPosition>> open;
      for (const CatchHypothesis& h : hypotheses) open.push_back({h, catch_start(game.form, column)});
      expected += best_of_histories(game.form, open) / game.form.columns;
    }
    EXPECT_NEAR(plan.value(1, plan.all()), expected, 1e-12);
  }
}

// Whoever knows the rules catches at least as much, and on a screen this small every ball.
TEST(Catch, KnowingTheRulesIsWorthMore) {
  const CatchGame game = game_of(5, 5, 1, 1, 2, 0.5);
  const auto hypotheses = catch_hypotheses(game);
  CatchPlan plan(game.form, hypotheses, 5);
  double known = 0, total = 0;
  for (std::size_t h = 0; h < hypotheses.size(); ++h) {
    known += hypotheses[h].chance * plan.value(5, std::uint32_t{1} << h);
    total += hypotheses[h].chance;
  }
  EXPECT_NEAR(total, 1, 1e-12);
  EXPECT_GT(known, plan.value(5, plan.all()) + 0.01);
  EXPECT_NEAR(known, 5, 1e-9);
}

// The four lanes of the family step as catch_step does.
TEST(Catch, TheFamilyPlaysByTheRulesThatArePlannedWith) {
  RunLine line;
  ASSERT_FALSE(
      read_run_line("tasks=catch&balls=3&screen_columns=6&screen_rows=7&most_wind=2&most_speed=3&learner=rl2", line)
          .refused());
  const std::unique_ptr<Family> made = line.family->make(line.settings);
  const auto& family = static_cast<const ReinforcementFamily&>(*made);
  const CatchForm form{6, 7, 3};
  Numbers numbers(420);
  int caught_ever = 0;
  for (int n = 0; n < 40; ++n) {
    Episodes e;
    e.reserve(kLanes, 3, family.states(), 1);
    CatchRules rules[kLanes];
    CatchPosition position[kLanes];
    for (int lane = 0; lane < kLanes; ++lane) {
      rules[lane] = {numbers.index(2) == 1, numbers.index(5) - 2, 1 + numbers.index(3)};
      e.task[static_cast<std::size_t>(lane)] = rules[lane].mirrored ? 1 : 0;
      e.task[static_cast<std::size_t>(kLanes + lane)] = Scalar(rules[lane].wind);
      e.task[static_cast<std::size_t>(2 * kLanes + lane)] = Scalar(rules[lane].speed);
    }
    const StreamKey key{7, 0, static_cast<std::uint32_t>(n), Purpose::view, 0, 0};
    family.reset(e, 0, splat(0) == splat(0), draw_lanes(key, 0));
    const auto state = [&](int row, int lane) {
      return static_cast<int>(e.state[static_cast<std::size_t>(row * kLanes + lane)]);
    };
    for (int lane = 0; lane < kLanes; ++lane) position[lane] = catch_start(form, state(1, lane));
    bool over[kLanes] = {};
    for (int t = 0; t < catch_length(form); ++t) {
      for (int lane = 0; lane < kLanes; ++lane) e.action[static_cast<std::size_t>(lane)] = Scalar(numbers.index(3));
      family.step(e, 0, draw_lanes(key, static_cast<std::uint32_t>(t + 1)));
      for (int lane = 0; lane < kLanes; ++lane) {
        if (over[lane]) continue;
        int entering[kMostBalls];
        for (int i = 0; i < form.balls; ++i) entering[i] = state(1 + 2 * i, lane);
        const int action = static_cast<int>(e.action[static_cast<std::size_t>(lane)]);
        const int caught = catch_step(form, rules[lane], action, entering, position[lane]);
        EXPECT_EQ(e.reward[static_cast<std::size_t>(lane)], Scalar(caught));
        EXPECT_EQ(state(0, lane), position[lane].paddle);
        for (int i = 0; i < form.balls; ++i) {
          EXPECT_EQ(state(2 + 2 * i, lane), position[lane].balls[i].row);
          if (position[lane].balls[i].row >= 0) {
            EXPECT_EQ(state(1 + 2 * i, lane), position[lane].balls[i].column);
          }
          EXPECT_TRUE(state(1 + 2 * i, lane) >= 0 && state(1 + 2 * i, lane) < form.columns);
        }
        over[lane] = e.done[static_cast<std::size_t>(lane)] != 0;
        EXPECT_EQ(over[lane], catch_over(form, position[lane]));
        caught_ever += caught;
      }
    }
    for (const bool finished : over) EXPECT_TRUE(finished);
  }
  EXPECT_GT(caught_ever, 10);
}

// Trials that are played bring the value planned, within four standard errors: those as long as the run's own, and
// shorter and longer ones.
TEST(Catch, PlayedTrialsBringThePlannedValue) {
  for (const auto& [learner, knows] : {std::pair{"bayes-optimal", false}, std::pair{"oracle", true}})
    for (const int episodes : {5, 2, 7}) {
      const RunPointer run = make_run(std::string("tasks=catch&learner=") + learner);
      std::unique_ptr<Job> job;
      ASSERT_FALSE(Job::evaluation(*run, 2000, episodes - 1, job).refused());
      while (!job->advance()) continue;
      const CatchGame game = catch_game(run->line().settings);
      const auto hypotheses = catch_hypotheses(game);
      const CatchPlan plan(game.form, hypotheses, episodes);
      double planned = plan.value(episodes, plan.all());
      if (knows) {
        planned = 0;
        for (std::size_t h = 0; h < hypotheses.size(); ++h)
          planned += hypotheses[h].chance * plan.value(episodes, std::uint32_t{1} << h);
      }
      bool found = false;
      for (const TraceArray& array : job->result()) {
        if (array.name != "trial") continue;
        found = true;
        EXPECT_NEAR(array.data[3], planned, 4 * array.data[4] + 1e-6) << learner << ' ' << episodes;
      }
      EXPECT_TRUE(found);
    }
}

// Trials that are too large to be planned, and episodes too short for a throw, are refused with a sentence.
TEST(Catch, RefusesTrialsThatCannotBePlanned) {
  const auto refusal_of = [](const std::string& text) {
    RunLine line;
    return read_run_line("tasks=catch&" + text, line);
  };
  for (const std::string learner : {"bayes-optimal", "oracle"}) {
    const Refusal large = refusal_of("learner=" + learner + "&preset=large");
    EXPECT_EQ(large.code, "trial.too-many-positions");
    EXPECT_NE(large.message.find(learner), std::string::npos) << large.message;
    const Refusal cut = refusal_of("learner=" + learner + "&horizon=3");
    EXPECT_EQ(cut.code, "episode.too-short");
    EXPECT_NE(cut.message.find("at least 4"), std::string::npos) << cut.message;
    EXPECT_FALSE(refusal_of("learner=" + learner).refused());
    EXPECT_FALSE(refusal_of("learner=" + learner + "&horizon=4").refused());
  }
  EXPECT_FALSE(refusal_of("learner=rl2&preset=large").refused());
}

}  // namespace
}  // namespace metarl::testing
