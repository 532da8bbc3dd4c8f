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

void perform(const Schedule& schedule, Block& block) {
  Scalar none;
  for (const Operation& operation : schedule) block.perform(operation, &none);
}

}  // namespace metarl
