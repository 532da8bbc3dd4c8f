// Critics: the values of states, from which advantages are taken.
#pragma once

#include "learning/baseline.h"
#include "learning/problem.h"
#include "learning/rollout.h"

namespace metarl {

class Critic {
 public:
  virtual ~Critic() = default;
  // For one task's episodes.
  virtual void reserve(const Problem& problem, Memory memory) = 0;
  // The values of the states that the steps of task i were taken from, [time][lane], and after them those of the last
  // states, [lane]. `returns` are the discounted ones to each episode's end, [time][lane].
  virtual void judge(int i, const Experience& e, const Scalar* returns, Scalar* values) = 0;
};

// The linear-feature baseline, fitted to the very episodes that it judges.
class FittedCritic final : public Critic {
 public:
  void reserve(const Problem& problem, Memory memory) override;
  void judge(int i, const Experience& e, const Scalar* returns, Scalar* values) override;

 private:
  LinearBaseline baseline_;
  Array fitted_;  // [time][lane]: whether the return is a whole episode's
};

// A network that values states. It reads the observation, and how far its episode has come as a share of the horizon;
// its output is the return to come, in units of one that collects 1 at every step.
struct ValueForm {
  Network network;
  int horizon = 1;
  Scalar unit = 1;

  // With the policy's hidden layers.
  ValueForm() = default;
  explicit ValueForm(const Problem& problem);
  void set_discount(Scalar discount);
  // The network's training data: the states of the episodes, and the returns that advantages were taken with.
  void write_samples(const Experience& e, Samples& samples) const;
  // Columns of inputs for observations at these time steps of their episodes.
  void write_inputs(ConstMatrix observations, const Scalar* age, Scalar* inputs) const;
};

// Such networks, each task with parameters of its own.
class NetworkCritic final : public Critic {
 public:
  explicit NetworkCritic(const ValueForm& form) : form_(form) {}

  // [task]; they must stay.
  std::vector<const Scalar*>& parameters() { return parameters_; }

  void reserve(const Problem& problem, Memory memory) override;
  void judge(int i, const Experience& e, const Scalar* returns, Scalar* values) override;

 private:
  void judge(int i, ConstMatrix observations, const Scalar* age, Scalar* values);

  const ValueForm& form_;
  std::vector<const Scalar*> parameters_;
  MlpPass pass_;
  Array inputs_;
};

}  // namespace metarl
