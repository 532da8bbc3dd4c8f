#include "meta/gradient_block.h"

#include <algorithm>
#include <cmath>

#include "foundation/vectors.h"
#include "meta/step_lengths.h"

namespace metarl {

GradientBlock::GradientBlock(const GradientLearner& learner)
    : TaskBlock(learner.problem()),
      form_(learner.form()),
      loop_(problem_.network, learner.traits(), form_),
      critic_form_(learner.critic()),
      policy_size_(learner.policy_size()) {
  if (!critic_form_) return;
  critic_loop_ = std::make_unique<InnerLoop>(critic_form_->value.network, critic_form_->traits, critic_form_->form);
  network_critic_ = std::make_unique<NetworkCritic>(critic_form_->value);
}

void GradientBlock::reserve(const BlockSpec& spec, Memory memory) {
  TaskBlock::reserve(spec, memory);
  const Network& network = problem_.network;
  const bool supervised = problem_.kind == Kind::supervised;
  const int shots = spec.test_data ? problem_.test_shots : problem_.shots,
            samples = problem_.episodes * problem_.horizon;  // of a batch of episodes
  memory.take_alike(tasks_, spec.tasks, [&](Task& task, Memory own) {
    own.take(task.values, spec.steps + 1);
    task.objective.reserve(loop_, spec.steps, supervised ? shots : samples, spec.derivatives && form_.curvature, own);
    if (supervised) {
      task.support.reserve(network, shots, own);
      task.query.reserve(network, problem_.query, own);
      task.objective.reserve_judgement(network, problem_.query, own);
      return;
    }
    if (spec.derivatives) task.objective.reserve_judgement(network, samples, own);
    if (spec.derivatives && loop_.has_step_losses()) task.objective.reserve_step_losses(network, samples, own);
    own.take_alike(task.experiences, spec.steps + 1, [&](Experience& experience, Memory each) {
      experience.reserve(network, problem_.episodes, problem_.horizon, each);
    });
    if (critic_form_) reserve_critic(spec, task, own);
    if (spec.recorded == 0) return;
    own.take_alike(task.recordings, spec.steps + 1, [&](Recording& recording, Memory each) {
      recording.reserve(problem_.reinforcement(), std::min(spec.recorded, problem_.episodes), problem_.horizon,
                        network.target_rows(), each);
    });
  });
  loop_.reserve(memory);
  if (supervised) watch_loss_.reserve(network, problem_.query, false, memory);
  memory.take(policies_, spec.tasks);
  memory.take(keys_, spec.tasks);
  memory.take(experiences_, spec.tasks);
  memory.take(recordings_, spec.tasks);
  if (critic_form_) {
    critic_loop_->reserve(memory);
    memory.take(network_critic_->parameters(), spec.tasks);
  }
  // Data that are given (use) need no family.
  if (!problem_.family || supervised) return;
  collector_.reserve(problem_, spec.tasks, memory);
  critic().reserve(problem_, memory);
}

// Of one task's critic.
void GradientBlock::reserve_critic(const BlockSpec& spec, Task& task, Memory memory) {
  const Network& network = critic_form_->value.network;
  const int samples = problem_.episodes * problem_.horizon;
  task.critic.reserve(*critic_loop_, spec.steps, samples, spec.derivatives && critic_form_->form.curvature, memory);
  if (spec.derivatives) task.critic.reserve_judgement(network, samples, memory);
  memory.take_alike(task.critic_samples, spec.steps + 1,
                    [&](Samples& batch, Memory each) { batch.reserve(network, samples, each); });
}

Critic& GradientBlock::critic() {
  if (critic_form_) return *network_critic_;
  return fitted_critic_;
}

// Nothing is known of the tasks yet.
void GradientBlock::forget() {
  for (Task& task : tasks_) std::fill(task.values.begin(), task.values.end(), Scalar(NAN));
}

const Samples& GradientBlock::support(const Task& task, int step) const {
  return problem_.kind == Kind::supervised ? task.support : task.experiences[static_cast<std::size_t>(step)].samples;
}

const Samples& GradientBlock::query(const Task& task) const {
  return problem_.kind == Kind::supervised ? task.query
                                           : task.experiences[static_cast<std::size_t>(spec_.steps)].samples;
}

void GradientBlock::start_from(const Scalar* meta_parameters) {
  loop_.read(meta_parameters, spec_.test_data);
  for (int i = 0; i < spec_.tasks; ++i) tasks_[static_cast<std::size_t>(i)].objective.begin(loop_);
}

void GradientBlock::start_critics(const Scalar* meta_parameters) {
  critic_loop_->read(meta_parameters, spec_.test_data);
  for (int i = 0; i < spec_.tasks; ++i) tasks_[static_cast<std::size_t>(i)].critic.begin(*critic_loop_);
}

void GradientBlock::tasks_drawn(const Operation& operation) {
  forget();
  start_from(operation.input->data());
  if (critic_form_) start_critics(operation.input->data() + policy_size_);
}

void GradientBlock::collect_episodes(int step, Purpose purpose) {
  for (int i = 0; i < spec_.tasks; ++i) {
    Task& task = tasks_[static_cast<std::size_t>(i)];
    const std::size_t k = static_cast<std::size_t>(i), s = static_cast<std::size_t>(step);
    policies_[k] = parameters(i, step);
    keys_[k] = key(i, purpose, step);
    experiences_[k] = &task.experiences[s];
    recordings_[k] = nullptr;
    if (spec_.recorded > 0) recordings_[k] = &task.recordings[s];
    if (critic_form_) network_critic_->parameters()[k] = task.critic.parameters(step);
  }
  const AdvantageForm& advantages = purpose == Purpose::collect ? form_.inner_advantages : form_.advantages;
  collector_.episodes(problem_, advantages, critic(), spec_.tasks, task_parameters(), policies_.data(), keys_.data(),
                      experiences_.data(), recordings_.data());
  for (int i = 0; i < spec_.tasks; ++i) {
    Task& task = tasks_[static_cast<std::size_t>(i)];
    const Experience& e = task.experiences[static_cast<std::size_t>(step)];
    task.values[static_cast<std::size_t>(step)] = e.mean_return;
    if (critic_form_) critic_form_->value.write_samples(e, task.critic_samples[static_cast<std::size_t>(step)]);
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

// A value is always that of the query data, before adaptation as after it. Those between are for traces.
void GradientBlock::collect(int step) {
  if (problem_.kind == Kind::reinforcement) return collect_episodes(step, Purpose::collect);
  if (step == 0) draw_points(true);
  if (step > 0 && !spec_.watch) return;
  for (int i = 0; i < spec_.tasks; ++i) {
    Task& task = tasks_[static_cast<std::size_t>(i)];
    task.values[static_cast<std::size_t>(step)] =
        watch_loss_.evaluate(problem_.network, parameters(i, step), task.query, form_.outer_loss);
  }
}

void GradientBlock::adapt(int step) {
  for (int i = 0; i < spec_.tasks; ++i) {
    Task& task = tasks_[static_cast<std::size_t>(i)];
    task.objective.adapt(support(task, step), spec_.derivatives && form_.curvature);
    if (critic_form_)
      task.critic.adapt(task.critic_samples[static_cast<std::size_t>(step)],
                        spec_.derivatives && critic_form_->form.curvature);
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
    const Scalar loss = task.objective.judge(query(task));
    if (problem_.kind == Kind::supervised) task.values[last] = loss;
    if (critic_form_) task.critic.judge(task.critic_samples[last]);
  }
}

// How much better a task went than the others did on average, in the units of the outer loss's advantages.
void GradientBlock::set_credits(const Array& outcomes) {
  for (int i = 0; i < spec_.tasks; ++i) {
    Task& task = tasks_[static_cast<std::size_t>(i)];
    const Experience& e = task.experiences[static_cast<std::size_t>(spec_.steps)];
    const Scalar others = outcomes[1] - 1;
    const Scalar baseline = others > 0 ? (outcomes[0] - e.discounted_return) / others : Scalar(0);
    task.objective.set_credit(e.advantage_scale * (e.discounted_return - baseline));
  }
}

// The same inner loops again, from other meta-parameters.
void GradientBlock::adapt_again(const Scalar* meta_parameters, bool curvature) {
  start_from(meta_parameters);
  for (int i = 0; i < spec_.tasks; ++i) {
    Task& task = tasks_[static_cast<std::size_t>(i)];
    for (int k = 0; k < spec_.steps; ++k) task.objective.adapt(support(task, k), curvature);
    task.objective.judge(query(task));
  }
}

void GradientBlock::adapt_critics_again(const Scalar* meta_parameters, bool curvature) {
  start_critics(meta_parameters);
  for (int i = 0; i < spec_.tasks; ++i) {
    Task& task = tasks_[static_cast<std::size_t>(i)];
    for (int k = 0; k < spec_.steps; ++k)
      task.critic.adapt(task.critic_samples[static_cast<std::size_t>(k)], curvature);
    task.critic.judge(task.critic_samples[static_cast<std::size_t>(spec_.steps)]);
  }
}

void GradientBlock::work(const Operation& operation, Scalar* contribution) {
  const auto add = [&](auto&& contribute) {
    for (int i = 0; i < spec_.tasks; ++i) contribute(tasks_[static_cast<std::size_t>(i)].objective);
  };
  const auto add_of_critics = [&](auto&& contribute) {
    for (int i = 0; i < spec_.tasks; ++i) contribute(tasks_[static_cast<std::size_t>(i)].critic);
  };
  switch (operation.code) {
    case kCollect:
      return collect(operation.step);
    case kAdapt:
      return adapt(operation.step);
    case kQuery:
      return collect_query();
    case kOutcomes:
      for (int i = 0; i < spec_.tasks; ++i) contribution[0] += experience(i, spec_.steps).discounted_return;
      contribution[1] += Scalar(spec_.tasks);
      return;
    case kCredit:
      return set_credits(*operation.input);
    case kGradientAt:
      adapt_again(operation.input->data(), form_.curvature);
      [[fallthrough]];
    case kGradient:
      return add([&](TaskObjective& o) { o.add_gradient(contribution); });
    case kCurvature:
      return add([&](TaskObjective& o) { o.add_curvature(operation.input->data(), contribution); });
    case kLossAt:
      adapt_again(operation.input->data(), false);
      return add([&](TaskObjective& o) { o.add_loss(contribution); });
    case kDisplacement:
      return add([&](TaskObjective& o) { o.add_displacement(contribution); });
    case kGradientEach:
      return add([&, to = contribution](TaskObjective& o) mutable {
        o.add_gradient(to, operation.part);
        to += loop_.meta_size() + 1;
      });
    case kPathEach:
      return add([&, to = contribution](TaskObjective& o) mutable { to = o.write_path(to); });
    case kLossEach:
      adapt_again(operation.input->data(), false);
      return add([&, to = contribution](TaskObjective& o) mutable {
        Scalar loss[2] = {};
        o.add_loss(loss);
        *to++ = loss[0];
        *to++ = o.first_inner_loss();
      });
    case kCriticGradientAt:
      adapt_critics_again(operation.input->data(), critic_form_->form.curvature);
      [[fallthrough]];
    case kCriticGradient:
      return add_of_critics([&](TaskObjective& o) { o.add_gradient(contribution); });
    case kCriticLossAt:
      adapt_critics_again(operation.input->data(), false);
      return add_of_critics([&](TaskObjective& o) { o.add_loss(contribution); });
    case kCriticDisplacement:
      return add_of_critics([&](TaskObjective& o) { o.add_displacement(contribution); });
  }
}

Scalar GradientBlock::episode(int i, int k, int lane) const {
  const Scalar mean = value(i, k);
  if (!(mean == mean)) return mean;  // not known yet
  return tasks_[static_cast<std::size_t>(i)].experiences[static_cast<std::size_t>(k)].episode_return
      [static_cast<std::size_t>(lane)];
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
  const int steps = t.objective.steps();
  view.more.push_back(step_lengths(steps, loop_.parameters(), [&](int k) { return parameters(i, k); }));
  if (const int size = loop_.unlearned(); size > 0) {
    NamedArray context{"context", {steps + 1, size}, {}};
    for (int k = 0; k <= steps; ++k) context.data.insert(context.data.end(), parameters(i, k), parameters(i, k) + size);
    view.more.push_back(std::move(context));
  }
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
  reserve(spec, Memory());
  forget();
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    Task& task = tasks_[i];
    task.support = tasks[i].support[0];
    task.query = tasks[i].query;
    task.objective.set_credit(tasks[i].credit);
    if (problem_.kind == Kind::supervised) continue;
    for (std::size_t k = 0; k < static_cast<std::size_t>(spec.steps); ++k)
      task.experiences[k].samples = tasks[i].support[std::min(k, tasks[i].support.size() - 1)];
    task.experiences[static_cast<std::size_t>(spec.steps)].samples = tasks[i].query;
    for (std::size_t k = 0; critic_form_ && k <= static_cast<std::size_t>(spec.steps); ++k)
      task.critic_samples[k] = tasks[i].values[k];
  }
  adapt_again(meta_parameters, form_.curvature);
}

}  // namespace metarl
