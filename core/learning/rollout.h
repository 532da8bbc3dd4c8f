// Batched rollouts: all episodes of a few tasks step together, one lane an episode. A lane whose episode ends starts a
// new one, so that every step of every lane is a sample; the task stays.
#pragma once

#include <vector>

#include "learning/episode_loop.h"
#include "learning/samples.h"

namespace metarl {

// Everything that one task's batch of episodes left behind. Per-sample arrays are [time][lane].
struct Experience {
  Samples samples;
  int time = 0, lanes = 0;
  Array reward, done;      // [time][lane]
  Array age;               // [time][lane]: time step within the episode
  Array returns;           // [time][lane]: rewards to come, as far as advantages look ahead; then the critic's value
  Array last_observation;  // observation x lane, after the last step
  Array last_age;          // [lane]
  // The first episode of each lane: it always runs to its end (or the horizon).
  Array episode_return;    // [lane]: undiscounted sum of the score
  Array episode_length;    // [lane]
  Scalar mean_return = 0;  // of episode_return
  // The mean discounted return of these episodes, and the factor that scaled the samples' advantages.
  Scalar discounted_return = 0, advantage_scale = 1;

  void reserve(const Network& network, int episodes, int horizon, Memory memory = {});
};

class Rollout {
 public:
  // For `tasks` tasks of `episodes` lanes.
  void reserve(const ReinforcementFamily& family, const Network& network, int task_size, int tasks, int episodes,
               Memory memory = {});

  // Runs `tasks` tasks for `horizon` steps. Task i has parameters tasks[i * task_size ..], acts by the network at
  // policies[i] and draws from keys[i]; a null policy stands for the family's oracle. Its samples, without advantages,
  // go to experiences[i]; where recordings[i] is given, its states go there.
  void run(const ReinforcementFamily& family, const Network& network, int task_size, int tasks, int episodes,
           int horizon, const Scalar* task_parameters, const Scalar* const* policies, const StreamKey* keys,
           Experience* const* experiences, Recording* const* recordings);

 private:
  struct Player;

  EpisodeLoop loop_;
  MlpPass pass_;
  LaneRows oracle_action_;
  Array age_;  // [lane]
};

}  // namespace metarl
