#include "meta/trial_learner.h"

#include <algorithm>
#include <cmath>

namespace metarl {

void TrialLearner::write_schedule(int steps, const Array& meta_parameters, Schedule& schedule) const {
  write_in_turn(steps, kPlayEpisode, meta_parameters, schedule);
}

void TrialBlock::begin(const BlockSpec& spec) {
  TaskBlock::begin(spec);
  played_ = 0;
  recorded_ = false;
  agent_ = nullptr;
}

void TrialBlock::record(int) {
  recorded_ = true;
  observer_ = problem_.reinforcement().observer();
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
    watched_.observer = recorded_ ? observer_.get() : nullptr;
    if (recorded_) {
      recordings_.resize(static_cast<std::size_t>(spec_.tasks));
      for (std::vector<Recording>& list : recordings_) list.resize(static_cast<std::size_t>(trial_.episodes));
      recording_now_.resize(recordings_.size());
    }
    if (watched_.observer) {
      observer_->begin(rollout_.episodes(), trial_.tasks, moment(0));
      reserve_length(beliefs_, static_cast<std::size_t>(trial_.time() + 1) * static_cast<std::size_t>(trial_.tasks) *
                                   static_cast<std::size_t>(observer_->belief_size()));
      note_belief(0);
    }
  }
  if (recorded_) {
    for (std::size_t i = 0; i < recordings_.size(); ++i) {
      Recording& r = recordings_[i][static_cast<std::size_t>(k)];
      r.reserve(problem_.reinforcement(), 1, trial_.horizon, trial_.action_rows);
      recording_now_[i] = &r;
    }
  }
  rollout_.play(problem_, watched_, k, trial_, recorded_ ? recording_now_.data() : nullptr);
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
  if (!recorded_ || played_ == 0) return view;
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
