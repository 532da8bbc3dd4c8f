// How a block draws its tasks: each from a stream that is keyed by the task's own number.
#pragma once

#include "meta/learner.h"

namespace metarl {

// The stream of task i of a block, for a purpose and a step of adaptation.
StreamKey task_key(const Problem& problem, const BlockSpec& spec, int i, Purpose purpose, int step = 0);

// Writes the parameters of task i: drawn, or those that the spec gives.
void draw_task(const Problem& problem, const BlockSpec& spec, int i, Scalar* parameters);

}  // namespace metarl
