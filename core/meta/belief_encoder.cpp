#include "meta/belief_encoder.h"

#include <algorithm>

#include "foundation/elementary.h"
#include "foundation/vectors.h"
#include "learning/trial_inputs.h"
#include "networks/initial_weights.h"

namespace metarl {

namespace {

class BeliefPass final : public EncoderPass {
 public:
  BeliefPass(const Problem& problem, const BeliefForm& form)
      : problem_(problem), form_(form), memory_(problem, form.memory) {}

  void reserve(const Trial& shape, bool derivatives, Memory memory) override;
  double shown(int time) const override {
    return memory_.shown(time) + time * (2.0 * form_.latent + problem_.reinforcement().questions());
  }
  void begin(const Scalar* parameters, const Trial& trial, const StreamKey& key) override;
  void advance(int t) override;
  ConstMatrix features(int t) const override { return features().columns(t * trial_->lanes, trial_->lanes); }
  ConstMatrix features() const override {
    return {posterior_.data(), 2 * form_.latent, trial_->time() * trial_->lanes};
  }
  Scalar backward(ConstMatrix, Scalar own_scale, Scalar* gradient) override;
  void show(int lane, int time, std::vector<NamedArray>& list) const override;

 private:
  int taken(int lane, int n) const;
  void draw(int sample);
  void write_decoder_inputs(bool with_next);
  Scalar decode(bool rewards, Scalar scale, Scalar* gradient);
  Scalar add_divergence(Scalar scale);
  int columns() const { return trial_->time() * trial_->lanes; }

