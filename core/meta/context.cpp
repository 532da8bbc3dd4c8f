#include "meta/context.h"

#include <algorithm>

#include "foundation/vectors.h"
#include "learning/trial_inputs.h"

namespace metarl {

Mlp context_network(const Problem& problem, const Settings& settings, int outputs) {
  Mlp network;
  network.activation = problem.network.mlp.activation;
  network.sizes = settings.sizes("context");
  network.sizes.insert(network.sizes.begin(), transition_rows(problem));
  network.sizes.push_back(outputs);
  return network;
}

void Context::reserve(const Trial& shape, bool derivatives, Memory memory) {
  memory.take(transitions_, network_.inputs(), shape.time(), shape.lanes);
  episode_pass_.reserve(network_, shape.horizon * shape.lanes, false, memory);
  if (!derivatives) return;
  pass_.reserve(network_, shape.time() * shape.lanes, false, memory);
  memory.take(gradient_, network_.parameter_count());
}

void Context::begin(const Scalar* parameters, const Trial& trial) {
  parameters_ = parameters;
  trial_ = &trial;
  written_ = 0;
}

void Context::write(int k) {
  const std::ptrdiff_t size = static_cast<std::ptrdiff_t>(trial_->lanes) * network_.inputs();
  for (int t = k * trial_->horizon; t < (k + 1) * trial_->horizon; ++t)
    write_transitions(problem_, *trial_, t, transitions_.data() + t * size);
  written_ = k + 1;
}

ConstMatrix Context::transitions(int first, int episodes) const {
  const int columns = trial_->horizon * trial_->lanes, rows = network_.inputs();
  return {transitions_.data() + static_cast<std::ptrdiff_t>(first) * columns * rows, rows, episodes * columns};
}

ConstMatrix Context::read(int k) {
  write(k);
  episode_pass_.forward(network_, parameters_, transitions(k, 1));
  return episode_pass_.outputs();
}

ConstMatrix Context::read_all(int episodes) {
  while (written_ < episodes) write(written_);
  pass_.forward(network_, parameters_, transitions(0, episodes));
  return pass_.outputs();
}

void Context::backward(ConstMatrix d_outputs, Scalar* gradient) {
  pass_.backward(d_outputs, gradient_.data(), false);
  add_scaled(gradient, 1, gradient_.data(), network_.parameter_count());
}

void ContextPass::reserve(const Trial& shape, bool derivatives, Memory memory) {
  context_.reserve(shape, derivatives, memory);
  memory.take(features_, latent_, shape.time(), shape.lanes);
}

void ContextPass::begin(const Scalar* parameters, const Trial& trial, const StreamKey&) {
  trial_ = &trial;
  context_.begin(parameters, trial);
}

void ContextPass::begin_sums(Array& sums, int width, Scalar first) const {
  std::fill_n(sums.begin(), trial_->lanes * width, first);
}

void ContextPass::carry_sums(Array& sums, int width, int k) const {
  const std::ptrdiff_t one = static_cast<std::ptrdiff_t>(trial_->lanes) * width;
  std::copy_n(sums.begin() + (k - 1) * one, one, sums.begin() + k * one);
}

void ContextPass::advance(int t) {
  const int k = t / trial_->horizon;
  const std::size_t one = at(1, 0);
  Scalar* to = features_.data() + static_cast<std::size_t>(t) * one;
  if (t % trial_->horizon != 0) {
    std::copy_n(to - one, one, to);
    return;
  }
  if (k > 0) take_episode(k, context_.read(k - 1));
  infer(k, to);
}

}  // namespace metarl
