// A walk in a grid towards a hidden goal (Zintgraf et al. 2020, "VariBAD"): every step costs a little, standing on the
// goal pays, and the episode goes on there. Where the goal is can only be found out by looking.
#include "tasks/grid.h"
#include "tasks/grid_yardsticks.h"
#include "tasks/registry.h"

namespace metarl {

namespace {

class GridNavigation final : public ReinforcementFamily {
 public:
  std::vector<TaskParameter> parameters() const override {
    return {{"goal_x", "cells", 0, Scalar(grid_.size - 1), "column of the goal"},
            {"goal_y", "cells", 0, Scalar(grid_.size - 1), "row of the goal"}};
  }

  // An episode finds the goal or does not.
  bool told_by_mean() const override { return true; }

  void sample(Stream& stream, Scalar* task) const override {
    int cell = 0, n = 0, count = 0;
    for (int c = 0; c < grid_.cells(); ++c) count += grid_.may_be_goal(c) ? 1 : 0;
    n = static_cast<int>(stream.index(static_cast<std::uint32_t>(count)));
    while (!grid_.may_be_goal(cell) || n-- > 0) ++cell;
    task[0] = Scalar(grid_.x(cell));
    task[1] = Scalar(grid_.y(cell));
  }

  std::vector<SceneNumbers> scene() const override {
    return {{"cells", {double(grid_.size), double(grid_.size)}}, {"rewards", {kStepReward, kGoalReward}}};
  }

  int observations() const override { return grid_.cells(); }
  int states() const override { return 2; }
  int actions() const override { return kGridActions; }
  std::vector<std::string> variables() const override { return {"x", "y"}; }

  void reset(Episodes& e, int first, Mask where, const PhiloxBlock&) const override {
    for (int i = 0; i < 2; ++i) e.set(e.state, i, first, select(where, splat(0), e.get(e.state, i, first)));
  }

  void step(Episodes& e, int first, const PhiloxBlock&) const override {
    const Lanes action = e.get(e.action, 0, first);
    Lanes x = e.get(e.state, 0, first), y = e.get(e.state, 1, first);
    for (int a = 0; a < kGridActions; ++a) {
      const Mask taken = action == splat(Scalar(a));
      x = x + select(taken, splat(Scalar(kGridX[a])), splat(0));
      y = y + select(taken, splat(Scalar(kGridY[a])), splat(0));
    }
    const Lanes low = splat(0), high = splat(Scalar(grid_.size - 1));
    x = clamp(x, low, high);
    y = clamp(y, low, high);
    const Mask on_goal = (x == e.get(e.task, 0, first)) & (y == e.get(e.task, 1, first));
    const Lanes reward = select(on_goal, splat(Scalar(kGoalReward)), splat(Scalar(kStepReward)));
    e.set(e.state, 0, first, x);
    e.set(e.state, 1, first, y);
    e.set(e.reward, 0, first, reward);
    e.set(e.score, 0, first, reward);
    e.set(e.done, 0, first, splat(0));
  }

  void observe(const Episodes& e, int first, Lanes* observation) const override {
    const Lanes cell = e.get(e.state, 1, first) * splat(Scalar(grid_.size)) + e.get(e.state, 0, first);
    for (int c = 0; c < grid_.cells(); ++c) observation[c] = select(cell == splat(Scalar(c)), splat(1), splat(0));
  }

  bool oracle(const Episodes& e, int first, Lanes* action) const override {
    const Lanes x = e.get(e.state, 0, first), y = e.get(e.state, 1, first);
    const Lanes dx = e.get(e.task, 0, first) - x, dy = e.get(e.task, 1, first) - y;
    const auto towards = [](Lanes way, int more, int less, Lanes otherwise) {
      return select(way > splat(0), splat(Scalar(more)), select(way < splat(0), splat(Scalar(less)), otherwise));
    };
    *action = towards(dx, kRight, kLeft, towards(dy, kUp, kDown, splat(kStay)));
    return true;
  }

  std::unique_ptr<Yardstick> observer() const override { return std::make_unique<GridFilter>(); }

  // Staying on each cell.
  int questions() const override { return grid_.cells(); }
  void question(int cell, Scalar* observation, Scalar* action, Scalar* next_observation) const override {
    for (int c = 0; c < grid_.cells(); ++c) observation[c] = next_observation[c] = c == cell ? Scalar(1) : Scalar(0);
    action[0] = kStay;
  }

 private:
  Grid grid_;
};

}  // namespace

FamilyEntry grid_navigation() {
  FamilyEntry entry;
  entry.name = "grid-navigation";
  entry.title = "Grid navigation";
  entry.help = "A walk in a grid of 5 x 5 cells towards a goal that is hidden: found once, it can be gone to straight.";
  entry.kind = Kind::reinforcement;
  entry.drawing = "grid";
  entry.learner = "rl2";
  entry.oracle = "walks straight to the goal";
  entry.belief = "the chance of each cell, row by row from the start, that the goal is there";
  entry.discrete = true;
  entry.defaults = {{"horizon", "15"}, {"episodes", "4"}};
  // A policy that has found one goal must not stop looking for others: entropy. Where a step leads is the same in all
  // tasks, only rewards tell them apart: no weight on it.
  entry.presets = {{"varibad",
                    "Four episodes of 15 steps; the goal is outside of the start's corner.",
                    {{"entropy_coefficient", "0.03"}, {"transition_weight", "0"}}}};
  entry.yardsticks = grid_yardsticks();
  entry.make = [](const Settings&) -> std::unique_ptr<Family> { return std::make_unique<GridNavigation>(); };
  return entry;
}

}  // namespace metarl
