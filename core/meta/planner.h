// Model-predictive control by the cross-entropy method (Rubinstein 1999): plans are drawn from a distribution of each
// step's action, imagined side by side as one batch, and the distribution is fitted to the best eighth of them; so for
// some rounds. The first action of the best plan is done, and the rest is planned anew at the next step.
//
// A plan is worth Σ_h γ^h p_h r_h, r_h the reward that the model predicts, p_h the chance that the episode is not over
// yet: the product of what it predicts of the steps before, each between 0 and 1.
#pragma once

#include <vector>

#include "foundation/random.h"
#include "meta/model_form.h"

namespace metarl {

class Planner {
 public:
  void reserve(const ModelForm& form, Memory memory);
  // Writes the action to take at an observation, by a network's parameters.
  void plan(const ModelForm& form, const Scalar* parameters, const Scales& scales, const Scalar* observation,
            Stream& stream, Scalar* action);
  // How much plan n of the last round is worth.
  Scalar worth(int n) const { return worth_[static_cast<std::size_t>(n)]; }
  // The action of plan n at step h.
  const Scalar* planned(const ModelForm& form, int n, int h) const {
    return plans_.data() + (static_cast<std::ptrdiff_t>(n) * form.plan_steps + h) * form.action_rows();
  }

 private:
  void begin(const ModelForm& form);
  void draw(const ModelForm& form, Stream& stream);
  void imagine(const ModelForm& form, const Scalar* parameters, const Scales& scales, const Scalar* observation);
  void fit(const ModelForm& form);

  Array chances_;             // discrete: [step][action]
  Array means_, deviations_;  // else: [step][dimension]
  Array plans_;               // [plan][step][row]
  Array observations_, inputs_, worth_, alive_;
  std::vector<int> order_;  // of plans, the best first
  MlpPass pass_;
};

}  // namespace metarl
