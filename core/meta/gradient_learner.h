// The learners that adapt by gradient steps. They share one chain (adaptation.h) and differ in what GradientTraits
// says.
#pragma once

#include "learning/collect.h"
#include "meta/adaptation.h"
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
  bool curvature = true;  // whether the chain must keep what Hessian products need
  LossForm inner_loss, outer_loss;
  AdvantageForm advantages;
};

class GradientLearner final : public OuterLearner {
 public:
  GradientLearner(const Problem& problem, const GradientTraits& traits, const Settings& settings);

  void initialise() override;
  void configure(const Settings& settings) override;
  std::unique_ptr<Block> make_block() const override;
  int steps() const override { return form_.inner_steps; }
  void write_schedule(int steps, const Array& meta_parameters, Schedule& schedule) const override;

  const Problem& problem() const { return problem_; }
  const GradientTraits& traits() const { return traits_; }
  const GradientForm& form() const { return form_; }

 private:
  Problem problem_;
  GradientTraits traits_;
  GradientForm form_;
  double initial_std_ = 1;
  bool small_weights_ = false;
};

// What the learners' own files are made of. The entry has every outer loop that descends, and an order of derivatives.
LearnerEntry gradient_learner_entry();
std::unique_ptr<Learner> make_gradient_learner(const Problem& problem, const Settings& settings,
                                               const GradientTraits& traits);

}  // namespace metarl
