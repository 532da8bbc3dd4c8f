#include "networks/distribution.h"

#include <algorithm>

#include "foundation/elementary.h"
#include "foundation/short_array.h"

namespace metarl {

namespace {

constexpr Scalar kHalfLog2Pi = Scalar(0.91893853320467274);

// exp(-2 log_std) for each dimension.
struct InverseVariance {
  ShortArray value;
  InverseVariance(const Scalar* log_std, int count) : value(count) {
    for (int i = 0; i < count; ++i) value[i] = exponential(-2 * log_std[i]);
  }
};

int index_of(Scalar action) { return static_cast<int>(action); }

}  // namespace

Scalar softmax(const Scalar* logits, int count, Scalar* probabilities) {
  const Scalar highest = *std::max_element(logits, logits + count);
  Scalar total = 0;
  for_lanes(count, [&](std::ptrdiff_t i, int n) {
    store_some(probabilities + i, exponential(load_some(logits + i, n) - splat(highest)), n);
  });
  for (int i = 0; i < count; ++i) total += probabilities[i];
  for (int i = 0; i < count; ++i) probabilities[i] /= total;
  return highest + logarithm(total);
}

void log_probabilities(const PolicyBatch& policy, ConstMatrix actions, Scalar* log_probability) {
  const int k = policy.outputs.rows;
  if (policy.head == Head::categorical) {
    ShortArray p(k);
    for (int n = 0; n < policy.outputs.cols; ++n) {
      const Scalar* logits = policy.outputs.column(n);
      const Scalar log_total = softmax(logits, k, p.data());
      log_probability[n] = logits[index_of(actions(0, n))] - log_total;
    }
    return;
  }
  const InverseVariance inverse(policy.log_std, k);
  Scalar constant = 0;
  for (int i = 0; i < k; ++i) constant -= policy.log_std[i] + kHalfLog2Pi;
  for (int n = 0; n < policy.outputs.cols; ++n) {
    Scalar squares = 0;
    for (int i = 0; i < k; ++i) {
      const Scalar difference = actions(i, n) - policy.outputs(i, n);
      squares += difference * difference * inverse.value[i];
    }
    log_probability[n] = constant - squares / 2;
  }
}

void differentiate_log_probabilities(const PolicyBatch& policy, ConstMatrix actions, const Scalar* c, Matrix d_outputs,
                                     Scalar* d_log_std) {
  const int k = policy.outputs.rows;
  if (policy.head == Head::categorical) {
    for (int n = 0; n < policy.outputs.cols; ++n) {
      Scalar* d = d_outputs.column(n);
      softmax(policy.outputs.column(n), k, d);
      for (int i = 0; i < k; ++i) d[i] *= -c[n];
      d[index_of(actions(0, n))] += c[n];
    }
    return;
  }
  const InverseVariance inverse(policy.log_std, k);
  for (int n = 0; n < policy.outputs.cols; ++n) {
    for (int i = 0; i < k; ++i) {
      const Scalar difference = actions(i, n) - policy.outputs(i, n);
      const Scalar scaled = difference * inverse.value[i];
      d_outputs(i, n) = c[n] * scaled;
      d_log_std[i] += c[n] * (difference * scaled - 1);
    }
  }
}

void differentiate_log_probabilities_twice(const PolicyBatch& policy, ConstMatrix actions, const Scalar* c,
                                           const Scalar* bends, ConstMatrix r_outputs, const Scalar* r_log_std,
                                           Matrix r_d_outputs, Scalar* r_d_log_std) {
  const int k = policy.outputs.rows;
  if (policy.head == Head::categorical) {
    ShortArray p(k);
    for (int n = 0; n < policy.outputs.cols; ++n) {
      softmax(policy.outputs.column(n), k, p.data());
      const Scalar* r = r_outputs.column(n);
      Scalar mean = 0;
      for (int i = 0; i < k; ++i) mean += p[i] * r[i];
      for (int i = 0; i < k; ++i) r_d_outputs(i, n) = -c[n] * p[i] * (r[i] - mean);
      if (!bends) continue;
      const int chosen = index_of(actions(0, n));
      const Scalar r_c = bends[n] * (r[chosen] - mean);
      for (int i = 0; i < k; ++i) r_d_outputs(i, n) -= r_c * p[i];
      r_d_outputs(chosen, n) += r_c;
    }
    return;
  }
  const InverseVariance inverse(policy.log_std, k);
  for (int n = 0; n < policy.outputs.cols; ++n) {
    for (int i = 0; i < k; ++i) {
      const Scalar scaled = (actions(i, n) - policy.outputs(i, n)) * inverse.value[i];
      const Scalar difference = actions(i, n) - policy.outputs(i, n);
      const Scalar r = r_outputs(i, n), rs = r_log_std[i];
      r_d_outputs(i, n) = -c[n] * (r * inverse.value[i] + 2 * scaled * rs);
      r_d_log_std[i] -= 2 * c[n] * scaled * (r + difference * rs);
    }
    if (!bends) continue;
    Scalar r_log_prob = 0;
    for (int i = 0; i < k; ++i) {
      const Scalar difference = actions(i, n) - policy.outputs(i, n), scaled = difference * inverse.value[i];
      r_log_prob += scaled * r_outputs(i, n) + (difference * scaled - 1) * r_log_std[i];
    }
    const Scalar r_c = bends[n] * r_log_prob;
    for (int i = 0; i < k; ++i) {
      const Scalar difference = actions(i, n) - policy.outputs(i, n), scaled = difference * inverse.value[i];
      r_d_outputs(i, n) += r_c * scaled;
      r_d_log_std[i] += r_c * (difference * scaled - 1);
    }
  }
}

Scalar total_entropy(const PolicyBatch& policy, Scalar scale, Matrix d_outputs, Scalar* d_log_std,
                     const Scalar* weights) {
  const int k = policy.outputs.rows, count = policy.outputs.cols;
  Scalar total = 0;
  if (policy.head == Head::categorical) {
    ShortArray p(k);
    for (int n = 0; n < count; ++n) {
      const Scalar weight = weights ? weights[n] : Scalar(1);
      const Scalar* logits = policy.outputs.column(n);
      const Scalar log_total = softmax(logits, k, p.data());
      Scalar entropy = 0;
      for (int i = 0; i < k; ++i) entropy -= p[i] * (logits[i] - log_total);
      total += weight * entropy;
      if (d_outputs.data)  // dH/dz_i = -p_i (log p_i + H)
        for (int i = 0; i < k; ++i) d_outputs(i, n) -= weight * scale * p[i] * (logits[i] - log_total + entropy);
    }
    return total;
  }
  Scalar weight = static_cast<Scalar>(count);
  if (weights) {
    weight = 0;
    for (int n = 0; n < count; ++n) weight += weights[n];
  }
  for (int i = 0; i < k; ++i) {
    total += weight * (policy.log_std[i] + kHalfLog2Pi + Scalar(0.5));
    if (d_log_std) d_log_std[i] += scale * weight;
  }
  return total;
}

// With d_i = -p_i (log p_i + H) the entropy's derivative, its change is that of p, log p and H = -Σ p log p.
void differentiate_entropy_twice(const PolicyBatch& policy, Scalar scale, ConstMatrix r_outputs, Matrix r_d_outputs) {
  if (policy.head != Head::categorical) return;
  const int k = policy.outputs.rows;
  ShortArray p(k);
  for (int n = 0; n < policy.outputs.cols; ++n) {
    const Scalar *logits = policy.outputs.column(n), *r = r_outputs.column(n);
    const Scalar log_total = softmax(logits, k, p.data());
    Scalar entropy = 0, mean = 0, r_entropy = 0;
    for (int i = 0; i < k; ++i) {
      entropy -= p[i] * (logits[i] - log_total);
      mean += p[i] * r[i];
    }
    for (int i = 0; i < k; ++i) r_entropy -= p[i] * (logits[i] - log_total + entropy) * r[i];
    for (int i = 0; i < k; ++i) {
      const Scalar r_log_p = r[i] - mean;
      r_d_outputs(i, n) -= scale * p[i] * (r_log_p * (logits[i] - log_total + entropy) + r_log_p + r_entropy);
    }
  }
}

Scalar total_divergence(const PolicyBatch& old, const PolicyBatch& policy) {
  const int k = policy.outputs.rows, count = policy.outputs.cols;
  Scalar total = 0;
  if (policy.head == Head::categorical) {
    ShortArray p_old(k), p(k);
    for (int n = 0; n < count; ++n) {
      const Scalar log_old = softmax(old.outputs.column(n), k, p_old.data()),
                   log_new = softmax(policy.outputs.column(n), k, p.data());
      for (int i = 0; i < k; ++i)
        total += p_old[i] * ((old.outputs(i, n) - log_old) - (policy.outputs(i, n) - log_new));
    }
    return total;
  }
  const InverseVariance inverse(policy.log_std, k);
  Scalar spread = 0;  // the part that does not depend on the state
  for (int i = 0; i < k; ++i) {
    const Scalar log_ratio = policy.log_std[i] - old.log_std[i];
    spread += log_ratio + (exponential(-2 * log_ratio) - 1) / 2;
  }
  for (int n = 0; n < count; ++n) {
    for (int i = 0; i < k; ++i) {
      const Scalar difference = old.outputs(i, n) - policy.outputs(i, n);
      total += difference * difference * inverse.value[i] / 2;
    }
  }
  return total + static_cast<Scalar>(count) * spread;
}

void differentiate_divergence(const PolicyBatch& old, const PolicyBatch& policy, Scalar scale, Matrix d_outputs,
                              Scalar* d_log_std) {
  const int k = policy.outputs.rows, count = policy.outputs.cols;
  if (policy.head == Head::categorical) {
    ShortArray p_old(k), p(k);
    for (int n = 0; n < count; ++n) {
      softmax(old.outputs.column(n), k, p_old.data());
      softmax(policy.outputs.column(n), k, p.data());
      for (int i = 0; i < k; ++i) d_outputs(i, n) = scale * (p[i] - p_old[i]);
    }
    return;
  }
  const InverseVariance inverse(policy.log_std, k);
  for (int i = 0; i < k; ++i) {
    const Scalar share = exponential(-2 * (policy.log_std[i] - old.log_std[i]));
    d_log_std[i] += scale * static_cast<Scalar>(count) * (1 - share);
  }
  for (int n = 0; n < count; ++n) {
    for (int i = 0; i < k; ++i) {
      const Scalar difference = policy.outputs(i, n) - old.outputs(i, n), scaled = difference * inverse.value[i];
      d_outputs(i, n) = scale * scaled;
      d_log_std[i] -= scale * difference * scaled;
    }
  }
}

void fisher_product(const PolicyBatch& policy, Scalar scale, ConstMatrix r_outputs, const Scalar* r_log_std,
                    Matrix f_outputs, Scalar* f_log_std) {
  const int k = policy.outputs.rows, count = policy.outputs.cols;
  if (policy.head == Head::categorical) {
    ShortArray p(k);
    for (int n = 0; n < count; ++n) {
      softmax(policy.outputs.column(n), k, p.data());
      const Scalar* r = r_outputs.column(n);
      Scalar mean = 0;
      for (int i = 0; i < k; ++i) mean += p[i] * r[i];
      for (int i = 0; i < k; ++i) f_outputs(i, n) = scale * p[i] * (r[i] - mean);
    }
    return;
  }
  const InverseVariance inverse(policy.log_std, k);
  for (int n = 0; n < count; ++n)
    for (int i = 0; i < k; ++i) f_outputs(i, n) = scale * inverse.value[i] * r_outputs(i, n);
  for (int i = 0; i < k; ++i) f_log_std[i] += scale * 2 * static_cast<Scalar>(count) * r_log_std[i];
}

}  // namespace metarl
