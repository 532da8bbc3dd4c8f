#include "meta/adaptation.h"

#include <algorithm>

namespace metarl {

void Adaptation::reserve(const Network& network, int steps, int samples, bool curvature, Memory memory) {
  const int n = network.parameter_count();
  const auto vector = [&](Array& numbers, Memory own) { own.take(numbers, n); };
  memory.take_alike(parameters_, steps + 1, vector);
  memory.take_alike(gradients_, steps, vector);
  memory.take_alike(losses_, steps, [&](Loss& loss, Memory own) { loss.reserve(network, samples, curvature, own); });
  for (Array* a : {&scaled_, &product_}) memory.take(*a, n);
}

void Adaptation::begin(const Network& network, const Scalar* parameters) {
  reserve(network, 0, 0, false);
  network_ = &network;
  taken_ = 0;
  std::copy(parameters, parameters + network.parameter_count(), parameters_[0].data());
}

Scalar Adaptation::step(const Samples& samples, const LossForm& form, const Scalar* alpha, bool curvature) {
  const std::size_t k = static_cast<std::size_t>(taken_);
  reserve(*network_, taken_ + 1, samples.count, curvature);
  const Scalar* theta = parameters_[k].data();
  const Scalar value = losses_[k].evaluate(*network_, theta, samples, form);
  Scalar* g = gradients_[k].data();
  losses_[k].gradient(g, curvature);
  Scalar* next = parameters_[k + 1].data();
  const int n = network_->parameter_count();
  for (int i = 0; i < n; ++i) next[i] = theta[i] - alpha[i] * g[i];
  ++taken_;
  return value;
}

void Adaptation::pull_back_step(int k, Scalar* v, const Scalar* alpha, int order, Scalar* alpha_gradient) {
  const int n = network_->parameter_count();
  if (alpha_gradient) {
    const Scalar* g = gradient(k);
    for (int i = 0; i < n; ++i) alpha_gradient[i] -= v[i] * g[i];
  }
  if (order == 1) return;
  for (int i = 0; i < n; ++i) scaled_[i] = alpha[i] * v[i];
  losses_[static_cast<std::size_t>(k)].hessian_product(scaled_.data(), product_.data());
  for (int i = 0; i < n; ++i) v[i] -= product_[i];
}

void Adaptation::push_forward(Scalar* u, const Scalar* alpha, const Scalar* d_alpha) {
  const int n = network_->parameter_count();
  for (int k = 0; k < taken_; ++k) {
    losses_[static_cast<std::size_t>(k)].hessian_product(u, product_.data());
    const Scalar* g = gradient(k);
    for (int i = 0; i < n; ++i) u[i] -= alpha[i] * product_[i];
    if (d_alpha)
      for (int i = 0; i < n; ++i) u[i] -= d_alpha[i] * g[i];
  }
}

}  // namespace metarl
