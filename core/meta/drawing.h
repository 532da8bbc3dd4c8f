// How a block draws its tasks: each from a stream that is keyed by the task's own number.
#pragma once

#include "meta/learner.h"

namespace metarl {

// The stream of task i of a block, for a purpose and a step of adaptation.
StreamKey task_key(const Problem& problem, const BlockSpec& spec, int i, Purpose purpose, int step = 0);

// Writes the parameters of task i: drawn, or those that the spec gives.
void draw_task(const Problem& problem, const BlockSpec& spec, int i, Scalar* parameters);

// The common part of the blocks of all learners: the tasks that they draw.
class TaskBlock : public Block {
 public:
  explicit TaskBlock(const Problem& problem) : problem_(problem) {}

  void reserve(const BlockSpec& spec, Memory memory) override;
  void begin(const BlockSpec& spec) override { spec_ = spec; }
  void perform(const Operation& operation, Scalar* contribution) final;
  const Scalar* task(int i) const final { return task_parameters_.data() + i * problem_.task_size; }

 protected:
  // The memory was taken and the tasks were drawn, by this operation.
  virtual void tasks_drawn(const Operation&) {}
  // Any other operation; the contribution is all zeros.
  virtual void work(const Operation& operation, Scalar* contribution) = 0;

  StreamKey key(int i, Purpose purpose, int step = 0) const { return task_key(problem_, spec_, i, purpose, step); }
  // Of all tasks, one after the other.
  const Scalar* task_parameters() const { return task_parameters_.data(); }

  const Problem& problem_;
  BlockSpec spec_;

 private:
  Array task_parameters_;
};

}  // namespace metarl
