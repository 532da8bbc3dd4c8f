// The best search for a hidden goal in a grid, over all episodes of a trial.
//
// As long as the goal is not found nothing new is learned but where it is not, so the best search is one fixed walk;
// once it is found the rest is known. Beside an agent that knows the goal from the start, a searcher loses one unit (a
// step's reward against the goal's) at each step that such an agent would spend on the goal and that it does not. A
// goal at distance d from the start that is found at step s of episode e loses s - d units there and the whole stay, h
// + 1 - d units, in each episode of h steps before. So a walk loses, at each step s of an episode, one unit for every
// cell within distance s where the goal may still be, and the best walk is the shortest path in that sense through the
// states (time, place, cells left), found by branch and bound.
#pragma once

#include <cstdint>
#include <vector>

#include "tasks/grid.h"

namespace metarl {

struct GridSearch {
  int horizon = 0, episodes = 0;
  std::vector<std::uint8_t> actions;    // [step of the trial]: of the search, as long as nothing is found
  std::vector<double> episode_returns;  // expected, from when the goal is uniform on
  double total_return = 0;              // of the trial
};

GridSearch best_grid_search(const Grid& grid, int horizon, int episodes);
// Bytes that finding it takes, at most, in a grid of 5 x 5 cells.
double grid_search_bytes(int horizon, int episodes);

// Expected return of an episode when the goal is known.
double goal_known_return(const Grid& grid, int horizon);

}  // namespace metarl
