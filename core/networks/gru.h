// Gated recurrent unit (Cho et al. 2014) over a batch of sequences side by side: forward step by step, and the gradient
// by back-propagation through time. With h the state that enters a step:
//
//     r  = σ(W_r x + b_r + U_r h + c_r)          reset gate
//     z  = σ(W_z x + b_z + U_z h + c_z)          update gate
//     n  = tanh(W_n x + b_n + r ∘ (U_n h + c_n))
//     h' = (1 - z) ∘ n + z ∘ h
//
// Parameters are one flat vector: W (3 units x inputs, column-major, rows in the order r, z, n), U (3 units x units), b
// and c (3 units each). Columns of a batch are [time][lane].
#pragma once

#include "foundation/array.h"
#include "foundation/memory.h"
#include "foundation/random.h"

namespace metarl {

struct Gru {
  int inputs = 1, units = 1;

  int gates() const { return 3 * units; }
  int state_offset() const { return gates() * inputs; }
  int bias_offset() const { return state_offset() + gates() * units; }
  int parameter_count() const { return bias_offset() + 2 * gates(); }
  // Uniform within 1/√units, biases 0; but the update gate's biases are log u with u uniform from 1 to `timescale`, so
  // that fresh units forget after 2 to 1 + timescale steps (chrono initialization, Tallec & Ollivier 2018, section 2).
  void initialise(Scalar* parameters, Scalar timescale, Stream& stream) const;
};

class GruPass {
 public:
  // For sequences of `time` steps in `lanes` lanes.
  void reserve(const Gru& gru, int lanes, int time, Memory memory = {});

  // Sequences begin, with the state 0. `parameters` must stay until the passes below are done.
  void begin(const Gru& gru, const Scalar* parameters, int lanes, int time);

  // Step t (0, 1, ... in order) with inputs x (inputs x lanes). Where `active` is given and 0, a lane's state stays as
  // it was; where `keep` is given, the state after the step is multiplied by it before the next one.
  void advance(int t, ConstMatrix x, const Scalar* active, const Scalar* keep);

  // The state after step t, and after all steps so far (units x columns).
  ConstMatrix state(int t) const { return states().columns(t * lanes_, lanes_); }
  ConstMatrix states() const { return {states_.data(), gru_.units, lanes_ * time_}; }

  // Adds to the gradient by the parameters of a loss with derivative d_states by states() (units x columns), over all
  // `time` steps. `inputs` are the columns that advance was given, and `keep` ([column]) those that it was given.
  void backward(ConstMatrix inputs, ConstMatrix d_states, const Scalar* keep, Scalar* gradient);

  // The reach of such a loss into the past: writes for each column ([time][lane]) the norm of its gradient by the state
  // after that step.
  void reach(ConstMatrix d_states, const Scalar* keep, Scalar* norms) { go_back(d_states, keep, norms); }

 private:
  // From the last step to the first: derivatives by what enters the gates, and where `norms` are given, those.
  void go_back(ConstMatrix d_states, const Scalar* keep, Scalar* norms);


  Gru gru_;
  const Scalar* parameters_ = nullptr;
  int lanes_ = 0, time_ = 0;
  Array states_;             // h'
  Array entering_;           // h
  Array gates_;              // r, z, n
  Array recalled_;           // U_n h + c_n
  Array from_state_;         // U h + c of one step
  Array d_input_, d_state_;  // derivatives by W x + b and by U h + c
  Array carried_, total_;    // of one step
};

}  // namespace metarl
