// A yardstick: a rule that adapts by itself, for learners to be measured against. It knows its family (a bandit's arms,
// an MDP's states) and learns nothing from one task for the next.
//
// It plays trials: `episodes` episodes in a row on one task, with a memory of its own for each lane that lasts through
// the trial. It runs number by number; it is not made for speed.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "foundation/knobs.h"
#include "foundation/memory.h"
#include "foundation/random.h"
#include "tasks/episodes.h"

namespace metarl {

class Family;

// Where a trial stands, and how long it is.
struct Moment {
  int episode = 0, step = 0;      // under way, from 0
  int episodes = 1, horizon = 1;  // of the trial; steps of the longest episode
};

class Yardstick {
 public:
  virtual ~Yardstick() = default;

  // Computes tables that take long, such as a plan for trials of the length that the knobs say, so that it is shared by those
  // that fresh() makes afterwards.
  virtual void prepare() {}
  // Bytes that prepare takes, at most.
  virtual double prepared_bytes() const { return 0; }
  // Another one like it that has seen nothing, sharing the prepared tables; null: a new one is as good.
  virtual std::unique_ptr<Yardstick> fresh() const { return nullptr; }

  // All arrays for such trials of lanes 0 .. lanes - 1.
  virtual void reserve(int lanes, const Moment& at, Memory memory) = 0;
  // Trials of lanes 0 .. lanes - 1 begin.
  void begin(const Episodes& e, int lanes, const Moment& at) {
    reserve(lanes, at, Memory());
    forget(e, lanes, at);
  }
  // Writes the action of one lane into e.action. Random numbers come from `stream`, which is this lane's and step's
  // own.
  virtual void act(Episodes& e, int lane, const Moment& at, Stream& stream) = 0;
  // Sees what the action led to: the new state, reward and done in `e`, before another episode begins.
  virtual void learn(const Episodes& e, int lane, const Moment& at) = 0;

  // Makes the arrays as they are before a trial. Only a yardstick that is said to know the task may read e.task, here
  // or later.
  virtual void forget(const Episodes& e, int lanes, const Moment& at) = 0;

  // What it believes of a lane's task, as numbers for a view (FamilyEntry::belief says what they are).
  virtual int belief_size() const { return 0; }
  virtual void belief(int, Scalar*) const {}
};

struct YardstickEntry {
  std::string name;  // as in learner=name; several families may have one of the same name
  std::string title, help, source;
  std::vector<Knob> knobs;  // its own; a name that another yardstick has too must mean the same
  std::unique_ptr<Yardstick> (*make)(const Family&, const Settings&);
  // Why it cannot play such trials, if so; null: it can always. `episodes` and `test_steps` among the knobs say how
  // long they are.
  Refusal (*refuse)(const Settings&) = nullptr;
};

}  // namespace metarl
