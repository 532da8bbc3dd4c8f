#include "tasks/grid_search.h"

#include <algorithm>
#include <tuple>

namespace metarl {

namespace {

// A state of the walk, and the one before it.
struct Node {
  std::uint32_t left;  // bit c: the goal may still be at cell c
  std::int32_t cell;
  std::int32_t loss;    // units so far
  std::int32_t parent;  // in the layer before
  std::int32_t action;
};

class Search {
 public:
  Search(const Grid& grid, int horizon, int episodes) : grid_(grid), horizon_(horizon), end_(horizon * episodes) {
    // What cannot be reached in an episode is never lost.
    for (int c = 0; c < grid.cells(); ++c)
      if (grid.may_be_goal(c) && grid.from_start(c) <= horizon) all_ |= bit(c);
  }

  // Fills the walk's actions. The loss allowed grows until a walk keeps to it, so the first one that does is best.
  void run(std::vector<std::uint8_t>& actions) {
    actions.assign(static_cast<std::size_t>(end_), kStay);
    const Node start{all_, 0, 0, -1, kStay};
    for (int allowed = bound(start, 0); !walk(start, allowed, actions); ++allowed) continue;
  }

 private:
  static std::uint32_t bit(int cell) { return 1u << cell; }

  // Of some cells those within a distance of another one.
  std::uint32_t within(std::uint32_t cells, int from, int distance) const {
    std::uint32_t near = 0;
    for (int c = 0; c < grid_.cells(); ++c)
      if ((cells & bit(c)) && grid_.distance(from, c) <= distance) near |= bit(c);
    return near;
  }

  // Units lost at step s of an episode.
  int lost(std::uint32_t left, int s) const {
    int count = 0;
    for (std::uint32_t cells = within(left, 0, s); cells; cells &= cells - 1) ++count;
    return count;
  }

  // So many units are lost in this episode at least: as if in each step one cell could be looked at, any that is as
  // near as that, those nearest to the start first, for they cost from the earliest step on. (What later episodes cost
  // is not counted: there, cells at different distances may each be found just when they begin to cost.)
  int bound(const Node& node, int time) const {
    const int s = time % horizon_, from = s == 0 ? 0 : node.cell;
    std::uint32_t left = node.left;
    int total = 0;
    for (int k = s + 1; k <= horizon_ && left && time < end_; ++k) {
      const std::uint32_t near = within(left, from, k - s);
      int first = -1;
      for (int c = 0; c < grid_.cells(); ++c)
        if ((near & bit(c)) && (first < 0 || grid_.from_start(c) < grid_.from_start(first))) first = c;
      if (first >= 0) left &= ~bit(first);
      total += lost(left, k);
    }
    return total;
  }

  // Layer by layer all states that a walk may still pass without losing more than `allowed`; false where none gets to
  // the end.
  bool walk(const Node& start, int allowed, std::vector<std::uint8_t>& actions) {
    layers_.assign(1, {start});
    for (int time = 0;; ++time) {
      const std::vector<Node>& layer = layers_.back();
      if (layer.empty()) return false;
      for (std::size_t i = 0; i < layer.size(); ++i)
        if (layer[i].left == 0 || time == end_) return trace(static_cast<int>(i), actions);
      std::vector<Node> next;
      for (std::size_t i = 0; i < layer.size(); ++i) step(layer[i], static_cast<int>(i), time, next);
      std::sort(next.begin(), next.end(), [](const Node& a, const Node& b) {
        return std::tie(a.left, a.cell, a.loss, a.parent, a.action) <
               std::tie(b.left, b.cell, b.loss, b.parent, b.action);
      });
      std::vector<Node> kept;
      for (const Node& node : next) {
        if (!kept.empty() && kept.back().left == node.left && kept.back().cell == node.cell) continue;
        if (node.loss + bound(node, time + 1) <= allowed) kept.push_back(node);
      }
      layers_.push_back(std::move(kept));
    }
  }

  // Waiting never helps: the same walk without it finds everything as early or earlier. Nor, at first, does a step
  // along y: mirrored walks are equally good.
  void step(const Node& node, int index, int time, std::vector<Node>& next) const {
    const int from = time % horizon_ == 0 ? 0 : node.cell, s = time % horizon_ + 1;
    for (int action = kRight; action < (time == 0 ? kUp : kGridActions); ++action) {
      const int cell = grid_step(grid_, from, action);
      if (cell == from) continue;
      const std::uint32_t left = node.left & ~bit(cell);
      // The next episode begins at the start, wherever this one ends.
      next.push_back({left, s == horizon_ ? 0 : cell, node.loss + lost(left, s), index, action});
    }
  }

  bool trace(int i, std::vector<std::uint8_t>& actions) const {
    for (std::size_t time = layers_.size() - 1; time > 0; --time) {
      const Node& node = layers_[time][static_cast<std::size_t>(i)];
      actions[time - 1] = static_cast<std::uint8_t>(node.action);
      i = node.parent;
    }
    return true;
  }

  Grid grid_;
  int horizon_, end_;
  std::uint32_t all_ = 0;
  std::vector<std::vector<Node>> layers_;
};

double stay_return(int horizon, int distance) {
  const int on_goal = std::max(0, horizon + 1 - distance);
  return on_goal * kGoalReward + (horizon - on_goal) * kStepReward;
}

}  // namespace

double goal_known_return(const Grid& grid, int horizon) {
  double total = 0;
  int goals = 0;
  for (int c = 0; c < grid.cells(); ++c) {
    if (!grid.may_be_goal(c)) continue;
    total += stay_return(horizon, grid.from_start(c));
    ++goals;
  }
  return total / goals;
}

// The layers of a search: four ways lead on at each step, and however long the walk is, they never took 0.7 MB (tried
// for all lengths of episodes and trials that differ).
double grid_search_bytes(int horizon, int episodes) {
  double layers = 70;
  for (int step = 0; step < horizon && layers < 1e6; ++step) layers *= 4;
  return std::min(layers, 1e6) + static_cast<double>(horizon) * episodes +
         sizeof(double) * static_cast<double>(episodes);
}

GridSearch best_grid_search(const Grid& grid, int horizon, int episodes) {
  GridSearch result;
  result.horizon = horizon;
  result.episodes = episodes;
  Search(grid, horizon, episodes).run(result.actions);

  // The walk's returns, episode by episode, with the goal at each cell in turn.
  result.episode_returns.assign(static_cast<std::size_t>(episodes), 0);
  int goals = 0;
  for (int goal = 0; goal < grid.cells(); ++goal) {
    if (!grid.may_be_goal(goal)) continue;
    ++goals;
    bool found = false;
    int cell = 0;
    for (int t = 0; t < horizon * episodes; ++t) {
      if (t % horizon == 0) cell = 0;
      cell = grid_step(grid, cell, found ? grid_way(grid, cell, goal) : result.actions[static_cast<std::size_t>(t)]);
      found |= cell == goal;
      result.episode_returns[static_cast<std::size_t>(t / horizon)] += cell == goal ? kGoalReward : kStepReward;
    }
  }
  for (double& value : result.episode_returns) {
    value /= goals;
    result.total_return += value;
  }
  return result;
}

}  // namespace metarl