  const Problem& problem_;
  const BeliefForm& form_;
  TrialMemory memory_;
  const Scalar* parameters_ = nullptr;
  const Trial* trial_ = nullptr;
  StreamKey key_;
  MlpPass head_step_, head_, decoder_;
  Array posterior_;  // mean, log variance of each column
  Array d_posterior_, d_states_;
  std::vector<int> at_;    // [lane]: the step that the sample is of
  Array noise_, z_, d_z_;  // latent x lanes
  Array steps_;            // [lane]: steps taken in the trial
  Array transition_, inputs_, d_inputs_, d_outputs_, decoder_gradient_;
};

void BeliefPass::reserve(const Trial& shape, bool derivatives, Memory memory) {
  const int d = form_.latent, time = shape.time(), lanes = shape.lanes;
  memory_.reserve(shape, memory);
  memory.take(posterior_, 2, d, time, lanes);
  head_step_.reserve(form_.posterior, lanes, false, memory);
  if (!derivatives) return;
  head_.reserve(form_.posterior, time * lanes, false, memory);
  decoder_.reserve(form_.larger, time * lanes, false, memory);
  memory.take(at_, lanes);
  for (Array* a : {&noise_, &z_, &d_z_}) memory.take(*a, d, lanes);
  memory.take(steps_, lanes);
  memory.take(d_posterior_, 2, d, time, lanes);
  memory.take(d_states_, form_.memory.gru.units, time, lanes);
  for (Array* a : {&inputs_, &d_inputs_}) memory.take(*a, form_.reward.inputs(), time, lanes);
  memory.take(transition_, transition_rows(problem_), lanes);
  memory.take(d_outputs_, form_.transition.outputs(), time, lanes);
  memory.take(decoder_gradient_, std::max(form_.reward.parameter_count(), form_.transition.parameter_count()));
}

void BeliefPass::begin(const Scalar* parameters, const Trial& trial, const StreamKey& key) {
  parameters_ = parameters;
  trial_ = &trial;
  key_ = key;
  memory_.begin(parameters, trial);
}

void BeliefPass::advance(int t) {
  memory_.advance(t);
  head_step_.forward(form_.posterior, parameters_ + form_.posterior_offset(), memory_.read(t));
  const ConstMatrix outputs = head_step_.outputs();
  std::copy_n(outputs.data, outputs.size(), posterior_.begin() + static_cast<std::ptrdiff_t>(t) * outputs.size());
}

// Number n of the steps that a lane took.
int BeliefPass::taken(int lane, int n) const {
  for (int t = 0; t < trial_->time(); ++t)
    if (trial_->active[static_cast<std::size_t>(t * trial_->lanes + lane)] != 0 && n-- == 0) return t;
  return 0;
}

// A step of each lane's trial, and a z from the belief there.
void BeliefPass::draw(int sample) {
  const int d = form_.latent, lanes = trial_->lanes;
  for (int lane = 0; lane < lanes; ++lane) {
    StreamKey k = key_;
    k.task += static_cast<std::uint32_t>(lane);
    k.step = static_cast<std::uint32_t>(sample);
    Stream stream(k);
    const int t = taken(lane, static_cast<int>(stream.index(static_cast<std::uint32_t>(
                                  std::max(Scalar(1), steps_[static_cast<std::size_t>(lane)])))));
    at_[static_cast<std::size_t>(lane)] = t;
    const Scalar* q = posterior_.data() + (static_cast<std::ptrdiff_t>(t) * lanes + lane) * 2 * d;
    for (int i = 0; i < d; ++i) {
      const Scalar e = stream.normal();
      noise_[static_cast<std::size_t>(lane * d + i)] = e;
      z_[static_cast<std::size_t>(lane * d + i)] = q[i] + exponential(q[d + i] / 2) * e;
    }
  }
}

// Columns of z, observation and action, and of the next observation where it is not what is asked.
void BeliefPass::write_decoder_inputs(bool with_next) {
  const Trial& trial = *trial_;
  const int d = form_.latent, o = trial.observation_rows, a = encoded_action_rows(problem_.network);
  const int rows = d + o + a + (with_next ? o : 0);
  for (int t = 0; t < trial.time(); ++t) {
    write_transitions(problem_, trial, t, transition_.data());
    for (int lane = 0; lane < trial.lanes; ++lane) {
      const Scalar* from = transition_.data() + lane * transition_rows(problem_);
      Scalar* to = inputs_.data() + (static_cast<std::ptrdiff_t>(t) * trial.lanes + lane) * rows;
      std::copy_n(z_.begin() + lane * d, d, to);
      std::copy_n(from, o + a, to + d);
      if (with_next) std::copy_n(from + o + a + 1, o, to + d + o + a);
    }
  }
}

// The squared error of one decoder at the z drawn, times `scale`; its gradient by the decoder and by z.
Scalar BeliefPass::decode(bool rewards, Scalar scale, Scalar* gradient) {
  const Mlp& mlp = rewards ? form_.reward : form_.transition;
  const int offset = rewards ? form_.reward_offset() : form_.transition_offset();
  const Trial& trial = *trial_;
  write_decoder_inputs(rewards);
  decoder_.forward(mlp, parameters_ + offset, {inputs_.data(), mlp.inputs(), columns()});
  const ConstMatrix outputs = decoder_.outputs();
  const Array& truth = rewards ? trial.reward : trial.next_observation;
  Scalar total = 0;
  for (int c = 0; c < columns(); ++c) {
    const std::size_t lane = static_cast<std::size_t>(c % trial.lanes);
    const Scalar weight = trial.active[static_cast<std::size_t>(c)] != 0 ? scale / steps_[lane] : Scalar(0);
    for (int r = 0; r < outputs.rows; ++r) {
      const std::size_t at = static_cast<std::size_t>(c * outputs.rows + r);
      const Scalar miss = outputs(r, c) - truth[at];
      total += weight * miss * miss;
      d_outputs_[at] = 2 * weight * miss;
    }
  }
  const Matrix d_inputs{d_inputs_.data(), mlp.inputs(), columns()};
  decoder_.backward({d_outputs_.data(), outputs.rows, columns()}, decoder_gradient_.data(), false, d_inputs);
  add_scaled(gradient + offset, 1, decoder_gradient_.data(), mlp.parameter_count());
  for (int c = 0; c < columns(); ++c) {
    Scalar* d_z = d_z_.data() + c % trial.lanes * form_.latent;
    for (int i = 0; i < form_.latent; ++i) d_z[i] += d_inputs(i, c);
  }
  return total;
}

// scale / steps KL(q_t ‖ q_{t-1}) at the steps drawn, with its gradient by both.
Scalar BeliefPass::add_divergence(Scalar scale) {
  const int d = form_.latent, lanes = trial_->lanes;
  Scalar total = 0;
  for (int lane = 0; lane < trial_->tasks; ++lane) {
    const int t = at_[static_cast<std::size_t>(lane)];
    const std::ptrdiff_t now = (static_cast<std::ptrdiff_t>(t) * lanes + lane) * 2 * d,
                         before = now - static_cast<std::ptrdiff_t>(lanes) * 2 * d;
    const Scalar weight = scale / steps_[static_cast<std::size_t>(lane)];
    for (int i = 0; i < d; ++i) {
      const Scalar mean = posterior_[static_cast<std::size_t>(now + i)],
                   log_variance = posterior_[static_cast<std::size_t>(now + d + i)];
      const Scalar old_mean = t > 0 ? posterior_[static_cast<std::size_t>(before + i)] : Scalar(0),
                   old_log = t > 0 ? posterior_[static_cast<std::size_t>(before + d + i)] : Scalar(0);
      const Scalar precision = exponential(-old_log), ratio = exponential(log_variance - old_log);
      const Scalar away = mean - old_mean;
      total += weight * Scalar(0.5) * (old_log - log_variance + ratio + away * away * precision - 1);
      d_posterior_[static_cast<std::size_t>(now + i)] += weight * away * precision;
      d_posterior_[static_cast<std::size_t>(now + d + i)] += weight * Scalar(0.5) * (ratio - 1);
      if (t == 0) continue;
      d_posterior_[static_cast<std::size_t>(before + i)] -= weight * away * precision;
      d_posterior_[static_cast<std::size_t>(before + d + i)] +=
          weight * Scalar(0.5) * (1 - ratio - away * away * precision);
    }
  }
  return total;
}

Scalar BeliefPass::backward(ConstMatrix, Scalar own_scale, Scalar* gradient) {
  const int d = form_.latent, lanes = trial_->lanes;
  std::fill(d_posterior_.begin(), d_posterior_.end(), Scalar(0));
  std::fill(steps_.begin(), steps_.end(), Scalar(0));
  for (int c = 0; c < columns(); ++c)
    steps_[static_cast<std::size_t>(c % lanes)] += trial_->active[static_cast<std::size_t>(c)];

  const Scalar scale = own_scale / Scalar(form_.samples);
  Scalar total = 0;
  for (int sample = 0; sample < form_.samples; ++sample) {
    draw(sample);
    std::fill(d_z_.begin(), d_z_.end(), Scalar(0));
    if (form_.reward_weight > 0) total += decode(true, scale * form_.reward_weight, gradient);
    if (form_.transition_weight > 0) total += decode(false, scale * form_.transition_weight, gradient);
    total += add_divergence(scale * form_.kl_weight);
    for (int lane = 0; lane < lanes; ++lane) {
      Scalar* dq = d_posterior_.data() +
                   (static_cast<std::ptrdiff_t>(at_[static_cast<std::size_t>(lane)]) * lanes + lane) * 2 * d;
      const Scalar* q = posterior_.data() + (dq - d_posterior_.data());
      for (int i = 0; i < d; ++i) {
        const Scalar by_z = d_z_[static_cast<std::size_t>(lane * d + i)];
        dq[i] += by_z;
        dq[d + i] += by_z * noise_[static_cast<std::size_t>(lane * d + i)] * exponential(q[d + i] / 2) / 2;
      }
    }
  }
  head_.forward(form_.posterior, parameters_ + form_.posterior_offset(), memory_.read());
  head_.backward({d_posterior_.data(), 2 * d, columns()}, gradient + form_.posterior_offset(), false,
                 {d_states_.data(), form_.memory.gru.units, columns()});
  memory_.backward({d_states_.data(), form_.memory.gru.units, columns()}, gradient);
  return total;
}

void BeliefPass::show(int lane, int time, std::vector<NamedArray>& list) const {
  const int d = form_.latent;
  memory_.show(lane, time, list);
  NamedArray mean{"latent_mean", {time, d}, {}}, deviation{"latent_deviation", {time, d}, {}};
  const ReinforcementFamily& family = problem_.reinforcement();
  const int questions = family.questions(), o = family.observations(), a = encoded_action_rows(problem_.network);
  NamedArray predicted{"predicted_reward", {time, questions}, {}};
  Array inputs(static_cast<std::size_t>(questions * form_.reward.inputs())),
      action(static_cast<std::size_t>(problem_.network.target_rows()));
  MlpPass pass;
  for (int t = 0; t < time; ++t) {
    const Scalar* q = features(t).column(lane);
    for (int i = 0; i < d; ++i) {
      mean.data.push_back(q[i]);
      deviation.data.push_back(exponential(q[d + i] / 2));
    }
    for (int i = 0; i < questions; ++i) {
      Scalar* to = inputs.data() + i * form_.reward.inputs();
      std::copy_n(q, d, to);
      family.question(i, to + d, action.data(), to + d + o + a);
      write_action(problem_.network, action.data(), to + d + o);
    }
    if (questions == 0) continue;
    pass.forward(form_.reward, parameters_ + form_.reward_offset(), {inputs.data(), form_.reward.inputs(), questions});
    predicted.data.insert(predicted.data.end(), pass.outputs().data, pass.outputs().data + questions);
  }
  list.push_back(std::move(mean));
  list.push_back(std::move(deviation));
  if (questions > 0) list.push_back(std::move(predicted));
}

}  // namespace

BeliefEncoder::BeliefEncoder(const Problem& problem, const Settings& settings)
    : problem_(problem), form_(problem, settings) {
  const int o = problem.reinforcement().observations(), a = encoded_action_rows(problem.network);
  form_.latent = settings.integer("latent");
  form_.posterior.sizes = {form_.memory.gru.units, 2 * form_.latent};
  for (Mlp* decoder : {&form_.reward, &form_.transition}) {
    const bool rewards = decoder == &form_.reward;
    decoder->activation = problem.network.mlp.activation;
    decoder->sizes = settings.sizes("decoder");
    decoder->sizes.insert(decoder->sizes.begin(), form_.latent + o + a + (rewards ? o : 0));
    decoder->sizes.push_back(rewards ? 1 : o);
  }
  form_.larger = form_.reward;
  form_.larger.sizes.back() = o;
  configure(settings);
}

void BeliefEncoder::configure(const Settings& settings) {
  form_.samples = settings.integer("belief_samples");
  form_.kl_weight = Scalar(settings.real("kl_weight"));
  form_.reward_weight = Scalar(settings.real("reward_weight"));
  form_.transition_weight = Scalar(settings.real("transition_weight"));
}

void BeliefEncoder::initialise(Scalar* parameters, Stream& stream) const {
  form_.memory.initialise(parameters, stream);
  initialise_glorot(form_.posterior, parameters + form_.posterior_offset(), stream);
  initialise_glorot(form_.reward, parameters + form_.reward_offset(), stream);
  initialise_glorot(form_.transition, parameters + form_.transition_offset(), stream);
}

std::unique_ptr<EncoderPass> BeliefEncoder::make_pass() const { return std::make_unique<BeliefPass>(problem_, form_); }

}  // namespace metarl
