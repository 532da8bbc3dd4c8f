// Numbers for the use of one function: on the stack where they are few, and from the heap where there are more, so that
// there may be any number of them.
#pragma once

#include "foundation/array.h"

namespace metarl {

class ShortArray {
 public:
  explicit ShortArray(int count) {
    if (count <= kFew) return;
    many_.resize(static_cast<std::size_t>(count));
    numbers_ = many_.data();
  }
  ShortArray(const ShortArray&) = delete;
  ShortArray& operator=(const ShortArray&) = delete;

  Scalar* data() { return numbers_; }
  Scalar& operator[](int i) { return numbers_[i]; }
  Scalar operator[](int i) const { return numbers_[i]; }

 private:
  static constexpr int kFew = 64;

  Scalar few_[kFew];
  Array many_;
  Scalar* numbers_ = few_;
};

}  // namespace metarl
