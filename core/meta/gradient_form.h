// How a gradient learner adapts and learns: the choices of its own file, and those of the knobs.
#pragma once

#include "learning/collect.h"
#include "meta/outer.h"

namespace metarl {

// The parameters that an inner step moves; the others learn in the outer loop alone.
enum class AdaptedPart { all, last_layer };

struct GradientTraits {
  AdaptedPart part = AdaptedPart::all;
  MakeOuter* outer = make_outer;  // null: none
  bool learns_alpha = false;      // meta-parameters are θ and α, one α per parameter
  bool trains_adaptation = true;  // false: meta-iterations make no inner steps
};

// The knobs as numbers.
struct GradientForm {
  Scalar inner_lr = 0, test_lr_scale = 1;
  int inner_steps = 1, order = 2;
  bool curvature = true;  // whether the chain must keep the values for Hessian products
  LossForm inner_loss, outer_loss;
  AdvantageForm advantages;
};

}  // namespace metarl
