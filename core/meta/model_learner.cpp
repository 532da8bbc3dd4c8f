#include "meta/model_learner.h"

#include <algorithm>

#include "foundation/elementary.h"
#include "meta/model_block.h"
#include "networks/initial_weights.h"

namespace metarl {

namespace {

// The share of a meta-iteration's trials in the scales, after the first one's; and the share of a number's mean square
// that its variance has to be for it to vary at all.
constexpr Scalar kFollowed = Scalar(0.1), kLeastVariance = Scalar(1e-6);

ModelForm form_of(const Problem& problem, const Settings& s) {
  ModelForm form(problem);
  form.past = s.integer("past");
  form.future = s.integer("future");
  form.segments = s.integer("segments");
  form.plans = s.integer("plans");
  form.plan_steps = s.integer("plan_steps");
  form.plan_rounds = s.integer("plan_rounds");
  return form;
}

}  // namespace

ModelLearner::ModelLearner(const Problem& problem, const Settings& settings)
    : OuterLearner(ModelForm(problem).meta_size(),
                   make_outer(settings, {ModelForm(problem).network.parameter_count(),
                                         problem.meta_batch_size * settings.integer("segments")})),
      problem_(problem),
      form_(form_of(problem, settings)) {
  small_weights_ = settings.text("initial_weights") == "small";
  configure(settings);
}

void ModelLearner::configure(const Settings& s) {
  OuterLearner::configure(s);
  form_.discount = Scalar(s.real("discount"));
  form_.exploration = Scalar(s.real("exploration"));
  form_.gradient.inner_lr = Scalar(s.real("inner_lr"));
  form_.gradient.order = s.integer("order");
  form_.gradient.curvature = outer()->needs_curvature(form_.gradient.order);
}

void ModelLearner::reserve(Memory memory) { OuterLearner::reserve(memory); }

// Deviations of 1 and nothing measured.
void ModelLearner::initialise() {
  reserve(Memory());
  Stream stream({problem_.seed, 0, 0, Purpose::initial_parameters, 0, 0});
  if (small_weights_) {
    initialise_small(form_.network.mlp, meta_.data(), stream);
  } else {
    initialise_glorot(form_.network.mlp, meta_.data(), stream);
  }
  Scalar* scales = meta_.data() + form_.network.parameter_count();
  scales[0] = 0;
  for (int i = 0; i < form_.scaled(); ++i) {
    scales[1 + 2 * i] = 0;
    scales[2 + 2 * i] = 1;
  }
}

std::unique_ptr<Block> ModelLearner::make_block() const { return std::make_unique<ModelBlock>(*this); }

int ModelLearner::most_contributed() const { return std::max(OuterLearner::most_contributed(), measured_numbers()); }

int ModelLearner::update_operations() const { return 2 + OuterLearner::update_operations(); }

void ModelLearner::write_schedule(int steps, const Array& meta_parameters, Schedule& schedule) const {
  write_in_turn(steps, kPlayEpisode, meta_parameters, schedule);
}

void ModelLearner::begin_update(std::uint32_t iteration) {
  OuterLearner::begin_update(iteration);
  asked_ = Asked::nothing;
}

// Of what does not vary in these trials nothing is learned; it is left as large as it is.
void ModelLearner::follow(const Array& sums) {
  Scalar* scales = meta_.data() + form_.network.parameter_count();
  const Scalar count = sums[0];
  if (count == 0) return;
  const Scalar share = scales[0] == 0 ? Scalar(1) : kFollowed;
  scales[0] = 1;
  for (int i = 0; i < form_.scaled(); ++i) {
    const Scalar mean = sums[1 + 2 * i] / count, square = sums[2 + 2 * i] / count, variance = square - mean * mean;
    Scalar &own_mean = scales[1 + 2 * i], &own_deviation = scales[2 + 2 * i];
    const Scalar away = mean - own_mean;
    const bool varies = variance > kLeastVariance * (square + Scalar(1e-12));
    if (varies || share == 1) own_mean += share * away;
    if (varies)
      own_deviation = square_root((1 - share) * own_deviation * own_deviation + share * variance +
                                  share * (1 - share) * away * away);
  }
}

bool ModelLearner::next_update(const Array& reduced, Operation& operation) {
  if (asked_ == Asked::nothing) {
    asked_ = Asked::measure;
    operation = {.phase = Phase::update, .code = kMeasure, .contribution = measured_numbers()};
    return true;
  }
  if (asked_ == Asked::measure) {
    follow(reduced);
    asked_ = Asked::segments;
    operation = {.phase = Phase::update, .code = kSegments, .input = &meta_};
    return true;
  }
  return OuterLearner::next_update(reduced, operation);
}

}  // namespace metarl
