// How a gradient learner adapts and learns: the choices of its own file, and those of the knobs.
#pragma once

#include "learning/collect.h"
#include "meta/outer.h"

namespace metarl {

// The parameters that an inner step moves; the others learn in the outer loop alone. A context is 0 before the first
// step on every task, so it is no meta-parameter.
enum class AdaptedPart { all, last_layer, context };

struct GradientTraits {
  AdaptedPart part = AdaptedPart::all;
  MakeOuter* outer = make_outer;  // null: none
  bool learns_alpha = false;      // meta-parameters are θ and α, one α per parameter
  bool trains_adaptation = true;  // false: meta-iterations make no inner steps
  bool steps_by_ratio = false;    // inner steps follow the surrogate in place of REINFORCE's loss
  // A term of the outer loss for the episodes of inner steps, weighed by a knob of the learner's.
  enum class StepTerm { none, sampling, divergence } step_term = StepTerm::none;
};

// Parameters at the front of a network's that no outer loop learns: a context's. Meta-parameters begin with the others.
inline int unlearned(const Network& network, const GradientTraits& traits) {
  return traits.part == AdaptedPart::context ? network.mlp.context : 0;
}

inline int meta_size_of(const Network& network, const GradientTraits& traits) {
  return (traits.learns_alpha ? 2 : 1) * (network.parameter_count() - unlearned(network, traits));
}

// The knobs as numbers.
struct GradientForm {
  Scalar inner_lr = 0, test_lr_scale = 1;
  int inner_steps = 1, order = 2;
  int inner_epochs = 1;   // gradient steps of one inner step, on the same data
  bool curvature = true;  // whether the chain must keep the values for Hessian products
  LossForm inner_loss, outer_loss;
  // Added to the outer loss for every inner step k: step_weight times this loss of θ_k on the data of step k. 0:
  // nothing.
  LossForm step_loss;
  Scalar step_weight = 0;
  bool credits_sampling = false;               // step_loss takes the task's credit for every action's advantage
  AdvantageForm inner_advantages, advantages;  // of the episodes of inner steps, and of those judged on
};

// A critic that is learned: a meta value function, whose inner steps go along with the policy's, on the same episodes.
// Its loss is the squared error of its values, before adaptation as after it. Advantages are constants, so its chain
// and the policy's have nothing to do with each other; its meta-parameters follow the policy's.
struct CriticForm {
  ValueForm value;
  GradientTraits traits;
  GradientForm form;
};

}  // namespace metarl
