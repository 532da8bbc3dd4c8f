// First weights of a network: uniform with Glorot and Bengio's variance (2010), biases 0.
#pragma once

#include "foundation/elementary.h"
#include "foundation/random.h"
#include "networks/mlp.h"

namespace metarl {

// `last` scales the last layer's weights.
inline void initialise_glorot(const Mlp& mlp, Scalar* parameters, Stream& stream, Scalar last = 1) {
  for (int l = 0; l < mlp.layers(); ++l) {
    Scalar limit = square_root(Scalar(6) / Scalar(mlp.sizes[l] + mlp.sizes[l + 1]));
    if (l == mlp.layers() - 1) limit *= last;
    for (int i = mlp.weight_offset(l); i < mlp.bias_offset(l); ++i) parameters[i] = stream.uniform(-limit, limit);
    std::fill(parameters + mlp.bias_offset(l), parameters + mlp.weight_offset(l + 1), Scalar(0));
  }
}

}  // namespace metarl
