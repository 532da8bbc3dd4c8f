// Some tasks in the hands of a learner that adapts a model: its agent in their trials, and the segments of these that
// the model's start is trained on.
#pragma once

#include "meta/model_learner.h"
#include "meta/planner.h"
#include "meta/task_objective.h"
#include "meta/trial_learner.h"

namespace metarl {

class ModelBlock final : public TrialBlock, private Agent {
 public:
  explicit ModelBlock(const ModelLearner& learner);

  // For tests.
  const Trial& played() const { return trial_; }
  // The samples of transitions: all that were taken of one task, in order, by their time steps.
  void list_transitions(int task, int before, std::vector<int>& times) const;
  void write_samples(int task, const int* times, int count, const Scales& scales, Samples& samples) const;
  struct Segment {
    Samples past, future;  // both empty where the trial is too short for one
    TaskObjective objective;
  };
  const Segment& segment(int task, int s) const {
    return segments_[static_cast<std::size_t>(task * form_.segments + s)];
  }

 private:
  void reserve_agent(const BlockSpec& spec, Memory memory) override;
  Agent& begin_trial(const Array& meta_parameters) override;
  void act(Trial& trial, int t, Episodes& e) override;
  void update(const Operation& operation, Scalar* contribution) override;

  void measure(Scalar* contribution) const;
  void draw_segments(const Array& meta_parameters);
  void add_gradient(const Array& meta_parameters, Scalar* contribution);

  const ModelForm& form_;
  InnerLoop loop_;
  const Array* meta_ = nullptr;
  Adaptation adaptation_;
  Samples recent_;
  Planner planner_;
  std::vector<Segment> segments_;  // [task][segment]
  std::vector<int> times_, recent_times_;
};

}  // namespace metarl
