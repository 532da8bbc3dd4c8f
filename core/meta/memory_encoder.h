// A recurrent memory of everything in a trial (Duan et al. 2016).
#pragma once

#include "meta/encoder.h"
#include "networks/gru.h"

namespace metarl {

// What the knobs say of a memory; shared by all encoders that are recurrent.
struct MemoryForm {
  Gru gru;
  bool episodic = false;  // wiped at the end of each episode
  Scalar initial_timescale = 1;

  MemoryForm(const Problem& problem, const Settings& settings);
  void initialise(Scalar* parameters, Stream& stream) const { gru.initialise(parameters, initial_timescale, stream); }
};

// A GRU over a trial, with what it is fed and when it is wiped; shared by all encoders that are recurrent.
class TrialMemory {
 public:
  TrialMemory(const Problem& problem, const MemoryForm& form)
      : problem_(problem), gru_(form.gru), episodic_(form.episodic) {}

  void begin(const Scalar* parameters, const Trial& trial);
  void advance(int t);
  ConstMatrix state(int t) const { return pass_.state(t); }
  ConstMatrix states() const { return pass_.states(); }
  void backward(ConstMatrix d_states, Scalar* gradient);
  // Rows for a view: the state that each of `time` steps was taken by.
  void show(int lane, int time, std::vector<NamedArray>& list) const;

 private:
  const Problem& problem_;
  Gru gru_;
  bool episodic_;
  const Trial* trial_ = nullptr;
  GruPass pass_;
  Array inputs_;  // rows x columns
  Array keep_;    // [column]
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
