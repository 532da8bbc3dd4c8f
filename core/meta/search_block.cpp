#include "meta/search_block.h"

#include <algorithm>
#include <cmath>

#include "foundation/elementary.h"
#include "foundation/vectors.h"
#include "meta/step_lengths.h"

namespace metarl {

namespace {

// 1 / the standard deviation of values, by the sum of their squared distances from their mean; 0 where they are equal
// but for rounding.
Scalar scale_of(Scalar mean, Scalar squares, Scalar count) {
  const Scalar deviation = square_root(squares / count);
  return deviation > Scalar(1e-6) * std::fabs(mean) ? 1 / deviation : Scalar(0);
}

Scalar scale_of(const Array& values, int count) {
  const Scalar mean = sum(values.data(), count) / Scalar(count);
  Scalar squares = 0;
  for (int i = 0; i < count; ++i) squares += (values[i] - mean) * (values[i] - mean);
  return scale_of(mean, squares, Scalar(count));
}

}  // namespace

Scalar mean_reward(const Experience& e) {
  Scalar total = 0, episodes = 0;
  for (int lane = 0; lane < e.lanes; ++lane) {
    Scalar rewards = 0;
    bool first = true;
    for (int t = 0; t < e.time; ++t) {
      const std::size_t i = static_cast<std::size_t>(t * e.lanes + lane);
      rewards += e.reward[i];
      if (e.done[i] == 0 && !(first && t == e.time - 1)) continue;
      total += rewards;
      episodes += 1;
      rewards = 0;
      first = false;
    }
  }
  return total / episodes;
}

SearchBlock::SearchBlock(const SearchLearner& learner)
    : TaskBlock(learner.problem()), form_(learner.form()), size_(problem_.network.parameter_count()) {}

// Two climbers to a task where pairs will be asked for, one of each side; evolution strategies play two policies of
// each.
void SearchBlock::reserve(const BlockSpec& spec, Memory memory) {
  TaskBlock::reserve(spec, memory);
  const int climbers = spec.tasks * (spec.derivatives ? 2 : 1),
            plays = climbers * (form_.inner == Search::evolution ? 2 : 1);
  memory.take_alike(tasks_, spec.tasks, [&](Task& task, Memory own) {
    own.take_alike(task.parameters, spec.steps + 1, [&](Array& theta, Memory each) { each.take(theta, size_); });
    own.take(task.values, spec.steps + 1);
    if (spec.derivatives) own.take(task.pair_values, 2, form_.pairs);
    if (spec.recorded == 0) return;
    own.take_alike(task.recordings, spec.steps + 1, [&](Recording& recording, Memory each) {
      recording.reserve(problem_.reinforcement(), std::min(spec.recorded, problem_.episodes), problem_.horizon,
                        problem_.network.target_rows(), each);
    });
  });
  memory.take_alike(climbers_, climbers, [&](Climber& climber, Memory own) {
    for (Array* a : {&climber.parameters, &climber.candidates[0], &climber.candidates[1], &climber.sum})
      own.take(*a, size_);
    own.take(climber.rewards, 2, form_.directions);
  });
  memory.take(direction_, size_);
  memory.take(plays_, plays);
  memory.take_alike(experiences_, plays, [&](Experience& experience, Memory own) {
    experience.reserve(problem_.network, problem_.episodes, problem_.horizon, own);
  });
  memory.take(played_tasks_, plays, problem_.task_size);
  memory.take(policies_, plays);
  memory.take(keys_, plays);
  memory.take(experience_pointers_, plays);
  memory.take(recordings_, plays);
  rollout_.reserve(problem_.reinforcement(), problem_.network, problem_.task_size, plays, problem_.episodes, memory);
}

Scalar SearchBlock::value(int i, int k) const {
  const Array& values = tasks_[static_cast<std::size_t>(i)].values;
  return static_cast<std::size_t>(k) < values.size() ? values[static_cast<std::size_t>(k)] : Scalar(NAN);
}

TaskView SearchBlock::view(int i) const {
  const Task& t = tasks_[static_cast<std::size_t>(i)];
  TaskView view;
  view.task = task(i);
  for (const Recording& r : t.recordings) view.recordings.push_back(&r);
  // How far each inner step went.
  view.more.push_back(step_lengths(spec_.steps, size_, [&](int k) { return parameters(i, k); }));
  return view;
}

void SearchBlock::tasks_drawn(const Operation& operation) {
  for (Task& task : tasks_) {
    std::fill(task.values.begin(), task.values.end(), Scalar(NAN));
    for (Array& theta : task.parameters) std::copy_n(operation.input->begin(), size_, theta.begin());
  }
}

void SearchBlock::draw_direction(int task, Purpose purpose, int step, int which) {
  StreamKey k = key(task, purpose, step);
  k.lane = static_cast<std::uint32_t>(which);
  Stream stream(k);
  for (int j = 0; j < size_; ++j) direction_[j] = stream.normal();
}

void SearchBlock::play(int count, Purpose purpose, int step) {
  for (int p = 0; p < count; ++p) {
    const std::size_t at = static_cast<std::size_t>(p);
    const Play& play = plays_[at];
    std::copy_n(task(play.task), problem_.task_size, played_tasks_.begin() + p * problem_.task_size);
    policies_[at] = play.policy;
    keys_[at] = key(play.task, purpose, step);
    experience_pointers_[at] = &experiences_[at];
    recordings_[at] = play.recording;
  }
  rollout_.run(problem_.reinforcement(), problem_.network, problem_.task_size, count, problem_.episodes,
               problem_.horizon, played_tasks_.data(), policies_.data(), keys_.data(), experience_pointers_.data(),
               recordings_.data());
  for (int p = 0; p < count; ++p)
    plays_[static_cast<std::size_t>(p)].reward = mean_reward(experiences_[static_cast<std::size_t>(p)]);
}

// θ_step of every task, for its value.
void SearchBlock::play_plainly(int step, Purpose purpose) {
  for (int i = 0; i < spec_.tasks; ++i) {
    Task& task = tasks_[static_cast<std::size_t>(i)];
    plays_[static_cast<std::size_t>(i)] = {
        i, parameters(i, step), spec_.recorded > 0 ? &task.recordings[static_cast<std::size_t>(step)] : nullptr, 0};
  }
  play(spec_.tasks, purpose, step);
  for (int i = 0; i < spec_.tasks; ++i)
    tasks_[static_cast<std::size_t>(i)].values[static_cast<std::size_t>(step)] =
        experiences_[static_cast<std::size_t>(i)].mean_return;
}

void SearchBlock::search_plainly(int step) {
  for (int i = 0; i < spec_.tasks; ++i) {
    Climber& climber = climbers_[static_cast<std::size_t>(i)];
    climber.task = i;
    std::copy_n(parameters(i, step), size_, climber.parameters.begin());
  }
  search(spec_.tasks, step);
  for (int i = 0; i < spec_.tasks; ++i)
    climbers_[static_cast<std::size_t>(i)].parameters.swap(
        tasks_[static_cast<std::size_t>(i)].parameters[static_cast<std::size_t>(step) + 1]);
}

// One inner step of the first `count` climbers.
void SearchBlock::search(int count, int step) {
  if (form_.inner == Search::evolution) return evolve(count, step);
  climb(count, step);
}

void SearchBlock::evolve(int count, int step) {
  const int pairs = form_.directions;
  for (int c = 0; c < count; ++c) {
    Climber& climber = climbers_[static_cast<std::size_t>(c)];
    std::fill_n(climber.sum.begin(), size_, Scalar(0));
  }
  for (int pair = 0; pair < pairs; ++pair) {
    for (int c = 0; c < count; ++c) {
      Climber& climber = climbers_[static_cast<std::size_t>(c)];
      draw_direction(climber.task, Purpose::search, step, pair);
      for (int side = 0; side < 2; ++side) {
        Array& candidate = climber.candidates[side];
        move(climber.parameters, side ? -form_.inner_sigma : form_.inner_sigma, candidate);
        plays_[static_cast<std::size_t>(2 * c + side)] = {climber.task, candidate.data(), nullptr, 0};
      }
    }
    play(2 * count, Purpose::collect, step);
    for (int c = 0; c < count; ++c) {
      Climber& climber = climbers_[static_cast<std::size_t>(c)];
      const Scalar plus = plays_[static_cast<std::size_t>(2 * c)].reward,
                   minus = plays_[static_cast<std::size_t>(2 * c + 1)].reward;
      climber.rewards[2 * pair] = plus;
      climber.rewards[2 * pair + 1] = minus;
      draw_direction(climber.task, Purpose::search, step, pair);
      add_scaled(climber.sum.data(), (plus - minus) / (2 * form_.inner_sigma), direction_.data(), size_);
    }
  }
  const Scalar rate = form_.inner_lr * (spec_.test_data && step > 0 ? form_.test_lr_scale : Scalar(1));
  for (int c = 0; c < count; ++c) {
    Climber& climber = climbers_[static_cast<std::size_t>(c)];
    add_scaled(climber.parameters.data(), rate * scale_of(climber.rewards, 2 * pairs) / Scalar(pairs),
               climber.sum.data(), size_);
  }
}

void SearchBlock::climb(int count, int step) {
  for (int c = 0; c < count; ++c) {
    Climber& climber = climbers_[static_cast<std::size_t>(c)];
    plays_[static_cast<std::size_t>(c)] = {climber.task, climber.parameters.data(), nullptr, 0};
  }
  play(count, Purpose::collect, step);
  for (int c = 0; c < count; ++c)
    climbers_[static_cast<std::size_t>(c)].best = plays_[static_cast<std::size_t>(c)].reward;
  for (int query = 0; query < form_.directions; ++query) {
    for (int c = 0; c < count; ++c) {
      Climber& climber = climbers_[static_cast<std::size_t>(c)];
      draw_direction(climber.task, Purpose::search, step, query);
      move(climber.parameters, form_.inner_sigma, climber.candidates[0]);
      plays_[static_cast<std::size_t>(c)] = {climber.task, climber.candidates[0].data(), nullptr, 0};
    }
    play(count, Purpose::collect, step);
    for (int c = 0; c < count; ++c) {
      Climber& climber = climbers_[static_cast<std::size_t>(c)];
      const Scalar reward = plays_[static_cast<std::size_t>(c)].reward;
      if (!(reward > climber.best)) continue;
      climber.best = reward;
      climber.parameters.swap(climber.candidates[0]);
    }
  }
}

// result = from + distance * direction_.
void SearchBlock::move(const Array& from, Scalar distance, Array& result) const {
  for (int j = 0; j < size_; ++j) result[j] = from[j] + distance * direction_[j];
}

void SearchBlock::pair(int part, const Array& meta_parameters) {
  const int steps = form_.inner_steps, pair = part / (steps + 1), step = part % (steps + 1), count = 2 * spec_.tasks;
  for (int c = 0; c < count && step == 0; ++c) {
    Climber& climber = climbers_[static_cast<std::size_t>(c)];
    climber.task = c / 2;
    draw_direction(climber.task, Purpose::perturbation, 0, pair);
    move(meta_parameters, c % 2 ? -form_.outer_sigma : form_.outer_sigma, climber.parameters);
  }
  if (step < steps) return search(count, step);
  for (int c = 0; c < count; ++c) {
    Climber& climber = climbers_[static_cast<std::size_t>(c)];
    plays_[static_cast<std::size_t>(c)] = {climber.task, climber.parameters.data(), nullptr, 0};
  }
  play(count, Purpose::query, steps);
  for (int c = 0; c < count; ++c)
    tasks_[static_cast<std::size_t>(c / 2)].pair_values[static_cast<std::size_t>(2 * pair + c % 2)] =
        plays_[static_cast<std::size_t>(c)].reward;
}

void SearchBlock::work(const Operation& operation, Scalar* contribution) {
  switch (operation.code) {
    case kPlay:
      return play_plainly(operation.step, Purpose::collect);
    case kSearch:
      return search_plainly(operation.step);
    case kPlayQuery:
      return play_plainly(spec_.steps, Purpose::query);
    case kPair:
      return pair(operation.part, *operation.input);
    case kValues:
      return add_values(contribution);
    case kSquares:
      return add_squares(*operation.input, contribution);
    case kScale: {
      const Array& values = *operation.input;
      scale_ = scale_of(values[0] / values[1], values[2], values[1]);
      return;
    }
    case kGradient:
      return add_gradient(contribution);
  }
}

void SearchBlock::add_values(Scalar* contribution) const {
  for (int i = 0; i < spec_.tasks; ++i)
    contribution[0] += sum(tasks_[static_cast<std::size_t>(i)].pair_values.data(), 2 * form_.pairs);
  contribution[1] += Scalar(2 * form_.pairs * spec_.tasks);
}

void SearchBlock::add_squares(const Array& values, Scalar* contribution) const {
  const Scalar mean = values[0] / values[1];
  for (int i = 0; i < spec_.tasks; ++i)
    for (int v = 0; v < 2 * form_.pairs; ++v) {
      const Scalar distance = pair_value(i, v / 2, v % 2) - mean;
      contribution[0] += distance * distance;
    }
}

// Of the negative value, which outer loops lower.
void SearchBlock::add_gradient(Scalar* contribution) {
  const Scalar share = scale_ / (2 * form_.outer_sigma * Scalar(form_.pairs));
  for (int i = 0; i < spec_.tasks; ++i) {
    for (int pair = 0; pair < form_.pairs; ++pair) {
      const Scalar plus = pair_value(i, pair, 0), minus = pair_value(i, pair, 1);
      draw_direction(i, Purpose::perturbation, 0, pair);
      add_scaled(contribution, share * (minus - plus), direction_.data(), size_);
      contribution[size_] -= (plus + minus) / Scalar(2 * form_.pairs);
    }
  }
}

}  // namespace metarl
