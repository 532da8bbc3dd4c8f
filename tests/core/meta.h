// A gradient learner with made-up data in its hands, for tests of its derivatives: different data at each inner step.
#pragma once

#include "support.h"

#include "learning/action_sampling.h"

namespace metarl::testing {

class Learned {
 public:
  RunLine line;
  Problem problem;
  std::unique_ptr<Learner> owner;
  GradientLearner* learner = nullptr;
  std::unique_ptr<GradientBlock> block;
  std::vector<GradientBlock::Data> data;
  Array meta;         // of the policy
  Array critic_meta;  // of a learned critic

  // `text` names learner, tasks and outer; sizes here are small, so that every parameter's difference can be taken.
  Learned(const std::string& text, int steps, int samples, std::uint32_t which, int tasks = 2) : numbers_(which) {
    RunLine bare;
    read_run_line(text, bare);
    std::string full = text + "&meta_batch_size=" + std::to_string(tasks);
    if (bare.settings.has("inner_steps")) full += "&inner_steps=" + std::to_string(steps);
    if (text.find("hidden=") == std::string::npos) full += "&hidden=4,3";
    if (text.find("inner_lr=") == std::string::npos) full += "&inner_lr=0.2";
    const Refusal refusal = read_run_line(full, line);
    EXPECT_FALSE(refusal.refused()) << refusal.message;
    EXPECT_FALSE(problem_of(line, problem).refused());
    owner = line.learner->make(problem, line.settings);
    learner = static_cast<GradientLearner*>(owner.get());
    learner->initialise();
    meta = numbers_.normals(learner->policy_size(), 0.6);
    const std::size_t n = static_cast<std::size_t>(parameters() - unlearned());
    for (std::size_t i = static_cast<std::size_t>(network().log_std_offset() - unlearned()); i < n; ++i)
      meta[i] *= Scalar(0.3);
    for (std::size_t i = n; i < meta.size(); ++i) meta[i] = numbers_.uniform(0.05, 0.3);  // Meta-SGD's step sizes
    block = std::make_unique<GradientBlock>(*learner);
    for (int t = 0; t < tasks; ++t) {
      data.emplace_back();
      for (int k = 0; k < std::max(1, steps); ++k) data.back().support.push_back(samples_of(samples + k));
      data.back().query = samples_of(samples + 5);
      data.back().credit = Scalar(t % 2 ? -0.7 : 0.9);
      for (int k = 0; learner->critic() && k <= steps; ++k)
        data.back().values.push_back(samples_of(samples + k, learner->critic()->value.network));
    }
    if (learner->critic()) critic_meta = numbers_.normals(learner->meta_size() - learner->policy_size(), 0.6);
    block->use(data, meta.data());
    // The policies that acted are near those that act now, so that ratios are near 1 but not all clipped. Each step's
    // decides the next one's parameters.
    if (problem.kind == Kind::supervised) return;
    for (int k = 0; k <= inner_steps(); ++k) {
      for (int t = 0; t < tasks; ++t) set_old(t, k, 0.1);
      use();
    }
  }

  const Network& network() const { return problem.network; }
  int parameters() const { return problem.network.parameter_count(); }
  // Parameters at the front that are 0 on every task, and the whole vector that adaptation starts from.
  int unlearned() const { return metarl::unlearned(network(), learner->traits()); }
  Array start() const {
    Array whole(static_cast<std::size_t>(parameters()));
    std::copy_n(meta.begin(), parameters() - unlearned(), whole.begin() + unlearned());
    return whole;
  }
  int tasks() const { return static_cast<int>(data.size()); }
  int inner_steps() const { return learner->form().inner_steps; }
  void use() { block->use(data, meta.data()); }
  Numbers& numbers() { return numbers_; }

  // Makes the policy that acted on task t's episodes of inner step k, or on its query episodes for k = inner_steps(),
  // the one that acts there now, moved by `distance`; and lets it act: ratios of actions that it would hardly ever have
  // chosen may be of any size.
  void set_old(int t, int k, double distance) {
    Array old(at_step(t, k), at_step(t, k) + parameters());
    for (Scalar& p : old) p += Scalar(distance) * numbers_.normal();
    auto& task = data[static_cast<std::size_t>(t)];
    Samples& samples = k == inner_steps() ? task.query : task.support[static_cast<std::size_t>(k)];
    MlpPass pass;
    pass.forward(network().mlp, old.data(), samples.input_matrix());
    std::copy_n(pass.outputs().data, pass.outputs().size(), samples.old_outputs.begin());
    if (network().head == Head::gaussian)
      std::copy(old.begin() + network().log_std_offset(), old.end(), samples.old_log_std.begin());
    sample_actions(
        network().head, pass.outputs(), samples.old_log_std.data(), 0,
        [&](int, std::uint32_t) { return numbers_.block(); }, samples.targets.data());
    log_probabilities(
        {network().head, {samples.old_outputs.data(), samples.output_rows, samples.count}, samples.old_log_std.data()},
        samples.target_matrix(), samples.old_log_prob.data());
  }

