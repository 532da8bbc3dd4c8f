#include "meta/latent_encoder.h"

#include <algorithm>

#include "foundation/elementary.h"
#include "meta/context.h"
#include "networks/initial_weights.h"

namespace metarl {

namespace {

class LatentPass final : public ContextPass {
 public:
  LatentPass(const Problem& problem, const LatentForm& form)
      : ContextPass(problem, form.factor, form.latent), form_(form) {}

  void reserve(const Trial& shape, bool derivatives, Memory memory) override;
  double shown(int time) const override { return 3.0 * time * form_.latent; }
  void begin(const Scalar* parameters, const Trial& trial, const StreamKey& key) override;
  Scalar backward(ConstMatrix d_features, Scalar own_scale, Scalar* gradient) override;
  void show(int lane, int time, std::vector<NamedArray>& list) const override;

 private:
  void take_episode(int k, ConstMatrix factors) override;
  void infer(int k, Scalar* features) override;

  const LatentForm& form_;
  StreamKey key_;
  Array weighted_, precision_;      // [episode][lane][latent]: Σ λ_n μ_n and 1 + Σ λ_n of the episodes before
  Array noise_;                     // [episode][lane][latent]
  Array d_weighted_, d_precision_;  // [episode][lane][latent]
  Array d_outputs_;
};

void LatentPass::reserve(const Trial& shape, bool derivatives, Memory memory) {
  const int d = form_.latent, time = shape.time(), lanes = shape.lanes;
  ContextPass::reserve(shape, derivatives, memory);
  for (Array* a : {&weighted_, &precision_, &noise_}) memory.take(*a, d, shape.episodes, lanes);
  if (!derivatives) return;
  for (Array* a : {&d_weighted_, &d_precision_}) memory.take(*a, d, shape.episodes, lanes);
  memory.take(d_outputs_, 2, d, time, lanes);
}

void LatentPass::begin(const Scalar* parameters, const Trial& trial, const StreamKey& key) {
  ContextPass::begin(parameters, trial, key);
  key_ = key;
  begin_sums(weighted_, form_.latent, 0);
  begin_sums(precision_, form_.latent, 1);
}

void LatentPass::take_episode(int k, ConstMatrix factors) {
  const int d = form_.latent;
  carry_sums(weighted_, d, k);
  carry_sums(precision_, d, k);
  for_each_taken(k - 1, [&](int lane, int c) {
    Scalar *weighted = weighted_.data() + at(k, lane), *total = precision_.data() + at(k, lane);
    for (int i = 0; i < d; ++i) {
      const Scalar precision = exponential(factors(d + i, c));
      weighted[i] += precision * factors(i, c);
      total[i] += precision;
    }
  });
}

// A sample of the posterior.
void LatentPass::infer(int k, Scalar* features) {
  for (int lane = 0; lane < trial_->lanes; ++lane) {
    StreamKey key = key_;
    key.task += static_cast<std::uint32_t>(lane);
    key.lane = static_cast<std::uint32_t>(k);
    Stream stream(key);
    for (std::size_t n = at(k, lane); n < at(k, lane + 1); ++n) {
      noise_[n] = stream.normal();
      *features++ = weighted_[n] / precision_[n] + noise_[n] / square_root(precision_[n]);
    }
  }
}

Scalar LatentPass::backward(ConstMatrix d_features, Scalar own_scale, Scalar* gradient) {
  const Trial& trial = *trial_;
  const int d = form_.latent, lanes = trial.lanes, episodes = trial.episodes;
  const Scalar weight = own_scale * form_.kl_weight / Scalar(episodes);
  Scalar total = 0;
  // By the two sums that each episode's posterior is made of.
  for (int k = 0; k < episodes; ++k) {
    for (int lane = 0; lane < lanes; ++lane) {
      const bool counts = lane < trial.tasks;
      for (int i = 0; i < d; ++i) {
        const std::size_t n = at(k, lane) + static_cast<std::size_t>(i);
        Scalar by_sample = 0;
        for (int t = k * trial.horizon; t < (k + 1) * trial.horizon; ++t) by_sample += d_features(i, t * lanes + lane);
        const Scalar precision = precision_[n], mean = weighted_[n] / precision, variance = 1 / precision;
        Scalar by_mean = by_sample;
        Scalar by_precision = -Scalar(0.5) * by_sample * noise_[n] * variance * square_root(variance);
        if (counts) {  // KL = (m² + 1/λ - 1 + log λ) / 2
          total += weight * Scalar(0.5) * (mean * mean + variance - 1 + logarithm(precision));
          by_mean += weight * mean;
          by_precision += weight * Scalar(0.5) * (variance - variance * variance);
        }
        d_weighted_[n] = by_mean * variance;
        d_precision_[n] = by_precision - by_mean * mean * variance;
      }
    }
  }
  // An episode's transitions are in the sums of all episodes after it.
  for (int k = episodes - 2; k >= 1; --k)
    for (std::size_t n = at(k, 0); n < at(k + 1, 0); ++n) {
      d_weighted_[n] += d_weighted_[n + at(1, 0)];
      d_precision_[n] += d_precision_[n + at(1, 0)];
    }
  if (episodes == 1) return total;
  const int columns = (episodes - 1) * trial.horizon * lanes, rows = 2 * d;
  const ConstMatrix outputs = context_.read_all(episodes - 1);
  for (int c = 0; c < columns; ++c) {
    const std::size_t from = at(c / lanes / trial.horizon + 1, c % lanes);
    const Scalar active = trial.active[static_cast<std::size_t>(c)];
    for (int i = 0; i < d; ++i) {
      const Scalar precision = active * exponential(outputs(d + i, c));
      const Scalar by_weighted = d_weighted_[from + static_cast<std::size_t>(i)];
      Scalar* to = d_outputs_.data() + static_cast<std::ptrdiff_t>(c) * rows + i;
      to[0] = by_weighted * precision;
      to[d] = (d_precision_[from + static_cast<std::size_t>(i)] + by_weighted * outputs(i, c)) * precision;
    }
  }
  context_.backward({d_outputs_.data(), rows, columns}, gradient);
  return total;
}

void LatentPass::show(int lane, int time, std::vector<NamedArray>& list) const {
  const int d = form_.latent, episodes = time / trial_->horizon;
  NamedArray mean{"latent_mean", {episodes, d}, {}}, deviation{"latent_deviation", {episodes, d}, {}},
      latent{"latent", {episodes, d}, {}};
  for (int k = 0; k < episodes; ++k) {
    for (std::size_t n = at(k, lane); n < at(k, lane + 1); ++n) {
      mean.data.push_back(weighted_[n] / precision_[n]);
      deviation.data.push_back(1 / square_root(precision_[n]));
    }
    const Scalar* sample = features(k * trial_->horizon).column(lane);
    latent.data.insert(latent.data.end(), sample, sample + d);
  }
  for (NamedArray* array : {&mean, &deviation, &latent}) list.push_back(std::move(*array));
}

}  // namespace

LatentEncoder::LatentEncoder(const Problem& problem, const Settings& settings) : problem_(problem) {
  form_.latent = settings.integer("latent");
  form_.factor = context_network(problem, settings, 2 * form_.latent);
  configure(settings);
}

void LatentEncoder::configure(const Settings& settings) { form_.kl_weight = Scalar(settings.real("kl_weight")); }

// The last layer begins small, so that the first transitions say little; each counts for about a tenth of the prior.
void LatentEncoder::initialise(Scalar* parameters, Stream& stream) const {
  initialise_glorot(form_.factor, parameters, stream, Scalar(0.5));
  const int bias = form_.factor.bias_offset(form_.factor.layers() - 1);
  std::fill_n(parameters + bias + form_.latent, form_.latent, logarithm(Scalar(0.1)));
}

std::unique_ptr<EncoderPass> LatentEncoder::make_pass() const { return std::make_unique<LatentPass>(problem_, form_); }

}  // namespace metarl
