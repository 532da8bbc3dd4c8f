// What encoders have in common that read a trial's transitions in any order: one network (the knob `context`) that sees
// each transition on its own.
#pragma once

#include "learning/trial.h"
#include "networks/mlp.h"

namespace metarl {

// The network: transition → `outputs` numbers.
Mlp context_network(const Problem& problem, const Settings& settings, int outputs);

class Context {
 public:
  Context(const Problem& problem, const Mlp& network) : problem_(problem), network_(network) {}

  // A trial begins; `parameters` and the trial must stay until the passes below are done.
  void begin(const Scalar* parameters, const Trial& trial);
  // The network's outputs for the transitions of episode k (k = 0, 1, ... in order; columns are [time][lane]).
  ConstMatrix read(int k);
  // The same for the first `episodes` episodes at once, read before or not, with what their gradient needs.
  ConstMatrix read_all(int episodes);
  // Adds the gradient by the parameters of a loss with derivative d_outputs by what read_all returned last.
  void backward(ConstMatrix d_outputs, Scalar* gradient);

 private:
  void write(int k);
  ConstMatrix transitions(int first, int episodes) const;

  const Problem& problem_;
  const Mlp& network_;
  const Scalar* parameters_ = nullptr;
  const Trial* trial_ = nullptr;
  int written_ = 0;    // episodes
  Array transitions_;  // of all columns
  MlpPass episode_pass_, pass_;
  Array gradient_;
};

}  // namespace metarl
