#include "meta/embedding_encoder.h"

#include <algorithm>

#include "meta/context.h"
#include "networks/initial_weights.h"

namespace metarl {

namespace {

// Keeps two tasks that coincide from being infinitely wrong (ε in the paper).
constexpr Scalar kNear = Scalar(0.1);

class EmbeddingPass final : public ContextPass {
 public:
  EmbeddingPass(const Problem& problem, const EmbeddingForm& form)
      : ContextPass(problem, form.point, form.latent), form_(form) {}

  void reserve(const Trial& shape, bool derivatives, Memory memory) override;
  double shown(int time) const override { return static_cast<double>(time) * form_.latent; }
  void begin(const Scalar* parameters, const Trial& trial, const StreamKey& key) override;
  Scalar backward(ConstMatrix d_features, Scalar own_scale, Scalar* gradient) override;
  void show(int lane, int time, std::vector<NamedArray>& list) const override;

 private:
  void take_episode(int k, ConstMatrix points) override;
  void infer(int k, Scalar* features) override;
  Scalar compare(Scalar own_scale);

  const EmbeddingForm& form_;
  Array sums_, taken_;       // [episode][lane][latent], [episode][lane]: of the points of the episodes before
  Array halves_, d_halves_;  // [half][lane][latent]: means of the points of odd and even steps
  Array half_steps_;         // [half][lane]
  Array d_points_;
};

void EmbeddingPass::reserve(const Trial& shape, bool derivatives, Memory memory) {
  const int d = form_.latent, time = shape.time(), lanes = shape.lanes;
  ContextPass::reserve(shape, derivatives, memory);
  memory.take(sums_, d, shape.episodes, lanes);
  memory.take(taken_, shape.episodes, lanes);
  if (!derivatives) return;
  for (Array* a : {&halves_, &d_halves_}) memory.take(*a, 2, d, lanes);
  memory.take(half_steps_, 2, lanes);
  memory.take(d_points_, d, time, lanes);
}

void EmbeddingPass::begin(const Scalar* parameters, const Trial& trial, const StreamKey& key) {
  ContextPass::begin(parameters, trial, key);
  begin_sums(sums_, form_.latent, 0);
  begin_sums(taken_, 1, 0);
}

void EmbeddingPass::take_episode(int k, ConstMatrix points) {
  carry_sums(sums_, form_.latent, k);
  carry_sums(taken_, 1, k);
  for_each_taken(k - 1, [&](int lane, int c) {
    Scalar* to = sums_.data() + at(k, lane);
    for (int i = 0; i < form_.latent; ++i) to[i] += points(i, c);
    taken_[static_cast<std::size_t>(k * trial_->lanes + lane)] += 1;
  });
}

// The mean of the points; nothing seen is the origin.
void EmbeddingPass::infer(int k, Scalar* features) {
  for (int lane = 0; lane < trial_->lanes; ++lane) {
    const Scalar count = std::max(Scalar(1), taken_[static_cast<std::size_t>(k * trial_->lanes + lane)]);
    for (int i = 0; i < form_.latent; ++i)
      features[lane * form_.latent + i] = sums_[at(k, lane) + static_cast<std::size_t>(i)] / count;
  }
}

// The loss by the halves' means, with its gradient.
Scalar EmbeddingPass::compare(Scalar own_scale) {
  const int d = form_.latent, lanes = trial_->lanes, tasks = trial_->tasks;
  std::fill(d_halves_.begin(), d_halves_.end(), Scalar(0));
  const auto half = [&](Array& array, int h, int lane) {
    return array.data() + static_cast<std::ptrdiff_t>(h * lanes + lane) * d;
  };
  Scalar total = 0;
  for (int i = 0; i < tasks; ++i) {
    for (int j = 0; j < tasks; ++j) {
      const Scalar *a = half(halves_, 0, i), *b = half(halves_, 1, j);
      Scalar squared = 0;
      for (int n = 0; n < d; ++n) squared += (a[n] - b[n]) * (a[n] - b[n]);
      Scalar slope = own_scale;  // by the squared distance
      if (i == j) {
        total += own_scale * squared;
      } else {
        const Scalar push = own_scale * form_.repulsion / Scalar(tasks - 1) / (squared + kNear);
        total += push;
        slope = -push / (squared + kNear);
      }
      Scalar *da = half(d_halves_, 0, i), *db = half(d_halves_, 1, j);
      for (int n = 0; n < d; ++n) {
        const Scalar by = 2 * slope * (a[n] - b[n]);
        da[n] += by;
        db[n] -= by;
      }
    }
  }
  return total;
}

Scalar EmbeddingPass::backward(ConstMatrix, Scalar own_scale, Scalar* gradient) {
  const Trial& trial = *trial_;
  const int d = form_.latent, lanes = trial.lanes, columns = trial.time() * lanes;
  // The last episode is compared too, though nobody acts by it.
  const ConstMatrix points = context_.read_all(trial.episodes);
  std::fill(halves_.begin(), halves_.end(), Scalar(0));
  std::fill(half_steps_.begin(), half_steps_.end(), Scalar(0));
  const auto half_of = [&](int c) { return c / lanes % 2 * lanes + c % lanes; };  // odd or even step, and lane
  for (int c = 0; c < columns; ++c) {
    if (trial.active[static_cast<std::size_t>(c)] == 0) continue;
    Scalar* to = halves_.data() + static_cast<std::ptrdiff_t>(half_of(c)) * d;
    for (int i = 0; i < d; ++i) to[i] += points(i, c);
    half_steps_[static_cast<std::size_t>(half_of(c))] += 1;
  }
  for (int h = 0; h < 2 * lanes; ++h) {
    Scalar& count = half_steps_[static_cast<std::size_t>(h)];
    count = std::max(Scalar(1), count);
    for (int i = 0; i < d; ++i) halves_[static_cast<std::size_t>(h * d + i)] /= count;
  }
  const Scalar total = compare(own_scale);
  for (int c = 0; c < columns; ++c) {
    const int h = half_of(c);
    const Scalar share = trial.active[static_cast<std::size_t>(c)] / half_steps_[static_cast<std::size_t>(h)];
    for (int i = 0; i < d; ++i)
      d_points_[static_cast<std::size_t>(c * d + i)] = share * d_halves_[static_cast<std::size_t>(h * d + i)];
  }
  context_.backward({d_points_.data(), d, columns}, gradient);
  return total;
}

void EmbeddingPass::show(int lane, int time, std::vector<NamedArray>& list) const {
  const int d = form_.latent, episodes = time / trial_->horizon;
  NamedArray mean{"latent_mean", {episodes, d}, {}};
  for (int k = 0; k < episodes; ++k) {
    const Scalar* row = features(k * trial_->horizon).column(lane);
    mean.data.insert(mean.data.end(), row, row + d);
  }
  list.push_back(std::move(mean));
}

}  // namespace

EmbeddingEncoder::EmbeddingEncoder(const Problem& problem, const Settings& settings) : problem_(problem) {
  form_.latent = settings.integer("latent");
  form_.point = context_network(problem, settings, form_.latent);
  configure(settings);
}

void EmbeddingEncoder::configure(const Settings& settings) { form_.repulsion = Scalar(settings.real("repulsion")); }

void EmbeddingEncoder::initialise(Scalar* parameters, Stream& stream) const {
  initialise_glorot(form_.point, parameters, stream);
}

std::unique_ptr<EncoderPass> EmbeddingEncoder::make_pass() const {
  return std::make_unique<EmbeddingPass>(problem_, form_);
}

}  // namespace metarl
