#include "learning/advantages.h"

#include "foundation/elementary.h"
#include "foundation/vectors.h"

namespace metarl {

void generalized_advantages(const Scalar* rewards, const Scalar* values, const Scalar* dones, int time, int lanes,
                            Scalar discount, Scalar lambda, Scalar* advantages, Scalar* returns) {
  for (int t = time - 1; t >= 0; --t) {
    for (int e = 0; e < lanes; ++e) {
      const int i = t * lanes + e;
      const Scalar goes_on = 1 - dones[i];
      const Scalar delta = rewards[i] + discount * values[i + lanes] * goes_on - values[i];
      const Scalar later = t + 1 < time ? advantages[i + lanes] : 0;
      advantages[i] = delta + discount * lambda * goes_on * later;
    }
  }
  for (int i = 0; i < time * lanes; ++i) returns[i] = advantages[i] + values[i];
}

void trial_advantages(const Scalar* rewards, const Scalar* values, const Scalar* active, int time, int lanes,
                      Scalar discount, Scalar lambda, Scalar* advantages, Scalar* returns) {
  for (int e = 0; e < lanes; ++e) {
    Scalar next_value = 0, later = 0;
    for (int t = time - 1; t >= 0; --t) {
      const int i = t * lanes + e;
      if (active[i] == 0) {
        advantages[i] = 0;
        returns[i] = values[i];
        continue;
      }
      later = rewards[i] + discount * next_value - values[i] + discount * lambda * later;
      next_value = values[i];
      advantages[i] = later;
      returns[i] = later + values[i];
    }
  }
}

void centre_steps(Scalar* advantages, const Scalar* active, int time, int lanes) {
  for (int t = 0; t < time; ++t, advantages += lanes, active += lanes) {
    const Scalar count = sum(active, lanes), mean = sum(advantages, lanes) / (count > 0 ? count : 1);
    for (int e = 0; e < lanes; ++e) advantages[e] -= active[e] * mean;
  }
}

void discounted_returns(const Scalar* rewards, const Scalar* dones, int time, int lanes, Scalar discount,
                        Scalar* returns) {
  for (int t = time - 1; t >= 0; --t) {
    for (int e = 0; e < lanes; ++e) {
      const int i = t * lanes + e;
      const Scalar later = t + 1 < time ? returns[i + lanes] * (1 - dones[i]) : 0;
      returns[i] = rewards[i] + discount * later;
    }
  }
}

Scalar standardize(Scalar* x, int count) {
  const Scalar mean = sum(x, count) / static_cast<Scalar>(count);
  for (int i = 0; i < count; ++i) x[i] -= mean;
  const Scalar variance = dot(x, x, count) / static_cast<Scalar>(count);
  const Scalar scale = variance > Scalar(1e-16) ? 1 / square_root(variance) : 1;
  for (int i = 0; i < count; ++i) x[i] *= scale;
  return scale;
}

}  // namespace metarl
