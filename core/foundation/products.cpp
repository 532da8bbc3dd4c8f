#include "foundation/products.h"

#include <Eigen/Core>

#include <cmath>

namespace metarl {

namespace {

using Dense = Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic, Eigen::ColMajor>;

Eigen::Map<Dense> map(Matrix m) { return {m.data, m.rows, m.cols}; }
Eigen::Map<const Dense> map(ConstMatrix m) { return {m.data, m.rows, m.cols}; }

}  // namespace

void fix_product_blocking() { Eigen::setCpuCacheSizes(16384, 524288, 524288); }

void product(Matrix c, ConstMatrix a, ConstMatrix b) { map(c).noalias() = map(a) * map(b); }
void add_product(Matrix c, ConstMatrix a, ConstMatrix b) { map(c).noalias() += map(a) * map(b); }
void transposed_product(Matrix c, ConstMatrix a, ConstMatrix b) { map(c).noalias() = map(a).transpose() * map(b); }
void add_transposed_product(Matrix c, ConstMatrix a, ConstMatrix b) { map(c).noalias() += map(a).transpose() * map(b); }
void add_product_transposed(Matrix c, ConstMatrix a, ConstMatrix b) { map(c).noalias() += map(a) * map(b).transpose(); }

// A dozen unknowns: a plain loop compiles in no time and needs no memory.
bool solve_positive_definite(Matrix s, const Scalar* b, Scalar* x) {
  const int n = s.rows;
  for (int i = 0; i < n; ++i) x[i] = 0;
  for (int j = 0; j < n; ++j) {
    Scalar diagonal = s(j, j);
    for (int k = 0; k < j; ++k) diagonal -= s(j, k) * s(j, k);
    if (!(diagonal > 0)) return false;
    s(j, j) = std::sqrt(diagonal);
    for (int i = j + 1; i < n; ++i) {
      Scalar value = s(i, j);
      for (int k = 0; k < j; ++k) value -= s(i, k) * s(j, k);
      s(i, j) = value / s(j, j);
    }
  }
  for (int i = 0; i < n; ++i) {
    Scalar value = b[i];
    for (int k = 0; k < i; ++k) value -= s(i, k) * x[k];
    x[i] = value / s(i, i);
  }
  for (int i = n - 1; i >= 0; --i) {
    Scalar value = x[i];
    for (int k = i + 1; k < n; ++k) value -= s(k, i) * x[k];
    x[i] = value / s(i, i);
  }
  return true;
}

}  // namespace metarl
