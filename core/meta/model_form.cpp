#include "meta/model_form.h"

#include <algorithm>

namespace metarl {

ModelForm::ModelForm(const Problem& problem)
    : observations(problem.reinforcement().observations()),
      actions(problem.reinforcement().actions()),
      discrete(problem.network.head == Head::categorical) {
  network.mlp = problem.network.mlp;
  network.mlp.sizes.front() = observations + actions;
  network.mlp.sizes.back() = observations + 2;
  network.head = Head::values;
  gradient.inner_loss.kind = gradient.outer_loss.kind = LossKind::squared_error;
}

void write_model_input(const ModelForm& form, const Scales& scales, const Scalar* observation, const Scalar* action,
                       Scalar* input) {
  for (int i = 0; i < form.observations; ++i) input[i] = (observation[i] - scales.mean(i)) / scales.deviation(i);
  Scalar* own = input + form.observations;
  if (!form.discrete) {
    std::copy_n(action, form.actions, own);
    return;
  }
  std::fill_n(own, form.actions, Scalar(0));
  own[static_cast<int>(action[0])] = 1;
}

void write_model_target(const ModelForm& form, const Scales& scales, const Scalar* observation,
                        const Scalar* next_observation, Scalar reward, Scalar done, Scalar* target) {
  for (int i = 0; i < form.observations; ++i) {
    const int c = scales.change(i);
    target[i] = (next_observation[i] - observation[i] - scales.mean(c)) / scales.deviation(c);
  }
  target[form.observations] = (reward - scales.mean(scales.reward())) / scales.deviation(scales.reward());
  target[form.observations + 1] = done;
}

}  // namespace metarl
