#include "meta/prototypical_learner.h"

#include <algorithm>
#include <cmath>

#include "foundation/elementary.h"
#include "foundation/short_array.h"
#include "foundation/vectors.h"
#include "learning/collect.h"
#include "meta/drawing.h"
#include "networks/distribution.h"
#include "networks/initial_weights.h"

namespace metarl {

namespace {

class PrototypicalBlock final : public TaskBlock {
 public:
  explicit PrototypicalBlock(const PrototypicalLearner& learner)
      : TaskBlock(learner.problem()),
        learner_(learner),
        classes_(learner.classes()),
        latent_(learner.embedding().outputs()) {}

  void reserve(const BlockSpec& spec, Memory memory) override;
  double shown(const BlockSpec& spec) const override {
    return static_cast<double>(latent_) * (classes_ + support_points(spec));
  }
  void begin(const BlockSpec& spec) override;
  Scalar value(int i, int k) const override {
    return tasks_[static_cast<std::size_t>(i)].values[static_cast<std::size_t>(k)];
  }
  TaskView view(int i) const override;
  void predict(int i, int k, ConstMatrix x, Matrix y) const override;

 private:
  struct Task {
    Samples support, query;
    MlpPass support_pass, query_pass;
    Array prototypes;     // latent x classes
    Array probabilities;  // classes x query points
    Array values;         // loss by 0 .. steps points of each class
  };

  int support_points(const BlockSpec& spec) const {
    return spec.test_data ? std::max(1, spec.steps) * classes_ : problem_.shots;
  }
  void tasks_drawn(const Operation&) override;
  void work(const Operation& operation, Scalar* contribution) override;
  void judge(Task& task, int k, const Scalar* parameters);
  void add_gradient(Task& task, Scalar* contribution);
  // The prototypes of the first k points of each class, from all support points' embeddings; k at least 1.
  void average(const Samples& support, ConstMatrix embeddings, int k, Scalar* prototypes) const;
  Scalar points_of(int c, int count) const;
  // Probabilities of the classes for each column of embeddings; even where there are no prototypes (k = 0).
  void classify(ConstMatrix embeddings, const Scalar* prototypes, int k, Scalar* probabilities) const;

