#include "lab/fixed_tasks.h"

#include "foundation/vectors.h"
#include "lab/problem_of.h"

namespace metarl {

namespace {

// The run's settings as its next iteration has them, for so many tasks, to be differentiated twice.
Settings settings_of(const Run& run, int tasks) {
  Settings settings = run.settings();
  for (const Change& change : run.line().changes)
    if (change.iteration <= run.status().iteration) settings.set(change.key, change.value);
  if (settings.has("order")) settings.set("order", "2");
  if (tasks > 0) settings.set("meta_batch_size", std::to_string(tasks));
  return settings;
}

}  // namespace

FixedTasks::FixedTasks(const Run& run, Which which, int tasks)
    : which_(which),
      iteration_(which == Which::of_iteration ? run.status().iteration : 0),
      steps_by_gradient_(run.line().learner->adapts == Adapts::gradient) {
  const Settings settings = settings_of(run, tasks);
  problem_ = make_problem(run.line(), settings);
  learner_ = run.line().learner->make(problem_, settings);
  learner_->reserve(Memory());
  std::copy_n(run.parameters().begin(), learner_->meta_size(), learner_->meta_parameters().begin());
  for (const MetaPart& part : learner_->meta_parts()) parameters_ = part.offset + part.size;
  const int count = (this->tasks() + problem_.block - 1) / problem_.block;
  for (int b = 0; b < count; ++b) blocks_.push_back(learner_->make_block());
  operations_ = count * static_cast<int>(learner_->schedule(learner_->steps(), origin()).size());
}

BlockSpec FixedTasks::spec_of(int block) const {
  BlockSpec spec;
  spec.split = which_ == Which::of_iteration ? Split::training : Split::held_out;
  spec.iteration = iteration_;
  spec.first_task = first_task(block);
  spec.tasks = tasks_in(block);
  spec.steps = learner_->steps();
  spec.derivatives = true;
  return spec;
}

void FixedTasks::count(double& bytes) const {
  for (int b = 0; b < blocks(); ++b) learner_->make_block()->reserve(spec_of(b), Memory(bytes));
}

// The next operation of those that prepare.
bool FixedTasks::next() {
  cursor_ = 0;
  if (!learner_->next(reduced_, operation_)) return false;
  return operation_.phase != Phase::update || (steps_by_gradient_ && operation_.code >= kOwnOperations);
}

bool FixedTasks::prepare() {
  if (prepared_) return true;
  if (cursor_ < 0) {
    for (int b = 0; b < blocks(); ++b) blocks_[static_cast<std::size_t>(b)]->begin(spec_of(b));
    learner_->begin_iteration(iteration_);
    next();
  }
  const int size = operation_.contribution;
  perform(cursor_, operation_, contribution_);
  // Added up as a run does it.
  Memory().take(reduced_, size);
  if (cursor_ == 0) std::fill_n(reduced_.begin(), size, Scalar(0));
  add_scaled(reduced_.data(), 1, contribution_.data(), size);
  if (++cursor_ < blocks()) return false;
  return prepared_ = !next();
}

void FixedTasks::perform(int block, const Operation& operation, Array& contribution) {
  Memory().take(contribution, std::max(1, operation.contribution));
  blocks_[static_cast<std::size_t>(block)]->perform(operation, contribution.data());
}

void FixedTasks::gradients(int block, int order, Array& each) {
  perform(block,
          {.phase = Phase::update,
           .code = kGradientEach,
           .part = order,
           .contribution = tasks_in(block) * (parameters_ + 1)},
          each);
}

void FixedTasks::paths(int block, Array& each) {
  perform(block,
          {.phase = Phase::update,
           .code = kPathEach,
           .contribution = tasks_in(block) * learner_->steps() * parameters_},
          each);
}

void FixedTasks::losses(int block, const Array& at, Array& each) {
  perform(block,
          {.phase = Phase::update, .code = kLossEach, .input = &at, .contribution = 2 * tasks_in(block)}, each);
}

}  // namespace metarl
