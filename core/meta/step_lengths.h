// How far each inner step went, for a view: |θ_{k+1} − θ_k|.
#pragma once

#include "foundation/elementary.h"
#include "meta/learner.h"

namespace metarl {

// parameters(k) is θ_k, of `size` numbers.
template <class Parameters>
NamedArray step_lengths(int steps, int size, Parameters&& parameters) {
  NamedArray lengths{"parameter_norms", {steps}, {}};
  for (int k = 0; k < steps; ++k) {
    const Scalar *from = parameters(k), *to = parameters(k + 1);
    Scalar squares = 0;
    for (int j = 0; j < size; ++j) squares += (to[j] - from[j]) * (to[j] - from[j]);
    lengths.data.push_back(square_root(squares));
  }
  return lengths;
}

}  // namespace metarl
