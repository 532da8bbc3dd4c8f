// The meta-objective of one task: the outer loss, on the task's query data, of the parameters that its inner loop makes
// of the meta-parameters; and its exact derivatives by the meta-parameters (adaptation.h has the chain). Some learners
// add a loss of every θ_k on the data of inner step k.
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
  // `test`: after the first step test_lr_scale holds.
  void read(const Scalar* meta_parameters, bool test);

  const Network& network() const { return network_; }
  const GradientForm& form() const { return form_; }
  bool learns_alpha() const { return traits_.learns_alpha; }
  // Of the network; how many of them, at the front, are 0 at the start of every task; and how many are learned.
  int parameters() const { return network_.parameter_count(); }
  int unlearned() const { return metarl::unlearned(network_, traits_); }
  bool has_step_losses() const { return traits_.step_term != GradientTraits::StepTerm::none; }
  int learned() const { return parameters() - unlearned(); }
  int meta_size() const { return meta_size_of(network_, traits_); }
  const Scalar* start() const { return start_.data(); }
  const Scalar* alpha(int step) const { return (step == 0 ? alpha_ : later_alpha_).data(); }
  // For the use of one task at a time.
  Array& scratch_a() { return scratch_a_; }
  Array& scratch_b() { return scratch_b_; }

 private:
  const Network& network_;
  const GradientTraits& traits_;
  const GradientForm& form_;
  Array start_, alpha_, later_alpha_;
  Array scratch_a_, scratch_b_;
};

class TaskObjective {
 public:
  // For `steps` inner steps on batches of up to `samples`; `curvature` as for adapt.
  void reserve(const InnerLoop& loop, int steps, int samples, bool curvature, Memory memory) {
    adaptation_.reserve(loop.network(), steps * loop.form().inner_epochs, samples, curvature, memory);
    memory.take(supports_, steps);
  }
  // For step losses on such batches.
  void reserve_step_losses(const Network& network, int samples, Memory memory) {
    step_loss_.reserve(network, samples, false, memory);
    memory.take(credits_, samples);
  }
  // For queries of up to `samples`.
  void reserve_judgement(const Network& network, int samples, Memory memory) {
    query_loss_.reserve(network, samples, false, memory);
  }
  // An adaptation starts as `loop` says, which must stay.
  void begin(InnerLoop& loop);
  // One inner step; `curvature`: derivatives that need it will be asked for. The samples must stay.
  void adapt(const Samples& support, bool curvature);
  // The outer loss of the adapted parameters.
  Scalar judge(const Samples& query);
  // The advantage that all actions of the inner steps have in the step loss, where it asks for one. It stays when an
  // adaptation begins anew.
  void set_credit(Scalar credit) { credit_ = credit; }

  // Inner steps made, and θ_k for k = 0 .. steps(). (An adaptation counts the gradient steps that they are made of.)
  int steps() const { return static_cast<int>(supports_.size()); }
  const Scalar* parameters(int k) const { return adaptation_.parameters(k * loop_->form().inner_epochs); }

  // The task's contributions to operations of outer loops (learner.h), after judge.
  void add_gradient(Scalar* contribution) { add_gradient(contribution, loop_->form().order); }
  void add_gradient(Scalar* contribution, int order);
  void add_curvature(const Scalar* v, Scalar* contribution);
  void add_loss(Scalar* contribution);
  void add_displacement(Scalar* contribution) const;
  // Writes θ_k less θ_0 for k = 1 .. steps(), of what is learned; returns the end. Step sizes do not adapt: they are 0.
  Scalar* write_path(Scalar* to) const;
  // The inner loss before the first inner step.
  Scalar first_inner_loss() const { return first_inner_loss_; }

 private:
  // The step loss of inner step k, weighed; its gradient may follow.
  Scalar step_loss(int k);

  InnerLoop* loop_ = nullptr;
  Adaptation adaptation_;
  std::vector<const Samples*> supports_;  // of the inner steps
  Loss query_loss_, step_loss_;
  Array credits_;  // of all actions of an inner step
  Scalar outer_loss_ = 0, first_inner_loss_ = 0, credit_ = 0;
};

}  // namespace metarl
