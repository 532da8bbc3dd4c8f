#include "meta/score_prior.h"

#include <algorithm>

#include "foundation/products.h"

namespace metarl {

namespace {

// Of the mean variance: keeps numbers that follow from each other from being told apart by rounding.
constexpr Scalar kRidge = Scalar(1e-3);

// Added to it, so that numbers that never differ tell nothing.
constexpr Scalar kLeast = Scalar(1e-12);

}  // namespace

void ScorePrior::begin_covariance(Scalar variance, Scalar* covariance) const {
  const int n = size();
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < n; ++j) {
      const bool same = i / (rungs_ + 1) == j / (rungs_ + 1);
      covariance[i * n + j] = i == j ? variance : same ? variance / 2 : Scalar(0);
    }
}

void ScorePrior::begin(Scalar* parameters) const {
  std::fill_n(parameters, 1 + size(), Scalar(0));
  begin_covariance(1, parameters + 1 + size());
}

void ScorePrior::learn(Scalar tasks, const Scalar* sum, const Scalar* products, Scalar* parameters) const {
  const int n = size();
  Scalar* mean = parameters + 1;
  Scalar* covariance = mean + n;
  const Scalar known = parameters[0], share = tasks / (known + tasks);
  if (known == 0) {
    Scalar variance = 0;
    for (int i = 0; i < n; ++i) variance += products[i * n + i] / (tasks * Scalar(n));
    begin_covariance(variance, covariance);
  }
  const Scalar weight = known + before_;
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < n; ++j) {
      const Scalar shift = (sum[i] / tasks - mean[i]) * (sum[j] / tasks - mean[j]);
      Scalar& entry = covariance[i * n + j];
      entry = (weight * entry + products[i * n + j] + share * known * shift) / (weight + tasks);
    }
  for (int i = 0; i < n; ++i) mean[i] += share * (sum[i] / tasks - mean[i]);
  parameters[0] = known + tasks;
}

void ScorePrior::reserve(Memory memory) {
  memory.take(covariance_, size(), size());
  memory.take(deviations_, size());
  memory.take(weights_, size());
}

void ScorePrior::expect(const Scalar* parameters, const int* seen, int count, const Scalar* numbers, const int* of,
                        int asked, Scalar* expected) {
  const int n = size();
  const Scalar* mean = parameters + 1;
  const Scalar* covariance = mean + n;
  Scalar variance = 0;
  for (int i = 0; i < n; ++i) variance += covariance[i * n + i] / Scalar(n);
  for (int i = 0; i < count; ++i) {
    deviations_[static_cast<std::size_t>(i)] = numbers[seen[i]] - mean[seen[i]];
    for (int j = 0; j < count; ++j)
      covariance_[static_cast<std::size_t>(j * count + i)] = covariance[seen[i] * n + seen[j]];
    covariance_[static_cast<std::size_t>(i * count + i)] += kRidge * variance + kLeast;
  }
  // Where nothing was seen, the means stay.
  if (count > 0) solve_positive_definite({covariance_.data(), count, count}, deviations_.data(), weights_.data());
  for (int k = 0; k < asked; ++k) {
    const int t = score(of[k]);
    expected[k] = mean[t];
    for (int i = 0; i < count; ++i) expected[k] += covariance[t * n + seen[i]] * weights_[static_cast<std::size_t>(i)];
  }
}

}  // namespace metarl
