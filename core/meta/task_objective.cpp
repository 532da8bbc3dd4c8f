#include "meta/task_objective.h"

#include <algorithm>

namespace metarl {

void InnerLoop::reserve(Memory memory) {
  for (Array* a : {&alpha_, &later_alpha_, &scratch_a_, &scratch_b_}) memory.take(*a, parameters());
}

void InnerLoop::read(const Scalar* meta_parameters, bool test) {
  const int n = parameters();
  start_ = meta_parameters;
  if (traits_.learns_alpha) {
    std::copy_n(meta_parameters + n, n, alpha_.begin());
  } else {
    const Mlp& mlp = network_.mlp;
    const int first = traits_.part == AdaptedPart::last_layer ? mlp.weight_offset(mlp.layers() - 1) : 0;
    std::fill_n(alpha_.begin(), first, Scalar(0));
    std::fill_n(alpha_.begin() + first, n - first, form_.inner_lr);
  }
  const Scalar scale = test ? form_.test_lr_scale : Scalar(1);
  for (int i = 0; i < n; ++i) later_alpha_[i] = scale * alpha_[i];
}

void TaskObjective::begin(InnerLoop& loop) {
  loop_ = &loop;
  adaptation_.begin(loop.network(), loop.start());
}

void TaskObjective::adapt(const Samples& support, bool curvature) {
  adaptation_.step(support, loop_->form().inner_loss, loop_->alpha(adaptation_.steps()), curvature);
}

Scalar TaskObjective::judge(const Samples& query) {
  outer_loss_ = query_loss_.evaluate(loop_->network(), adaptation_.adapted(), query, loop_->form().outer_loss);
  return outer_loss_;
}

void TaskObjective::add_gradient(Scalar* contribution) {
  const int n = loop_->parameters();
  Scalar* v = loop_->scratch_a().data();
  query_loss_.gradient(v, false);
  adaptation_.pull_back(v, loop_->alpha(0), loop_->form().order, loop_->learns_alpha() ? contribution + n : nullptr);
  for (int i = 0; i < n; ++i) contribution[i] += v[i];
  contribution[loop_->meta_size()] += outer_loss_;
}

void TaskObjective::add_curvature(const Scalar* v, Scalar* contribution) {
  const int n = loop_->parameters();
  const bool learns_alpha = loop_->learns_alpha();
  Scalar *u = loop_->scratch_a().data(), *product = loop_->scratch_b().data();
  std::copy_n(v, n, u);
  adaptation_.push_forward(u, loop_->alpha(0), learns_alpha ? v + n : nullptr);
  query_loss_.fisher_product(u, product);
  adaptation_.pull_back(product, loop_->alpha(0), 2, learns_alpha ? contribution + n : nullptr);
  for (int i = 0; i < n; ++i) contribution[i] += product[i];
}

void TaskObjective::add_loss(Scalar* contribution) const {
  contribution[0] += outer_loss_;
  if (compares_policies(loop_->form().outer_loss.kind)) contribution[1] += query_loss_.divergence();
}

void TaskObjective::add_displacement(Scalar* contribution) const {
  const Scalar *start = adaptation_.parameters(0), *end = adaptation_.adapted();
  for (int i = 0; i < loop_->parameters(); ++i) contribution[i] += end[i] - start[i];
}

}  // namespace metarl
