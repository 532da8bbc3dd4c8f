// A model of how episodes go, and of how it adapts (Nagabandi et al. 2019, "GrBAL"): a network reads an observation and
// an action, and predicts the change of the observation, the reward and whether the episode ends.
//
// Meta-parameters are the network's, then its scales: whether they are measured (1 or 0); then the mean and deviation
// of each observation, of each change, and of the reward. They are measured on the first iteration's trials, which are
// taken at random, and follow those of later ones, which go further.
#pragma once

#include "meta/gradient_form.h"

namespace metarl {

struct ModelForm {
  Network network;
  int observations = 1, actions = 1;  // numbers of each
  bool discrete = false;              // an action is the index of one
  int past = 1, future = 1;           // transitions that it adapts on, and those that follow, which it is judged on
  int segments = 1;                   // of each task, in an update
  int plans = 1, plan_steps = 1, plan_rounds = 1;
  Scalar discount = 1;
  Scalar exploration = 0;  // share of a training trial's steps that are taken at random
  GradientTraits traits;
  GradientForm gradient;

  // The network for a problem, with the hidden layers of the problem's own.
  ModelForm() = default;
  explicit ModelForm(const Problem& problem);

  int action_rows() const { return discrete ? 1 : actions; }
  int scaled() const { return 2 * observations + 1; }
  int scales() const { return 1 + 2 * scaled(); }
  int meta_size() const { return network.parameter_count() + scales(); }
};

// The scales among meta-parameters.
struct Scales {
  const Scalar* numbers;
  int observations;

  Scales(const ModelForm& form, const Scalar* meta_parameters)
      : numbers(meta_parameters + form.network.parameter_count()), observations(form.observations) {}
  bool measured() const { return numbers[0] != 0; }
  // Of observation i, of its change, and of the reward.
  Scalar mean(int i) const { return numbers[1 + 2 * i]; }
  Scalar deviation(int i) const { return numbers[2 + 2 * i]; }
  int change(int i) const { return observations + i; }
  int reward() const { return 2 * observations; }
};

// The network's input for an observation and an action, and what it is to predict of the step that followed.
void write_model_input(const ModelForm& form, const Scales& scales, const Scalar* observation, const Scalar* action,
                       Scalar* input);
void write_model_target(const ModelForm& form, const Scales& scales, const Scalar* observation,
                        const Scalar* next_observation, Scalar reward, Scalar done, Scalar* target);

}  // namespace metarl
