// A batch that one task is adapted on (support) or judged on (query): columns of inputs and targets, or of observations
// and actions.
#pragma once

#include "foundation/array.h"
#include "foundation/memory.h"
#include "networks/network.h"

namespace metarl {

struct Samples {
  int count = 0;
  int input_rows = 0, target_rows = 0, output_rows = 0;
  Array inputs;        // inputs or observations, input_rows x count
  Array targets;       // regression targets or actions, target_rows x count
  Array advantages;    // [count], reinforcement only
  Array old_log_prob;  // [count], of the policy that acted
  Array old_outputs;   // output_rows x count, of the policy that acted
  Array old_log_std;   // [output_rows], of the policy that acted

  ConstMatrix input_matrix() const { return {inputs.data(), input_rows, count}; }
  ConstMatrix target_matrix() const { return {targets.data(), target_rows, count}; }

  // Sizes the arrays for `samples` columns.
  void reserve(const Network& network, int samples, Memory memory = {}) {
    count = samples;
    input_rows = network.mlp.inputs();
    target_rows = network.target_rows();
    output_rows = network.mlp.outputs();
    memory.take(inputs, input_rows, count);
    memory.take(targets, target_rows, count);
    if (!network.has_chance()) return;
    for (Array* a : {&advantages, &old_log_prob}) memory.take(*a, count);
    memory.take(old_outputs, output_rows, count);
    memory.take(old_log_std, output_rows);
  }
};

}  // namespace metarl
