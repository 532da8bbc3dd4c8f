// Linear-feature baseline (Duan et al. 2016, "Benchmarking deep reinforcement learning"): the value of a state is a
// ridge regression on its observation, the observation squared, three powers of the time in the episode, and 1.
#pragma once

#include "foundation/array.h"
#include "foundation/memory.h"

namespace metarl {

class LinearBaseline {
 public:
  void reserve(int observation_rows, Memory memory = {});

  // Fits to `returns` (one per column of `observations`), where fitted[n] is not 0; `age` is the time step in the
  // episode. The ridge term is 1e-5 and grows tenfold while the system is not positive definite.
  void fit(ConstMatrix observations, const Scalar* age, const Scalar* returns, const Scalar* fitted);

  // values[n] of each column.
  void predict(ConstMatrix observations, const Scalar* age, Scalar* values);

 private:
  int features() const { return 2 * rows_ + 4; }
  void write_features(const Scalar* observation, Scalar age);

  int rows_ = 0;
  Array features_;  // of one sample
  Array weights_, normal_, factor_, right_;
};

}  // namespace metarl
