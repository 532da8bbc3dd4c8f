// The learners that adapt by gradient steps. They share one chain (adaptation.h) and one objective (task_objective.h),
// and differ in their GradientTraits.
#pragma once

#include "meta/gradient_form.h"

namespace metarl {

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

// The building blocks of the learners' own files. The entry has every outer loop that descends, and an order of
// derivatives.
LearnerEntry gradient_learner_entry();
std::unique_ptr<Learner> make_gradient_learner(const Problem& problem, const Settings& settings,
                                               const GradientTraits& traits);

}  // namespace metarl
