// A recurrent memory of everything in a trial (Duan et al. 2016).
#pragma once

#include "learning/trial_inputs.h"
#include "meta/encoder.h"
#include "networks/gru.h"

namespace metarl {

// The knobs of a memory; shared by all encoders that are recurrent.
struct MemoryForm {
  MemoryInputs inputs;
  Gru gru;
  bool episodic = false;  // wiped at the end of each episode
  Scalar scale = 1;       // readers of the memory see its state times this
  Scalar initial_timescale = 1;
  bool selective = false;  // fresh units remember different things

  MemoryForm(const Problem& problem, const Settings& settings);
  // As Gru::initialise. Selective units weigh the last step's action, and the observation that it was taken at, by
  // uniform numbers up to 1.5 in their update gate, and its reward by 0.5 or -0.5 in the candidate: each unit then
  // begins as an average of the rewards of some situations, others of others, so that a linear readout can tell them
  // apart.
  void initialise(Scalar* parameters, Stream& stream) const;
};

// A GRU over a trial, with its inputs and the times of its wiping; shared by all encoders that are recurrent.
class TrialMemory {
 public:
  TrialMemory(const Problem& problem, const MemoryForm& form) : problem_(problem), form_(form) {}

  void reserve(const Trial& shape, Memory memory);
  double shown(int time) const { return static_cast<double>(time) * form_.gru.units; }
  void begin(const Scalar* parameters, const Trial& trial);
  void advance(int t);
  // The output of the memory at step t, and at all steps: its state, scaled.
  ConstMatrix read(int t) const { return read().columns(t * trial_->lanes, trial_->lanes); }
  ConstMatrix read() const;
  // Adds the gradient of a loss with derivative d_read by read().
  void backward(ConstMatrix d_read, Scalar* gradient);
  // Writes for each column the norm of its gradient by the memory's state there.
  void reach(ConstMatrix d_read, Scalar* norms);
  // Rows for a view: the state that each of `time` steps was taken by.
  void show(int lane, int time, std::vector<NamedArray>& list) const;

 private:
  ConstMatrix d_states(ConstMatrix d_read);

  const Problem& problem_;
  const MemoryForm& form_;
  const Trial* trial_ = nullptr;
  GruPass pass_;
  Array inputs_;            // rows x columns
  Array keep_;              // [column]
  Array scaled_, d_state_;  // units x columns, where the scale is not 1
};

class MemoryEncoder final : public Encoder {
 public:
  MemoryEncoder(const Problem& problem, const Settings& settings);

  int parameter_count() const override { return form_.gru.parameter_count(); }
  int features() const override { return form_.gru.units; }
  bool beside_observation() const override { return false; }
  bool learns_from_policy() const override { return true; }
  void initialise(Scalar* parameters, Stream& stream) const override { form_.initialise(parameters, stream); }
  std::unique_ptr<EncoderPass> make_pass() const override;

 private:
  Problem problem_;
  MemoryForm form_;
};

}  // namespace metarl
