// The common part of all learners that adapt within a trial, without a gradient: the operations that draw tasks and
// play episodes, and blocks that hold trials. "After k steps of adaptation" means in episode k, k episodes having been
// played.
#pragma once

#include "learning/trial.h"
#include "meta/drawing.h"
#include "meta/learner.h"

namespace metarl {

enum TrialOperation {
  kPlayEpisode = kOwnOperations,  // plays episode `step`; for step 0 the input is the meta-parameters to act by
  kTrialUpdates,                  // a learner's own operations begin here
};

class TrialLearner : public Learner {
 public:
  explicit TrialLearner(const Problem& problem) : problem_(problem) {}

  const Problem& problem() const { return problem_; }
  int steps() const override { return problem_.episodes - 1; }
  void write_schedule(int steps, const Array& meta_parameters, Schedule& schedule) const override;

 protected:
  Problem problem_;
};

class TrialBlock : public TaskBlock {
 public:
  explicit TrialBlock(const Problem& problem) : TaskBlock(problem) {}

  void reserve(const BlockSpec& spec, Memory memory) final;
  double shown(const BlockSpec& spec) const final;
  void begin(const BlockSpec& spec) override;
  Scalar value(int i, int k) const override;
  TaskView view(int i) const override;

  const Trial& trial() const { return trial_; }

 protected:
  // The agent's memory for trials like trial_, whose shape is known.
  virtual void reserve_agent(const BlockSpec& spec, Memory memory) = 0;
  // Numbers that show() adds for a trial of so many steps.
  virtual double agent_shown(int) const { return 0; }
  // The agent, made ready for a new trial by these meta-parameters.
  virtual Agent& begin_trial(const Array& meta_parameters) = 0;
  virtual void update(const Operation&, Scalar*) {}
  // The adapted state, for a view: of task i, over the steps played so far.
  virtual void show(int, int, std::vector<NamedArray>&) const {}

  Trial trial_;
  TrialRollout rollout_;

 private:
  // The agent, with an observer that looks over its shoulder and writes down what the data say of the task.
  struct Watched final : Agent {
    Agent* agent = nullptr;
    Yardstick* observer = nullptr;
    TrialBlock* block = nullptr;
    void act(Trial& trial, int t, Episodes& e) override { agent->act(trial, t, e); }
    void learn(const Trial& trial, int t, const Episodes& e) override;
  };
  void work(const Operation& operation, Scalar* contribution) final;
  void play(int k, const Array& meta_parameters);
  void note_belief(int time);
  Moment moment(int t) const { return {t / trial_.horizon, t % trial_.horizon, trial_.episodes, trial_.horizon}; }

  Agent* agent_ = nullptr;
  int played_ = 0;                                  // episodes
  std::vector<std::vector<Recording>> recordings_;  // [task][episode]
  std::vector<Recording*> recording_now_;
  std::unique_ptr<Yardstick> observer_;
  Watched watched_;
  Array beliefs_;  // [time + 1][task][belief]
};

}  // namespace metarl
