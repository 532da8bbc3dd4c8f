// A trial: several episodes in a row on one task, by an agent whose memory lasts through all of them (Duan et al. 2016,
// "RL²"). A block's tasks play side by side, one lane each.
//
// All episodes are `horizon` steps long, so that lanes stay in step: a lane whose episode ends by itself waits for the
// others, and what happens in the meantime does not count (`active` is 0).
#pragma once

#include "learning/episode_loop.h"
#include "learning/problem.h"

namespace metarl {

// The record of the trials of a block. Columns are [time][lane]: column t * lanes + lane.
struct Trial {
  int lanes = 0, tasks = 0;  // lanes: tasks rounded up; the last ones are copies that never count
  int episodes = 0, horizon = 0;
  int observation_rows = 0, action_rows = 0;
  Array observation;       // observation_rows x columns: the observation before the action
  Array next_observation;  // the observation after the step, before a new episode began
  Array action;            // action_rows x columns: an index, or numbers
  Array reward, done;      // [column]; done: the episode ended by itself
  Array active;            // [column]: 1 where the step was taken
  Array returns, lengths;  // [episode][lane]: undiscounted sum of the score; steps

  int time() const { return episodes * horizon; }
  ConstMatrix observations(int t) const {
    return {observation.data() + static_cast<std::ptrdiff_t>(t) * lanes * observation_rows, observation_rows, lanes};
  }
  void reserve(const Problem& problem, int task_count, int episode_count, Memory memory = {});
};

// An agent that acts in a trial.
class Agent {
 public:
  // Writes the actions of step t into trial.action, for all lanes; what came before is in `trial`, what the observation
  // is now too. `e` is for those that look behind the observation.
  virtual void act(Trial& trial, int t, Episodes& e) = 0;
  // Step t was taken; `e` holds its result.
  virtual void learn(const Trial&, int, const Episodes&) {}

 protected:
  ~Agent() = default;
};

class TrialRollout {
 public:
  // For trials of this shape (Trial::reserve).
  void reserve(const Problem& problem, const Trial& shape, Memory memory = {});
  // Makes trials of `tasks` tasks ready to begin. key.task is the first one's; the others follow it.
  void begin(const Problem& problem, int tasks, int episodes, const Scalar* task_parameters, const StreamKey& key,
             Trial& trial);
  // Plays episode k of all lanes. recordings[i], where given, takes that of task i.
  void play(const Problem& problem, Agent& agent, int k, Trial& trial, Recording* const* recordings);

  const Episodes& episodes() const { return loop_.episodes(); }

 private:
  struct Player;

  EpisodeLoop loop_;
  TaskDraws draws_;
};

}  // namespace metarl
