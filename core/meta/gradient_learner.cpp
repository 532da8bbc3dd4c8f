#include "meta/gradient_learner.h"

#include <algorithm>
#include <cmath>

#include "foundation/elementary.h"
#include "foundation/vectors.h"
#include "meta/gradient_block.h"

namespace metarl {

GradientLearner::GradientLearner(const Problem& problem, const GradientTraits& traits, const Settings& settings)
    : problem_(problem), traits_(traits) {
  const int parameters = problem.network.parameter_count();
  meta_size_ = traits.learns_alpha ? 2 * parameters : parameters;
  meta_.resize(static_cast<std::size_t>(meta_size_), 0);
  gradient_.resize(static_cast<std::size_t>(meta_size_), 0);
  const std::string& outer = settings.text("outer");
  if (traits.outer == GradientTraits::Outer::none) {
    outer_ = OuterKind::none;
  } else if (traits.outer == GradientTraits::Outer::displacement) {
    outer_ = OuterKind::displacement;
  } else {
    outer_ = outer == "trpo" ? OuterKind::trpo : outer == "sgd" ? OuterKind::sgd : OuterKind::adam;
  }
  if (outer_ == OuterKind::adam) adam_.reserve(meta_size_);
  if (outer_ == OuterKind::trpo) region_.reserve(meta_size_);
  small_weights_ = settings.text("initial_weights") == "small";
  if (settings.has("initial_std")) initial_std_ = settings.real("initial_std");
  configure(settings);
}

void GradientLearner::configure(const Settings& s) {
  const bool supervised = problem_.kind == Kind::supervised;
  form_.inner_lr = Scalar(s.real("inner_lr"));
  form_.test_lr_scale = Scalar(s.real("test_lr_scale"));
  form_.inner_steps = traits_.trains_adaptation ? s.integer("inner_steps") : 0;
  form_.order = s.has("order") ? s.integer("order") : 1;
  form_.outer_lr = Scalar(s.has("outer_lr") ? s.real("outer_lr") : 0);
  form_.outer_steps = s.has("outer_steps") ? s.integer("outer_steps") : 1;
  form_.curvature =
      outer_ == OuterKind::trpo || (form_.order == 2 && (outer_ == OuterKind::adam || outer_ == OuterKind::sgd));
  if (supervised) {
    form_.inner_loss.kind = form_.outer_loss.kind =
        problem_.network.head == Head::values ? LossKind::squared_error : LossKind::reinforce;
    return;
  }
  form_.inner_loss.kind = LossKind::reinforce;
  form_.outer_loss.kind = outer_ == OuterKind::trpo ? LossKind::surrogate : LossKind::clipped_surrogate;
  if (s.has("clip")) form_.outer_loss.clip = Scalar(s.real("clip"));
  if (s.has("entropy_coefficient")) form_.outer_loss.entropy_coefficient = Scalar(s.real("entropy_coefficient"));
  form_.advantages = {Scalar(s.real("discount")), Scalar(s.real("gae_lambda"))};
  if (outer_ != OuterKind::trpo) return;
  form_.trust_region.max_divergence = Scalar(s.real("max_kl"));
  form_.trust_region.products = s.integer("cg_iterations");
  form_.trust_region.damping = Scalar(s.real("cg_damping"));
  form_.trust_region.backtracks = s.integer("line_search_steps");
  form_.trust_region.backtrack_ratio = Scalar(s.real("line_search_ratio"));
}

// Weights as the knob says, biases 0.
void GradientLearner::initialise() {
  Stream stream({problem_.seed, 0, 0, Purpose::initial_parameters, 0, 0});
  const Mlp& mlp = problem_.network.mlp;
  std::fill(meta_.begin(), meta_.end(), Scalar(0));
  for (int l = 0; l < mlp.layers(); ++l) {
    const Scalar limit = square_root(Scalar(6) / Scalar(mlp.sizes[l] + mlp.sizes[l + 1]));
    for (int i = mlp.weight_offset(l); i < mlp.bias_offset(l); ++i)
      meta_[i] = small_weights_ ? Scalar(0.01) * stream.normal() : stream.uniform(-limit, limit);
  }
  const int parameters = problem_.network.parameter_count();
  for (int i = problem_.network.log_std_offset(); i < parameters; ++i) meta_[i] = logarithm(Scalar(initial_std_));
  if (traits_.learns_alpha) std::fill(meta_.begin() + parameters, meta_.end(), form_.inner_lr);
}

std::vector<Array*> GradientLearner::state() {
  if (outer_ == OuterKind::adam) return {&meta_, &adam_.first, &adam_.second, &adam_.powers};
  return {&meta_};
}

std::unique_ptr<Block> GradientLearner::make_block() const { return std::make_unique<GradientBlock>(*this); }

void GradientLearner::write_schedule(int steps, const Array& meta_parameters, Schedule& schedule) const {
  schedule.clear();
  schedule.push_back({.phase = Phase::sample, .code = kSampleTasks, .input = &meta_parameters});
  for (int k = 0; k < steps; ++k) {
    schedule.push_back({.phase = Phase::collect, .step = k, .code = kCollect, .known = k});
    schedule.push_back({.phase = Phase::adapt, .step = k, .code = kAdapt, .known = k});
  }
  schedule.push_back({.phase = Phase::evaluate, .code = kQuery, .known = steps});
}

bool GradientLearner::next_update(const Array& reduced, Operation& operation) {
  switch (outer_) {
    case OuterKind::none:
      return false;
    case OuterKind::displacement:
      return next_displacement(reduced, operation);
    case OuterKind::trpo:
      return next_trust_region(reduced, operation);
    case OuterKind::sgd:
    case OuterKind::adam:
      break;
  }
  return next_descent(reduced, operation);
}

bool GradientLearner::ask(Operation& operation, int code, const Array* input, int contribution) const {
  operation = {};
  operation.phase = Phase::update;
  operation.code = code;
  operation.input = input;
  operation.contribution = contribution;
  return true;
}

void GradientLearner::take_gradient(const Array& reduced) {
  const Scalar mean = Scalar(1) / Scalar(problem_.meta_batch_size);
  for (int i = 0; i < meta_size_; ++i) gradient_[i] = mean * reduced[i];
  objective_ = mean * reduced[meta_size_];
}

int GradientLearner::update_operations() const {
  if (outer_ == OuterKind::none) return 0;
  if (outer_ == OuterKind::trpo) return 2 + form_.trust_region.products;
  return outer_ == OuterKind::displacement ? 1 : form_.outer_steps;
}

// Reptile (Nichol et al. 2018): moves towards the mean of the adapted parameters.
bool GradientLearner::next_displacement(const Array& reduced, Operation& operation) {
  if (updates_++ == 0) return ask(operation, kDisplacement, nullptr, meta_size_);
  const Scalar mean = Scalar(1) / Scalar(problem_.meta_batch_size);
  report_.gradient_norm = mean * square_root(dot(reduced.data(), reduced.data(), meta_size_));
  add_scaled(meta_.data(), form_.outer_lr * mean, reduced.data(), meta_size_);
  return false;
}

bool GradientLearner::next_descent(const Array& reduced, Operation& operation) {
  if (updates_ > 0) {
    take_gradient(reduced);
    if (updates_ == 1) {
      report_.objective = objective_;
      report_.gradient_norm = square_root(dot(gradient_.data(), gradient_.data(), meta_size_));
    }
    if (outer_ == OuterKind::adam) {
      adam_.step(meta_, gradient_, meta_size_, form_.outer_lr);
    } else {
      descend(meta_, gradient_, meta_size_, form_.outer_lr);
    }
  }
  if (updates_ == form_.outer_steps) return false;
  return ask(operation, updates_++ == 0 ? kGradient : kGradientAt, &meta_, meta_size_ + 1);
}

bool GradientLearner::next_trust_region(const Array& reduced, Operation& operation) {
  const Scalar mean = Scalar(1) / Scalar(problem_.meta_batch_size);
  if (updates_++ == 0) return ask(operation, kGradient, nullptr, meta_size_ + 1);
  if (updates_ == 2) {
    take_gradient(reduced);
    report_.objective = objective_;
    report_.gradient_norm = square_root(dot(gradient_.data(), gradient_.data(), meta_size_));
    region_.begin(form_.trust_region, meta_, gradient_, objective_, meta_size_);
  } else if (region_.wants() == TrustRegion::Want::product) {
    for (int i = 0; i < meta_size_; ++i) gradient_[i] = mean * reduced[i];
    region_.take_product(gradient_);
  } else {
    region_.take_evaluation(mean * reduced[0], mean * reduced[1]);
  }
  switch (region_.wants()) {
    case TrustRegion::Want::product:
      return ask(operation, kCurvature, &region_.direction(), meta_size_);
    case TrustRegion::Want::evaluation:
      ask(operation, kLossAt, &region_.candidate(), 2);
      operation.may_be_infinite = true;
      return true;
    case TrustRegion::Want::nothing:
      break;
  }
  report_.divergence = region_.divergence();
  report_.evaluations = Scalar(region_.evaluations());
  report_.accepted = region_.accepted() ? Scalar(1) : Scalar(0);
  if (region_.accepted()) std::copy_n(region_.candidate().begin(), meta_size_, meta_.begin());
  return false;
}

}  // namespace metarl
