#include "meta/gradient_learner.h"

#include <algorithm>

#include "foundation/elementary.h"
#include "meta/gradient_block.h"
#include "networks/initial_weights.h"

namespace metarl {

namespace {

constexpr int kCreditOperations = 2;

std::unique_ptr<Outer> outer_of(const Problem& problem, const GradientTraits& traits, const Settings& settings) {
  if (!traits.outer) return nullptr;
  return traits.outer(settings, {meta_size_of(problem.network, traits), problem.meta_batch_size});
}

bool learns_critic(const Settings& settings) { return settings.text("critic") == "learned"; }

// The critic's share of the meta-parameters.
int critic_size(const Problem& problem, const Settings& settings) {
  return learns_critic(settings) ? ValueForm(problem).network.parameter_count() : 0;
}

// A learned critic has a step size of its own in the outer loop, but where it goes the same way as the policy.
Settings critic_settings(const Settings& settings) {
  Settings own = settings;
  if (settings.has("critic_outer_lr")) own.set("outer_lr", settings.text("critic_outer_lr"));
  return own;
}

// The critic's operation in place of an outer loop's.
int critic_code(int code) {
  switch (code) {
    case kGradient:
      return kCriticGradient;
    case kGradientAt:
      return kCriticGradientAt;
    default:
      return kCriticDisplacement;
  }
}

}  // namespace

GradientLearner::GradientLearner(const Problem& problem, const GradientTraits& traits, const Settings& settings)
    : OuterLearner(meta_size_of(problem.network, traits) + critic_size(problem, settings),
                   outer_of(problem, traits, settings)),
      problem_(problem),
      traits_(traits) {
  small_weights_ = settings.text("initial_weights") == "small";
  if (settings.has("initial_std")) initial_std_ = settings.real("initial_std");
  if (learns_critic(settings)) {
    critic_ = std::make_unique<CriticForm>();
    critic_->value = ValueForm(problem);
    const OuterSize size{critic_->value.network.parameter_count(), problem.meta_batch_size};
    MakeOuter* const make = traits.outer == make_displacement ? make_displacement : make_adam;
    if (traits.outer) critic_outer_ = make(critic_settings(settings), size);
  }
  configure(settings);
}

std::vector<Array*> GradientLearner::state() {
  std::vector<Array*> list = OuterLearner::state();
  if (critic_outer_)
    for (Array* array : critic_outer_->state()) list.push_back(array);
  return list;
}

std::vector<MetaPart> GradientLearner::meta_parts() const {
  const Network& network = problem_.network;
  const Mlp& mlp = network.mlp;
  const int unlearned = metarl::unlearned(network, traits_), learned = network.parameter_count() - unlearned;
  std::vector<MetaPart> list;
  for (int l = 0; l < mlp.layers(); ++l) {
    const int offset = mlp.weight_offset(l), end = mlp.weight_offset(l + 1);
    list.push_back({MetaPart::layer, l, offset - unlearned, end - offset});
  }
  const int deviations = network.log_std_offset() - unlearned;
  if (learned > deviations) list.push_back({MetaPart::deviations, 0, deviations, learned - deviations});
  if (!traits_.learns_alpha) return list;
  const std::vector<MetaPart> adapted = list;
  for (std::size_t i = 0; i < adapted.size(); ++i)
    list.push_back({MetaPart::step_sizes, static_cast<int>(i), learned + adapted[i].offset, adapted[i].size});
  return list;
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
  form_.advantages = form_.inner_advantages = {Scalar(s.real("discount")), Scalar(s.real("gae_lambda"))};
  const bool proximal = s.text("inner") == "ppo";
  form_.inner_loss.kind = proximal                 ? LossKind::clipped_surrogate
                          : traits_.steps_by_ratio ? LossKind::surrogate
                                                   : LossKind::reinforce;
  if (s.has("inner_lambda")) form_.inner_advantages.lambda = Scalar(s.real("inner_lambda"));
  if (s.has("inner_entropy")) form_.inner_loss.entropy_coefficient = Scalar(s.real("inner_entropy"));
  if (s.has("inner_clip")) form_.inner_loss.clip = Scalar(s.real("inner_clip"));
  if (s.has("inner_epochs")) form_.inner_epochs = s.integer("inner_epochs");
  if (outer()) form_.outer_loss = outer()->policy_loss();
  using StepTerm = GradientTraits::StepTerm;
  if (traits_.step_term == StepTerm::sampling) {
    form_.step_loss = form_.outer_loss;
    form_.step_loss.entropy_coefficient = 0;
    form_.step_weight = Scalar(s.real("sampling_weight"));
    form_.credits_sampling = true;
  } else if (traits_.step_term == StepTerm::divergence) {
    form_.step_loss.kind = LossKind::divergence;
    form_.step_weight = Scalar(s.real("kl_penalty")) / Scalar(form_.inner_steps);
  }
  if (!critic_) return;
  if (critic_outer_) critic_outer_->configure(critic_settings(s));
  critic_->value.set_discount(form_.advantages.discount);
  GradientForm& critic = critic_->form;
  critic.inner_lr = Scalar(s.real("critic_lr"));
  critic.test_lr_scale = form_.test_lr_scale;
  critic.inner_steps = form_.inner_steps;
  critic.inner_epochs = form_.inner_epochs;
  critic.order = form_.order;
  critic.curvature = critic_outer_ && critic_outer_->needs_curvature(critic.order);
  critic.inner_loss.kind = critic.outer_loss.kind = LossKind::squared_error;
}

void GradientLearner::reserve(Memory memory) {
  OuterLearner::reserve(memory);
  memory.take(outcomes_, kOutcomeNumbers);
  if (!critic_outer_) return;
  memory.take(critic_meta_, critic_->value.network.parameter_count());
  critic_outer_->reserve(memory);
}

void GradientLearner::initialise() {
  reserve(Memory());
  Stream stream({problem_.seed, 0, 0, Purpose::initial_parameters, 0, 0});
  const Network& network = problem_.network;
  Array start(static_cast<std::size_t>(network.parameter_count()), logarithm(Scalar(initial_std_)));
  initialise_weights(network.mlp, start.data(), stream, small_weights_);
  const auto rest = std::copy(start.begin() + unlearned(network, traits_), start.end(), meta_.begin());
  std::fill(rest, meta_.begin() + policy_size(), form_.inner_lr);  // Meta-SGD's step sizes
  if (!critic_) return;
  Stream critics({problem_.seed, 0, 0, Purpose::initial_parameters, 1, 0});
  initialise_weights(critic_->value.network.mlp, meta_.data() + policy_size(), critics, small_weights_);
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

int GradientLearner::update_operations() const {
  return OuterLearner::update_operations() + (form_.credits_sampling ? kCreditOperations : 0) +
         (critic_outer_ ? critic_outer_->operations() : 0);
}

void GradientLearner::begin_update(std::uint32_t iteration) {
  OuterLearner::begin_update(iteration);
  told_ = form_.credits_sampling ? 0 : kCreditOperations;
  critic_begun_ = false;
}

bool GradientLearner::next_update(const Array& reduced, Operation& operation) {
  switch (told_++) {
    case 0:
      operation = {.phase = Phase::update, .code = kOutcomes, .contribution = kOutcomeNumbers};
      return true;
    case 1:
      std::copy_n(reduced.begin(), kOutcomeNumbers, outcomes_.begin());
      operation = {.phase = Phase::update, .code = kCredit, .input = &outcomes_};
      return true;
  }
  if (!critic_begun_ && OuterLearner::next_update(reduced, operation)) return true;
  return critic_outer_ && next_critic_update(reduced, operation);
}

bool GradientLearner::next_critic_update(const Array& reduced, Operation& operation) {
  const auto own = meta_.begin() + policy_size();
  if (!critic_begun_) {
    critic_begun_ = true;
    std::copy(own, meta_.end(), critic_meta_.begin());
    critic_outer_->begin();
  }
  UpdateReport unused;
  if (critic_outer_->next(reduced, critic_meta_, operation, unused)) {
    operation.code = critic_code(operation.code);
    return true;
  }
  std::copy(critic_meta_.begin(), critic_meta_.end(), own);
  return false;
}

const std::vector<std::string>& gradient_inners() {
  static const std::vector<std::string> list = {"reinforce", "a2c", "ppo"};
  return list;
}

LearnerEntry gradient_learner_entry() {
  LearnerEntry entry;
  entry.supervised_outers = {"adam", "sgd"};
  entry.reinforcement_outers = {"trpo", "adam", "sgd"};
  entry.inners = gradient_inners();
  entry.has_order = true;
  return entry;
}

std::unique_ptr<Learner> make_gradient_learner(const Problem& problem, const Settings& settings,
                                               const GradientTraits& traits) {
  return std::make_unique<GradientLearner>(problem, traits, settings);
}

}  // namespace metarl
