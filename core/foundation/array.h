// Storage and views: aligned arrays of scalars, and column-major matrices over memory that somebody else owns.
//
// Aligned to 64 bytes in every build, because a sum over packets depends on where its array begins.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <new>
#include <vector>

#include "foundation/scalar.h"

namespace metarl {

template <class T>
struct AlignedAllocator {
  using value_type = T;
  static constexpr std::align_val_t alignment{64};

  AlignedAllocator() = default;
  template <class U>
  AlignedAllocator(const AlignedAllocator<U>&) {}

  T* allocate(std::size_t n) { return static_cast<T*>(::operator new(n * sizeof(T), alignment)); }
  void deallocate(T* p, std::size_t) { ::operator delete(p, alignment); }

  template <class U>
  bool operator==(const AlignedAllocator<U>&) const {
    return true;
  }
};

using Array = std::vector<Scalar, AlignedAllocator<Scalar>>;

// A column-major matrix: element (r, c) is data[c * rows + r]. Columns are samples, rows are features.
struct ConstMatrix {
  const Scalar* data = nullptr;
  int rows = 0;
  int cols = 0;

  const Scalar* column(int c) const { return data + static_cast<std::ptrdiff_t>(c) * rows; }
  Scalar operator()(int r, int c) const { return column(c)[r]; }
  std::ptrdiff_t size() const { return static_cast<std::ptrdiff_t>(rows) * cols; }
  ConstMatrix columns(int first, int count) const { return {column(first), rows, count}; }
};

struct Matrix {
  Scalar* data = nullptr;
  int rows = 0;
  int cols = 0;

  operator ConstMatrix() const { return {data, rows, cols}; }
  Scalar* column(int c) const { return data + static_cast<std::ptrdiff_t>(c) * rows; }
  Scalar& operator()(int r, int c) const { return column(c)[r]; }
  std::ptrdiff_t size() const { return static_cast<std::ptrdiff_t>(rows) * cols; }
  Matrix columns(int first, int count) const { return {column(first), rows, count}; }
};

}  // namespace metarl
