// Gradient descent on the meta-parameters: plain, and Adam (Kingma & Ba 2015).
#pragma once

#include "foundation/array.h"
#include "foundation/memory.h"

namespace metarl {

// x ← x − step · gradient
void descend(Array& x, const Array& gradient, int count, Scalar step);

// Adam with β1 = .9, β2 = .999, ε = 1e-8. Its state is plain arrays, so that a snapshot can hold it.
class Adam {
 public:
  void reserve(int count, Memory memory = {});
  void step(Array& x, const Array& gradient, int count, Scalar step);

  Array first, second;  // moments
  Array powers;         // β1^t, β2^t: kept as products, so that no power function is needed
};

}  // namespace metarl
