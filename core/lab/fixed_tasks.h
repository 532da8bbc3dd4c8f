// Tasks with their data, drawn once beside a run and kept: what looks into the run computes on them, so that all that it
// finds is of the same numbers. The run is left untouched: random numbers are named, not used up (foundation/random.h).
//
// Episodes are those that the meta-parameters, and what adapts from them, play. An objective is then the surrogate on
// these episodes, wherever it is evaluated.
#pragma once

#include <algorithm>
#include <memory>
#include <vector>

#include "lab/run.h"

namespace metarl {

class FixedTasks {
 public:
  // Those that the run's iteration under way draws or, between two, its next one; or the first of those that training
  // never sees, the same throughout the run.
  enum class Which { of_iteration, held_out };

  // For the run's learner with its knobs as they are in that iteration, its meta-parameters at the last completed one,
  // and derivatives of second order, whatever its own. `tasks`: so many; 0 for a meta-batch.
  FixedTasks(const Run& run, Which which, int tasks = 0);

  // Adds the bytes that it takes, at most.
  void count(double& bytes) const;

  // One operation on one block: draws the tasks, adapts to them, and does all that an update does before its first
  // gradient. True once that is done.
  bool prepare();
  // About how many such operations there are.
  int operations() const { return operations_; }

  const Problem& problem() const { return problem_; }
  const Learner& learner() const { return *learner_; }
  int tasks() const { return problem_.meta_batch_size; }
  int blocks() const { return static_cast<int>(blocks_.size()); }
  int first_task(int block) const { return block * problem_.block; }
  int tasks_in(int block) const { return std::min(problem_.block, tasks() - first_task(block)); }
  const Block& block(int b) const { return *blocks_[static_cast<std::size_t>(b)]; }

  // The meta-parameters that the tasks are adapted from, and how many of them, at the front, adaptation begins with.
  const Array& origin() { return learner_->meta_parameters(); }
  int parameters() const { return parameters_; }

  // Of a block's tasks in turn, once they are prepared: their meta-gradients of this order, each followed by its outer
  // loss.
  void gradients(int block, int order, Array& each);
  // The meta-parameters after each of their inner steps, less those that they began with.
  void paths(int block, Array& each);
  // Their outer losses after adapting from `at`, and their inner losses there.
  void losses(int block, const Array& at, Array& each);
  // The sum over a block's tasks: numbers of an operation that is named in learner.h.
  void perform(int block, const Operation& operation, Array& contribution);

 private:
  BlockSpec spec_of(int block) const;
  bool next();

  Problem problem_;
  std::unique_ptr<Learner> learner_;
  Which which_;
  std::uint32_t iteration_;
  bool steps_by_gradient_;
  int parameters_ = 0, operations_ = 0;
  std::vector<std::unique_ptr<Block>> blocks_;
  Operation operation_;
  Array contribution_, reduced_;
  int cursor_ = -1;  // blocks done of the operation; before the first one -1
  bool prepared_ = false;
};

}  // namespace metarl
