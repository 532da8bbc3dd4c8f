#include "learning/trust_region.h"

#include <algorithm>

#include "foundation/elementary.h"
#include "foundation/vectors.h"

namespace metarl {

void TrustRegion::reserve(int count, Memory memory) {
  for (Array* a : {&start_, &gradient_, &x_, &r_, &p_, &candidate_}) memory.take(*a, count);
}

void TrustRegion::begin(const TrustRegionForm& form, const Array& start, const Array& gradient, Scalar loss,
                        int count) {
  reserve(count);
  form_ = form;
  count_ = count;
  loss_ = loss;
  iteration_ = tried_ = 0;
  accepted_ = false;
  divergence_ = 0;
  std::copy_n(start.begin(), count, start_.begin());
  std::copy_n(start.begin(), count, candidate_.begin());
  std::copy_n(gradient.begin(), count, gradient_.begin());
  std::copy_n(gradient.begin(), count, r_.begin());
  std::copy_n(gradient.begin(), count, p_.begin());
  std::fill_n(x_.begin(), count, Scalar(0));
  residual_ = dot(r_.data(), r_.data(), count);
  want_ = residual_ > 0 ? Want::product : Want::nothing;
}

void TrustRegion::take_product(const Array& product) {
  // The matrix solved with is F + damping I.
  const Scalar curvature = dot(p_.data(), product.data(), count_) + form_.damping * dot(p_.data(), p_.data(), count_);
  if (!(curvature > 0)) return solve_done();
  const Scalar step = residual_ / curvature;
  for (int i = 0; i < count_; ++i) {
    x_[i] += step * p_[i];
    r_[i] -= step * (product[i] + form_.damping * p_[i]);
  }
  const Scalar residual = dot(r_.data(), r_.data(), count_);
  const Scalar ratio = residual / residual_;
  residual_ = residual;
  if (++iteration_ >= form_.products || residual < Scalar(1e-10)) return solve_done();
  for (int i = 0; i < count_; ++i) p_[i] = r_[i] + ratio * p_[i];
}

// xᵀ F x needs no product of its own: F x = g − r.
void TrustRegion::solve_done() {
  const Scalar curvature = dot(x_.data(), gradient_.data(), count_) - dot(x_.data(), r_.data(), count_);
  if (!(curvature > 0)) {
    want_ = Want::nothing;
    return;
  }
  scale_ = square_root(2 * form_.max_divergence / curvature);
  propose();
}

void TrustRegion::propose() {
  for (int i = 0; i < count_; ++i) candidate_[i] = start_[i] - scale_ * x_[i];
  want_ = Want::evaluation;
}

void TrustRegion::take_evaluation(Scalar loss, Scalar divergence) {
  ++tried_;
  if (loss < loss_ && divergence <= form_.max_divergence) {
    accepted_ = true;
    divergence_ = divergence;
    want_ = Want::nothing;
    return;
  }
  if (tried_ >= form_.backtracks) {
    std::copy_n(start_.begin(), count_, candidate_.begin());
    want_ = Want::nothing;
    return;
  }
  scale_ *= form_.backtrack_ratio;
  propose();
}

}  // namespace metarl
