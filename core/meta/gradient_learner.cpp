#include "meta/gradient_learner.h"

#include <algorithm>

#include "foundation/elementary.h"
#include "meta/gradient_block.h"
#include "networks/initial_weights.h"

namespace metarl {

namespace {

int meta_size_of(const Problem& problem, const GradientTraits& traits) {
  return (traits.learns_alpha ? 2 : 1) * problem.network.parameter_count();
}

std::unique_ptr<Outer> outer_of(const Problem& problem, const GradientTraits& traits, const Settings& settings) {
  if (!traits.outer) return nullptr;
  return traits.outer(settings, {meta_size_of(problem, traits), problem.meta_batch_size});
}

}  // namespace

GradientLearner::GradientLearner(const Problem& problem, const GradientTraits& traits, const Settings& settings)
    : OuterLearner(meta_size_of(problem, traits), outer_of(problem, traits, settings)),
      problem_(problem),
      traits_(traits) {
  small_weights_ = settings.text("initial_weights") == "small";
  if (settings.has("initial_std")) initial_std_ = settings.real("initial_std");
  configure(settings);
}

void GradientLearner::configure(const Settings& s) {
  OuterLearner::configure(s);
  form_.inner_lr = Scalar(s.real("inner_lr"));
  form_.test_lr_scale = Scalar(s.real("test_lr_scale"));
  form_.inner_steps = traits_.trains_adaptation ? s.integer("inner_steps") : 0;
  form_.order = s.has("order") ? s.integer("order") : 1;
  form_.curvature = outer() && outer()->needs_curvature(form_.order);
  if (problem_.kind == Kind::supervised) {
    form_.inner_loss.kind = form_.outer_loss.kind =
        problem_.network.head == Head::values ? LossKind::squared_error : LossKind::reinforce;
    return;
  }
  form_.inner_loss.kind = LossKind::reinforce;
  if (outer()) form_.outer_loss = outer()->policy_loss();
  form_.advantages = {Scalar(s.real("discount")), Scalar(s.real("gae_lambda"))};
}

void GradientLearner::initialise() {
  reserve(Memory());
  Stream stream({problem_.seed, 0, 0, Purpose::initial_parameters, 0, 0});
  const Network& network = problem_.network;
  if (small_weights_) {
    initialise_small(network.mlp, meta_.data(), stream);
  } else {
    initialise_glorot(network.mlp, meta_.data(), stream);
  }
  const auto from = [&](int i) { return meta_.begin() + i; };
  std::fill(from(network.log_std_offset()), from(network.parameter_count()), logarithm(Scalar(initial_std_)));
  if (traits_.learns_alpha) std::fill(from(network.parameter_count()), meta_.end(), form_.inner_lr);
}

std::unique_ptr<Block> GradientLearner::make_block() const { return std::make_unique<GradientBlock>(*this); }

void GradientLearner::write_schedule(int steps, const Array& meta_parameters, Schedule& schedule) const {
  schedule.clear();
  schedule.push_back({.phase = Phase::sample, .code = kDrawTasks, .input = &meta_parameters});
  for (int k = 0; k < steps; ++k) {
    schedule.push_back({.phase = Phase::collect, .step = k, .code = kCollect, .known = k});
    schedule.push_back({.phase = Phase::adapt, .step = k, .code = kAdapt, .known = k});
  }
  schedule.push_back({.phase = Phase::evaluate, .code = kQuery, .known = steps});
}

LearnerEntry gradient_learner_entry() {
  LearnerEntry entry;
  entry.supervised_outers = {"adam", "sgd"};
  entry.reinforcement_outers = {"trpo", "adam", "sgd"};
  entry.has_order = true;
  return entry;
}

std::unique_ptr<Learner> make_gradient_learner(const Problem& problem, const Settings& settings,
                                               const GradientTraits& traits) {
  return std::make_unique<GradientLearner>(problem, traits, settings);
}

}  // namespace metarl
