// A gradient learner with made-up data in its hands, for tests of its derivatives: different data at each inner step.
#pragma once

#include "support.h"

#include "networks/distribution.h"

namespace metarl::testing {

class Learned {
 public:
  RunLine line;
  Problem problem;
  std::unique_ptr<Learner> owner;
  GradientLearner* learner = nullptr;
  std::unique_ptr<GradientBlock> block;
  std::vector<GradientBlock::Data> data;
  Array meta;

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
    meta = numbers_.normals(learner->meta_size(), 0.6);
    const std::size_t n = static_cast<std::size_t>(parameters());
    for (std::size_t i = static_cast<std::size_t>(network().log_std_offset()); i < n; ++i) meta[i] *= Scalar(0.3);
    for (std::size_t i = n; i < meta.size(); ++i) meta[i] = numbers_.uniform(0.05, 0.3);  // Meta-SGD's step sizes
    block = std::make_unique<GradientBlock>(*learner);
    for (int t = 0; t < tasks; ++t) {
      data.emplace_back();
      for (int k = 0; k < std::max(1, steps); ++k) data.back().support.push_back(samples_of(samples + k));
      data.back().query = samples_of(samples + 5);
    }
    block->use(data, meta.data());
    // The policy that acted on the query episodes is near the adapted one, so that ratios are near 1 but not all
    // clipped.
    for (int t = 0; t < tasks && problem.kind == Kind::reinforcement; ++t) set_old(t, 0.1);
    use();
  }

  const Network& network() const { return problem.network; }
  int parameters() const { return problem.network.parameter_count(); }
  int tasks() const { return static_cast<int>(data.size()); }
  int inner_steps() const { return learner->form().inner_steps; }
  void use() { block->use(data, meta.data()); }
  Numbers& numbers() { return numbers_; }

  // Makes the policy that acted on task t's query episodes the adapted one, moved by `distance`.
  void set_old(int t, double distance) {
    Array old(adapted(t), adapted(t) + parameters());
    for (Scalar& p : old) p += Scalar(distance) * numbers_.normal();
    Samples& query = data[static_cast<std::size_t>(t)].query;
    MlpPass pass;
    pass.forward(network().mlp, old.data(), query.input_matrix());
    std::copy_n(pass.outputs().data, pass.outputs().size(), query.old_outputs.begin());
    if (network().head == Head::gaussian)
      std::copy(old.begin() + network().log_std_offset(), old.end(), query.old_log_std.begin());
    log_probabilities(
        {network().head, {query.old_outputs.data(), query.output_rows, query.count}, query.old_log_std.data()},
        query.target_matrix(), query.old_log_prob.data());
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
  Samples samples_of(int count) {
    Samples s;
    s.reserve(network(), count);
    s.inputs = numbers_.normals(static_cast<std::ptrdiff_t>(s.inputs.size()));
    s.targets = numbers_.normals(static_cast<std::ptrdiff_t>(s.targets.size()));
    if (network().head == Head::categorical)
      for (Scalar& a : s.targets) a = Scalar(numbers_.index(network().mlp.outputs()));
    if (network().head != Head::values) s.advantages = numbers_.normals(count, 0.6);
    return s;
  }

  Numbers numbers_;
};

}  // namespace metarl::testing
