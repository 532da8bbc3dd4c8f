#include "meta/learner.h"

namespace metarl {

Schedule Learner::schedule(int steps, const Array& meta_parameters) const {
  Schedule schedule;
  write_schedule(steps, meta_parameters, schedule);
  return schedule;
}

void Learner::begin_iteration(std::uint32_t iteration) {
  write_schedule(steps(), meta_parameters(), schedule_);
  asked_ = 0;
  report_ = {};
  begin_update(iteration);
}

bool Learner::next(const Array& reduced, Operation& operation) {
  if (asked_ == schedule_.size()) return next_update(reduced, operation);
  operation = schedule_[asked_++];
  return true;
}

void write_in_turn(int steps, int code, const Array& meta_parameters, Schedule& schedule) {
  schedule.clear();
  schedule.push_back({.phase = Phase::sample, .code = kDrawTasks, .input = &meta_parameters});
  for (int k = 0; k <= steps; ++k)
    schedule.push_back({.phase = k == steps ? Phase::evaluate : Phase::collect,
                        .step = k,
                        .code = code,
                        .input = &meta_parameters,
                        .known = k});
}

void perform(const Schedule& schedule, Block& block) {
  Scalar none;
  for (const Operation& operation : schedule) block.perform(operation, &none);
}

}  // namespace metarl
