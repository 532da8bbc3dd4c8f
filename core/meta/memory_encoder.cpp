#include "meta/memory_encoder.h"

#include <algorithm>

#include "foundation/vectors.h"

namespace metarl {

MemoryForm::MemoryForm(const Problem& problem, const Settings& settings)
    : inputs(problem, settings.text("memory_input") == "transition"),
      episodic(settings.text("memory_span") == "episode"),
      scale(Scalar(settings.real("memory_scale"))),
      initial_timescale(Scalar(settings.real("initial_timescale"))),
      selective(settings.text("initial_gates") == "selective") {
  gru.inputs = inputs.rows;
  gru.units = settings.integer("memory");
}

void MemoryForm::initialise(Scalar* parameters, Stream& stream) const {
  gru.initialise(parameters, initial_timescale, stream);
  if (!selective) return;
  const auto tell_apart = [&](int first, int end) {
    for (int input = first; input < end; ++input)
      for (int unit = 0; unit < gru.units; ++unit)
        parameters[input * gru.gates() + gru.units + unit] = stream.uniform(Scalar(-1.5), Scalar(1.5));
  };
  tell_apart(inputs.action, inputs.reward);
  tell_apart(inputs.previous, inputs.rows);
  Scalar* from_reward = parameters + inputs.reward * gru.gates() + 2 * gru.units;
  for (int unit = 0; unit < gru.units; ++unit) from_reward[unit] = Scalar(stream.index(2) == 0 ? -0.5 : 0.5);
}

void TrialMemory::reserve(const Trial& shape, Memory memory) {
  const int time = shape.time(), lanes = shape.lanes;
  memory.take(inputs_, form_.gru.inputs, time, lanes);
  memory.take(keep_, time, lanes);
  if (form_.scale != 1)
    for (Array* a : {&scaled_, &d_state_}) memory.take(*a, form_.gru.units, time, lanes);
  pass_.reserve(form_.gru, lanes, time, memory);
}

void TrialMemory::begin(const Scalar* parameters, const Trial& trial) {
  trial_ = &trial;
  for (int t = 0; t < trial.time(); ++t)
    std::fill_n(keep_.begin() + t * trial.lanes, trial.lanes,
                Scalar(form_.episodic && (t + 1) % trial.horizon == 0 ? 0 : 1));
  pass_.begin(form_.gru, parameters, trial.lanes, trial.time());
}

void TrialMemory::advance(int t) {
  const int lanes = trial_->lanes;
  const std::ptrdiff_t first = static_cast<std::ptrdiff_t>(t) * lanes;
  Scalar* columns = inputs_.data() + first * form_.gru.inputs;
  const bool fresh = t == 0 || (form_.episodic && t % trial_->horizon == 0);
  write_memory_inputs(problem_, form_.inputs, *trial_, t, fresh, columns);
  pass_.advance(t, {columns, form_.gru.inputs, lanes}, trial_->active.data() + first, keep_.data() + first);
  if (form_.scale == 1) return;
  const ConstMatrix state = pass_.state(t);
  set_scaled(scaled_.data() + first * state.rows, form_.scale, state.data, state.size());
}

ConstMatrix TrialMemory::read() const {
  const ConstMatrix states = pass_.states();
  return form_.scale == 1 ? states : ConstMatrix{scaled_.data(), states.rows, states.cols};
}

ConstMatrix TrialMemory::d_states(ConstMatrix d_read) {
  if (form_.scale == 1) return d_read;
  set_scaled(d_state_.data(), form_.scale, d_read.data, d_read.size());
  return {d_state_.data(), d_read.rows, d_read.cols};
}

void TrialMemory::backward(ConstMatrix d_read, Scalar* gradient) {
  const int columns = trial_->time() * trial_->lanes;
  pass_.backward({inputs_.data(), form_.gru.inputs, columns}, d_states(d_read), keep_.data(), gradient);
}

void TrialMemory::reach(ConstMatrix d_read, Scalar* norms) { pass_.reach(d_states(d_read), keep_.data(), norms); }

void TrialMemory::show(int lane, int time, std::vector<NamedArray>& list) const {
  NamedArray memory{"memory", {time, form_.gru.units}, {}};
  for (int t = 0; t < time; ++t) {
    const Scalar* state = pass_.state(t).column(lane);
    memory.data.insert(memory.data.end(), state, state + form_.gru.units);
  }
  list.push_back(std::move(memory));
}

namespace {

class MemoryPass final : public EncoderPass {
 public:
  MemoryPass(const Problem& problem, const MemoryForm& form) : memory_(problem, form) {}

  void reserve(const Trial& shape, bool, Memory memory) override { memory_.reserve(shape, memory); }
  double shown(int time) const override { return memory_.shown(time); }
  void begin(const Scalar* parameters, const Trial& trial, const StreamKey&) override {
    memory_.begin(parameters, trial);
  }
  void advance(int t) override { memory_.advance(t); }
  ConstMatrix features(int t) const override { return memory_.read(t); }
  ConstMatrix features() const override { return memory_.read(); }
  Scalar backward(ConstMatrix d_features, Scalar, Scalar* gradient) override {
    memory_.backward(d_features, gradient);
    return 0;
  }
  void reach(ConstMatrix d_features, Scalar* norms) override { memory_.reach(d_features, norms); }
  void show(int lane, int time, std::vector<NamedArray>& list) const override { memory_.show(lane, time, list); }

 private:
  TrialMemory memory_;
};

}  // namespace

MemoryEncoder::MemoryEncoder(const Problem& problem, const Settings& settings)
    : problem_(problem), form_(problem, settings) {}

std::unique_ptr<EncoderPass> MemoryEncoder::make_pass() const { return std::make_unique<MemoryPass>(problem_, form_); }

}  // namespace metarl
