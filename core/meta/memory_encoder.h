// A recurrent memory of everything in a trial (Duan et al. 2016).
#pragma once

#include "meta/encoder.h"
#include "networks/gru.h"

namespace metarl {

// A GRU over a trial, with what it is fed and when it is wiped; shared by all encoders that are recurrent.
class TrialMemory {
 public:
  // `episodic`: the memory is wiped at the end of each episode.
  TrialMemory(const Problem& problem, const Gru& gru, bool episodic)
      : problem_(problem), gru_(gru), episodic_(episodic) {}

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

  int parameter_count() const override { return gru_.parameter_count(); }
  int features() const override { return gru_.units; }
  bool beside_observation() const override { return false; }
  bool learns_from_policy() const override { return true; }
  void initialise(Scalar* parameters, Stream& stream) const override {
    gru_.initialise(parameters, timescale_, stream);
  }
  std::unique_ptr<EncoderPass> make_pass() const override;

 private:
  Problem problem_;
  Gru gru_;
  bool episodic_;
  Scalar timescale_;
};

}  // namespace metarl
