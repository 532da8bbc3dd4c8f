// A learner that adapts a model of the world and plans with it (Nagabandi et al. 2019, "GrBAL"): at every step of a
// trial one gradient step on the last `past` transitions, then the best plan that is found by the model (planner.h).
// The start of these steps is meta-trained: on segments of the trials just played, the loss on `future` transitions of
// the model adapted on those before.
#pragma once

#include "meta/model_form.h"

namespace metarl {

// The learner's operations, beside those that outer loops ask for.
enum ModelOperation {
  kMeasure = kOwnOperations + 1,  // → number of transitions, then sums and sums of squares for each scale; the first is
                                  // kPlayEpisode (trial_learner.h)
  kSegments,  // draws the segments; the input is the meta-parameters
};

class ModelLearner final : public OuterLearner {
 public:
  ModelLearner(const Problem& problem, const Settings& settings);

  void reserve(Memory memory) override;
  void initialise() override;
  void configure(const Settings& settings) override;
  std::unique_ptr<Block> make_block() const override;
  int most_contributed() const override;
  int steps() const override { return problem_.episodes - 1; }
  int update_operations() const override;
  void write_schedule(int steps, const Array& meta_parameters, Schedule& schedule) const override;

  const Problem& problem() const { return problem_; }
  const ModelForm& form() const { return form_; }
  // Numbers of kMeasure.
  int measured_numbers() const { return 1 + 2 * form_.scaled(); }

 private:
  void begin_update(std::uint32_t iteration) override;
  bool next_update(const Array& reduced, Operation& operation) override;
  void follow(const Array& sums);

  Problem problem_;
  ModelForm form_;
  bool small_weights_ = false;
  enum class Asked { nothing, measure, segments } asked_ = Asked::nothing;
};

}  // namespace metarl
