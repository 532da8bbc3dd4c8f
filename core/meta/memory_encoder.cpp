#include "meta/memory_encoder.h"

#include <algorithm>

#include "learning/trial_inputs.h"

namespace metarl {

MemoryForm::MemoryForm(const Problem& problem, const Settings& settings)
    : episodic(settings.text("memory_span") == "episode"),
      initial_timescale(Scalar(settings.real("initial_timescale"))) {
  gru.inputs = memory_input_rows(problem);
  gru.units = settings.integer("memory");
}

void TrialMemory::begin(const Scalar* parameters, const Trial& trial) {
  trial_ = &trial;
  const std::size_t columns = static_cast<std::size_t>(trial.time()) * static_cast<std::size_t>(trial.lanes);
  reserve_length(inputs_, columns * static_cast<std::size_t>(gru_.inputs));
  reserve_length(keep_, columns);
  for (int t = 0; t < trial.time(); ++t)
    std::fill_n(keep_.begin() + t * trial.lanes, trial.lanes,
                Scalar(episodic_ && (t + 1) % trial.horizon == 0 ? 0 : 1));
  pass_.begin(gru_, parameters, trial.lanes, trial.time());
}

void TrialMemory::advance(int t) {
  const int lanes = trial_->lanes;
  const std::ptrdiff_t first = static_cast<std::ptrdiff_t>(t) * lanes;
  Scalar* columns = inputs_.data() + first * gru_.inputs;
  const bool fresh = t == 0 || (episodic_ && t % trial_->horizon == 0);
  write_memory_inputs(problem_, *trial_, t, fresh, columns);
  pass_.advance(t, {columns, gru_.inputs, lanes}, trial_->active.data() + first, keep_.data() + first);
}

void TrialMemory::backward(ConstMatrix d_states, Scalar* gradient) {
  pass_.backward({inputs_.data(), gru_.inputs, trial_->time() * trial_->lanes}, d_states, keep_.data(), gradient);
}

void TrialMemory::show(int lane, int time, std::vector<NamedArray>& list) const {
  NamedArray memory{"memory", {time, gru_.units}, {}};
  for (int t = 0; t < time; ++t) {
    const Scalar* state = pass_.state(t).column(lane);
    memory.data.insert(memory.data.end(), state, state + gru_.units);
  }
  list.push_back(std::move(memory));
}

namespace {

class MemoryPass final : public EncoderPass {
 public:
  MemoryPass(const Problem& problem, const MemoryForm& form) : memory_(problem, form) {}

  void begin(const Scalar* parameters, const Trial& trial, const StreamKey&) override {
    memory_.begin(parameters, trial);
  }
  void advance(int t) override { memory_.advance(t); }
  ConstMatrix features(int t) const override { return memory_.state(t); }
  ConstMatrix features() const override { return memory_.states(); }
  Scalar backward(ConstMatrix d_features, Scalar, Scalar* gradient) override {
    memory_.backward(d_features, gradient);
    return 0;
  }
  void show(int lane, int time, std::vector<NamedArray>& list) const override { memory_.show(lane, time, list); }

 private:
  TrialMemory memory_;
};

}  // namespace

MemoryEncoder::MemoryEncoder(const Problem& problem, const Settings& settings)
    : problem_(problem), form_(problem, settings) {}

std::unique_ptr<EncoderPass> MemoryEncoder::make_pass() const { return std::make_unique<MemoryPass>(problem_, form_); }

}  // namespace metarl
