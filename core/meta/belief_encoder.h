// A belief over tasks, inferred step by step (Zintgraf et al. 2020, "VariBAD"): a memory gives the mean and variance of
// a Gaussian over a latent variable, and two decoders, of rewards and of transitions, must be able to tell the whole
// trial from a sample of it. For a step t of the trial, drawn at random, the encoder's loss is
//
//     E_{z ~ q_t} mean over all steps i of w_r (r_i - r(z, o_i, a_i, o_{i+1}))² + w_o |o_{i+1} - o(z, o_i, a_i)|²
//     + w_kl KL(q_t ‖ q_{t-1}) / steps,     q_{-1} = N(0, 1)
//
// and the policy reads the mean and log variance of q_t, with no gradient from there.
#pragma once

#include "meta/memory_encoder.h"
#include "networks/mlp.h"

namespace metarl {

// Where the parts lie in the encoder's parameters, and how the loss is weighed.
struct BeliefForm {
  MemoryForm memory;
  Mlp posterior;           // linear: state → mean, log variance
  Mlp reward, transition;  // decoders
  Mlp larger;              // as large as either of them
  int latent = 1;
  int samples = 1;  // steps t that a trial's loss is estimated at
  Scalar kl_weight = 0, reward_weight = 1, transition_weight = 1;

  BeliefForm(const Problem& problem, const Settings& settings) : memory(problem, settings) {}

  int posterior_offset() const { return memory.gru.parameter_count(); }
  int reward_offset() const { return posterior_offset() + posterior.parameter_count(); }
  int transition_offset() const { return reward_offset() + reward.parameter_count(); }
  int parameter_count() const { return transition_offset() + transition.parameter_count(); }
};

class BeliefEncoder final : public Encoder {
 public:
  BeliefEncoder(const Problem& problem, const Settings& settings);

  int parameter_count() const override { return form_.parameter_count(); }
  int features() const override { return 2 * form_.latent; }
  bool learns_from_policy() const override { return false; }
  void initialise(Scalar* parameters, Stream& stream) const override;
  void configure(const Settings& settings) override;
  std::unique_ptr<EncoderPass> make_pass() const override;

 private:
  Problem problem_;
  BeliefForm form_;
};

}  // namespace metarl
