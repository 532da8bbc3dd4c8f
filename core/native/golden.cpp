// Checks golden files: gradients, advantages and trajectories that other programs computed, against the very functions
// that the learners' updates call. Reads cases from the standard input and answers a line for each:
//
//     NAME KIND LARGEST-RELATIVE-ERROR BOUND ok|FAILED REASON
//
// An error is relative to the largest magnitude of the array compared. The bound is 1e-8 in the double build, 2e-3 in
// float.
#include <cmath>
#include <cstdio>
#include <iostream>

#include "foundation/decimal.h"
#include "learning/advantages.h"
#include "meta/gradient_block.h"
#include "native/golden_case.h"
#include "native/golden_dynamics.h"
#include "native/golden_environments.h"
#include "native/golden_recurrent.h"
#include "native/golden_verdict.h"

using namespace metarl;

namespace {

// [out][in] and a bias, layer by layer, into the flat form; prefix.0.weight, prefix.0.bias, ...
bool read_layers(GoldenCase& c, const std::string& prefix, const Mlp& mlp, Array& flat) {
  for (int l = 0; l < mlp.layers(); ++l) {
    const std::string layer = prefix + "." + std::to_string(l);
    const int out = mlp.sizes[l + 1], in = mlp.sizes[l];
    const std::vector<double>& weight = c.numbers(layer + ".weight");
    const std::vector<double>& bias = c.numbers(layer + ".bias");
    if (weight.size() != static_cast<std::size_t>(out * in) || bias.size() != static_cast<std::size_t>(out))
      return false;
    // From rows to columns.
    for (int i = 0; i < in; ++i)
      for (int o = 0; o < out; ++o) flat.push_back(Scalar(weight[static_cast<std::size_t>(o * in + i)]));
    for (double b : bias) flat.push_back(Scalar(b));
  }
  return true;
}

bool read_policy(GoldenCase& c, const std::string& prefix, const Network& network, Array& flat) {
  if (!read_layers(c, prefix + ".layers", network.mlp, flat)) return false;
  if (network.head != Head::gaussian) return true;
  const std::vector<double>& log_std = c.numbers(prefix + ".log_std");
  for (double s : log_std) flat.push_back(Scalar(s));
  return log_std.size() == static_cast<std::size_t>(network.mlp.outputs());
}

bool read_network(GoldenCase& c, Network& network) {
  for (double size : c.numbers("sizes")) {
    if (size < 1 || size > 100000) return false;
    network.mlp.sizes.push_back(static_cast<int>(size));
  }
  const std::string activation = c.text("activation");
  network.mlp.activation = activation == "relu" ? Activation::relu : Activation::tanh;
  return network.mlp.sizes.size() >= 2 && (activation == "relu" || activation == "tanh");
}

std::vector<double> doubles(const Array& flat) { return {flat.begin(), flat.end()}; }

// A learner with the numbers of the case, as a run line would have made it.
Settings settings_for(GoldenCase& c, const std::string& outer, const std::string& alpha) {
  Settings s;
  s.set("inner_lr", alpha);
  s.set("test_lr_scale", "1");
  s.set("inner_steps", std::to_string(static_cast<int>(c.number("inner_steps"))));
  s.set("order", std::to_string(static_cast<int>(c.number("order"))));
  s.set("outer", outer);
  s.set("outer_lr", "1");
  s.set("discount", "1");
  s.set("gae_lambda", "1");
  s.set("max_kl", "0.01");
  return s;
}

int count_tasks(const GoldenCase& c) {
  int tasks = 0;
  while (c.has("tasks." + std::to_string(tasks) + ".query." + (c.has("tasks.0.query.x") ? "x" : "states"))) ++tasks;
  return tasks;
}

// Meta-gradient, losses and adapted parameters of some tasks from the block's own operations.
struct Answer {
  Array gradient, losses, curvature;
  std::vector<Array> adapted;
  Scalar loss = 0;
};

Answer ask(const GradientLearner& learner, const std::vector<GradientBlock::Data>& tasks, const Array& meta,
           const Array* vector, OperationCode operation) {
  Answer answer;
  const int size = learner.meta_size();
  const Scalar mean = Scalar(1) / Scalar(tasks.size());
  for (const GradientBlock::Data& data : tasks) {
    GradientBlock block(learner);
    block.use({data}, meta.data());
    Array contribution(static_cast<std::size_t>(size) + 1);
    Operation op;
    op.code = kGradientAt;
    op.input = &meta;
    op.contribution = size + 1;
    block.perform(op, contribution.data());
    answer.losses.push_back(contribution[static_cast<std::size_t>(size)]);
    const Scalar* adapted = block.parameters(0, learner.steps());
    answer.adapted.emplace_back(adapted, adapted + learner.problem().network.parameter_count());
  }
  GradientBlock block(learner);
  block.use(tasks, meta.data());
  Array contribution(static_cast<std::size_t>(size) + 1);
  Operation op;
  op.input = &meta;
  if (operation == kDisplacement) {
    op.code = kDisplacement;
    op.contribution = size;
    block.perform(op, contribution.data());
    for (int i = 0; i < size; ++i) answer.curvature.push_back(mean * contribution[static_cast<std::size_t>(i)]);
  }
  op.code = kGradientAt;
  op.contribution = size + 1;
  block.perform(op, contribution.data());
  for (int i = 0; i < size; ++i) answer.gradient.push_back(mean * contribution[static_cast<std::size_t>(i)]);
  answer.loss = mean * contribution[static_cast<std::size_t>(size)];
  if (vector) {
    op.code = kCurvature;
    op.input = vector;
    op.contribution = size;
    block.perform(op, contribution.data());
    for (int i = 0; i < size; ++i) answer.curvature.push_back(mean * contribution[static_cast<std::size_t>(i)]);
  }
  return answer;
}

bool fits(const Samples& s, std::size_t inputs, std::size_t targets) {
  return inputs == static_cast<std::size_t>(s.count * s.input_rows) &&
         targets == static_cast<std::size_t>(s.count * s.target_rows) && s.count > 0;
}

bool read_points(GoldenCase& c, const std::string& path, const Network& network, Samples& s) {
  const GoldenLeaf& x = c.leaf(path + ".x");
  if (x.shape.empty()) return false;
  s.reserve(network, x.shape[0]);
  s.inputs = to_array(x.numbers);
  s.targets = to_array(c.numbers(path + ".y"));
  return fits(s, s.inputs.size(), s.targets.size());
}

bool read_episodes(GoldenCase& c, const std::string& path, const Network& network, Samples& s) {
  const GoldenLeaf& x = c.leaf(path + ".states");
  if (x.shape.empty()) return false;
  s.reserve(network, x.shape[0]);
  s.inputs = to_array(x.numbers);
  s.targets = to_array(c.numbers(path + ".actions"));
  s.advantages = to_array(c.numbers(path + ".advantages"));
  s.old_log_prob = to_array(c.numbers(path + ".old_log_probs"));
  const std::size_t n = static_cast<std::size_t>(s.count);
  return fits(s, s.inputs.size(), s.targets.size()) && s.advantages.size() == n && s.old_log_prob.size() == n;
}

void check_regression(GoldenCase& c, Verdict& v) {
  Problem problem;
  problem.kind = Kind::supervised;
  problem.network.head = Head::values;
  Array theta;
  if (!read_network(c, problem.network) || !read_layers(c, "params", problem.network.mlp, theta))
    return v.refuse("sizes, activation or params");
  const std::string variant = c.text("variant");
  GradientTraits traits;
  if (variant == "anil") {
    traits.part = AdaptedPart::last_layer;
  } else if (variant == "meta_sgd") {
    traits.learns_alpha = true;
    if (!read_layers(c, "alpha", problem.network.mlp, theta)) return v.refuse("alpha");
  } else if (variant != "maml" && variant != "reptile") {
    return v.refuse("variant " + variant);
  }
  std::vector<GradientBlock::Data> tasks(static_cast<std::size_t>(count_tasks(c)));
  problem.meta_batch_size = static_cast<int>(tasks.size());
  for (std::size_t t = 0; t < tasks.size(); ++t) {
    const std::string path = "tasks." + std::to_string(t);
    tasks[t].support.resize(1);
    if (!read_points(c, path + ".support", problem.network, tasks[t].support[0]) ||
        !read_points(c, path + ".query", problem.network, tasks[t].query))
      return v.refuse(path);
  }
  if (tasks.empty()) return v.refuse("no tasks");
  const std::string alpha = traits.learns_alpha ? "0" : format_real(c.number("alpha"));
  const GradientLearner learner(problem, traits, settings_for(c, "adam", alpha));
  const Answer answer = ask(learner, tasks, theta, nullptr, variant == "reptile" ? kDisplacement : kGradientAt);

  v.compare("query_losses", c.numbers("expect.query_losses"), answer.losses.data());
  v.compare("meta_loss", c.number("expect.meta_loss"), answer.loss);
  for (std::size_t t = 0; t < tasks.size(); ++t) {
    Array expected;
    if (!read_layers(c, "expect.adapted." + std::to_string(t), problem.network.mlp, expected))
      return v.refuse("expect.adapted");
    v.compare("adapted", doubles(expected), answer.adapted[t].data());
  }
  Array gradient, alpha_gradient;
  if (!read_layers(c, "expect.meta_gradient", problem.network.mlp, gradient)) return v.refuse("expect.meta_gradient");
  v.compare("meta_gradient", doubles(gradient), answer.gradient.data());
  if (traits.learns_alpha) {
    if (!read_layers(c, "expect.alpha_gradient", problem.network.mlp, alpha_gradient))
      return v.refuse("expect.alpha_gradient");
    v.compare("alpha_gradient", doubles(alpha_gradient), answer.gradient.data() + gradient.size());
  }
  if (variant == "reptile") {
    Array direction;
    if (!read_layers(c, "expect.reptile_direction", problem.network.mlp, direction))
      return v.refuse("expect.reptile_direction");
    v.compare("reptile_direction", doubles(direction), answer.curvature.data());
  }
}

bool read_head(GoldenCase& c, Network& network) {
  const std::string distribution = c.text("distribution");
  network.head = distribution == "categorical" ? Head::categorical : Head::gaussian;
  return distribution == "categorical" || distribution == "gaussian";
}

void check_policy_maml(GoldenCase& c, Verdict& v) {
  Problem problem;
  problem.kind = Kind::reinforcement;
  Array theta, vector;
  if (!read_network(c, problem.network) || !read_head(c, problem.network) ||
      !read_policy(c, "params", problem.network, theta) || !read_policy(c, "vector", problem.network, vector))
    return v.refuse("distribution, sizes, activation, params or vector");
  std::vector<GradientBlock::Data> tasks(static_cast<std::size_t>(count_tasks(c)));
  problem.meta_batch_size = static_cast<int>(tasks.size());
  for (std::size_t t = 0; t < tasks.size(); ++t) {
    const std::string path = "tasks." + std::to_string(t);
    tasks[t].support.resize(1);
    if (!read_episodes(c, path + ".support", problem.network, tasks[t].support[0]) ||
        !read_episodes(c, path + ".query", problem.network, tasks[t].query))
      return v.refuse(path);
  }
  if (tasks.empty()) return v.refuse("no tasks");
  const GradientLearner learner(problem, {}, settings_for(c, "trpo", format_real(c.number("alpha"))));
  const Answer answer = ask(learner, tasks, theta, &vector, kGradientAt);
  v.compare("task_losses", c.numbers("expect.task_losses"), answer.losses.data());
  v.compare("meta_loss", c.number("expect.meta_loss"), answer.loss);
  Array gradient, curvature;
  if (!read_policy(c, "expect.meta_gradient", problem.network, gradient) ||
      !read_policy(c, "expect.kl_hessian_times_vector", problem.network, curvature))
    return v.refuse("expect");
  v.compare("meta_gradient", doubles(gradient), answer.gradient.data());
  v.compare("kl_hessian_times_vector", doubles(curvature), answer.curvature.data());
}

void check_ppo(GoldenCase& c, Verdict& v) {
  Network network;
  Array theta, expected;
  Samples batch;
  if (!read_network(c, network) || !read_head(c, network) || !read_policy(c, "params", network, theta) ||
      !read_episodes(c, "batch", network, batch) || !read_policy(c, "expect.gradient", network, expected))
    return v.refuse("distribution, sizes, activation, params, batch or expect");
  Loss loss;
  const LossForm form{LossKind::clipped_surrogate, Scalar(c.number("clip")), Scalar(c.number("entropy_coefficient"))};
  v.compare("loss", c.number("expect.loss"), loss.evaluate(network, theta.data(), batch, form));
  if (c.has("expect.clipped_fraction"))
    v.compare("clipped_fraction", c.number("expect.clipped_fraction"), loss.clipped_fraction());
  Array gradient(theta.size());
  loss.gradient(gradient.data(), false);
  v.compare("gradient", doubles(expected), gradient.data());
}

void check_gae(GoldenCase& c, Verdict& v) {
  const GoldenLeaf& rewards = c.leaf("rewards");
  if (rewards.shape.size() != 2) return v.refuse("rewards");
  const int time = rewards.shape[0], lanes = rewards.shape[1];
  const Array r = to_array(rewards.numbers), values = to_array(c.numbers("values")),
              dones = to_array(c.numbers("dones"));
  if (dones.size() != r.size() || values.size() != r.size() + static_cast<std::size_t>(lanes))
    return v.refuse("values or dones");
  Array advantages(r.size()), returns(r.size());
  generalized_advantages(r.data(), values.data(), dones.data(), time, lanes, Scalar(c.number("gamma")),
                         Scalar(c.number("lambda")), advantages.data(), returns.data());
  v.compare("advantages", c.numbers("expect.advantages"), advantages.data());
  v.compare("returns", c.numbers("expect.returns"), returns.data());
}

}  // namespace

int main() {
  bool good = true;
  GoldenCase c;
  while (read_case(std::cin, c)) {
    Verdict v;
    const std::string kind = c.has("kind") ? c.text("kind") : "none";
    if (kind == "regression") {
      check_regression(c, v);
    } else if (kind == "policy_maml") {
      check_policy_maml(c, v);
    } else if (kind == "ppo") {
      check_ppo(c, v);
    } else if (kind == "gae") {
      check_gae(c, v);
    } else if (kind == "gru") {
      check_gru(c, v);
    } else if (kind == "environment_dynamics") {
      check_dynamics(c, v);
    } else if (kind == "environment") {
      check_environment(c, v);
    } else {
      v.refuse("the kind " + kind);
    }
    if (!c.missing.empty() && v.reason.empty()) v.refuse(c.missing + " is missing");
    if (v.compared == 0 && v.reason.empty()) v.refuse("it expects nothing");
    const bool ok = v.reason.empty() && v.error <= kGoldenBound;
    good = good && ok;
    std::printf("%s %s %.2e %.0e %s %s\n", c.name.c_str(), kind.c_str(), v.error, kGoldenBound, ok ? "ok" : "FAILED",
                v.reason.c_str());
  }
  return good ? 0 : 1;
}