  const PrototypicalLearner& learner_;
  int classes_, latent_;
  const Scalar* parameters_ = nullptr;
  int known_ = 0;  // points of each class
  std::vector<Task> tasks_;
  Array d_support_, d_query_, d_prototypes_, gradient_;
};

void PrototypicalBlock::reserve(const BlockSpec& spec, Memory memory) {
  TaskBlock::reserve(spec, memory);
  const Mlp& embedding = learner_.embedding();
  const int points = support_points(spec), queries = problem_.query;
  memory.take_alike(tasks_, spec.tasks, [&](Task& task, Memory own) {
    task.support.reserve(problem_.network, points, own);
    task.query.reserve(problem_.network, queries, own);
    task.support_pass.reserve(embedding, points, false, own);
    task.query_pass.reserve(embedding, queries, false, own);
    own.take(task.prototypes, latent_, classes_);
    own.take(task.probabilities, classes_, queries);
    own.take(task.values, spec.steps + 1);
  });
  if (!spec.derivatives) return;
  memory.take(d_prototypes_, latent_, classes_);
  memory.take(d_query_, latent_, queries);
  memory.take(d_support_, latent_, points);
  memory.take(gradient_, learner_.meta_size());
}

void PrototypicalBlock::begin(const BlockSpec& spec) {
  TaskBlock::begin(spec);
  known_ = 0;
}

void PrototypicalBlock::tasks_drawn(const Operation&) {
  for (int i = 0; i < spec_.tasks; ++i) {
    Task& task = tasks_[static_cast<std::size_t>(i)];
    std::fill(task.values.begin(), task.values.end(), Scalar(NAN));
    Collector::points(problem_, this->task(i), key(i, Purpose::collect), support_points(spec_), task.support);
    Collector::points(problem_, this->task(i), key(i, Purpose::query), problem_.query, task.query);
  }
}

void PrototypicalBlock::average(const Samples& support, ConstMatrix embeddings, int k, Scalar* prototypes) const {
  std::fill_n(prototypes, latent_ * classes_, Scalar(0));
  const int count = std::min(k * classes_, support.count);
  for (int n = 0; n < count; ++n) {
    const int c = static_cast<int>(support.targets[static_cast<std::size_t>(n)]);
    for (int i = 0; i < latent_; ++i) prototypes[c * latent_ + i] += embeddings(i, n) / points_of(c, count);
  }
}

// Of the first `count` points, those of class c: classes come in turn. At least 1.
Scalar PrototypicalBlock::points_of(int c, int count) const {
  return Scalar(std::max(1, (count - c + classes_ - 1) / classes_));
}

void PrototypicalBlock::classify(ConstMatrix embeddings, const Scalar* prototypes, int k, Scalar* probabilities) const {
  ShortArray logits(classes_);
  for (int n = 0; n < embeddings.cols; ++n) {
    for (int c = 0; c < classes_; ++c) {
      Scalar squared = 0;
      for (int i = 0; k > 0 && i < latent_; ++i) {
        const Scalar away = embeddings(i, n) - prototypes[c * latent_ + i];
        squared += away * away;
      }
      logits[c] = -squared;
    }
    softmax(logits.data(), classes_, probabilities + static_cast<std::ptrdiff_t>(n) * classes_);
  }
}

// Cross-entropy of the query by the first k points of each class.
void PrototypicalBlock::judge(Task& task, int k, const Scalar* parameters) {
  const Mlp& mlp = learner_.embedding();
  if (k <= 1) {
    task.support_pass.forward(mlp, parameters, task.support.input_matrix());
    task.query_pass.forward(mlp, parameters, task.query.input_matrix());
  }
  if (k > 0) average(task.support, task.support_pass.outputs(), k, task.prototypes.data());
  classify(task.query_pass.outputs(), task.prototypes.data(), k, task.probabilities.data());
  Scalar loss = 0;
  for (int n = 0; n < task.query.count; ++n)
    loss -= logarithm(task.probabilities[static_cast<std::size_t>(
        n * classes_ + static_cast<int>(task.query.targets[static_cast<std::size_t>(n)]))]);
  task.values[static_cast<std::size_t>(k)] = loss / Scalar(task.query.count);
}

void PrototypicalBlock::add_gradient(Task& task, Scalar* contribution) {
  const int queries = task.query.count, supports = task.support.count, size = learner_.meta_size();
  contribution[size] += task.values[static_cast<std::size_t>(spec_.steps)];
  if (spec_.steps == 0) return;
  std::fill(d_prototypes_.begin(), d_prototypes_.end(), Scalar(0));
  std::fill(d_query_.begin(), d_query_.end(), Scalar(0));
  const ConstMatrix embeddings = task.query_pass.outputs();
  for (int n = 0; n < queries; ++n) {
    for (int c = 0; c < classes_; ++c) {
      const bool right = static_cast<int>(task.query.targets[static_cast<std::size_t>(n)]) == c;
      // By the logit, which is minus the squared distance.
      const Scalar by =
          (task.probabilities[static_cast<std::size_t>(n * classes_ + c)] - Scalar(right ? 1 : 0)) / Scalar(queries);
      for (int i = 0; i < latent_; ++i) {
        const Scalar d = -2 * by * (embeddings(i, n) - task.prototypes[static_cast<std::size_t>(c * latent_ + i)]);
        d_query_[static_cast<std::size_t>(n * latent_ + i)] += d;
        d_prototypes_[static_cast<std::size_t>(c * latent_ + i)] -= d;
      }
    }
  }
  for (int n = 0; n < supports; ++n) {
    const int c = static_cast<int>(task.support.targets[static_cast<std::size_t>(n)]);
    for (int i = 0; i < latent_; ++i)
      d_support_[static_cast<std::size_t>(n * latent_ + i)] =
          d_prototypes_[static_cast<std::size_t>(c * latent_ + i)] / points_of(c, supports);
  }
  task.query_pass.backward({d_query_.data(), latent_, queries}, gradient_.data(), false);
  add_scaled(contribution, 1, gradient_.data(), size);
  task.support_pass.backward({d_support_.data(), latent_, supports}, gradient_.data(), false);
  add_scaled(contribution, 1, gradient_.data(), size);
}

void PrototypicalBlock::work(const Operation& operation, Scalar* contribution) {
  for (int i = 0; i < spec_.tasks; ++i) {
    Task& task = tasks_[static_cast<std::size_t>(i)];
    if (operation.code == kTakePoint) judge(task, operation.step, operation.input->data());
    if (operation.code == kGradient) {
      judge(task, 0, operation.input->data());
      judge(task, spec_.steps, operation.input->data());
      add_gradient(task, contribution);
    }
  }
  if (operation.code != kTakePoint) return;
  parameters_ = operation.input->data();
  known_ = operation.step;
}

TaskView PrototypicalBlock::view(int i) const {
  const Task& task = tasks_[static_cast<std::size_t>(i)];
  TaskView view;
  view.task = this->task(i);
  view.support = &task.support;
  view.query = &task.query;
  if (known_ == 0) return view;
  const ConstMatrix points = task.support_pass.outputs();
  NamedArray prototypes{"prototypes", {classes_, latent_}, Array(static_cast<std::size_t>(classes_ * latent_))};
  average(task.support, points, known_, prototypes.data.data());
  NamedArray embeddings{"embeddings", {points.cols, latent_}, Array(points.data, points.data + points.size())};
  view.more.push_back(std::move(prototypes));
  view.more.push_back(std::move(embeddings));
  return view;
}

void PrototypicalBlock::predict(int i, int k, ConstMatrix x, Matrix y) const {
  const Task& task = tasks_[static_cast<std::size_t>(i)];
  MlpPass pass;
  pass.forward(learner_.embedding(), parameters_, x);
  Array prototypes(static_cast<std::size_t>(latent_ * classes_));
  if (k > 0) average(task.support, task.support_pass.outputs(), k, prototypes.data());
  classify(pass.outputs(), prototypes.data(), k, y.data);
}

}  // namespace

namespace {

Mlp embedding_of(const Problem& problem, const Settings& settings) {
  Mlp embedding = problem.network.mlp;
  embedding.sizes.back() = settings.integer("latent");
  return embedding;
}

}  // namespace

PrototypicalLearner::PrototypicalLearner(const Problem& problem, const Settings& settings)
    : PrototypicalLearner(problem, settings, embedding_of(problem, settings)) {}

PrototypicalLearner::PrototypicalLearner(const Problem& problem, const Settings& settings, const Mlp& embedding)
    : OuterLearner(embedding.parameter_count(),
                   make_outer(settings, {embedding.parameter_count(), problem.meta_batch_size})),
      problem_(problem),
      embedding_(embedding) {}

void PrototypicalLearner::initialise() {
  reserve(Memory());
  Stream stream({problem_.seed, 0, 0, Purpose::initial_parameters, 0, 0});
  initialise_glorot(embedding_, meta_.data(), stream);
}

std::unique_ptr<Block> PrototypicalLearner::make_block() const { return std::make_unique<PrototypicalBlock>(*this); }

int PrototypicalLearner::steps() const { return (problem_.shots + classes() - 1) / classes(); }

void PrototypicalLearner::write_schedule(int steps, const Array& meta_parameters, Schedule& schedule) const {
  write_in_turn(steps, kTakePoint, meta_parameters, schedule);
}

}  // namespace metarl
