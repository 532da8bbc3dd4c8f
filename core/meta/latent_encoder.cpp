#include "meta/latent_encoder.h"

#include <algorithm>

#include "foundation/elementary.h"
#include "meta/context.h"
#include "networks/initial_weights.h"

namespace metarl {

namespace {

class LatentPass final : public EncoderPass {
 public:
  LatentPass(const Problem& problem, const LatentForm& form) : form_(form), context_(problem, form.factor) {}

  void begin(const Scalar* parameters, const Trial& trial, const StreamKey& key) override;
  void advance(int t) override;
  ConstMatrix features(int t) const override { return features().columns(t * trial_->lanes, trial_->lanes); }
  ConstMatrix features() const override { return {features_.data(), form_.latent, trial_->time() * trial_->lanes}; }
  Scalar backward(ConstMatrix d_features, Scalar own_scale, Scalar* gradient) override;
  void show(int lane, int time, std::vector<NamedArray>& list) const override;

 private:
  void take_episode(int k);
  void infer(int k);
  // Where episode k's numbers of a lane begin in the arrays of episodes.
  std::size_t at(int k, int lane) const { return static_cast<std::size_t>((k * trial_->lanes + lane) * form_.latent); }

  const LatentForm& form_;
  Context context_;
  const Trial* trial_ = nullptr;
  StreamKey key_;
  Array weighted_, precision_;      // [episode][lane][latent]: Σ λ_n μ_n and 1 + Σ λ_n of the episodes before
  Array noise_, sample_;            // [episode][lane][latent]
  Array features_;                  // latent x columns
  Array d_weighted_, d_precision_;  // [episode][lane][latent]
  Array d_outputs_;
};

void LatentPass::begin(const Scalar* parameters, const Trial& trial, const StreamKey& key) {
  trial_ = &trial;
  key_ = key;
  context_.begin(parameters, trial);
  reserve_length(features_, at(trial.episodes * trial.horizon, 0));
  for (Array* a : {&weighted_, &precision_, &noise_, &sample_}) reserve_length(*a, at(trial.episodes, 0));
  std::fill_n(weighted_.begin(), at(1, 0), Scalar(0));
  std::fill_n(precision_.begin(), at(1, 0), Scalar(1));
}

// Adds what episode k - 1 says to what those before it said.
void LatentPass::take_episode(int k) {
  const Trial& trial = *trial_;
  const int d = form_.latent, lanes = trial.lanes, first = (k - 1) * trial.horizon * lanes;
  const ConstMatrix outputs = context_.read(k - 1);
  std::copy_n(weighted_.begin() + static_cast<std::ptrdiff_t>(at(k - 1, 0)), at(1, 0),
              weighted_.begin() + static_cast<std::ptrdiff_t>(at(k, 0)));
  std::copy_n(precision_.begin() + static_cast<std::ptrdiff_t>(at(k - 1, 0)), at(1, 0),
              precision_.begin() + static_cast<std::ptrdiff_t>(at(k, 0)));
  for (int c = 0; c < outputs.cols; ++c) {
    if (trial.active[static_cast<std::size_t>(first + c)] == 0) continue;
    const std::size_t to = at(k, c % lanes);
    for (int i = 0; i < d; ++i) {
      const Scalar precision = exponential(outputs(d + i, c));
      weighted_[to + static_cast<std::size_t>(i)] += precision * outputs(i, c);
      precision_[to + static_cast<std::size_t>(i)] += precision;
    }
  }
}

// The sample that episode k acts by.
void LatentPass::infer(int k) {
  for (int lane = 0; lane < trial_->lanes; ++lane) {
    StreamKey key = key_;
    key.task += static_cast<std::uint32_t>(lane);
    key.lane = static_cast<std::uint32_t>(k);
    Stream stream(key);
    for (std::size_t i = at(k, lane); i < at(k, lane + 1); ++i) {
      noise_[i] = stream.normal();
      sample_[i] = weighted_[i] / precision_[i] + noise_[i] / square_root(precision_[i]);
    }
  }
}

void LatentPass::advance(int t) {
  const int k = t / trial_->horizon;
  if (t % trial_->horizon == 0) {
    if (k > 0) take_episode(k);
    infer(k);
  }
  std::copy_n(sample_.begin() + static_cast<std::ptrdiff_t>(at(k, 0)), at(1, 0),
              features_.begin() + static_cast<std::ptrdiff_t>(t) * static_cast<std::ptrdiff_t>(at(1, 0)));
}

Scalar LatentPass::backward(ConstMatrix d_features, Scalar own_scale, Scalar* gradient) {
  const Trial& trial = *trial_;
  const int d = form_.latent, lanes = trial.lanes, episodes = trial.episodes;
  const std::size_t numbers = at(episodes, 0);
  for (Array* a : {&d_weighted_, &d_precision_}) reserve_length(*a, numbers);
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
  reserve_length(d_outputs_, static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
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
      latent.data.push_back(sample_[n]);
    }
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
