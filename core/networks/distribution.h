// Action distributions over a batch (samples are columns): a categorical over logits, and a diagonal Gaussian whose log
// standard deviation does not depend on the state. Log-probabilities are summed over action dimensions, never averaged.
//
// `log_std` has one entry per action dimension and is not read for a categorical; likewise its derivatives.
#pragma once

#include "foundation/array.h"
#include "networks/network.h"

namespace metarl {

struct PolicyBatch {
  Head head = Head::gaussian;  // categorical or gaussian
  ConstMatrix outputs;         // logits or means
  const Scalar* log_std = nullptr;
};

// log_probability[n] of column n of `actions`.
void log_probabilities(const PolicyBatch& policy, ConstMatrix actions, Scalar* log_probability);

// Derivative of Σ_n c_n log π(a_n): written to d_outputs, added to d_log_std.
void differentiate_log_probabilities(const PolicyBatch& policy, ConstMatrix actions, const Scalar* c, Matrix d_outputs,
                                     Scalar* d_log_std);

// How that derivative changes along (r_outputs, r_log_std): written to r_d_outputs, added to r_d_log_std. Where `bends`
// is given, c_n itself changes by bends[n] times the change of log π(a_n); else c is held fixed.
void differentiate_log_probabilities_twice(const PolicyBatch& policy, ConstMatrix actions, const Scalar* c,
                                           const Scalar* bends, ConstMatrix r_outputs, const Scalar* r_log_std,
                                           Matrix r_d_outputs, Scalar* r_d_log_std);

// Σ_n w_n times the entropy of column n (every w_n 1 where no weights are given); its derivative times `scale` is added
// to d_outputs and d_log_std where these are given.
Scalar total_entropy(const PolicyBatch& policy, Scalar scale, Matrix d_outputs, Scalar* d_log_std,
                     const Scalar* weights = nullptr);

// How the derivative of `scale` times the entropy of every column changes along (r_outputs, r_log_std): added to
// r_d_outputs. A Gaussian's does not change.
void differentiate_entropy_twice(const PolicyBatch& policy, Scalar scale, ConstMatrix r_outputs, Matrix r_d_outputs);

// Σ_n KL(old_n ‖ policy_n).
Scalar total_divergence(const PolicyBatch& old, const PolicyBatch& policy);

// Its derivative by the policy, times `scale`: written to d_outputs, added to d_log_std.
void differentiate_divergence(const PolicyBatch& old, const PolicyBatch& policy, Scalar scale, Matrix d_outputs,
                              Scalar* d_log_std);

// The Fisher information (the Hessian of KL(old ‖ policy) at old = policy) of every column, times (r_outputs,
// r_log_std), times `scale`: written to f_outputs, added to f_log_std.
void fisher_product(const PolicyBatch& policy, Scalar scale, ConstMatrix r_outputs, const Scalar* r_log_std,
                    Matrix f_outputs, Scalar* f_log_std);

// Softmax of one column of logits; returns log Σ exp(logits).
Scalar softmax(const Scalar* logits, int count, Scalar* probabilities);

}  // namespace metarl