  const Scalar* at_step(int t, int k) const { return block->parameters(t, k); }
  const Scalar* adapted(int t) const { return at_step(t, inner_steps()); }
  // The data of an inner step: a supervised task has one batch for all steps.
  const Samples& support(int t, int k) const {
    const auto& list = data[static_cast<std::size_t>(t)].support;
    return list[problem.kind == Kind::supervised ? 0 : static_cast<std::size_t>(k)];
  }

  Array perform(int code, const Array& input, int contribution) const {
    Operation operation;
    operation.code = code;
    operation.input = &input;
    operation.contribution = contribution;
    Array result(static_cast<std::size_t>(contribution));
    block->perform(operation, result.data());
    return result;
  }
  // The learner's own operations, at meta-parameters `at`.
  Array gradient(const Array& at) const { return perform(kGradientAt, at, learner->meta_size() + 1); }
  double loss(const Array& at) const { return static_cast<double>(perform(kLossAt, at, 2)[0]); }
  double divergence(const Array& at) const { return static_cast<double>(perform(kLossAt, at, 2)[1]); }
  Array curvature(const Array& v) const { return perform(kCurvature, v, learner->meta_size()); }

  // The outer loss's term for inner step k of task t, and its gradient by θ_k, by a Loss of its own.
  double step_term(int t, int k, const Scalar* at, Array& gradient) const {
    const GradientForm& form = learner->form();
    gradient.assign(static_cast<std::size_t>(parameters()), Scalar(0));
    if (form.step_weight == 0) return 0;
    const Array credits(static_cast<std::size_t>(support(t, k).count), data[static_cast<std::size_t>(t)].credit);
    Loss loss;
    const Scalar value =
        loss.evaluate(network(), at, support(t, k), form.step_loss, form.credits_sampling ? credits.data() : nullptr);
    loss.gradient(gradient.data(), false);
    for (Scalar& g : gradient) g *= form.step_weight;
    return static_cast<double>(form.step_weight * value);
  }

  // Gradient of a loss at given parameters, by a Loss of its own.
  Array gradient_of(const LossForm& form, const Samples& samples, const Scalar* at) const {
    Loss loss;
    Array result(static_cast<std::size_t>(parameters()));
    loss.evaluate(network(), at, samples, form);
    loss.gradient(result.data(), false);
    return result;
  }

  // Central differences of `value` by every meta-parameter.
  template <class F>
  Array differences(F&& value, double h) const {
    Array result(meta.size());
    for (std::size_t i = 0; i < meta.size(); ++i) {
      Array forward = meta, backward = meta;
      forward[i] += Scalar(h);
      backward[i] -= Scalar(h);
      result[i] = Scalar((value(forward) - value(backward)) / (2 * h));
    }
    return result;
  }

 private:
  Samples samples_of(int count) { return samples_of(count, network()); }
  Samples samples_of(int count, const Network& network) {
    Samples s;
    s.reserve(network, count);
    s.inputs = numbers_.normals(static_cast<std::ptrdiff_t>(s.inputs.size()));
    s.targets = numbers_.normals(static_cast<std::ptrdiff_t>(s.targets.size()));
    if (network.head == Head::categorical)
      for (Scalar& a : s.targets) a = Scalar(numbers_.index(network.mlp.outputs()));
    if (network.head != Head::values) s.advantages = numbers_.normals(count, 0.6);
    // A Gaussian policy's gradients grow with its inputs: they are kept about as large as with two of them, so that a few
    // inner steps do not leave for infinity.
    if (network.head == Head::gaussian)
      for (Array* numbers : {&s.inputs, &s.advantages})
        for (Scalar& x : *numbers) x *= Scalar(2) / Scalar(s.input_rows);
    return s;
  }

  Numbers numbers_;
};

}  // namespace metarl::testing
