#include "learning/baseline.h"

#include <algorithm>

#include "foundation/products.h"

namespace metarl {

void LinearBaseline::reserve(int observation_rows, Memory memory) {
  rows_ = observation_rows;
  for (Array* a : {&features_, &weights_, &right_}) memory.take(*a, features());
  for (Array* a : {&normal_, &factor_}) memory.take(*a, features(), features());
}

void LinearBaseline::write_features(const Scalar* observation, Scalar age) {
  Scalar* out = features_.data();
  for (int i = 0; i < rows_; ++i) {
    const Scalar o = std::clamp(observation[i], Scalar(-10), Scalar(10));
    out[i] = o;
    out[rows_ + i] = o * o;
  }
  const Scalar t = age / 100;
  out[2 * rows_] = t;
  out[2 * rows_ + 1] = t * t;
  out[2 * rows_ + 2] = t * t * t;
  out[2 * rows_ + 3] = 1;
}

void LinearBaseline::fit(ConstMatrix observations, const Scalar* age, const Scalar* returns, const Scalar* fitted) {
  const int n = features();
  std::fill(normal_.begin(), normal_.end(), Scalar(0));
  std::fill(right_.begin(), right_.end(), Scalar(0));
  const Scalar* f = features_.data();
  for (int c = 0; c < observations.cols; ++c) {
    if (fitted[c] == 0) continue;
    write_features(observations.column(c), age[c]);
    for (int j = 0; j < n; ++j) {
      Scalar* column = normal_.data() + j * n;
      for (int i = 0; i < n; ++i) column[i] += f[i] * f[j];
      right_[j] += f[j] * returns[c];
    }
  }
  Scalar ridge = Scalar(1e-5);
  for (int attempt = 0; attempt < 10; ++attempt, ridge *= 10) {
    std::copy(normal_.begin(), normal_.begin() + n * n, factor_.begin());
    for (int i = 0; i < n; ++i) factor_[i * n + i] += ridge;
    if (solve_positive_definite({factor_.data(), n, n}, right_.data(), weights_.data())) return;
  }
}

void LinearBaseline::predict(ConstMatrix observations, const Scalar* age, Scalar* values) {
  const int n = features();
  const Scalar* f = features_.data();
  for (int c = 0; c < observations.cols; ++c) {
    write_features(observations.column(c), age[c]);
    Scalar value = 0;
    for (int i = 0; i < n; ++i) value += weights_[i] * f[i];
    values[c] = value;
  }
}

}  // namespace metarl
