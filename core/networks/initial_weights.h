// First weights of a network; biases and a context begin at 0.
#pragma once

#include "foundation/elementary.h"
#include "foundation/random.h"
#include "networks/mlp.h"

namespace metarl {

// Layer by layer, each weight drawn by draw(layer).
template <class Draw>
void initialise_weights(const Mlp& mlp, Scalar* parameters, Draw&& draw) {
  std::fill_n(parameters, mlp.context, Scalar(0));
  for (int l = 0; l < mlp.layers(); ++l) {
    for (int i = mlp.weight_offset(l); i < mlp.bias_offset(l); ++i) parameters[i] = draw(l);
    std::fill(parameters + mlp.bias_offset(l), parameters + mlp.weight_offset(l + 1), Scalar(0));
  }
}

// Uniform with Glorot and Bengio's variance (2010); `last` scales the last layer's weights.
inline void initialise_glorot(const Mlp& mlp, Scalar* parameters, Stream& stream, Scalar last = 1) {
  initialise_weights(mlp, parameters, [&](int l) {
    Scalar limit = square_root(Scalar(6) / Scalar(mlp.fan_in(l) + mlp.sizes[l + 1]));
    if (l == mlp.layers() - 1) limit *= last;
    return stream.uniform(-limit, limit);
  });
}

// Normal with standard deviation 0.01.
inline void initialise_small(const Mlp& mlp, Scalar* parameters, Stream& stream) {
  initialise_weights(mlp, parameters, [&](int) { return Scalar(0.01) * stream.normal(); });
}

// As the knob `initial_weights` says.
inline void initialise_weights(const Mlp& mlp, Scalar* parameters, Stream& stream, bool small) {
  if (small) return initialise_small(mlp, parameters, stream);
  initialise_glorot(mlp, parameters, stream);
}

}  // namespace metarl
