#include "meta/model_block.h"

#include <algorithm>

namespace metarl {

ModelBlock::ModelBlock(const ModelLearner& learner)
    : TrialBlock(learner.problem()), form_(learner.form()), loop_(form_.network, form_.traits, form_.gradient) {}

void ModelBlock::reserve_agent(const BlockSpec& spec, Memory memory) {
  loop_.reserve(memory);
  adaptation_.reserve(form_.network, 1, form_.past, false, memory);
  recent_.reserve(form_.network, form_.past, memory);
  planner_.reserve(form_, memory);
  memory.take(times_, trial_.time());
  memory.take(recent_times_, form_.past);
  if (!spec.derivatives) return;
  memory.take_alike(segments_, spec.tasks * form_.segments, [&](Segment& segment, Memory own) {
    segment.past.reserve(form_.network, form_.past, own);
    segment.future.reserve(form_.network, form_.future, own);
    segment.objective.reserve(loop_, 1, form_.past, form_.gradient.curvature, own);
    segment.objective.reserve_judgement(form_.network, form_.future, own);
  });
}

Agent& ModelBlock::begin_trial(const Array& meta_parameters) {
  meta_ = &meta_parameters;
  loop_.read(meta_parameters.data(), false);
  return *this;
}

// Time steps before `before` at which the task's lane took one, the last of them last.
void ModelBlock::list_transitions(int task, int before, std::vector<int>& times) const {
  times.clear();
  for (int t = 0; t < before; ++t)
    if (trial_.active[static_cast<std::size_t>(t * trial_.lanes + task)] != 0) times.push_back(t);
}

void ModelBlock::write_samples(int task, const int* times, int count, const Scales& scales, Samples& samples) const {
  samples.reserve(form_.network, count);
  const int rows = trial_.observation_rows;
  for (int n = 0; n < count; ++n) {
    const std::ptrdiff_t column = static_cast<std::ptrdiff_t>(times[n]) * trial_.lanes + task;
    const std::size_t at = static_cast<std::size_t>(column);
    const Scalar* observation = trial_.observation.data() + column * rows;
    write_model_input(form_, scales, observation, trial_.action.data() + column * trial_.action_rows,
                      samples.inputs.data() + n * samples.input_rows);
    write_model_target(form_, scales, observation, trial_.next_observation.data() + column * rows, trial_.reward[at],
                       trial_.done[at], samples.targets.data() + n * samples.target_rows);
  }
}

// At random until there are scales: nothing is known of the world then. In training now and then: what is learned on
// its own plans alone forgets what they avoid.
void ModelBlock::act(Trial& trial, int t, Episodes&) {
  const Scales scales(form_, meta_->data());
  for (int lane = 0; lane < trial.lanes; ++lane) {
    const std::ptrdiff_t column = static_cast<std::ptrdiff_t>(t) * trial.lanes + lane;
    Scalar* action = trial.action.data() + column * trial.action_rows;
    std::fill_n(action, trial.action_rows, Scalar(0));
    if (trial.active[static_cast<std::size_t>(column)] == 0) continue;
    StreamKey k = key(lane, Purpose::plan);
    k.lane = static_cast<std::uint32_t>(t);
    Stream stream(k);
    if (!scales.measured() || (spec_.split == Split::training && stream.uniform() < form_.exploration)) {
      for (int d = 0; d < trial.action_rows; ++d)
        action[d] = form_.discrete ? Scalar(stream.index(static_cast<std::uint32_t>(form_.actions))) : stream.normal();
      continue;
    }
    // The last transitions, in order.
    int count = 0;
    for (int before = t - 1; before >= 0 && count < form_.past; --before)
      if (trial.active[static_cast<std::size_t>(before * trial.lanes + lane)] != 0)
        recent_times_[static_cast<std::size_t>(form_.past - ++count)] = before;
    adaptation_.begin(form_.network, loop_.start());
    if (count > 0) {
      write_samples(lane, recent_times_.data() + form_.past - count, count, scales, recent_);
      adaptation_.step(recent_, form_.gradient.inner_loss, loop_.alpha(0), false);
    }
    planner_.plan(form_, adaptation_.adapted(), scales, trial.observations(t).column(lane), stream, action);
  }
}

void ModelBlock::update(const Operation& operation, Scalar* contribution) {
  switch (operation.code) {
    case kMeasure:
      return measure(contribution);
    case kSegments:
      return draw_segments(*operation.input);
    case kGradient:
    case kGradientAt:
      return add_gradient(*operation.input, contribution);
  }
}

void ModelBlock::measure(Scalar* contribution) const {
  const int rows = trial_.observation_rows;
  for (int i = 0; i < spec_.tasks; ++i) {
    for (int t = 0; t < trial_.time(); ++t) {
      const std::ptrdiff_t column = static_cast<std::ptrdiff_t>(t) * trial_.lanes + i;
      if (trial_.active[static_cast<std::size_t>(column)] == 0) continue;
      contribution[0] += 1;
      Scalar* sums = contribution + 1;
      const auto add = [&](Scalar number) {
        *sums++ += number;
        *sums++ += number * number;
      };
      const Scalar *from = trial_.observation.data() + column * rows,
                   *to = trial_.next_observation.data() + column * rows;
      for (int r = 0; r < rows; ++r) add(from[r]);
      for (int r = 0; r < rows; ++r) add(to[r] - from[r]);
      add(trial_.reward[static_cast<std::size_t>(column)]);
    }
  }
}

void ModelBlock::draw_segments(const Array& meta_parameters) {
  const Scales scales(form_, meta_parameters.data());
  for (int i = 0; i < spec_.tasks; ++i) {
    list_transitions(i, trial_.time(), times_);
    const int taken = static_cast<int>(times_.size());
    Stream stream(key(i, Purpose::minibatch));
    for (int s = 0; s < form_.segments; ++s) {
      Segment& segment = segments_[static_cast<std::size_t>(i * form_.segments + s)];
      segment.past.count = segment.future.count = 0;
      if (taken < 2) continue;
      const int middle = 1 + static_cast<int>(stream.index(static_cast<std::uint32_t>(std::min(taken - 1, 1 << 16)))),
                first = std::max(0, middle - form_.past), last = std::min(taken, middle + form_.future);
      write_samples(i, times_.data() + first, middle - first, scales, segment.past);
      write_samples(i, times_.data() + middle, last - middle, scales, segment.future);
    }
  }
}

void ModelBlock::add_gradient(const Array& meta_parameters, Scalar* contribution) {
  loop_.read(meta_parameters.data(), false);
  for (int s = 0; s < spec_.tasks * form_.segments; ++s) {
    Segment& segment = segments_[static_cast<std::size_t>(s)];
    if (segment.past.count == 0) continue;
    segment.objective.begin(loop_);
    segment.objective.adapt(segment.past, form_.gradient.curvature);
    segment.objective.judge(segment.future);
    segment.objective.add_gradient(contribution);
  }
}

}  // namespace metarl
