// A trial learner's summary of the past: features that its policy acts by. A memory, a belief, a latent variable and
// an embedding are encoders; actor_critic_learner.h trains the policy, the critic and the encoder together.
//
// An encoder is shared and does not change; a pass holds what the computation over one block's trials keeps.
#pragma once

#include <memory>

#include "learning/trial.h"

namespace metarl {

class EncoderPass {
 public:
  virtual ~EncoderPass() = default;

  // All arrays for trials of this shape (Trial::reserve); with `derivatives` also those of backward.
  virtual void reserve(const Trial& shape, bool derivatives, Memory memory) = 0;
  // Numbers that show() adds for a trial of so many steps.
  virtual double shown(int time) const = 0;

  // Trials begin, by these parameters (which must stay until the passes are done). `key` is the first task's, for what
  // is drawn; the same key draws the same numbers.
  virtual void begin(const Scalar* parameters, const Trial& trial, const StreamKey& key) = 0;
  // Computes features(t) from what came before step t and the observation there; called for t = 0, 1, ... in order,
  // while a trial is played and when a recorded one is gone through again.
  virtual void advance(int t) = 0;
  virtual ConstMatrix features(int t) const = 0;  // rows x lanes
  virtual ConstMatrix features() const = 0;       // rows x all columns

  // Adds the gradient of the encoder's own loss times `own_scale` (one over the tasks that share an update), and, where
  // the policy's loss reaches it, that of a loss with derivative d_features. Returns own_scale times its own loss.
  // After advance has gone through all steps.
  virtual Scalar backward(ConstMatrix d_features, Scalar own_scale, Scalar* gradient) = 0;

  // Of an encoder that remembers, where the policy's losses reach it: writes for each column ([time][lane]) the norm of
  // the gradient, by the state of the memory there, of a loss with derivative d_features.
  virtual void reach(ConstMatrix, Scalar*) {}

  // The adapted state, for a view: of one lane, over `time` steps.
  virtual void show(int lane, int time, std::vector<NamedArray>& list) const = 0;
};

class Encoder {
 public:
  virtual ~Encoder() = default;
  virtual int parameter_count() const = 0;
  virtual int features() const = 0;
  // Whether the policy reads the observation beside the features (a memory has seen it already).
  virtual bool beside_observation() const { return true; }
  // Whether the policy's and the critic's losses train the encoder, or only its own loss does.
  virtual bool learns_from_policy() const = 0;
  virtual void initialise(Scalar* parameters, Stream& stream) const = 0;
  // Reads the knobs that may change while a run goes on.
  virtual void configure(const Settings&) {}
  virtual std::unique_ptr<EncoderPass> make_pass() const = 0;
};

}  // namespace metarl
