// A network as learners use it: an MLP and the meaning of its outputs.
//
// Parameters: those of the MLP (its context first, where it has one), then for a Gaussian one log standard deviation
// per action dimension, which does not depend on the state. They are one flat vector, and log_std adapts and learns
// like the rest.
#pragma once

#include "networks/mlp.h"

namespace metarl {

enum class Head {
  values,       // outputs are predictions (regression), or real actions as they are
  choice,       // the action is the index of the largest output
  categorical,  // outputs are logits; an action is the index of one, stored as a scalar
  gaussian,     // outputs are the means of a diagonal Gaussian over real actions
};

struct Network {
  Mlp mlp;
  Head head = Head::values;

  int parameter_count() const { return mlp.parameter_count() + (head == Head::gaussian ? mlp.outputs() : 0); }
  // Whether the outputs make a distribution.
  bool has_chance() const { return head == Head::categorical || head == Head::gaussian; }
  int log_std_offset() const { return mlp.parameter_count(); }
  // Rows of a target or action: the outputs' number, or 1 where it is an index.
  int target_rows() const { return head == Head::categorical || head == Head::choice ? 1 : mlp.outputs(); }
};

}  // namespace metarl
