#include "meta/drawing.h"

#include <algorithm>

namespace metarl {

StreamKey task_key(const Problem& problem, const BlockSpec& spec, int i, Purpose purpose, int step) {
  StreamKey key;
  key.seed = problem.seed;
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

}  // namespace metarl
