#include "meta/actor_critic_block.h"

#include <algorithm>
#include <cmath>

#include "foundation/vectors.h"
#include "learning/action_sampling.h"
#include "learning/advantages.h"
#include "learning/surrogate.h"

namespace metarl {

ActorCriticBlock::ActorCriticBlock(const ActorCriticLearner& learner)
    : TrialBlock(learner.problem()),
      learner_(learner),
      encoder_(learner.encoder().make_pass()),
      actions_(problem_.network.mlp.outputs()) {}

void ActorCriticBlock::reserve_agent(const BlockSpec& spec, Memory memory) {
  const Mlp& mlp = learner_.actor_critic();
  const int time = trial_.time(), lanes = trial_.lanes;
  memory.take(inputs_, mlp.inputs(), time, lanes);
  memory.take(policy_outputs_, actions_, time, lanes);
  for (Array* a : {&values_, &old_log_prob_, &advantages_, &returns_}) memory.take(*a, time, lanes);
  step_pass_.reserve(mlp, lanes, false, memory);
  encoder_->reserve(trial_, spec.derivatives, memory);
  if (!spec.derivatives) return;
  pass_.reserve(mlp, time * lanes, false, memory);
  for (Array* a : {&normalized_, &log_prob_, &slopes_}) memory.take(*a, time, lanes);
  memory.take(d_policy_, actions_, time, lanes);
  memory.take(d_outputs_, mlp.outputs(), time, lanes);
  memory.take(d_inputs_, mlp.inputs(), time, lanes);
  memory.take(d_features_, learner_.encoder().features(), time, lanes);
}

Agent& ActorCriticBlock::begin_trial(const Array& meta_parameters) {
  acting_ = meta_parameters.data();
  noise_ = key(0, Purpose::collect);
  encoder_->begin(acting_, trial_, key(0, Purpose::latent));
  return *this;
}

void ActorCriticBlock::write_inputs(int t) {
  const int rows = learner_.actor_critic().inputs();
  const ConstMatrix features = encoder_->features(t), observations = trial_.observations(t);
  Scalar* to = inputs_.data() + static_cast<std::ptrdiff_t>(t) * trial_.lanes * rows;
  for (int lane = 0; lane < trial_.lanes; ++lane) {
    const Scalar *feature = features.column(lane), *observation = observations.column(lane);
    if (!learner_.reads_products()) {
      to = std::copy_n(feature, features.rows, to);
    } else {
      for (int i = 0; i < observations.rows; ++i, to += features.rows)
        set_scaled(to, observation[i], feature, features.rows);
    }
    if (learner_.reads_observation()) to = std::copy_n(observation, observations.rows, to);
  }
}

// The derivative by the features, from that by the actor and critic's inputs.
ConstMatrix ActorCriticBlock::d_features(ConstMatrix d_inputs) {
  const int features = learner_.encoder().features();
  if (features == d_inputs.rows) return d_inputs;
  const int observations = trial_.observation_rows;
  for (int c = 0; c < d_inputs.cols; ++c) {
    const Scalar* from = d_inputs.column(c);
    Scalar* to = d_features_.data() + static_cast<std::ptrdiff_t>(c) * features;
    if (!learner_.reads_products()) {
      std::copy_n(from, features, to);
      continue;
    }
    const Scalar* observation =
        inputs_.data() + static_cast<std::ptrdiff_t>(c) * d_inputs.rows + observations * features;
    std::fill_n(to, features, Scalar(0));
    for (int i = 0; i < observations; ++i, from += features) add_scaled(to, observation[i], from, features);
  }
  return {d_features_.data(), features, d_inputs.cols};
}

// Actions' outputs and values apart, from column `first` on.
void ActorCriticBlock::split_outputs(ConstMatrix outputs, int first) {
  for (int c = 0; c < outputs.cols; ++c) {
    std::copy_n(outputs.column(c), actions_,
                policy_outputs_.data() + static_cast<std::ptrdiff_t>(first + c) * actions_);
    values_[static_cast<std::size_t>(first + c)] = learner_.value_unit() * outputs(actions_, c);
  }
}

void ActorCriticBlock::act(Trial& trial, int t, Episodes&) {
  const Mlp& mlp = learner_.actor_critic();
  const int first = t * trial.lanes;
  encoder_->advance(t);
  write_inputs(t);
  step_pass_.forward(mlp, acting_ + learner_.actor_critic_offset(),
                     ConstMatrix{inputs_.data(), mlp.inputs(), first + trial.lanes}.columns(first, trial.lanes));
  split_outputs(step_pass_.outputs(), first);
  const ConstMatrix outputs{policy_outputs_.data() + static_cast<std::ptrdiff_t>(first) * actions_, actions_,
                            trial.lanes};
  const Scalar* log_std = acting_ + learner_.log_std_offset();
  Scalar* chosen = trial.action.data() + static_cast<std::ptrdiff_t>(first) * trial.action_rows;
  sample_actions(
      problem_.network.head, outputs, log_std, t,
      [&](int lane, std::uint32_t draw) {
        StreamKey k = noise_;
        k.task += static_cast<std::uint32_t>(lane);
        return draw_tasks(k, draw);
      },
      chosen);
  log_probabilities({problem_.network.head, outputs, log_std}, {chosen, trial.action_rows, trial.lanes},
                    old_log_prob_.data() + first);
}

void ActorCriticBlock::update(const Operation& operation, Scalar* contribution) {
  if (operation.code == kAdvantages) return advantages(contribution);
  if (operation.code == kMemoryReach) return memory_reach(contribution);
  if (operation.code == kGradientThere) {
    encoder_->begin(operation.input->data(), trial_, key(0, Purpose::latent));
    for (int t = 0; t < trial_.time(); ++t) {
      encoder_->advance(t);
      write_inputs(t);
    }
  }
  gradient(operation.input->data(), contribution);
}

void ActorCriticBlock::advantages(Scalar* contribution) {
  const int columns = trial_.time() * trial_.lanes;
  const ActorCriticForm& form = learner_.form();
  trial_advantages(trial_.reward.data(), values_.data(), trial_.active.data(), trial_.time(), trial_.lanes,
                   form.discount, form.lambda, advantages_.data(), returns_.data());
  if (form.centres_steps) centre_steps(advantages_.data(), trial_.active.data(), trial_.time(), trial_.lanes);
  Scalar* own = contribution + 3 * (spec_.first_task / problem_.block);
  own[0] = sum(advantages_.data(), columns);
  own[1] = dot(advantages_.data(), advantages_.data(), columns);
  own[2] = sum(trial_.active.data(), columns);
}

void ActorCriticBlock::gradient(const Scalar* input, Scalar* contribution) {
  const ActorCriticForm& form = learner_.form();
  const Mlp& mlp = learner_.actor_critic();
  const int columns = trial_.time() * trial_.lanes, outputs = actions_ + 1;
  const Scalar* scales = input + learner_.meta_size();
  const Scalar per_step = scales[ActorCriticScales::per_step];
  pass_.forward(mlp, input + learner_.actor_critic_offset(), {inputs_.data(), mlp.inputs(), columns});
  split_outputs(pass_.outputs(), 0);
  const PolicyBatch now = policy(input, columns);
  log_probabilities(now, actions(), log_prob_.data());

  // Steps that were not taken have advantage 0 and weight 0.
  const Scalar mean = scales[ActorCriticScales::mean], scale = scales[ActorCriticScales::inverse_deviation];
  Scalar value_loss = 0, divergence = 0;
  for (int i = 0; i < columns; ++i) {
    const Scalar active = trial_.active[i];
    normalized_[i] = active * (advantages_[i] - mean) * scale;
    divergence += active * (old_log_prob_[i] - log_prob_[i]);
  }
  Scalar* sums = contribution + learner_.meta_size();
  if (form.proximal) {
    Scalar far = 0;
    sums[ActorCriticSums::policy_loss] =
        -per_step * total_surrogate(log_prob_.data(), old_log_prob_.data(), normalized_.data(), columns,
                                    {true, form.clip}, -per_step, slopes_.data(), &far);
  } else {
    for (int i = 0; i < columns; ++i) slopes_[i] = -per_step * normalized_[i];
    sums[ActorCriticSums::policy_loss] = -per_step * dot(log_prob_.data(), normalized_.data(), columns);
  }
  Scalar* d_log_std = contribution + learner_.log_std_offset();
  const Matrix d_policy{d_policy_.data(), actions_, columns};
  differentiate_log_probabilities(now, actions(), slopes_.data(), d_policy, d_log_std);
  sums[ActorCriticSums::entropy] =
      per_step * total_entropy(now, -per_step * form.entropy_coefficient, d_policy, d_log_std, trial_.active.data());
  const Scalar inverse_unit = 1 / learner_.value_unit();
  for (int i = 0; i < columns; ++i) {
    Scalar* d = d_outputs_.data() + static_cast<std::ptrdiff_t>(i) * outputs;
    std::copy_n(d_policy.column(i), actions_, d);
    const Scalar miss = trial_.active[i] * (values_[i] - returns_[i]) * inverse_unit;
    value_loss += miss * miss;
    d[actions_] = 2 * per_step * form.value_coefficient * miss;
  }
  sums[ActorCriticSums::value_loss] = per_step * value_loss;
  sums[ActorCriticSums::divergence] = per_step * divergence;

  const bool reaches_encoder = learner_.encoder().learns_from_policy();
  const Matrix d_inputs{reaches_encoder ? d_inputs_.data() : nullptr, mlp.inputs(), columns};
  pass_.backward({d_outputs_.data(), outputs, columns}, contribution + learner_.actor_critic_offset(), false, d_inputs);
  sums[ActorCriticSums::own_loss] = encoder_->backward(reaches_encoder ? d_features(d_inputs) : d_inputs,
                                                       scales[ActorCriticScales::per_task], contribution);
}

// By the parameters that acted. Steps that were not taken are none: each task's own last one counts.
void ActorCriticBlock::memory_reach(Scalar* contribution) {
  const Mlp& mlp = learner_.actor_critic();
  const int time = trial_.time(), lanes = trial_.lanes, columns = time * lanes, outputs = actions_ + 1;
  pass_.forward(mlp, acting_ + learner_.actor_critic_offset(), {inputs_.data(), mlp.inputs(), columns});
  split_outputs(pass_.outputs(), 0);
  std::vector<int> last(static_cast<std::size_t>(trial_.tasks), 0);
  std::fill_n(slopes_.begin(), columns, Scalar(0));
  for (int lane = 0; lane < trial_.tasks; ++lane) {
    for (int t = 0; t < time; ++t)
      if (trial_.active[static_cast<std::size_t>(t * lanes + lane)] != 0) last[static_cast<std::size_t>(lane)] = t;
    slopes_[static_cast<std::size_t>(last[static_cast<std::size_t>(lane)] * lanes + lane)] = 1;
  }
  // What is of the parameters is of no use here.
  Array parameters(static_cast<std::size_t>(learner_.meta_size()), Scalar(0));
  const Matrix d_policy{d_policy_.data(), actions_, columns};
  differentiate_log_probabilities(policy(acting_, columns), actions(), slopes_.data(), d_policy,
                                  parameters.data() + learner_.log_std_offset());
  for (int i = 0; i < columns; ++i) {
    Scalar* d = d_outputs_.data() + static_cast<std::ptrdiff_t>(i) * outputs;
    std::copy_n(d_policy.column(i), actions_, d);
    d[actions_] = 0;
  }
  const Matrix d_inputs{d_inputs_.data(), mlp.inputs(), columns};
  pass_.backward({d_outputs_.data(), outputs, columns}, parameters.data() + learner_.actor_critic_offset(), false,
                 d_inputs);
  Array norms(static_cast<std::size_t>(columns), Scalar(0));
  encoder_->reach(d_features(d_inputs), norms.data());
  for (int lane = 0; lane < trial_.tasks; ++lane) {
    const int end = last[static_cast<std::size_t>(lane)];
    for (int back = 0; back <= end; ++back) {
      contribution[2 * back] += norms[static_cast<std::size_t>((end - back) * lanes + lane)];
      contribution[2 * back + 1] += 1;
    }
  }
}

void ActorCriticBlock::show(int i, int time, std::vector<NamedArray>& list) const {
  NamedArray critic{"critic", {time}, {}};
  for (int t = 0; t < time; ++t) critic.data.push_back(values_[static_cast<std::size_t>(t * trial_.lanes + i)]);
  list.push_back(std::move(critic));
  encoder_->show(i, time, list);
}

}  // namespace metarl
