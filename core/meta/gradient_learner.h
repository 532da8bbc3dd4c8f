// The learners that adapt by gradient steps. They share one chain (adaptation.h) and differ in what GradientTraits
// says.
#pragma once

#include "learning/collect.h"
#include "learning/optimizer.h"
#include "learning/trust_region.h"
#include "meta/adaptation.h"
#include "meta/learner.h"

namespace metarl {

struct GradientTraits {
  enum class Adapts { everything, last_layer };
  enum class Outer { gradient, displacement, none };
  Adapts adapts = Adapts::everything;
  Outer outer = Outer::gradient;
  bool learns_alpha = false;      // meta-parameters are θ and α, one α per parameter
  bool trains_adaptation = true;  // false: meta-iterations make no inner steps
};

// The knobs as numbers.
struct GradientForm {
  Scalar inner_lr = 0, test_lr_scale = 1, outer_lr = 0;
  int inner_steps = 1, order = 2, outer_steps = 1;
  bool curvature = true;  // whether the chain must keep what Hessian products need
  LossForm inner_loss, outer_loss;
  AdvantageForm advantages;
  TrustRegionForm trust_region;
};

class GradientLearner final : public Learner {
 public:
  GradientLearner(const Problem& problem, const GradientTraits& traits, const Settings& settings);

  void initialise() override;
  Array& meta_parameters() override { return meta_; }
  int meta_size() const override { return meta_size_; }
  std::vector<Array*> state() override;
  void configure(const Settings& settings) override;
  std::unique_ptr<Block> make_block() const override;
  int steps() const override { return form_.inner_steps; }
  void write_schedule(int steps, const Array& meta_parameters, Schedule& schedule) const override;
  int update_operations() const override;

  const Problem& problem() const { return problem_; }
  const GradientTraits& traits() const { return traits_; }
  const GradientForm& form() const { return form_; }

 private:
  enum class OuterKind { none, displacement, sgd, adam, trpo };

  void begin_update(std::uint32_t) override { updates_ = 0; }
  bool next_update(const Array& reduced, Operation& operation) override;
  bool ask(Operation& operation, int code, const Array* input, int contribution) const;
  bool next_displacement(const Array& reduced, Operation& operation);
  bool next_descent(const Array& reduced, Operation& operation);
  bool next_trust_region(const Array& reduced, Operation& operation);
  void take_gradient(const Array& reduced);

  Problem problem_;
  GradientTraits traits_;
  GradientForm form_;
  OuterKind outer_ = OuterKind::adam;
  double initial_std_ = 1;
  bool small_weights_ = false;
  int meta_size_ = 0;

  Array meta_, gradient_;
  Adam adam_;
  TrustRegion region_;
  Scalar objective_ = 0;
  int updates_ = 0;  // answers taken in this iteration's update
};

// What the learners' own files are made of.
template <GradientTraits::Outer outer, GradientTraits::Adapts adapts, bool learns_alpha, bool trains_adaptation>
std::unique_ptr<Learner> make_gradient_learner(const Problem& problem, const Settings& settings) {
  return std::make_unique<GradientLearner>(problem, GradientTraits{adapts, outer, learns_alpha, trains_adaptation},
                                           settings);
}

}  // namespace metarl
