// The meta-objective of one task: the outer loss, on the task's query data, of the parameters that its inner loop makes
// of the meta-parameters; and its exact derivatives by the meta-parameters (adaptation.h has the chain).
//
// It holds no data: they are drawn elsewhere and handed over, each inner step's own and then the query's.
#pragma once

#include "meta/adaptation.h"
#include "meta/gradient_form.h"

namespace metarl {

// The common part of the inner loops of a block's tasks: where they start and how long their steps are, by the
// meta-parameters.
class InnerLoop {
 public:
  InnerLoop(const Network& network, const GradientTraits& traits, const GradientForm& form)
      : network_(network), traits_(traits), form_(form) {}

  void reserve(Memory memory);
  // `test`: after the first step test_lr_scale holds. The meta-parameters must stay until the adaptations have begun.
  void read(const Scalar* meta_parameters, bool test);

  const Network& network() const { return network_; }
  const GradientForm& form() const { return form_; }
  bool learns_alpha() const { return traits_.learns_alpha; }
  int parameters() const { return network_.parameter_count(); }
  int meta_size() const { return (traits_.learns_alpha ? 2 : 1) * parameters(); }
  const Scalar* start() const { return start_; }
  const Scalar* alpha(int step) const { return (step == 0 ? alpha_ : later_alpha_).data(); }
  // For the use of one task at a time.
  Array& scratch_a() { return scratch_a_; }
  Array& scratch_b() { return scratch_b_; }

 private:
  const Network& network_;
  const GradientTraits& traits_;
  const GradientForm& form_;
  const Scalar* start_ = nullptr;
  Array alpha_, later_alpha_;
  Array scratch_a_, scratch_b_;
};

class TaskObjective {
 public:
  // For `steps` inner steps on batches of up to `samples`; `curvature` as for adapt.
  void reserve(const Network& network, int steps, int samples, bool curvature, Memory memory) {
    adaptation_.reserve(network, steps, samples, curvature, memory);
  }
  // For queries of up to `samples`.
  void reserve_judgement(const Network& network, int samples, Memory memory) {
    query_loss_.reserve(network, samples, false, memory);
  }
  // An adaptation starts as `loop` says, which must stay.
  void begin(InnerLoop& loop);
  // One inner step; `curvature`: derivatives that need it will be asked for.
  void adapt(const Samples& support, bool curvature);
  // The outer loss of the adapted parameters.
  Scalar judge(const Samples& query);

  Scalar outer_loss() const { return outer_loss_; }
  const Adaptation& adaptation() const { return adaptation_; }

  // The task's contributions to operations of outer loops (learner.h), after judge.
  void add_gradient(Scalar* contribution);
  void add_curvature(const Scalar* v, Scalar* contribution);
  void add_loss(Scalar* contribution) const;
  void add_displacement(Scalar* contribution) const;

 private:
  InnerLoop* loop_ = nullptr;
  Adaptation adaptation_;
  Loss query_loss_;
  Scalar outer_loss_ = 0;
};

}  // namespace metarl
