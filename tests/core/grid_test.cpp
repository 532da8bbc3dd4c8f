// Grid navigation: the filter, the best search, and walks.
#include "support.h"

#include "lab/job.h"
#include "tasks/grid_search.h"
#include "tasks/grid_yardsticks.h"

namespace metarl::testing {
namespace {

// Proves that the best search returns what exact dynamic programming elsewhere gave: 4.00 in the first episode, 11.07
// in the others, 37.214 in all; and that knowing the goal returns 11.071 an episode.
TEST(Grid, TheBestSearchReturnsTheExactOptimum) {
  const Grid grid;
  const GridSearch search = best_grid_search(grid, 15, 4);
  EXPECT_NEAR(search.total_return, 37.214, 5e-4);
  const double episodes[] = {4.00, 11.07, 11.07, 11.07};
  for (int k = 0; k < 4; ++k) EXPECT_NEAR(search.episode_returns[static_cast<std::size_t>(k)], episodes[k], 0.005);
  EXPECT_NEAR(goal_known_return(grid, 15), 11.071, 5e-4);
}

// The best return of all walks, tried one by one.
double best_by_trying(const Grid& grid, int horizon, int episodes) {
  const int end = horizon * episodes;
  std::vector<int> walk(static_cast<std::size_t>(end), 0);
  double best = -1e9;
  for (;;) {
    double total = 0;
    int goals = 0;
    for (int goal = 0; goal < grid.cells(); ++goal) {
      if (!grid.may_be_goal(goal)) continue;
      ++goals;
      bool found = false;
      int cell = 0;
      for (int t = 0; t < end; ++t) {
        if (t % horizon == 0) cell = 0;
        cell = grid_step(grid, cell, found ? grid_way(grid, cell, goal) : walk[static_cast<std::size_t>(t)]);
        found |= cell == goal;
        total += cell == goal ? kGoalReward : kStepReward;
      }
    }
    best = std::max(best, total / goals);
    std::size_t digit = 0;
    while (digit < walk.size() && ++walk[digit] == kGridActions) walk[digit++] = 0;
    if (digit == walk.size()) return best;
  }
}

// Proves that no walk is better than the search's, on grids and trials small enough to try every walk, waiting
// included.
TEST(Grid, NoWalkIsBetter) {
  Grid small;
  small.size = 3;
  for (const auto& [horizon, episodes] : {std::pair{6, 1}, std::pair{3, 2}, std::pair{7, 1}}) {
    EXPECT_NEAR(best_grid_search(small, horizon, episodes).total_return, best_by_trying(small, horizon, episodes), 1e-9)
        << horizon << " steps, " << episodes << " episodes";
  }
  Grid four;
  four.size = 4;
  EXPECT_NEAR(best_grid_search(four, 7, 1).total_return, best_by_trying(four, 7, 1), 1e-9);
}

// Proves that the filter is Bayes' rule: uniform over 21 cells, then over those that were not looked at, then certain.
TEST(Grid, TheFilterIsBayesRule) {
  GridFilter filter;
  Episodes e;
  e.reserve(kLanes, 2, 2, 1);
  filter.begin(e, 1, {});
  Scalar belief[25];
  filter.belief(0, belief);
  for (int c = 0; c < 25; ++c) EXPECT_NEAR(static_cast<double>(belief[c]), c % 5 < 2 && c / 5 < 2 ? 0 : 1 / 21.0, 1e-6);
  const auto look = [&](int x, int y, double reward) {
    e.set(e.state, 0, 0, splat(Scalar(x)));
    e.set(e.state, 1, 0, splat(Scalar(y)));
    e.set(e.reward, 0, 0, splat(Scalar(reward)));
    filter.learn(e, 0, {});
    filter.belief(0, belief);
  };
  look(2, 0, -0.1);
  look(3, 0, -0.1);
  look(2, 0, -0.1);
  EXPECT_EQ(belief[2], Scalar(0));
  EXPECT_NEAR(static_cast<double>(belief[24]), 1 / 19.0, 1e-6);
  look(3, 1, 1);
  for (int c = 0; c < 25; ++c) EXPECT_EQ(belief[c], c == 8 ? Scalar(1) : Scalar(0));
}

// Proves that played walks bring what was computed, that goals are drawn evenly from the 21 cells, and that knowing the
// goal is the oracle's walk.
TEST(Grid, PlayedTrialsBringTheExactValues) {
  for (const auto& [name, total] : {std::pair{"bayes-optimal", 37.214}, std::pair{"goal-known", 44.286}}) {
    const RunPointer run = make_run(std::string("learner=") + name + "&tasks=grid-navigation");
    std::unique_ptr<Job> job;
    ASSERT_FALSE(Job::evaluation(*run, 4000, 3, job).refused());
    while (!job->advance()) continue;
    const Spread spread = job->totals();
    EXPECT_NEAR(static_cast<double>(spread.mean), total, 4 * static_cast<double>(spread.error)) << name;
    int seen[25] = {};
    for (const TraceArray& a : job->result())
      if (a.name == "tasks")
        for (std::size_t i = 0; i < a.data.size(); i += 2) ++seen[static_cast<int>(a.data[i] + 5 * a.data[i + 1])];
    for (int c = 0; c < 25; ++c) {
      if (c % 5 < 2 && c / 5 < 2) {
        EXPECT_EQ(seen[c], 0);
      } else {
        EXPECT_NEAR(seen[c], 4000 / 21.0, 5 * std::sqrt(4000 / 21.0));
      }
    }
  }
}

}  // namespace
}  // namespace metarl::testing
