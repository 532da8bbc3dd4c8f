// The loss of a network on one batch of samples: value, gradient, Hessian-vector product, and for policies the
// divergence from the policy that acted and its Fisher product.
//
//     squared_error       mean over samples and outputs of (output - target)²
//     reinforce           -mean(log π(a|s) A)                                   Williams 1992
//                         (with every A = 1 and classes for actions: the cross-entropy)
//     surrogate           -mean(ρ A), ρ = exp(log π(a|s) - old_log_prob)        Kakade & Langford 2002
//     clipped_surrogate   -mean(min(ρ A, clip(ρ, 1-c, 1+c) A))          Schulman et al. 2017
//     divergence          mean(KL(policy that acted ‖ π))
//
// Those with advantages may have -e mean(entropy) added.
//
// It differentiates the loss on the sampled data, not the distribution that the data were sampled from.
#pragma once

#include "learning/samples.h"
#include "networks/distribution.h"
#include "networks/network.h"

namespace metarl {

enum class LossKind { squared_error, reinforce, surrogate, clipped_surrogate, divergence };

// Whether it compares a policy with the one that acted.
inline bool compares_policies(LossKind kind) {
  return kind == LossKind::surrogate || kind == LossKind::clipped_surrogate;
}

struct LossForm {
  LossKind kind = LossKind::squared_error;
  Scalar clip = Scalar(0.2);       // clipped_surrogate only
  Scalar entropy_coefficient = 0;  // those with advantages
};

class Loss {
 public:
  // Takes all the memory that batches of up to `samples` need; `curvature`: Hessian products will be asked for.
  void reserve(const Network& network, int samples, bool curvature, Memory memory = {});

  // The value at `parameters`. Network, parameters and samples must stay as they are until the calls below are done.
  // Where `advantages` are given, they are taken in place of the samples' own, and may go.
  Scalar evaluate(const Network& network, const Scalar* parameters, const Samples& samples, const LossForm& form,
                  const Scalar* advantages = nullptr);

  // Writes the gradient; with `curvature`, hessian_product may follow.
  void gradient(Scalar* result, bool curvature);

  // result = H v; not for divergence.
  void hessian_product(const Scalar* v, Scalar* result);

  // Mean over samples of KL(policy that acted ‖ this one), and its Hessian at equality times v. Policies only.
  Scalar divergence() const;
  void fisher_product(const Scalar* v, Scalar* result);

  // Share of samples whose ratio is outside of the range of clipped_surrogate.
  Scalar clipped_fraction() const { return clipped_fraction_; }

  ConstMatrix outputs() const { return pass_.outputs(); }

 private:
  PolicyBatch policy() const;
  PolicyBatch old_policy() const;
  bool has_entropy() const;

  const Network* network_ = nullptr;
  const Scalar* parameters_ = nullptr;
  const Samples* samples_ = nullptr;
  LossForm form_;
  MlpPass pass_;
  Array log_prob_;      // [count]
  Array coefficients_;  // [count]: dL / d log π
  Array d_outputs_;
  Scalar clipped_fraction_ = 0;
};

}  // namespace metarl
