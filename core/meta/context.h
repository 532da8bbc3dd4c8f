// The common part of encoders that read a trial's transitions in any order: one network (the knob `context`) that sees
// each transition on its own, and features that an episode keeps, made of the transitions of the episodes before it.
#pragma once

#include "meta/encoder.h"
#include "networks/mlp.h"

namespace metarl {

// The network: transition → `outputs` numbers.
Mlp context_network(const Problem& problem, const Settings& settings, int outputs);

class Context {
 public:
  Context(const Problem& problem, const Mlp& network) : problem_(problem), network_(network) {}

  // With `derivatives` also what read_all and backward take.
  void reserve(const Trial& shape, bool derivatives, Memory memory);
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

// The pass of an encoder whose features stay through an episode: when one begins, they are made of sums over the
// transitions of the episodes before it.
class ContextPass : public EncoderPass {
 public:
  // `network` gives what is read of a transition; an episode's features are `latent` numbers.
  ContextPass(const Problem& problem, const Mlp& network, int latent) : context_(problem, network), latent_(latent) {}

  void reserve(const Trial& shape, bool derivatives, Memory memory) override;
  void begin(const Scalar* parameters, const Trial& trial, const StreamKey& key) override;
  void advance(int t) final;
  ConstMatrix features(int t) const final { return features().columns(t * trial_->lanes, trial_->lanes); }
  ConstMatrix features() const final { return {features_.data(), latent_, trial_->time() * trial_->lanes}; }

 protected:
  // Begins sums over the transitions of the episodes before each, [episode][lane][width].
  void begin_sums(Array& sums, int width, Scalar first) const;
  // Makes episode k's sums those of the episode before it.
  void carry_sums(Array& sums, int width, int k) const;
  // Brings the sums from episode k - 1 to episode k, by what the network says of the transitions of k - 1.
  virtual void take_episode(int k, ConstMatrix outputs) = 0;
  // Writes what episode k is acted by (latent x lanes), from its sums.
  virtual void infer(int k, Scalar* features) = 0;

  // Where episode k's numbers of a lane begin, in arrays [episode][lane][latent].
  std::size_t at(int k, int lane) const { return static_cast<std::size_t>((k * trial_->lanes + lane) * latent_); }
  // Calls f(lane, column) for every transition of episode k that was taken; columns count from the episode's first.
  template <class F>
  void for_each_taken(int k, F&& f) const {
    const int lanes = trial_->lanes, columns = trial_->horizon * lanes;
    const Scalar* active = trial_->active.data() + static_cast<std::ptrdiff_t>(k) * columns;
    for (int c = 0; c < columns; ++c)
      if (active[c] != 0) f(c % lanes, c);
  }

  Context context_;
  const Trial* trial_ = nullptr;

 private:
  int latent_;
  Array features_;  // latent x columns
};

}  // namespace metarl
