#include "meta/trial_learner.h"

#include <algorithm>
#include <cmath>

namespace metarl {

void TrialLearner::write_schedule(int steps, const Array& meta_parameters, Schedule& schedule) const {
  write_in_turn(steps, kPlayEpisode, meta_parameters, schedule);
}

void TrialBlock::reserve(const BlockSpec& spec, Memory memory) {
  const int tasks = spec.tasks;
  TaskBlock::reserve(spec, memory);
  trial_.reserve(problem_, tasks, spec.steps + 1, memory);
  rollout_.reserve(problem_, trial_, memory);
  reserve_agent(spec, memory);
  if (spec.recorded == 0) return;
  memory.take_alike(recordings_, tasks, [&](std::vector<Recording>& episodes, Memory own) {
    own.take_alike(episodes, trial_.episodes, [&](Recording& recording, Memory each) {
      recording.reserve(problem_.reinforcement(), 1, trial_.horizon, trial_.action_rows, each);
    });
  });
  memory.take(recording_now_, tasks);
  if (!observer_) observer_ = problem_.reinforcement().observer();
  if (!observer_) return;
  observer_->reserve(tasks, moment(0), memory);
  memory.take(beliefs_, trial_.time() + 1, tasks, observer_->belief_size());
}

double TrialBlock::shown(const BlockSpec& spec) const {
  const int time = (spec.steps + 1) * problem_.horizon;
  const std::unique_ptr<Yardstick> observer = problem_.reinforcement().observer();
  return agent_shown(time) + (observer ? (time + 1.0) * observer->belief_size() : 0);
}

void TrialBlock::begin(const BlockSpec& spec) {
  TaskBlock::begin(spec);
  played_ = 0;
  agent_ = nullptr;
}

void TrialBlock::Watched::learn(const Trial& trial, int t, const Episodes& e) {
  agent->learn(trial, t, e);
  if (!observer) return;
  for (int lane = 0; lane < trial.tasks; ++lane)
    if (trial.active[static_cast<std::size_t>(t * trial.lanes + lane)] != 0) observer->learn(e, lane, block->moment(t));
  block->note_belief(t + 1);
}

void TrialBlock::note_belief(int time) {
  const int size = observer_->belief_size();
  for (int lane = 0; lane < trial_.tasks; ++lane)
    observer_->belief(lane, beliefs_.data() + (static_cast<std::ptrdiff_t>(time) * trial_.tasks + lane) * size);
}

void TrialBlock::play(int k, const Array& meta_parameters) {
  if (k == 0) {
    rollout_.begin(problem_, spec_.tasks, spec_.steps + 1, task_parameters(), key(0, Purpose::collect), trial_);
    agent_ = &begin_trial(meta_parameters);
    watched_.agent = agent_;
    watched_.block = this;
    watched_.observer = spec_.recorded > 0 ? observer_.get() : nullptr;
    if (watched_.observer) {
      observer_->begin(rollout_.episodes(), trial_.tasks, moment(0));
      note_belief(0);
    }
  }
  if (spec_.recorded > 0)
    for (std::size_t i = 0; i < static_cast<std::size_t>(spec_.tasks); ++i)
      recording_now_[i] = &recordings_[i][static_cast<std::size_t>(k)];
  rollout_.play(problem_, watched_, k, trial_, spec_.recorded > 0 ? recording_now_.data() : nullptr);
  played_ = k + 1;
}

void TrialBlock::work(const Operation& operation, Scalar* contribution) {
  if (operation.code == kPlayEpisode) return play(operation.step, *operation.input);
  update(operation, contribution);
}

Scalar TrialBlock::value(int i, int k) const {
  return k < played_ ? trial_.returns[static_cast<std::size_t>(k * trial_.lanes + i)] : Scalar(NAN);
}

TaskView TrialBlock::view(int i) const {
  TaskView view;
  view.task = task(i);
  if (spec_.recorded == 0 || played_ == 0) return view;
  for (int k = 0; k < played_; ++k)
    view.recordings.push_back(&recordings_[static_cast<std::size_t>(i)][static_cast<std::size_t>(k)]);
  const int time = played_ * trial_.horizon;
  if (watched_.observer) {
    const int size = observer_->belief_size();
    NamedArray exact{"exact_belief", {time + 1, size}, {}};
    for (int t = 0; t <= time; ++t) {
      const Scalar* row = beliefs_.data() + (static_cast<std::ptrdiff_t>(t) * trial_.tasks + i) * size;
      exact.data.insert(exact.data.end(), row, row + size);
    }
    view.more.push_back(std::move(exact));
  }
  show(i, time, view.more);
  return view;
}

}  // namespace metarl
