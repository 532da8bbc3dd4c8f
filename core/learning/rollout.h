// Batched rollouts: all episodes of a few tasks step together, one lane an episode. A lane whose episode ends starts a
// new one by mask, so that every step of every lane is a sample; the task stays.
//
// Random numbers are a function of (key of the task, lane, time step), so an episode does not depend on its neighbours.
#pragma once

#include <vector>

#include "foundation/random.h"
#include "learning/samples.h"
#include "tasks/family.h"

namespace metarl {

// Everything that one task's batch of episodes left behind. Per-sample arrays are [time][lane].
struct Experience {
  Samples samples;
  int time = 0, lanes = 0;
  Array reward, done;      // [time][lane]
  Array age;               // [time][lane]: time step within the episode
  Array last_observation;  // observation x lane, after the last step
  Array last_age;          // [lane]
  // The first episode of each lane: it always runs to its end (or the horizon).
  Array episode_return;    // [lane]: undiscounted sum of the score
  Array episode_length;    // [lane]
  Scalar mean_return = 0;  // of episode_return

  void reserve(const Network& network, int episodes, int horizon);
};

// What a view draws of each lane's first episode. Past its end the last state stays, and actions and rewards are 0.
struct Recording {
  int lanes = 0, time = 0, variables = 0, action_rows = 0;
  Array states;            // [lane][time + 1][variable]: what the family draws
  Array actions;           // [lane][time][dimension]
  Array rewards;           // [lane][time]
  Array lengths, returns;  // [lane]

  void reserve(const ReinforcementFamily& family, int lane_count, int horizon, int action_row_count);
  // Takes what is drawn at time t (0 .. time), and with `moved` the actions and rewards that led there, of lanes
  // first .. of `e`; `ended` says which of those had ended before.
  void take(const ReinforcementFamily& family, const Episodes& e, int first, int t, bool moved, const Scalar* ended);

 private:
  LaneRows columns_;  // of four lanes
};

class Rollout {
 public:
  // Memory for `tasks` tasks of `episodes` lanes.
  void reserve(const ReinforcementFamily& family, const Network& network, int task_size, int tasks, int episodes);

  // Runs `tasks` tasks for `horizon` steps. Task i has parameters tasks[i * task_size ..], acts by the network at
  // policies[i] and draws from keys[i]; a null policy stands for the family's oracle. Its samples, without advantages,
  // go to experiences[i]; where recordings[i] is given, its states go there.
  void run(const ReinforcementFamily& family, const Network& network, int task_size, int tasks, int episodes,
           int horizon, const Scalar* task_parameters, const Scalar* const* policies, const StreamKey* keys,
           Experience* const* experiences, Recording* const* recordings);

  // One step of all lanes, in two halves, so that a terminal state can be seen before it is replaced: the environments,
  // then new episodes where one ended. `time` keys the random numbers of both.
  void step_environments(const ReinforcementFamily& family, int lanes_per_task, const StreamKey* keys,
                         std::uint32_t time);
  void restart_ended(const ReinforcementFamily& family, int lanes_per_task, const StreamKey* keys, std::uint32_t time);
  // Starts all lanes.
  void start_lanes(const ReinforcementFamily& family, int lanes_per_task, const StreamKey* keys);

  Episodes& episodes() { return episodes_; }
  // Sets a task's parameters in its lanes.
  void set_task(int task, int lanes_per_task, const Scalar* parameters, int task_size);

 private:
  void act(const Network& network, const Scalar* policy, const StreamKey& key, int first_lane, int t, Experience& e);
  void act_as_oracle(const ReinforcementFamily& family, int first_lane, int t, Experience& e);

  Episodes episodes_;
  MlpPass pass_;
  LaneRows observation_, oracle_action_;
  Array ended_;  // [lane]: 1 once the lane's first episode is over
  Array age_;    // [lane]
};

}  // namespace metarl
