// Returns and advantages of a batch of episodes. Arrays are [time][lane]: entry t * lanes + e.
#pragma once

#include "foundation/array.h"

namespace metarl {

// Generalized advantage estimation (Schulman et al. 2016): Σ_l (γλ)^l δ_{t+l}, δ_t = r_t + γ V_{t+1} (1 - done_t) -
// V_t. `values` has one row more than `rewards`; done (0 or 1) cuts both the bootstrap and the sum. returns =
// advantages + values.
void generalized_advantages(const Scalar* rewards, const Scalar* values, const Scalar* dones, int time, int lanes,
                            Scalar discount, Scalar lambda, Scalar* advantages, Scalar* returns);

// The same for trials, whose last step has nothing after it: a lane's advantage at a step where `active` is 0 is 0, and
// the steps around it count as neighbours. `values` has as many rows as `rewards`; ended episodes cut nothing.
void trial_advantages(const Scalar* rewards, const Scalar* values, const Scalar* active, int time, int lanes,
                      Scalar discount, Scalar lambda, Scalar* advantages, Scalar* returns);

// Subtracts at each step the mean over the lanes that are active there; the others stay 0. What a critic does not know
// of time (how many steps remain) is alike in all lanes, and goes.
void centre_steps(Scalar* advantages, const Scalar* active, int time, int lanes);

// Discounted sum of rewards to the episode's end or the batch's end.
void discounted_returns(const Scalar* rewards, const Scalar* dones, int time, int lanes, Scalar discount,
                        Scalar* returns);

// Centres to mean 0 and scales to unit variance (leaves the scale where all are equal). Returns the factor.
Scalar standardize(Scalar* x, int count);

}  // namespace metarl
