// The grid of the family grid-navigation: cells numbered row by row from the start in a corner, and where a goal may
// be.
#pragma once

#include <cstdint>

namespace metarl {

struct Grid {
  int size = 5;

  constexpr int cells() const { return size * size; }
  int x(int cell) const { return cell % size; }
  int y(int cell) const { return cell / size; }
  int cell(int x, int y) const { return y * size + x; }
  // Goals lie outside of the 2x2 corner around the start, cell 0.
  bool may_be_goal(int cell) const { return x(cell) > 1 || y(cell) > 1; }
  // Steps from one cell to another.
  int distance(int a, int b) const {
    const int dx = x(a) - x(b), dy = y(a) - y(b);
    return (dx < 0 ? -dx : dx) + (dy < 0 ? -dy : dy);
  }
  int from_start(int cell) const { return x(cell) + y(cell); }
};

// Sets of cells are the bits of a word.
static_assert(Grid{}.cells() <= 32);

enum GridAction { kStay, kRight, kUp, kLeft, kDown, kGridActions };

// The effect of an action on x and on y; a step against the border does nothing.
constexpr int kGridX[kGridActions] = {0, 1, 0, -1, 0}, kGridY[kGridActions] = {0, 0, 1, 0, -1};

inline int grid_step(const Grid& grid, int cell, int action) {
  const int x = grid.x(cell) + kGridX[action], y = grid.y(cell) + kGridY[action];
  return x < 0 || y < 0 || x >= grid.size || y >= grid.size ? cell : grid.cell(x, y);
}

// The first action of a shortest way: along x first.
inline int grid_way(const Grid& grid, int from, int to) {
  if (grid.x(from) != grid.x(to)) return grid.x(from) < grid.x(to) ? kRight : kLeft;
  if (grid.y(from) != grid.y(to)) return grid.y(from) < grid.y(to) ? kUp : kDown;
  return kStay;
}

constexpr double kStepReward = -0.1, kGoalReward = 1;

}  // namespace metarl
