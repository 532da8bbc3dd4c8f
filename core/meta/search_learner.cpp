#include "meta/search_learner.h"

#include <algorithm>

#include "meta/search_block.h"
#include "networks/initial_weights.h"

namespace metarl {

namespace {

constexpr int kValueNumbers = 3;

std::unique_ptr<Outer> outer_of(const Problem& problem, const Settings& settings) {
  return make_outer(settings, {problem.network.parameter_count(), problem.meta_batch_size});
}

}  // namespace

SearchLearner::SearchLearner(const Problem& problem, const Settings& settings)
    : OuterLearner(problem.network.parameter_count(), outer_of(problem, settings)), problem_(problem) {
  small_weights_ = settings.text("initial_weights") == "small";
  configure(settings);
}

void SearchLearner::configure(const Settings& s) {
  OuterLearner::configure(s);
  form_.inner = s.text("inner") == "es" ? Search::evolution : Search::hill_climbing;
  form_.inner_steps = s.integer("inner_steps");
  form_.directions = s.integer("directions");
  form_.pairs = s.integer("perturbations");
  if (s.has("inner_lr")) form_.inner_lr = Scalar(s.real("inner_lr"));
  if (s.has("test_lr_scale")) form_.test_lr_scale = Scalar(s.real("test_lr_scale"));
  form_.inner_sigma = Scalar(s.real("inner_sigma"));
  form_.outer_sigma = Scalar(s.real("outer_sigma"));
}

void SearchLearner::reserve(Memory memory) {
  OuterLearner::reserve(memory);
  memory.take(values_, kValueNumbers);
}

void SearchLearner::initialise() {
  reserve(Memory());
  Stream stream({problem_.seed, 0, 0, Purpose::initial_parameters, 0, 0});
  initialise_weights(problem_.network.mlp, meta_.data(), stream, small_weights_);
}

std::unique_ptr<Block> SearchLearner::make_block() const { return std::make_unique<SearchBlock>(*this); }

int SearchLearner::most_contributed() const { return std::max(OuterLearner::most_contributed(), kValueNumbers); }

int SearchLearner::update_operations() const { return parts() + 3 + OuterLearner::update_operations(); }

void SearchLearner::write_schedule(int steps, const Array& meta_parameters, Schedule& schedule) const {
  schedule.clear();
  schedule.push_back({.phase = Phase::sample, .code = kDrawTasks, .input = &meta_parameters});
  for (int k = 0; k < steps; ++k) {
    schedule.push_back({.phase = Phase::collect, .step = k, .code = kPlay, .known = k});
    schedule.push_back({.phase = Phase::adapt, .step = k, .code = kSearch, .known = k});
  }
  schedule.push_back({.phase = Phase::evaluate, .code = kPlayQuery, .known = steps});
}

void SearchLearner::begin_update(std::uint32_t iteration) {
  OuterLearner::begin_update(iteration);
  asked_ = 0;
}

bool SearchLearner::next_update(const Array& reduced, Operation& operation) {
  const int at = asked_++ - parts();
  if (at < 0) {
    operation = {.phase = Phase::update, .code = kPair, .part = asked_ - 1, .input = &meta_};
    return true;
  }
  switch (at) {
    case 0:
      operation = {.phase = Phase::update, .code = kValues, .contribution = 2};
      return true;
    case 1:
      std::copy_n(reduced.begin(), 2, values_.begin());
      operation = {.phase = Phase::update, .code = kSquares, .input = &values_, .contribution = 1};
      return true;
    case 2:
      values_[2] = reduced[0];
      operation = {.phase = Phase::update, .code = kScale, .input = &values_};
      return true;
  }
  return OuterLearner::next_update(reduced, operation);
}

}  // namespace metarl
