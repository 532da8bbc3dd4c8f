// The exact belief about a grid's hidden goal, and rules that search for it.
#pragma once

#include "tasks/grid.h"
#include "tasks/yardstick.h"

namespace metarl {

// Watches walks and keeps for each lane the cells where the goal may still be: Bayes' rule for a goal that is uniform
// over the cells outside of the start's corner, and a reward that tells whether one stands on it. Its belief is the
// chance of each cell.
class GridFilter : public Yardstick {
 public:
  void reserve(int lanes, const Moment&, Memory memory) override { memory.take(left_, lanes); }
  void forget(const Episodes& e, int lanes, const Moment& at) override;
  void act(Episodes&, int, const Moment&, Stream&) override {}
  void learn(const Episodes& e, int lane, const Moment& at) override;
  int belief_size() const override { return grid_.cells(); }
  void belief(int lane, Scalar* chances) const override;

 protected:
  static int cell_of(const Grid& grid, const Episodes& e, int lane);
  const Grid& grid() const { return grid_; }
  bool may_be(int lane, int cell) const { return left_[static_cast<std::size_t>(lane)] >> cell & 1; }
  int cells_left(int lane) const;
  // Cell number n of those where the goal may be.
  int cell_left(int lane, int n) const;

 private:
  Grid grid_;
  std::vector<std::uint32_t> left_;  // [lane]: bit c, the goal may be at cell c
};

std::vector<YardstickEntry> grid_yardsticks();

}  // namespace metarl
