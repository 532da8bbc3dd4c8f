// Action distributions and the losses, against direct formulas and differences.
#include "support.h"

#include "learning/loss.h"
#include "networks/distribution.h"

namespace metarl::testing {
namespace {

constexpr double kPi = 3.14159265358979323846;

// A batch of outputs and actions of one kind of policy.
struct Batch {
  Head head;
  int rows, count;
  Array outputs, log_std, actions;
  Batch(Head h, int r, int n, Numbers& numbers)
      : head(h),
        rows(r),
        count(n),
        outputs(numbers.normals(r * n)),
        log_std(numbers.normals(r, 0.5)),
        actions(numbers.normals(r * n)) {
    if (head != Head::categorical) return;
    actions.resize(static_cast<std::size_t>(n));
    for (Scalar& a : actions) a = Scalar(numbers.index(r));
  }
  PolicyBatch policy() const { return {head, {outputs.data(), rows, count}, log_std.data()}; }
  ConstMatrix action_matrix() const { return {actions.data(), head == Head::categorical ? 1 : rows, count}; }
  // The same batch a step h further along (r, s).
  Batch moved(const Array& r, const Array& s, double h) const {
    Batch other = *this;
    for (std::size_t i = 0; i < outputs.size(); ++i) other.outputs[i] += Scalar(h) * r[i];
    for (std::size_t i = 0; i < log_std.size(); ++i) other.log_std[i] += Scalar(h) * s[i];
    return other;
  }
  double output(int i, int n) const { return static_cast<double>(outputs[static_cast<std::size_t>(n * rows + i)]); }
  double deviation(int i) const { return std::exp(static_cast<double>(log_std[static_cast<std::size_t>(i)])); }
  double probability(int i, int n) const {
    double total = 0;
    for (int j = 0; j < rows; ++j) total += std::exp(output(j, n) - output(i, n));
    return 1 / total;
  }
};

template <class F>
void for_each_batch(std::uint32_t which, F&& f) {
  Numbers numbers(which);
  for (const Head head : {Head::categorical, Head::gaussian})
    for (const auto& [rows, count] : {std::pair{1, 5}, {2, 9}, {3, 1}, {5, 4}, {9, 17}, {100, 3}})
      f(Batch(head, rows, count, numbers), numbers);
}

// Proves that log-probabilities are the formulas', summed over action dimensions.
TEST(Distribution, LogProbability) {
  for_each_batch(30, [](const Batch& b, Numbers&) {
    Array found(static_cast<std::size_t>(b.count));
    log_probabilities(b.policy(), b.action_matrix(), found.data());
    for (int n = 0; n < b.count; ++n) {
      double expected = 0;
      if (b.head == Head::categorical) {
        expected = std::log(b.probability(static_cast<int>(b.actions[static_cast<std::size_t>(n)]), n));
      } else {
        for (int i = 0; i < b.rows; ++i) {
          const double z = (static_cast<double>(b.actions[static_cast<std::size_t>(n * b.rows + i)]) - b.output(i, n)) /
                           b.deviation(i);
          expected += -z * z / 2 - std::log(b.deviation(i)) - std::log(2 * kPi) / 2;
        }
      }
      EXPECT_NEAR(static_cast<double>(found[static_cast<std::size_t>(n)]), expected,
                  bound(1e-12, 2e-5) * (1 + std::fabs(expected)));
    }
  });
}

// Proves that huge logits do not overflow: the softmax is taken relative to the largest.
TEST(Distribution, SoftmaxOfHugeLogits) {
  const Scalar logits[] = {1000, 1001, -1000};
  Scalar p[3];
  const double log_total = static_cast<double>(softmax(logits, 3, p));
  EXPECT_NEAR(log_total, 1001 + std::log1p(std::exp(-1)), bound(1e-10, 2e-4));
  EXPECT_NEAR(p[1], 1 / (1 + std::exp(-1)), bound(1e-12, 1e-6));
  EXPECT_EQ(p[2], Scalar(0));
}

// Proves that the derivatives of Σ c log π, first and second, agree with differences, those by log_std among them.
TEST(Distribution, DerivativesOfLogProbability) {
  for_each_batch(31, [](const Batch& b, Numbers& numbers) {
    const Array c = numbers.normals(b.count), r = numbers.normals(b.rows * b.count), s = numbers.normals(b.rows);
    const auto first = [&](const Batch& at, Array& d_outputs, Array& d_log_std) {
      d_outputs.assign(at.outputs.size(), Scalar(0));
      d_log_std.assign(at.log_std.size(), Scalar(0));
      differentiate_log_probabilities(at.policy(), at.action_matrix(), c.data(), {d_outputs.data(), at.rows, at.count},
                                      d_log_std.data());
    };
    const auto value = [&](const Batch& at) {
      Array log_prob(static_cast<std::size_t>(at.count));
      log_probabilities(at.policy(), at.action_matrix(), log_prob.data());
      double total = 0;
      for (int n = 0; n < at.count; ++n)
        total += static_cast<double>(c[static_cast<std::size_t>(n)] * log_prob[static_cast<std::size_t>(n)]);
      return total;
    };
    const double h = bound(1e-5, 1e-2);
    Array d, ds, df, dsf, db, dsb;
    first(b, d, ds);
    double slope = 0;
    for (std::size_t i = 0; i < d.size(); ++i) slope += static_cast<double>(d[i] * r[i]);
    if (b.head == Head::gaussian)
      for (std::size_t i = 0; i < ds.size(); ++i) slope += static_cast<double>(ds[i] * s[i]);
    EXPECT_NEAR((value(b.moved(r, s, h)) - value(b.moved(r, s, -h))) / (2 * h), slope,
                bound(1e-7, 5e-2) * (1 + std::fabs(slope)));

    Array rd(d.size()), rds(ds.size());
    differentiate_log_probabilities_twice(b.policy(), b.action_matrix(), c.data(), nullptr, {r.data(), b.rows, b.count},
                                          s.data(), {rd.data(), b.rows, b.count}, rds.data());
    first(b.moved(r, s, h), df, dsf);
    first(b.moved(r, s, -h), db, dsb);
    for (std::size_t i = 0; i < d.size(); ++i) df[i] = (df[i] - db[i]) / Scalar(2 * h);
    for (std::size_t i = 0; i < ds.size(); ++i) dsf[i] = (dsf[i] - dsb[i]) / Scalar(2 * h);
    if (b.head == Head::categorical && b.rows == 1) return;  // all zero
    EXPECT_LE(relative_error(rd, df, b.rows * b.count), bound(1e-7, 3e-2));
    if (b.head == Head::gaussian) {
      EXPECT_LE(relative_error(rds, dsf, b.rows), bound(1e-7, 3e-2));
    }
  });
}

// Proves that entropy is the formula's and its derivative that of differences.
TEST(Distribution, Entropy) {
  for_each_batch(32, [](const Batch& b, Numbers& numbers) {
    double expected = 0;
    for (int n = 0; n < b.count; ++n)
      for (int i = 0; i < b.rows; ++i)
        expected += b.head == Head::categorical ? -b.probability(i, n) * std::log(b.probability(i, n))
                                                : std::log(b.deviation(i)) + std::log(2 * kPi) / 2 + 0.5;
    EXPECT_NEAR(static_cast<double>(total_entropy(b.policy(), 0, {}, nullptr)), expected,
                bound(1e-11, 1e-4) * (1 + std::fabs(expected)));

    const Array r = numbers.normals(b.rows * b.count), s = numbers.normals(b.rows);
    Array d(r.size()), ds(s.size());
    total_entropy(b.policy(), Scalar(3), {d.data(), b.rows, b.count}, b.head == Head::gaussian ? ds.data() : nullptr);
    double slope = 0;
    for (std::size_t i = 0; i < d.size(); ++i) slope += static_cast<double>(d[i] * r[i]);
    for (std::size_t i = 0; i < ds.size(); ++i) slope += static_cast<double>(ds[i] * s[i]);
    const double h = bound(1e-5, 1e-2);
    const auto value = [&](double step) {
      return static_cast<double>(total_entropy(b.moved(r, s, step).policy(), 0, {}, nullptr));
    };
    EXPECT_NEAR(3 * (value(h) - value(-h)) / (2 * h), slope, bound(1e-6, 5e-2) * (1 + std::fabs(slope)));
  });
}

// Proves that the change of the entropy's derivative agrees with differences of it, and is added.
TEST(Distribution, EntropyTwice) {
  for_each_batch(39, [](const Batch& b, Numbers& numbers) {
    const Array r = numbers.normals(b.rows * b.count), s = numbers.normals(b.rows);
    const auto derivative = [&](double step) {
      const Batch at = b.moved(r, s, step);
      Array d(r.size()), ds(s.size());
      total_entropy(at.policy(), Scalar(3), {d.data(), b.rows, b.count}, ds.data());
      return d;
    };
    const double h = bound(1e-5, 1e-2);
    const Array forward = derivative(h), backward = derivative(-h);
    Array found(r.size(), Scalar(0.25)), expected(r.size());
    differentiate_entropy_twice(b.policy(), Scalar(3), {r.data(), b.rows, b.count}, {found.data(), b.rows, b.count});
    for (std::size_t i = 0; i < r.size(); ++i) expected[i] = Scalar(0.25) + (forward[i] - backward[i]) / Scalar(2 * h);
    EXPECT_LE(relative_error(found, expected, b.rows * b.count), bound(1e-7, 5e-2));
  });
}

// Proves that the divergence's derivative by the policy agrees with differences, log_std's part included.
TEST(Distribution, DerivativeOfTheDivergence) {
  for_each_batch(40, [](const Batch& b, Numbers& numbers) {
    const Array r = numbers.normals(b.rows * b.count), s = numbers.normals(b.rows);
    const Batch old = b.moved(numbers.normals(b.rows * b.count), numbers.normals(b.rows), 0.4);
    Array d(r.size()), ds(s.size());
    differentiate_divergence(old.policy(), b.policy(), Scalar(3), {d.data(), b.rows, b.count}, ds.data());
    double slope = 0;
    for (std::size_t i = 0; i < d.size(); ++i) slope += static_cast<double>(d[i] * r[i]);
    for (std::size_t i = 0; i < ds.size(); ++i) slope += static_cast<double>(ds[i] * s[i]);
    const auto value = [&](double step) {
      return static_cast<double>(total_divergence(old.policy(), b.moved(r, s, step).policy()));
    };
    const double h = bound(1e-5, 1e-2);
    EXPECT_NEAR(3 * (value(h) - value(-h)) / (2 * h), slope, bound(1e-6, 5e-2) * (1 + std::fabs(slope)));
  });
}

// Proves that the divergence is the formula's, 0 at equality and positive elsewhere, and that its order of arguments is
// KL(old ‖ new).
TEST(Distribution, Divergence) {
  for_each_batch(33, [](const Batch& b, Numbers& numbers) {
    const Batch other = b.moved(numbers.normals(b.rows * b.count), numbers.normals(b.rows), 0.7);
    double expected = 0;
    for (int n = 0; n < b.count; ++n) {
      for (int i = 0; i < b.rows; ++i) {
        if (b.head == Head::categorical) {
          expected += b.probability(i, n) * std::log(b.probability(i, n) / other.probability(i, n));
        } else {
          const double ratio = b.deviation(i) / other.deviation(i),
                       way = (b.output(i, n) - other.output(i, n)) / other.deviation(i);
          expected += (ratio * ratio + way * way - 1) / 2 - std::log(ratio);
        }
      }
    }
    const double found = static_cast<double>(total_divergence(b.policy(), other.policy()));
    EXPECT_NEAR(found, expected, bound(1e-11, 1e-4) * (1 + expected));
    EXPECT_NEAR(static_cast<double>(total_divergence(b.policy(), b.policy())), 0,
                bound(1e-13, 1e-6) * b.count * b.rows);
    if (b.head == Head::gaussian || b.rows > 1) {
      EXPECT_GT(found, 0);
    }
  });
}

// Proves that the Fisher product is the Hessian of KL(old ‖ new) at old = new: its quadratic form is the second
// difference.
TEST(Distribution, FisherIsTheHessianOfTheDivergence) {
  for_each_batch(34, [](const Batch& b, Numbers& numbers) {
    const Array r = numbers.normals(b.rows * b.count), s = numbers.normals(b.rows);
    Array f(r.size()), fs(s.size());
    fisher_product(b.policy(), Scalar(0.5), {r.data(), b.rows, b.count}, s.data(), {f.data(), b.rows, b.count},
                   fs.data());
    double form = 0;
    for (std::size_t i = 0; i < r.size(); ++i) form += static_cast<double>(r[i] * f[i]);
    if (b.head == Head::gaussian)
      for (std::size_t i = 0; i < s.size(); ++i) form += static_cast<double>(s[i] * fs[i]);
    const double h = bound(1e-3, 3e-2);
    const double second = static_cast<double>(total_divergence(b.policy(), b.moved(r, s, h).policy()) +
                                              total_divergence(b.policy(), b.moved(r, s, -h).policy())) /
                          (h * h);
    EXPECT_NEAR(0.5 * second, form, bound(1e-4, 5e-2) * (form + 1e-3));
  });
}

// A network, its parameters, and a batch of samples whose old policy lies a little way off.
struct LossCase {
  Network network;
  Array parameters;
  Samples samples;
  LossForm form;
  LossCase(Head head, LossKind kind, int count, Numbers& numbers) {
    network = {{{3, 7, 6, 2}, Activation::tanh}, head};
    form.kind = kind;
    form.clip = Scalar(0.2);
    form.entropy_coefficient = kind == LossKind::surrogate ? Scalar(0) : Scalar(0.05);  // divergence ignores it
    parameters = numbers.normals(network.parameter_count(), 0.4);
    samples.reserve(network, count);
    samples.inputs = numbers.normals(3 * count);
    samples.targets = numbers.normals(2 * count);
    if (head == Head::categorical)
      for (Scalar& a : samples.targets) a = Scalar(numbers.index(2));
    if (head == Head::values) return;
    samples.advantages = numbers.normals(count);
    Array old = parameters;
    for (Scalar& p : old) p += Scalar(0.1) * numbers.normal();
    MlpPass pass;
    pass.forward(network.mlp, old.data(), samples.input_matrix());
    std::copy_n(pass.outputs().data, pass.outputs().size(), samples.old_outputs.begin());
    for (int i = 0; i < 2 && head == Head::gaussian; ++i)
      samples.old_log_std[static_cast<std::size_t>(i)] = old[static_cast<std::size_t>(network.log_std_offset() + i)];
    log_probabilities({head, pass.outputs(), samples.old_log_std.data()}, samples.target_matrix(),
                      samples.old_log_prob.data());
  }
  double value(const Array& p) const {
    Loss loss;
    return static_cast<double>(loss.evaluate(network, p.data(), samples, form));
  }
  // The definition, from the outputs of a plain forward pass.
  double direct() const {
    MlpPass pass;
    pass.forward(network.mlp, parameters.data(), samples.input_matrix());
    const PolicyBatch policy{network.head, pass.outputs(), parameters.data() + network.log_std_offset()};
    double total = 0;
    if (network.head == Head::values) {
      for (std::ptrdiff_t i = 0; i < pass.outputs().size(); ++i)
        total +=
            std::pow(static_cast<double>(pass.outputs().data[i] - samples.targets[static_cast<std::size_t>(i)]), 2);
      return total / static_cast<double>(pass.outputs().size());
    }
    if (form.kind == LossKind::divergence) {
      const PolicyBatch old{network.head, {samples.old_outputs.data(), 2, samples.count}, samples.old_log_std.data()};
      return static_cast<double>(total_divergence(old, policy)) / samples.count;
    }
    Array log_prob(static_cast<std::size_t>(samples.count));
    log_probabilities(policy, samples.target_matrix(), log_prob.data());
    for (std::size_t i = 0; i < log_prob.size(); ++i) {
      const double a = static_cast<double>(samples.advantages[i]),
                   ratio = std::exp(static_cast<double>(log_prob[i] - samples.old_log_prob[i]));
      const double c = static_cast<double>(form.clip);
      total -= form.kind == LossKind::reinforce   ? static_cast<double>(log_prob[i]) * a
               : form.kind == LossKind::surrogate ? ratio * a
                                                  : std::min(ratio * a, std::min(std::max(ratio, 1 - c), 1 + c) * a);
    }
    total -= static_cast<double>(form.entropy_coefficient) * static_cast<double>(total_entropy(policy, 0, {}, nullptr));
    return total / samples.count;
  }
};

template <class F>
void for_each_loss(std::uint32_t which, F&& f) {
  Numbers numbers(which);
  for (const int count : {1, 6, 41}) {
    f(LossCase(Head::values, LossKind::squared_error, count, numbers), numbers);
    for (const Head head : {Head::categorical, Head::gaussian})
      for (const LossKind kind :
           {LossKind::reinforce, LossKind::surrogate, LossKind::clipped_surrogate, LossKind::divergence})
        f(LossCase(head, kind, count, numbers), numbers);
  }
}

// Proves that each loss is its definition.
TEST(Losses, AreTheirDefinitions) {
  for_each_loss(35, [](const LossCase& c, Numbers&) {
    const double expected = c.direct();
    EXPECT_NEAR(c.value(c.parameters), expected, bound(1e-12, 2e-5) * (1 + std::fabs(expected)))
        << static_cast<int>(c.form.kind);
  });
}

// Proves that each loss's gradient agrees with central differences of its value, log_std and clipped samples included.
TEST(Losses, GradientsAgreeWithDifferences) {
  for_each_loss(36, [](const LossCase& c, Numbers& numbers) {
    Array gradient(c.parameters.size());
    Loss loss;
    loss.evaluate(c.network, c.parameters.data(), c.samples, c.form);
    loss.gradient(gradient.data(), false);
    const double h = bound(1e-6, 1e-2);
    for (int direction = 0; direction < 3; ++direction) {
      const Array u = numbers.normals(static_cast<std::ptrdiff_t>(c.parameters.size()), 0.3);
      Array forward = c.parameters, backward = c.parameters;
      double slope = 0;
      for (std::size_t i = 0; i < u.size(); ++i) {
        forward[i] += Scalar(h) * u[i];
        backward[i] -= Scalar(h) * u[i];
        slope += static_cast<double>(gradient[i]) * static_cast<double>(u[i]);
      }
      EXPECT_NEAR((c.value(forward) - c.value(backward)) / (2 * h), slope, bound(2e-7, 5e-2) * (1 + std::fabs(slope)))
          << static_cast<int>(c.form.kind);
    }
  });
}

// Proves that the Hessian product of every loss that inner steps use agrees with differences of the gradient: ratios,
// clipped ones and entropy included.
TEST(Losses, HessianProductsAgreeWithDifferences) {
  for_each_loss(37, [](const LossCase& c, Numbers& numbers) {
    if (c.form.kind == LossKind::divergence) return;
    const std::ptrdiff_t count = static_cast<std::ptrdiff_t>(c.parameters.size());
    const Array v = numbers.normals(count, 0.5);
    const double h = bound(1e-5, 4e-3);
    Array found(v.size()), expected(v.size()), g(v.size()), forward = c.parameters, backward = c.parameters;
    Loss loss;
    loss.evaluate(c.network, c.parameters.data(), c.samples, c.form);
    loss.gradient(g.data(), true);
    loss.hessian_product(v.data(), found.data());
    for (std::size_t i = 0; i < v.size(); ++i) {
      forward[i] += Scalar(h) * v[i];
      backward[i] -= Scalar(h) * v[i];
    }
    Loss f, b;
    f.evaluate(c.network, forward.data(), c.samples, c.form);
    f.gradient(expected.data(), false);
    b.evaluate(c.network, backward.data(), c.samples, c.form);
    b.gradient(g.data(), false);
    for (std::size_t i = 0; i < v.size(); ++i) expected[i] = (expected[i] - g[i]) / Scalar(2 * h);
    // In float the differences step over the clip's kinks.
    if (!kDouble && c.form.kind == LossKind::clipped_surrogate) return;
    EXPECT_LE(relative_error(found, expected, count), bound(1e-6, 3e-2))
        << c.samples.count << " samples, kind " << static_cast<int>(c.form.kind);
  });
}

// Proves that advantages which are handed over take the place of the samples' own.
TEST(Losses, TakeOtherAdvantages) {
  for_each_loss(41, [](LossCase c, Numbers& numbers) {
    if (c.network.head == Head::values) return;
    const Array others = numbers.normals(c.samples.count);
    Array found(c.parameters.size()), expected(c.parameters.size());
    Loss loss;
    const Scalar value = loss.evaluate(c.network, c.parameters.data(), c.samples, c.form, others.data());
    loss.gradient(found.data(), false);
    c.samples.advantages = others;
    EXPECT_EQ(value, loss.evaluate(c.network, c.parameters.data(), c.samples, c.form));
    loss.gradient(expected.data(), false);
    EXPECT_EQ(found, expected);
  });
}

// Proves that the clipped surrogate reports the share of samples whose ratio lies beyond the clip.
TEST(Losses, ClippedFraction) {
  Numbers numbers(38);
  const LossCase c(Head::gaussian, LossKind::clipped_surrogate, 200, numbers);
  Loss loss;
  loss.evaluate(c.network, c.parameters.data(), c.samples, c.form);
  Array log_prob(200);
  MlpPass pass;
  pass.forward(c.network.mlp, c.parameters.data(), c.samples.input_matrix());
  log_probabilities({Head::gaussian, pass.outputs(), c.parameters.data() + c.network.log_std_offset()},
                    c.samples.target_matrix(), log_prob.data());
  int far = 0;
  for (std::size_t i = 0; i < 200; ++i) {
    const double ratio = std::exp(static_cast<double>(log_prob[i] - c.samples.old_log_prob[i]));
    far += ratio > 1.2 || ratio < 0.8;
  }
  EXPECT_GT(far, 5);
  EXPECT_LT(far, 195);
  EXPECT_NEAR(static_cast<double>(loss.clipped_fraction()), far / 200.0, 1e-6);
}

}  // namespace
}  // namespace metarl::testing
