#include "meta/gradient_block.h"

#include <algorithm>
#include <cmath>

#include "foundation/elementary.h"
#include "foundation/vectors.h"

namespace metarl {

GradientBlock::GradientBlock(const GradientLearner& learner)
    : TaskBlock(learner.problem()),
      learner_(learner),
      form_(learner.form()),
      size_(problem_.network.parameter_count()) {}

void GradientBlock::begin(const BlockSpec& spec) {
  TaskBlock::begin(spec);
  recorded_lanes_ = 0;
  const std::size_t count = static_cast<std::size_t>(spec.tasks), n = static_cast<std::size_t>(size_);
  const std::size_t steps = static_cast<std::size_t>(spec.steps);
  if (tasks_.size() < count) tasks_.resize(count);
  for (Array* a : {&alpha_, &later_alpha_, &v_, &product_}) reserve_length(*a, n);
  policies_.resize(count);
  keys_.resize(count);
  experiences_.resize(count);
  recordings_.resize(count);
  for (Task& task : tasks_) {
    reserve_length(task.values, steps + 1);
    std::fill(task.values.begin(), task.values.end(), Scalar(NAN));
    if (problem_.kind == Kind::reinforcement && task.experiences.size() < steps + 1) task.experiences.resize(steps + 1);
  }
}

const Samples& GradientBlock::support(const Task& task, int step) const {
  return problem_.kind == Kind::supervised ? task.support : task.experiences[static_cast<std::size_t>(step)].samples;
}

const Samples& GradientBlock::query(const Task& task) const {
  return problem_.kind == Kind::supervised ? task.query
                                           : task.experiences[static_cast<std::size_t>(spec_.steps)].samples;
}

void GradientBlock::read_meta(const Scalar* meta_parameters) {
  for (int i = 0; i < spec_.tasks; ++i)
    tasks_[static_cast<std::size_t>(i)].adaptation.begin(problem_.network, meta_parameters);
  if (learner_.traits().learns_alpha) {
    std::copy_n(meta_parameters + size_, size_, alpha_.begin());
  } else {
    int first = 0;
    if (learner_.traits().part == AdaptedPart::last_layer)
      first = problem_.network.mlp.weight_offset(problem_.network.mlp.layers() - 1);
    std::fill_n(alpha_.begin(), first, Scalar(0));
    std::fill_n(alpha_.begin() + first, size_ - first, form_.inner_lr);
  }
  const Scalar scale = spec_.test_data ? form_.test_lr_scale : Scalar(1);
  for (int i = 0; i < size_; ++i) later_alpha_[i] = scale * alpha_[i];
}

void GradientBlock::collect_episodes(int step, Purpose purpose) {
  for (int i = 0; i < spec_.tasks; ++i) {
    Task& task = tasks_[static_cast<std::size_t>(i)];
    const std::size_t k = static_cast<std::size_t>(i), s = static_cast<std::size_t>(step);
    policies_[k] = task.adaptation.parameters(step);
    keys_[k] = key(i, purpose, step);
    experiences_[k] = &task.experiences[s];
    recordings_[k] = nullptr;
    if (recorded_lanes_ > 0) {
      if (task.recordings.size() <= s) task.recordings.resize(s + 1);
      Recording& r = task.recordings[s];
      r.reserve(problem_.reinforcement(), std::min(recorded_lanes_, problem_.episodes), problem_.horizon,
                problem_.network.target_rows());
      recordings_[k] = &r;
    }
  }
  collector_.episodes(problem_, form_.advantages, spec_.tasks, task_parameters(), policies_.data(), keys_.data(),
                      experiences_.data(), recordings_.data());
  for (int i = 0; i < spec_.tasks; ++i) {
    Task& task = tasks_[static_cast<std::size_t>(i)];
    task.values[static_cast<std::size_t>(step)] = task.experiences[static_cast<std::size_t>(step)].mean_return;
  }
}

void GradientBlock::draw_points(bool with_support) {
  const int shots = spec_.test_data ? problem_.test_shots : problem_.shots;
  for (int i = 0; i < spec_.tasks; ++i) {
    Task& task = tasks_[static_cast<std::size_t>(i)];
    if (with_support) Collector::points(problem_, this->task(i), key(i, Purpose::collect), shots, task.support);
    Collector::points(problem_, this->task(i), key(i, Purpose::query), problem_.query, task.query);
  }
}

// A value is always that of the query data, before adaptation as after it. Those between are for who watches.
void GradientBlock::collect(int step) {
  if (problem_.kind == Kind::reinforcement) return collect_episodes(step, Purpose::collect);
  if (step == 0) draw_points(true);
  if (step > 0 && !spec_.watch) return;
  for (int i = 0; i < spec_.tasks; ++i) {
    Task& task = tasks_[static_cast<std::size_t>(i)];
    task.values[static_cast<std::size_t>(step)] =
        watch_loss_.evaluate(problem_.network, task.adaptation.parameters(step), task.query, form_.outer_loss);
  }
}

void GradientBlock::adapt(int step) {
  for (int i = 0; i < spec_.tasks; ++i) {
    Task& task = tasks_[static_cast<std::size_t>(i)];
    task.adaptation.step(support(task, step), form_.inner_loss, (step == 0 ? alpha_ : later_alpha_).data(),
                         spec_.derivatives && form_.curvature);
  }
}

void GradientBlock::collect_query() {
  const int step = spec_.steps;
  const std::size_t last = static_cast<std::size_t>(step);
  if (problem_.kind == Kind::reinforcement) {
    collect_episodes(step, Purpose::query);
  } else if (step == 0) {
    draw_points(spec_.watch);
  }
  for (int i = 0; i < spec_.tasks; ++i) {
    Task& task = tasks_[static_cast<std::size_t>(i)];
    if (problem_.kind == Kind::reinforcement && !spec_.derivatives) continue;
    task.outer_loss =
        task.query_loss.evaluate(problem_.network, task.adaptation.adapted(), query(task), form_.outer_loss);
    if (problem_.kind == Kind::supervised) task.values[last] = task.outer_loss;
  }
}

void GradientBlock::adapt_again(const Scalar* meta_parameters, bool curvature) {
  read_meta(meta_parameters);
  for (int i = 0; i < spec_.tasks; ++i) {
    Task& task = tasks_[static_cast<std::size_t>(i)];
    for (int k = 0; k < spec_.steps; ++k)
      task.adaptation.step(support(task, k), form_.inner_loss, (k == 0 ? alpha_ : later_alpha_).data(), curvature);
    task.outer_loss =
        task.query_loss.evaluate(problem_.network, task.adaptation.adapted(), query(task), form_.outer_loss);
  }
}

void GradientBlock::add_gradient(Task& task, Scalar* contribution) {
  task.query_loss.gradient(v_.data(), false);
  Scalar* alpha_gradient = learner_.traits().learns_alpha ? contribution + size_ : nullptr;
  task.adaptation.pull_back(v_.data(), alpha_.data(), form_.order, alpha_gradient);
  for (int i = 0; i < size_; ++i) contribution[i] += v_[i];
  contribution[learner_.meta_size()] += task.outer_loss;
}

void GradientBlock::add_curvature(Task& task, const Scalar* v, Scalar* contribution) {
  const bool learns_alpha = learner_.traits().learns_alpha;
  std::copy_n(v, size_, v_.begin());
  task.adaptation.push_forward(v_.data(), alpha_.data(), learns_alpha ? v + size_ : nullptr);
  task.query_loss.fisher_product(v_.data(), product_.data());
  task.adaptation.pull_back(product_.data(), alpha_.data(), 2, learns_alpha ? contribution + size_ : nullptr);
  for (int i = 0; i < size_; ++i) contribution[i] += product_[i];
}

void GradientBlock::work(const Operation& operation, Scalar* contribution) {
  switch (operation.code) {
    case kCollect:
      return collect(operation.step);
    case kAdapt:
      return adapt(operation.step);
    case kQuery:
      return collect_query();
    case kGradientAt:
      adapt_again(operation.input->data(), form_.curvature);
      [[fallthrough]];
    case kGradient:
      for (int i = 0; i < spec_.tasks; ++i) add_gradient(tasks_[static_cast<std::size_t>(i)], contribution);
      return;
    case kCurvature:
      for (int i = 0; i < spec_.tasks; ++i)
        add_curvature(tasks_[static_cast<std::size_t>(i)], operation.input->data(), contribution);
      return;
    case kLossAt:
      adapt_again(operation.input->data(), false);
      for (int i = 0; i < spec_.tasks; ++i) {
        contribution[0] += tasks_[static_cast<std::size_t>(i)].outer_loss;
        if (problem_.kind == Kind::reinforcement)
          contribution[1] += tasks_[static_cast<std::size_t>(i)].query_loss.divergence();
      }
      return;
    case kDisplacement:
      for (int i = 0; i < spec_.tasks; ++i) {
        const Adaptation& a = tasks_[static_cast<std::size_t>(i)].adaptation;
        for (int j = 0; j < size_; ++j) contribution[j] += a.adapted()[j] - a.parameters(0)[j];
      }
      return;
  }
}

Scalar GradientBlock::value(int i, int k) const {
  const Array& values = tasks_[static_cast<std::size_t>(i)].values;
  return static_cast<std::size_t>(k) < values.size() ? values[static_cast<std::size_t>(k)] : Scalar(NAN);
}

TaskView GradientBlock::view(int i) const {
  const Task& t = tasks_[static_cast<std::size_t>(i)];
  TaskView view;
  view.task = task(i);
  if (problem_.kind == Kind::supervised) {
    view.support = &t.support;
    view.query = &t.query;
  }
  for (const Recording& r : t.recordings) view.recordings.push_back(&r);
  // How far each inner step went.
  NamedArray norms{"parameter_norms", {t.adaptation.steps()}, {}};
  for (int k = 0; k < t.adaptation.steps(); ++k) {
    Scalar squares = 0;
    for (int j = 0; j < size_; ++j) {
      const Scalar d = t.adaptation.parameters(k + 1)[j] - t.adaptation.parameters(k)[j];
      squares += d * d;
    }
    norms.data.push_back(square_root(squares));
  }
  view.more.push_back(std::move(norms));
  return view;
}

void GradientBlock::predict(int i, int k, ConstMatrix x, Matrix y) const {
  MlpPass pass;
  pass.forward(problem_.network.mlp, parameters(i, k), x);
  const ConstMatrix outputs = pass.outputs();
  std::copy_n(outputs.data, outputs.size(), y.data);
  if (problem_.network.head == Head::categorical)
    for (int c = 0; c < y.cols; ++c) softmax(outputs.column(c), y.rows, y.column(c));
}

void GradientBlock::use(const std::vector<Data>& tasks, const Scalar* meta_parameters) {
  BlockSpec spec;
  spec.tasks = static_cast<int>(tasks.size());
  spec.steps = form_.inner_steps;
  spec.derivatives = true;
  begin(spec);
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    Task& task = tasks_[i];
    task.support = tasks[i].support[0];
    task.query = tasks[i].query;
    if (problem_.kind == Kind::supervised) continue;
    for (std::size_t k = 0; k < static_cast<std::size_t>(spec.steps); ++k)
      task.experiences[k].samples = tasks[i].support[std::min(k, tasks[i].support.size() - 1)];
    task.experiences[static_cast<std::size_t>(spec.steps)].samples = tasks[i].query;
  }
  adapt_again(meta_parameters, form_.curvature);
}

}  // namespace metarl
