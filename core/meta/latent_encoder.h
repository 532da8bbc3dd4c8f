// A latent variable that stands for the task, inferred from past transitions in any order (Rakelly et al. 2019,
// "PEARL"). A network gives for each transition c_n a Gaussian factor with mean μ_n and precision λ_n = exp(s_n); with
// the prior N(0, 1) as one factor more, what all transitions of the episodes before k say of the task is
//
//     λ = 1 + Σ_n λ_n,   m = Σ_n λ_n μ_n / λ,   q_k = N(m, 1/λ),
//
// and episode k is acted by a sample of it (posterior sampling): so the agent tries what might be, and stays with what
// is. The policy's and the critic's losses train the encoder through the sample, and kl_weight KL(q_k ‖ N(0, 1)), mean
// over episodes, keeps it from saying more than they need.
#pragma once

#include "meta/encoder.h"
#include "networks/mlp.h"

namespace metarl {

struct LatentForm {
  Mlp factor;  // transition → mean, log precision
  int latent = 1;
  Scalar kl_weight = 0;
};

class LatentEncoder final : public Encoder {
 public:
  LatentEncoder(const Problem& problem, const Settings& settings);

  int parameter_count() const override { return form_.factor.parameter_count(); }
  int features() const override { return form_.latent; }
  bool learns_from_policy() const override { return true; }
  void initialise(Scalar* parameters, Stream& stream) const override;
  void configure(const Settings& settings) override;
  std::unique_ptr<EncoderPass> make_pass() const override;

 private:
  Problem problem_;
  LatentForm form_;
};

}  // namespace metarl
