// The loop that all episodes go through, for any agent and any dealing of lanes to tasks: lanes step side by
// side, and where an episode is over another one begins, by mask, so that a batch always steps as a whole.
//
// Random numbers are a function of (key of the task, lane, time step), so an episode does not depend on its neighbours.
#pragma once

#include <algorithm>

#include "foundation/random.h"
#include "learning/action_sampling.h"
#include "learning/recording.h"
#include "tasks/family.h"

namespace metarl {

// Draws for lanes first .. first + 3. Where a task has several lanes, one after the other (a multiple of kLanes):
struct LaneDraws {
  const StreamKey* keys;  // [task]
  int lanes_per_task;
  StreamKey at(int first) const {
    StreamKey key = keys[first / lanes_per_task];
    key.lane = static_cast<std::uint32_t>(first % lanes_per_task);
    return key;
  }
  PhiloxBlock operator()(int first, std::uint32_t draw) const { return draw_lanes(at(first), draw); }
};

// Where each lane is a task of its own, that after the first one's:
struct TaskDraws {
  StreamKey key;
  PhiloxBlock operator()(int first, std::uint32_t draw) const {
    StreamKey k = key;
    k.task += static_cast<std::uint32_t>(first);
    return draw_tasks(k, draw);
  }
};

class EpisodeLoop {
 public:
  // For so many lanes (a multiple of kLanes).
  void reserve(const ReinforcementFamily& family, int lanes, int task_size, int action_rows,
               Memory memory = {});
  // Sets the task's parameters of lanes first .. first + count - 1.
  void set_task(int first, int count, const Scalar* parameters, int size);
  // No lane ever had an episode.
  void clear();

  // Episodes begin in all lanes.
  template <class Draws>
  void start(const ReinforcementFamily& family, const Draws& draws, std::uint32_t draw = kStartDraw) {
    for (int first = 0; first < episodes_.lanes; first += kLanes)
      family.reset(episodes_, first, splat(0) == splat(0), draws(first, draw));
    std::fill(ended_.begin(), ended_.begin() + episodes_.lanes, Scalar(0));
  }

  // One step of all lanes, in two halves, so that a terminal state can be seen before it is replaced: the environments,
  // then new episodes where `over` is not 0. `time` keys the random numbers of both.
  template <class Draws>
  void step(const ReinforcementFamily& family, const Draws& draws, std::uint32_t time) {
    const bool stochastic = family.stochastic();
    PhiloxBlock noise{};
    for (int first = 0; first < episodes_.lanes; first += kLanes) {
      if (stochastic) noise = draws(first, time * kDrawsPerStep + kStepDraw);
      family.step(episodes_, first, noise);
    }
  }
  template <class Draws>
  void restart(const ReinforcementFamily& family, const Draws& draws, std::uint32_t time, const Scalar* over) {
    for (int first = 0; first < episodes_.lanes; first += kLanes) {
      const Mask where = load(over + first) != splat(0);
      if (any(where)) family.reset(episodes_, first, where, draws(first, time * kDrawsPerStep + kResetDraw));
    }
  }

  // Steps first .. first + count - 1. player.act(t) writes the actions of step t into episodes(); player.look(t) sees
  // what they led to, and says where a new episode begins ([lane], not 0).
  template <class Draws, class Player>
  void play(const ReinforcementFamily& family, const Draws& draws, int first, int count, Player& player) {
    for (int t = first; t < first + count; ++t) {
      player.act(t);
      step(family, draws, static_cast<std::uint32_t>(t));
      restart(family, draws, static_cast<std::uint32_t>(t), player.look(t));
    }
  }

  // Columns of observations of lanes first .. first + count - 1 (first a multiple of kLanes).
  void observe(const ReinforcementFamily& family, int first, int count, Scalar* columns);
  // The same lanes' actions, from columns.
  void take_actions(int first, int count, const Scalar* columns, int rows);
  // Adds the step taken to scores and lengths, [lane], where the first episode since start() is not over yet.
  void count(int first, int count, Scalar* scores, Scalar* lengths);
  // Has recordings[i], where it is given, take time t of task i, whose lanes begin at i * stride.
  void record(const ReinforcementFamily& family, Recording* const* recordings, int tasks, int stride, int t) const;

  Episodes& episodes() { return episodes_; }
  const Episodes& episodes() const { return episodes_; }
  // [lane]: 1 once the lane's first episode since start() is over.
  Array& ended() { return ended_; }

 private:
  Episodes episodes_;
  LaneRows observation_;
  Array ended_;
};

}  // namespace metarl
