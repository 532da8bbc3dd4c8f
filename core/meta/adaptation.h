// The inner loop of one task, and its exact derivatives: the one chain that every gradient-based learner is made of.
//
//     adapt          θ_{k+1} = θ_k − α ∘ g_k,  g_k the gradient of the inner loss on the data of step k
//     pull back      v ← v − H_k (α ∘ v)       from the last step to the first (Jᵀ of the whole chain)
//     push forward   u ← u − α ∘ (H_k u)       from the first step to the last (J of the whole chain)
//
// α has one entry per parameter. MAML's are all inner_lr (Finn et al. 2017); ANIL's are 0 outside of the last layer
// (Raghu et al. 2020), which still leaves the body its second-order term; Meta-SGD's are learned (Li et al. 2017), with
// gradient −Σ_k v_{k+1} ∘ g_k and, forward, the extra term − δα ∘ g_k.
#pragma once

#include <vector>

#include "learning/loss.h"

namespace metarl {

class Adaptation {
 public:
  // For `steps` inner steps on batches of up to `samples`. `curvature`: pull_back of second order or push_forward will
  // be asked for.
  void reserve(const Network& network, int steps, int samples, bool curvature, Memory memory = {});

  // Starts at `parameters` (copied).
  void begin(const Network& network, const Scalar* parameters);

  // One inner step on `samples`, which must stay. Returns the inner loss before the step.
  Scalar step(const Samples& samples, const LossForm& form, const Scalar* alpha, bool curvature);

  int steps() const { return taken_; }
  // θ_k for k = 0 .. steps().
  const Scalar* parameters(int k) const { return parameters_[static_cast<std::size_t>(k)].data(); }
  const Scalar* adapted() const { return parameters(taken_); }
  const Scalar* gradient(int k) const { return gradients_[static_cast<std::size_t>(k)].data(); }

  // v ← Jᵀ v (order 2), or v as it is (order 1: each inner gradient is treated as a constant). Where alpha_gradient is
  // given, the derivative by α is added to it. After each step, at(k, v) may add to v the gradient by θ_k of a loss's
  // own term there.
  template <class At>
  void pull_back(Scalar* v, const Scalar* alpha, int order, Scalar* alpha_gradient, At&& at) {
    for (int k = taken_ - 1; k >= 0; --k) {
      pull_back_step(k, v, alpha, order, alpha_gradient);
      at(k, v);
    }
  }
  void pull_back(Scalar* v, const Scalar* alpha, int order, Scalar* alpha_gradient) {
    pull_back(v, alpha, order, alpha_gradient, [](int, Scalar*) {});
  }

  // u ← J u + (dθ_K/dα) δα; d_alpha may be null. Always exact.
  void push_forward(Scalar* u, const Scalar* alpha, const Scalar* d_alpha);

 private:
  void pull_back_step(int k, Scalar* v, const Scalar* alpha, int order, Scalar* alpha_gradient);

  const Network* network_ = nullptr;
  int taken_ = 0;
  std::vector<Array> parameters_;  // [steps + 1]
  std::vector<Array> gradients_;   // [steps]
  std::vector<Loss> losses_;       // [steps]: results of the passes at θ_k
  Array scaled_, product_;
};

}  // namespace metarl
