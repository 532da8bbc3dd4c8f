#include "meta/drawing.h"

#include <algorithm>

namespace metarl {

StreamKey task_key(const Problem& problem, const BlockSpec& spec, int i, Purpose purpose, int step) {
  StreamKey key;
  key.seed = problem.seed;
  // The golden ratio's bits, so that seeds that follow each other do not meet.
  if (purpose != Purpose::tasks) key.seed += static_cast<std::uint64_t>(spec.player) * 0x9e3779b97f4a7c15u;
  key.iteration = spec.iteration;
  key.task = static_cast<std::uint32_t>(spec.split) + static_cast<std::uint32_t>(spec.first_task + i);
  key.purpose = purpose;
  key.step = static_cast<std::uint32_t>(step);
  return key;
}

void draw_task(const Problem& problem, const BlockSpec& spec, int i, Scalar* parameters) {
  if (spec.given_task) {
    std::copy_n(spec.given_task, problem.task_size, parameters);
    return;
  }
  Stream stream(task_key(problem, spec, i, Purpose::tasks));
  problem.family->sample(stream, parameters);
}

void TaskBlock::reserve(const BlockSpec& spec, Memory memory) {
  memory.take(task_parameters_, spec.tasks, problem_.task_size);
}

void TaskBlock::perform(const Operation& operation, Scalar* contribution) {
  std::fill_n(contribution, operation.contribution, Scalar(0));
  if (operation.code != kDrawTasks) return work(operation, contribution);
  reserve(spec_, Memory());
  for (int i = 0; i < spec_.tasks; ++i) draw_task(problem_, spec_, i, task_parameters_.data() + i * problem_.task_size);
  tasks_drawn(operation);
}

}  // namespace metarl
