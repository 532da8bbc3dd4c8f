// A trust-region step (Schulman et al. 2015): conjugate gradients solve F x = g, the step along −x is as long as the
// divergence allows, and a backtracking line search makes sure of it.
//
// It does not compute products or losses itself. It asks for one quantity after another and is told its value, so that
// the holder of the data can compute it in pieces and on other machines:
//
//     for (region.begin(gradient, loss); region.wants() != Want::nothing; )
//       if (region.wants() == Want::product) region.take_product(F · region.direction());
//       else region.take_evaluation(loss and divergence at region.candidate());
#pragma once

#include "foundation/array.h"
#include "foundation/memory.h"

namespace metarl {

struct TrustRegionForm {
  Scalar max_divergence = Scalar(0.01);
  int products = 10;  // conjugate-gradient iterations
  Scalar damping = Scalar(1e-5);
  int backtracks = 15;
  Scalar backtrack_ratio = Scalar(0.8);
};

class TrustRegion {
 public:
  enum class Want { nothing, product, evaluation };

  void reserve(int count, Memory memory = {});
  void begin(const TrustRegionForm& form, const Array& start, const Array& gradient, Scalar loss, int count);

  Want wants() const { return want_; }
  const Array& direction() const { return p_; }
  const Array& candidate() const { return candidate_; }
  void take_product(const Array& product);
  void take_evaluation(Scalar loss, Scalar divergence);

  // At the end: whether a candidate was accepted (it is candidate()), after how many evaluations, at which divergence.
  bool accepted() const { return accepted_; }
  int evaluations() const { return tried_; }
  Scalar divergence() const { return divergence_; }

 private:
  void solve_done();
  void propose();

  TrustRegionForm form_;
  int count_ = 0, iteration_ = 0, tried_ = 0;
  Want want_ = Want::nothing;
  bool accepted_ = false;
  Scalar loss_ = 0, divergence_ = 0, residual_ = 0, scale_ = 0;
  Array start_, gradient_, x_, r_, p_, candidate_;
};

}  // namespace metarl
