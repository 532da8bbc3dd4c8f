// The learners that adapt by gradient steps. They share one chain (adaptation.h) and one objective (task_objective.h),
// and differ in their GradientTraits.
#pragma once

#include "meta/gradient_form.h"

namespace metarl {

class GradientLearner final : public OuterLearner {
 public:
  GradientLearner(const Problem& problem, const GradientTraits& traits, const Settings& settings);

  void reserve(Memory memory) override;
  void initialise() override;
  void configure(const Settings& settings) override;
  std::unique_ptr<Block> make_block() const override;
  int steps() const override { return form_.inner_steps; }
  int update_operations() const override;
  std::vector<MetaPart> meta_parts() const override;
  std::vector<Array*> state() override;
  void write_schedule(int steps, const Array& meta_parameters, Schedule& schedule) const override;

  const Problem& problem() const { return problem_; }
  const GradientTraits& traits() const { return traits_; }
  const GradientForm& form() const { return form_; }
  // Null where the critic is not learned.
  const CriticForm* critic() const { return critic_.get(); }
  // Of the meta-parameters, the policy's (or the network's) come first.
  int policy_size() const { return meta_size_of(problem_.network, traits_); }

 private:
  // Before the outer loop's own operations, the blocks are told the outcomes of all tasks, where credits depend on
  // them.
  void begin_update(std::uint32_t iteration) override;
  bool next_update(const Array& reduced, Operation& operation) override;
  // After them, those of the critic's own.
  bool next_critic_update(const Array& reduced, Operation& operation);

  Problem problem_;
  GradientTraits traits_;
  GradientForm form_;
  double initial_std_ = 1;
  bool small_weights_ = false;
  int told_ = 0;    // of this update's operations for credits
  Array outcomes_;  // of all tasks: their sum, their number

  std::unique_ptr<CriticForm> critic_;
  std::unique_ptr<Outer> critic_outer_;
  bool critic_begun_ = false;  // its part of this update
  Array critic_meta_;          // its meta-parameters while they are updated
};

// Numbers of such a sum.
constexpr int kOutcomeNumbers = 2;

// The losses that inner steps may follow the gradient of, by their names in `inner`.
const std::vector<std::string>& gradient_inners();

// The building blocks of the learners' own files. The entry has every outer loop that descends, every inner loss, and
// an order of derivatives.
LearnerEntry gradient_learner_entry();
std::unique_ptr<Learner> make_gradient_learner(const Problem& problem, const Settings& settings,
                                               const GradientTraits& traits);

}  // namespace metarl
