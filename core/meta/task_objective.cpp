#include "meta/task_objective.h"

#include <algorithm>

#include "foundation/vectors.h"

namespace metarl {

void InnerLoop::reserve(Memory memory) {
  for (Array* a : {&start_, &alpha_, &later_alpha_, &scratch_a_, &scratch_b_}) memory.take(*a, parameters());
}

void InnerLoop::read(const Scalar* meta_parameters, bool test) {
  const int n = parameters();
  const auto start = std::fill_n(start_.begin(), unlearned(), Scalar(0));
  std::copy_n(meta_parameters, learned(), start);
  if (traits_.learns_alpha) {
    std::copy_n(meta_parameters + n, n, alpha_.begin());
  } else {
    const Mlp& mlp = network_.mlp;
    const int first = traits_.part == AdaptedPart::last_layer ? mlp.weight_offset(mlp.layers() - 1) : 0,
              count = traits_.part == AdaptedPart::context ? mlp.context : n - first;
    std::fill_n(alpha_.begin(), n, Scalar(0));
    std::fill_n(alpha_.begin() + first, count, form_.inner_lr);
  }
  const Scalar scale = test ? form_.test_lr_scale : Scalar(1);
  for (int i = 0; i < n; ++i) later_alpha_[i] = scale * alpha_[i];
}

void TaskObjective::begin(InnerLoop& loop) {
  loop_ = &loop;
  adaptation_.begin(loop.network(), loop.start());
  supports_.clear();
}

void TaskObjective::adapt(const Samples& support, bool curvature) {
  for (int epoch = 0; epoch < loop_->form().inner_epochs; ++epoch) {
    const Scalar loss = adaptation_.step(support, loop_->form().inner_loss, loop_->alpha(steps()), curvature);
    if (steps() == 0 && epoch == 0) first_inner_loss_ = loss;
  }
  supports_.push_back(&support);
}

Scalar TaskObjective::step_loss(int k) {
  const GradientForm& form = loop_->form();
  const Samples& support = *supports_[static_cast<std::size_t>(k)];
  const Scalar* advantages = nullptr;
  if (form.credits_sampling) {
    Memory().take(credits_, support.count);
    std::fill_n(credits_.begin(), support.count, credit_);
    advantages = credits_.data();
  }
  return form.step_weight * step_loss_.evaluate(loop_->network(), parameters(k), support, form.step_loss, advantages);
}

Scalar TaskObjective::judge(const Samples& query) {
  outer_loss_ = query_loss_.evaluate(loop_->network(), adaptation_.adapted(), query, loop_->form().outer_loss);
  return outer_loss_;
}

void TaskObjective::add_gradient(Scalar* contribution, int order) {
  const int n = loop_->learned();
  const Scalar weight = loop_->form().step_weight;
  const int epochs = loop_->form().inner_epochs;
  Scalar *v = loop_->scratch_a().data(), *own = loop_->scratch_b().data();
  Scalar loss = outer_loss_;
  query_loss_.gradient(v, false);
  adaptation_.pull_back(v, loop_->alpha(0), order, loop_->learns_alpha() ? contribution + n : nullptr,
                        [&](int j, Scalar* pulled) {
                          if (weight == 0 || j % epochs != 0) return;
                          loss += step_loss(j / epochs);
                          step_loss_.gradient(own, false);
                          add_scaled(pulled, weight, own, loop_->parameters());
                        });
  add_scaled(contribution, 1, v + loop_->unlearned(), n);
  contribution[loop_->meta_size()] += loss;
}

void TaskObjective::add_curvature(const Scalar* v, Scalar* contribution) {
  const int n = loop_->learned(), unlearned = loop_->unlearned();
  const bool learns_alpha = loop_->learns_alpha();
  Scalar *u = loop_->scratch_a().data(), *product = loop_->scratch_b().data();
  std::copy_n(v, n, std::fill_n(u, unlearned, Scalar(0)));
  adaptation_.push_forward(u, loop_->alpha(0), learns_alpha ? v + n : nullptr);
  query_loss_.fisher_product(u, product);
  adaptation_.pull_back(product, loop_->alpha(0), 2, learns_alpha ? contribution + n : nullptr);
  add_scaled(contribution, 1, product + unlearned, n);
}

void TaskObjective::add_loss(Scalar* contribution) {
  Scalar loss = outer_loss_;
  if (loop_->form().step_weight != 0)
    for (int k = steps() - 1; k >= 0; --k) loss += step_loss(k);
  contribution[0] += loss;
  if (compares_policies(loop_->form().outer_loss.kind)) contribution[1] += query_loss_.divergence();
}

void TaskObjective::add_displacement(Scalar* contribution) const {
  const Scalar *start = adaptation_.parameters(0) + loop_->unlearned(),
               *end = adaptation_.adapted() + loop_->unlearned();
  for (int i = 0; i < loop_->learned(); ++i) contribution[i] += end[i] - start[i];
}

Scalar* TaskObjective::write_path(Scalar* to) const {
  const int n = loop_->learned(), unlearned = loop_->unlearned();
  for (int k = 1; k <= steps(); ++k, to += loop_->meta_size())
    for (int i = 0; i < n; ++i) to[i] = parameters(k)[unlearned + i] - parameters(0)[unlearned + i];
  return to;
}

}  // namespace metarl
