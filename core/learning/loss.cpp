#include "learning/loss.h"

#include <algorithm>

#include "foundation/vectors.h"
#include "learning/surrogate.h"

namespace metarl {

void Loss::reserve(const Network& network, int samples, bool curvature, Memory memory) {
  pass_.reserve(network.mlp, samples, curvature, memory);
  memory.take(d_outputs_, network.mlp.outputs(), samples);
  if (!network.has_chance()) return;
  for (Array* a : {&log_prob_, &coefficients_}) memory.take(*a, samples);
}

PolicyBatch Loss::policy() const { return {network_->head, pass_.outputs(), parameters_ + network_->log_std_offset()}; }

PolicyBatch Loss::old_policy() const {
  return {network_->head,
          {samples_->old_outputs.data(), samples_->output_rows, samples_->count},
          samples_->old_log_std.data()};
}

bool Loss::has_entropy() const {
  return form_.kind != LossKind::squared_error && form_.kind != LossKind::divergence && form_.entropy_coefficient != 0;
}

Scalar Loss::evaluate(const Network& network, const Scalar* parameters, const Samples& samples, const LossForm& form,
                      const Scalar* advantages) {
  reserve(network, samples.count, false);
  network_ = &network;
  parameters_ = parameters;
  samples_ = &samples;
  form_ = form;
  pass_.forward(network.mlp, parameters, samples.input_matrix());

  const int n = samples.count;
  if (form.kind == LossKind::squared_error) {
    const ConstMatrix outputs = pass_.outputs();
    const Scalar* targets = samples.targets.data();
    Lanes total = splat(0);
    const Scalar scale = Scalar(2) / static_cast<Scalar>(outputs.size());
    for_lanes(outputs.size(), [&](std::ptrdiff_t i, int count) {
      const Lanes difference = load_some(outputs.data + i, count) - load_some(targets + i, count);
      total = total + difference * difference;
      store_some(d_outputs_.data() + i, splat(scale) * difference, count);
    });
    return sum(total) / static_cast<Scalar>(outputs.size());
  }

  if (form.kind == LossKind::divergence) return divergence();
  log_probabilities(policy(), samples.target_matrix(), log_prob_.data());
  const Scalar mean = Scalar(1) / static_cast<Scalar>(n);
  if (!advantages) advantages = samples.advantages.data();
  Scalar value = 0;
  if (form.kind == LossKind::reinforce) {
    for (int i = 0; i < n; ++i) coefficients_[i] = -mean * advantages[i];
    value = -mean * dot(log_prob_.data(), advantages, n);
  } else {
    Scalar far = 0;
    value = -mean * total_surrogate(log_prob_.data(), samples.old_log_prob.data(), advantages, n,
                                    {form.kind == LossKind::clipped_surrogate, form.clip}, -mean, coefficients_.data(),
                                    &far);
    clipped_fraction_ = far * mean;
  }
  if (has_entropy()) value -= form.entropy_coefficient * mean * total_entropy(policy(), 0, {}, nullptr);
  return value;
}

void Loss::gradient(Scalar* result, bool curvature) {
  const Matrix d_outputs{d_outputs_.data(), network_->mlp.outputs(), samples_->count};
  Scalar* d_log_std = result + network_->log_std_offset();
  if (form_.kind != LossKind::squared_error) {
    if (network_->head == Head::gaussian) std::fill(d_log_std, d_log_std + network_->mlp.outputs(), Scalar(0));
    const Scalar mean = Scalar(1) / static_cast<Scalar>(samples_->count);
    if (form_.kind == LossKind::divergence) {
      differentiate_divergence(old_policy(), policy(), mean, d_outputs, d_log_std);
    } else {
      differentiate_log_probabilities(policy(), samples_->target_matrix(), coefficients_.data(), d_outputs, d_log_std);
    }
    if (has_entropy()) total_entropy(policy(), -form_.entropy_coefficient * mean, d_outputs, d_log_std);
  }
  pass_.backward(d_outputs, result, curvature);
}

void Loss::hessian_product(const Scalar* v, Scalar* result) {
  struct SquaredError final : OutputCurvature {
    Scalar scale = 0;
    void apply(int, ConstMatrix r, Matrix out) override {
      for (std::ptrdiff_t i = 0; i < r.size(); ++i) out.data[i] = scale * r.data[i];
    }
  };
  struct PolicyLoss final : OutputCurvature {
    PolicyBatch policy;
    ConstMatrix actions;
    const Scalar *coefficients = nullptr, *r_log_std = nullptr;
    bool by_ratio = false;  // the coefficients are multiples of ratios, each its own derivative by log π
    Scalar entropy = 0;
    Scalar* r_d_log_std = nullptr;
    void apply(int first, ConstMatrix r, Matrix out) override {
      const PolicyBatch part{policy.head, policy.outputs.columns(first, r.cols), policy.log_std};
      const Scalar* c = coefficients + first;
      differentiate_log_probabilities_twice(part, actions.columns(first, r.cols), c, by_ratio ? c : nullptr, r,
                                            r_log_std, out, r_d_log_std);
      if (entropy != 0) differentiate_entropy_twice(part, -entropy, r, out);
    }
  };
  if (form_.kind == LossKind::squared_error) {
    SquaredError head;
    head.scale = Scalar(2) / static_cast<Scalar>(pass_.outputs().size());
    pass_.hessian_product(v, head, result);
    return;
  }
  PolicyLoss head;
  head.policy = policy();
  head.actions = samples_->target_matrix();
  head.coefficients = coefficients_.data();
  head.by_ratio = compares_policies(form_.kind);
  if (has_entropy()) head.entropy = form_.entropy_coefficient / static_cast<Scalar>(samples_->count);
  head.r_log_std = v + network_->log_std_offset();
  head.r_d_log_std = result + network_->log_std_offset();
  if (network_->head == Head::gaussian)
    std::fill(head.r_d_log_std, head.r_d_log_std + network_->mlp.outputs(), Scalar(0));
  pass_.hessian_product(v, head, result);
}

Scalar Loss::divergence() const {
  return total_divergence(old_policy(), policy()) / static_cast<Scalar>(samples_->count);
}

void Loss::fisher_product(const Scalar* v, Scalar* result) {
  struct Fisher final : OutputCurvature {
    PolicyBatch policy;
    Scalar scale = 0;
    const Scalar* r_log_std = nullptr;
    Scalar* f_log_std = nullptr;
    void apply(int first, ConstMatrix r, Matrix out) override {
      const PolicyBatch part{policy.head, policy.outputs.columns(first, r.cols), policy.log_std};
      metarl::fisher_product(part, scale, r, r_log_std, out, f_log_std);
    }
  };
  Fisher head;
  head.policy = policy();
  head.scale = Scalar(1) / static_cast<Scalar>(samples_->count);
  head.r_log_std = v + network_->log_std_offset();
  head.f_log_std = result + network_->log_std_offset();
  if (network_->head == Head::gaussian) std::fill(head.f_log_std, head.f_log_std + network_->mlp.outputs(), Scalar(0));
  pass_.gauss_newton_product(v, head, result);
}

}  // namespace metarl
