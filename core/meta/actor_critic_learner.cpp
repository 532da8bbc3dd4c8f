#include "meta/actor_critic_learner.h"

#include <algorithm>
#include <cmath>

#include "foundation/elementary.h"
#include "foundation/vectors.h"
#include "meta/actor_critic_block.h"
#include "networks/initial_weights.h"

namespace metarl {

ActorCriticLearner::ActorCriticLearner(const Problem& problem, std::unique_ptr<Encoder> encoder,
                                       const Settings& settings)
    : TrialLearner(problem), encoder_(std::move(encoder)), products_(settings.text("readout") == "products") {
  // The problem's network with other inputs, and the critic for one more output.
  actor_critic_ = problem.network.mlp;
  const int observations = problem.network.mlp.inputs(), features = encoder_->features();
  actor_critic_.sizes.front() =
      (reads_products() ? features * observations : features) + (reads_observation() ? observations : 0);
  actor_critic_.sizes.back() += 1;
  meta_size_ = log_std_offset() + (problem.network.head == Head::gaussian ? problem.network.mlp.outputs() : 0);
  if (settings.has("initial_std")) initial_std_ = settings.real("initial_std");
  configure(settings);
}

void ActorCriticLearner::configure(const Settings& s) {
  form_.proximal = s.text("outer") == "ppo";
  form_.outer_lr = Scalar(s.real("outer_lr"));
  form_.clip = Scalar(s.has("clip") ? s.real("clip") : 0);
  form_.entropy_coefficient = Scalar(s.real("entropy_coefficient"));
  form_.value_coefficient = Scalar(s.real("value_coefficient"));
  form_.max_gradient_norm = Scalar(s.real("max_gradient_norm"));
  form_.discount = Scalar(s.real("discount"));
  form_.lambda = Scalar(s.real("gae_lambda"));
  form_.epochs = form_.proximal ? s.integer("epochs") : 1;
  form_.minibatches = form_.proximal ? s.integer("minibatches") : 1;
  form_.centres_steps = s.text("advantage_mean") == "step";
  value_unit_ = 0;
  Scalar weight = 1;
  // Until what is added does not show: a trial may have a million steps.
  for (int t = 0; t < problem_.episodes * problem_.horizon && value_unit_ + weight != value_unit_; ++t) {
    value_unit_ += weight;
    weight *= form_.discount;
  }
  encoder_->configure(s);
}

void ActorCriticLearner::reserve(Memory memory) {
  for (Array* a : {&meta_, &gradient_}) memory.take(*a, meta_size_);
  memory.take(input_, meta_size_ + ActorCriticScales::count);
  memory.take(steps_, blocks());
  memory.take(order_, blocks());
  memory.take(among_, blocks());
  adam_.reserve(meta_size_, memory);
}

// Glorot's variance; the last layer a tenth of that, so that a fresh policy prefers no action.
void ActorCriticLearner::initialise() {
  reserve(Memory());
  Stream stream({problem_.seed, 0, 0, Purpose::initial_parameters, 0, 0});
  std::fill(meta_.begin(), meta_.end(), Scalar(0));
  encoder_->initialise(meta_.data(), stream);
  initialise_glorot(actor_critic_, meta_.data() + actor_critic_offset(), stream, Scalar(0.1));
  std::fill(meta_.begin() + log_std_offset(), meta_.end(), logarithm(Scalar(initial_std_)));
}

std::unique_ptr<Block> ActorCriticLearner::make_block() const { return std::make_unique<ActorCriticBlock>(*this); }

void ActorCriticLearner::begin_update(std::uint32_t iteration) {
  iteration_ = iteration;
  asked_ = 0;
}

bool ActorCriticLearner::next_update(const Array& reduced, Operation& operation) {
  const int gradients = asked_++ - 1;  // asked for so far
  if (gradients < 0) {
    operation = {.phase = Phase::update, .code = kAdvantages, .contribution = 3 * blocks()};
    return true;
  }
  if (gradients == 0) {
    take_advantages(reduced);
  } else {
    take_gradient(reduced, gradients == 1);
  }
  if (gradients == form_.epochs * parts()) return false;
  if (gradients % parts() == 0) deal(gradients / parts());
  ask_gradient(gradients, operation);
  return true;
}

// Mean and spread of all advantages, and how many steps each block took.
void ActorCriticLearner::take_advantages(const Array& reduced) {
  Scalar total = 0, squares = 0, count = 0;
  for (int b = 0; b < blocks(); ++b) {
    total += reduced[static_cast<std::size_t>(3 * b)];
    squares += reduced[static_cast<std::size_t>(3 * b + 1)];
    steps_[static_cast<std::size_t>(b)] = reduced[static_cast<std::size_t>(3 * b + 2)];
    count += steps_[static_cast<std::size_t>(b)];
  }
  const Scalar mean = total / count, variance = squares / count - mean * mean;
  Scalar* scales = input_.data() + meta_size_;
  scales[ActorCriticScales::mean] = mean;
  scales[ActorCriticScales::inverse_deviation] = variance > Scalar(1e-12) ? 1 / square_root(variance) : 1;
}

// Puts the blocks in another order for each epoch (Fisher & Yates).
void ActorCriticLearner::deal(int epoch) {
  for (int b = 0; b < blocks(); ++b) order_[static_cast<std::size_t>(b)] = b;
  Stream stream({problem_.seed, iteration_, 0, Purpose::minibatch, static_cast<std::uint32_t>(epoch), 0});
  for (int b = blocks() - 1; b > 0; --b)
    std::swap(order_[static_cast<std::size_t>(b)], order_[stream.index(static_cast<std::uint32_t>(b + 1))]);
}

void ActorCriticLearner::ask_gradient(int number, Operation& operation) {
  const int part = number % parts(), first = part * blocks() / parts(), end = (part + 1) * blocks() / parts();
  std::fill(among_.begin(), among_.end(), std::uint8_t(0));
  Scalar steps = 0;
  int tasks = 0;
  for (int i = first; i < end; ++i) {
    const int b = order_[static_cast<std::size_t>(i)];
    among_[static_cast<std::size_t>(b)] = 1;
    steps += steps_[static_cast<std::size_t>(b)];
    tasks += std::min(problem_.block, problem_.meta_batch_size - b * problem_.block);
  }
  std::copy(meta_.begin(), meta_.end(), input_.begin());
  input_[static_cast<std::size_t>(meta_size_ + ActorCriticScales::per_step)] = 1 / steps;
  input_[static_cast<std::size_t>(meta_size_ + ActorCriticScales::per_task)] = 1 / Scalar(tasks);
  // The first minibatch is judged by the very parameters that acted.
  operation = {.phase = Phase::update,
               .code = number == 0 ? kGradientHere : kGradientThere,
               .input = &input_,
               .contribution = meta_size_ + ActorCriticSums::count,
               .among = &among_};
}

// Where the encoder has a loss of its own and the policy's does not reach it, the two gradients have nothing to do with
// each other, and each is shortened by itself.
void ActorCriticLearner::take_gradient(const Array& reduced, bool first) {
  const Scalar* sums = reduced.data() + meta_size_;
  const int border = encoder_->learns_from_policy() ? 0 : actor_critic_offset();
  const Scalar* g = reduced.data();
  const Scalar encoder_squares = dot(g, g, border), squares = dot(g + border, g + border, meta_size_ - border);
  if (first) {
    report_.objective = sums[ActorCriticSums::policy_loss] +
                        form_.value_coefficient * sums[ActorCriticSums::value_loss] -
                        form_.entropy_coefficient * sums[ActorCriticSums::entropy] + sums[ActorCriticSums::own_loss];
    report_.gradient_norm = square_root(encoder_squares + squares);
  }
  report_.divergence = sums[ActorCriticSums::divergence];
  const auto shorter = [&](Scalar squared) {
    const Scalar norm = square_root(squared);
    return norm > form_.max_gradient_norm ? form_.max_gradient_norm / norm : Scalar(1);
  };
  const Scalar encoder_scale = shorter(encoder_squares), scale = shorter(squares);
  for (int i = 0; i < meta_size_; ++i) gradient_[i] = (i < border ? encoder_scale : scale) * g[i];
  adam_.step(meta_, gradient_, meta_size_, form_.outer_lr);
}

}  // namespace metarl
