// The data that a view may draw: named flat arrays with their shapes, nothing else. The names are listed in
// wasm/engine.d.ts.
#pragma once

#include <string>
#include <vector>

#include "foundation/array.h"
#include "meta/learner.h"

namespace metarl {

struct TraceArray {
  std::string name;
  std::vector<int> shape;
  std::vector<float> data;
};

using Trace = std::vector<TraceArray>;

constexpr int kRecordedLanes = 8;

// Copies `size` numbers under a name.
void add_array(Trace& trace, const char* name, std::vector<int> shape, const Scalar* data);

// Bytes that a trace of one task takes, at most, beside the block of this specification that computes it: the views of
// two adaptations of one task, as they are collected and as they are copied.
double trace_bytes(const Problem& problem, const Learner& learner, const BlockSpec& spec);

// The adaptation of task i of a block, as far as `steps` inner steps: values, and points and curves or episodes.
void trace_adaptation(const Problem& problem, const Block& block, int i, int steps, Trace& trace);

// The behaviour of a learner on a task before it adapts, from `parameters`, under names that begin with `name`.
void trace_unadapted(const Problem& problem, const Learner& learner, const Scalar* task, const Array& parameters,
                     std::uint32_t iteration, const char* name, Trace& trace);

// One episode of the oracle, where the family has one.
void trace_oracle(const Problem& problem, const Scalar* task, const StreamKey& key, Trace& trace);

}  // namespace metarl
