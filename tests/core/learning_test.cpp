// Advantages, baseline, optimizers and the trust region.
#include "support.h"

#include "learning/advantages.h"
#include "learning/baseline.h"
#include "learning/optimizer.h"
#include "learning/trust_region.h"

namespace metarl::testing {
namespace {

struct Rewards {
  int time, lanes;
  Array rewards, values, dones;
  Rewards(int t, int l, double done, Numbers& numbers)
      : time(t),
        lanes(l),
        rewards(numbers.normals(t * l)),
        values(numbers.normals((t + 1) * l)),
        dones(static_cast<std::size_t>(t * l)) {
    for (Scalar& d : dones) d = static_cast<double>(numbers.uniform(0, 1)) < done ? Scalar(1) : Scalar(0);
  }
  double at(const Array& a, int t, int lane) const {
    return static_cast<double>(a[static_cast<std::size_t>(t * lanes + lane)]);
  }
};

// Proves that advantages are Σ (γλ)^l δ up to the episode's or the batch's end, summed directly for every step, and
// returns advantages + values.
TEST(Advantages, AreTheDirectSum) {
  Numbers numbers(40);
  for (const auto& [discount, lambda] : {std::pair{0.99, 1.0}, {0.9, 0.7}, {1.0, 0.0}, {0.0, 0.5}, {1.0, 1.0}}) {
    for (const double done : {0.0, 0.2, 1.0}) {
      const Rewards r(17, 5, done, numbers);
      Array advantages(85), returns(85), expected(85), expected_returns(85);
      generalized_advantages(r.rewards.data(), r.values.data(), r.dones.data(), 17, 5, Scalar(discount), Scalar(lambda),
                             advantages.data(), returns.data());
      for (int t = 0; t < 17; ++t) {
        for (int lane = 0; lane < 5; ++lane) {
          double total = 0, weight = 1;
          for (int s = t; s < 17; ++s) {
            const bool over = r.at(r.dones, s, lane) != 0;
            total += weight * (r.at(r.rewards, s, lane) + (over ? 0 : discount * r.at(r.values, s + 1, lane)) -
                               r.at(r.values, s, lane));
            weight *= discount * lambda;
            if (over) break;
          }
          expected[static_cast<std::size_t>(t * 5 + lane)] = Scalar(total);
          expected_returns[static_cast<std::size_t>(t * 5 + lane)] = Scalar(total + r.at(r.values, t, lane));
        }
      }
      EXPECT_LE(relative_error(advantages, expected, 85), bound(1e-13, 1e-5));
      EXPECT_LE(relative_error(returns, expected_returns, 85), bound(1e-13, 1e-5));
    }
  }
}

// Proves that advantages centred at each step have mean 0 there over the lanes that are active, keep their differences,
// and stay 0 elsewhere; where none is active nothing happens.
TEST(Advantages, AreCentredAtEachStep) {
  constexpr int time = 4, lanes = 7;
  Numbers numbers(42);
  Array active(time * lanes), advantages = numbers.normals(time * lanes);
  for (int i = 0; i < time * lanes; ++i)
    active[static_cast<std::size_t>(i)] = i < 3 * lanes && i % 5 != 1 ? Scalar(1) : Scalar(0);
  for (std::size_t i = 0; i < advantages.size(); ++i) advantages[i] = active[i] * (advantages[i] + 3);
  const Array before = advantages;
  centre_steps(advantages.data(), active.data(), time, lanes);
  for (int t = 0; t < time; ++t) {
    double total = 0, count = 0;
    for (std::size_t i = static_cast<std::size_t>(t * lanes); i < static_cast<std::size_t>((t + 1) * lanes); ++i) {
      total += static_cast<double>(before[i]);
      count += static_cast<double>(active[i]);
    }
    for (std::size_t i = static_cast<std::size_t>(t * lanes); i < static_cast<std::size_t>((t + 1) * lanes); ++i) {
      const double expected = active[i] == 0 ? 0 : static_cast<double>(before[i]) - total / count;
      EXPECT_NEAR(static_cast<double>(advantages[i]), expected, bound(1e-14, 1e-5)) << t;
    }
  }
}

// Proves that discounted returns are the direct sum to the end of the episode or batch.
TEST(Advantages, DiscountedReturns) {
  Numbers numbers(41);
  const Rewards r(13, 3, 0.2, numbers);
  Array returns(39);
  discounted_returns(r.rewards.data(), r.dones.data(), 13, 3, Scalar(0.9), returns.data());
  for (int t = 0; t < 13; ++t) {
    for (int lane = 0; lane < 3; ++lane) {
      double total = 0, weight = 1;
      for (int s = t; s < 13; ++s, weight *= 0.9) {
        total += weight * r.at(r.rewards, s, lane);
        if (r.at(r.dones, s, lane) != 0) break;
      }
      EXPECT_NEAR(r.at(returns, t, lane), total, bound(1e-13, 1e-5));
    }
  }
}

// Proves that standardizing gives mean 0 and variance 1, keeps the order, and leaves equal numbers at 0.
TEST(Advantages, Standardize) {
  Numbers numbers(42);
  for (const int count : {2, 3, 5, 1000}) {
    Array x = numbers.normals(count, 7);
    for (Scalar& v : x) v += 100;
    const Array start = x;
    const Scalar factor = standardize(x.data(), count);
    EXPECT_NEAR(static_cast<double>(factor * (start[1] - start[0])), static_cast<double>(x[1] - x[0]),
                bound(1e-12, 1e-4));
    double mean = 0, square = 0;
    for (Scalar v : x)
      mean += static_cast<double>(v) / count, square += static_cast<double>(v) * static_cast<double>(v) / count;
    EXPECT_NEAR(mean, 0, bound(1e-12, 1e-5));
    EXPECT_NEAR(square, 1, bound(1e-10, 1e-4));
    for (std::size_t i = 1; i < x.size(); ++i) EXPECT_EQ(x[i] > x[i - 1], start[i] > start[i - 1]);
  }
  Array equal(6, Scalar(3));
  EXPECT_EQ(standardize(equal.data(), 6), Scalar(1));
  for (Scalar v : equal) EXPECT_EQ(v, Scalar(0));
}

// Proves that the baseline reproduces a function that is linear in its features, at states it was not fitted to.
TEST(Baseline, ReproducesAFunctionOfItsFeatures) {
  Numbers numbers(43);
  const int count = 400;
  const auto function = [](const Scalar* o, Scalar age) {
    const double x = static_cast<double>(o[0]), y = static_cast<double>(o[1]), t = static_cast<double>(age) / 100;
    return Scalar(2 * x - y + 0.5 * x * x + 3 * y * y - t + 2 * t * t - 0.25 * t * t * t + 4);
  };
  const Array observations = numbers.normals(2 * count), others = numbers.normals(2 * 50);
  Array age(static_cast<std::size_t>(count)), returns(age.size()), fitted(age.size(), Scalar(1)), values(50),
      expected(50), other_age(50);
  for (std::size_t i = 0; i < age.size(); ++i) {
    age[i] = Scalar(numbers.index(100));
    returns[i] = function(&observations[2 * i], age[i]);
    if (i % 5 != 0) continue;  // samples that are left out may be anything
    fitted[i] = 0;
    returns[i] = Scalar(1e6);
  }
  for (std::size_t i = 0; i < 50; ++i) {
    other_age[i] = Scalar(numbers.index(100));
    expected[i] = function(&others[2 * i], other_age[i]);
  }
  LinearBaseline baseline;
  baseline.reserve(2);
  baseline.fit({observations.data(), 2, count}, age.data(), returns.data(), fitted.data());
  baseline.predict({others.data(), 2, 50}, other_age.data(), values.data());
  EXPECT_LE(relative_error(values, expected, 50), bound(1e-5, 3e-3));
}

// Proves that observations may have any number of rows: a linear function of 200 is found.
TEST(Baseline, TakesObservationsOfAnyLength) {
  Numbers numbers(44);
  const int rows = 200, count = 1200;
  const Array observations = numbers.normals(rows * count), weights = numbers.normals(rows);
  Array age(static_cast<std::size_t>(count)), returns(age.size()), fitted(age.size(), Scalar(1)), values(age.size());
  for (int c = 0; c < count; ++c) {
    age[static_cast<std::size_t>(c)] = Scalar(numbers.index(100));
    for (int r = 0; r < rows; ++r)
      returns[static_cast<std::size_t>(c)] +=
          weights[static_cast<std::size_t>(r)] * observations[static_cast<std::size_t>(c * rows + r)];
  }
  LinearBaseline baseline;
  baseline.reserve(rows);
  baseline.fit({observations.data(), rows, count}, age.data(), returns.data(), fitted.data());
  baseline.predict({observations.data(), rows, count}, age.data(), values.data());
  EXPECT_LE(relative_error(values, returns, count), bound(1e-6, 3e-3));
}

// Proves that features that say nothing (all zero) do not break the fit, and that nothing at all to fit gives 0.
TEST(Baseline, SurvivesDegenerateData) {
  LinearBaseline baseline;
  baseline.reserve(2);
  const Array zeros(20), age(10);
  Array returns(10, Scalar(5)), fitted(10, Scalar(1)), values(10);
  baseline.fit({zeros.data(), 2, 10}, age.data(), returns.data(), fitted.data());
  baseline.predict({zeros.data(), 2, 10}, age.data(), values.data());
  for (Scalar v : values) EXPECT_NEAR(static_cast<double>(v), 5, 1e-3);
  fitted.assign(10, Scalar(0));
  baseline.fit({zeros.data(), 2, 10}, age.data(), returns.data(), fitted.data());
  baseline.predict({zeros.data(), 2, 10}, age.data(), values.data());
  for (Scalar v : values) EXPECT_EQ(v, Scalar(0));
}

// Proves that Adam is its definition (Kingma & Ba 2015, algorithm 1), step by step, for every length of the array's
// tail.
TEST(Optimizer, AdamIsItsDefinition) {
  Numbers numbers(44);
  for (const int count : {1, 2, 3, 4, 5, 37}) {
    Array x = numbers.normals(count);
    std::vector<double> y(x.begin(), x.end()), m(y.size()), v(y.size());
    Adam adam;
    adam.reserve(count);
    for (int t = 1; t <= 200; ++t) {
      const Array g = numbers.normals(count, t % 3 ? 1 : 1e-3);
      adam.step(x, g, count, Scalar(0.01));
      for (std::size_t i = 0; i < y.size(); ++i) {
        const double gi = static_cast<double>(g[i]);
        m[i] = 0.9 * m[i] + 0.1 * gi;
        v[i] = 0.999 * v[i] + 0.001 * gi * gi;
        y[i] -= 0.01 * (m[i] / (1 - std::pow(0.9, t))) / (std::sqrt(v[i] / (1 - std::pow(0.999, t))) + 1e-8);
      }
    }
    EXPECT_LE(relative_error(x, y, count), bound(1e-11, 1e-3)) << count;
  }
}

// Proves that plain descent subtracts the step times the gradient.
TEST(Optimizer, Descend) {
  Array x{1, 2, 3, 4, 5};
  descend(x, {10, 20, 30, 40, 50}, 5, Scalar(0.5));
  EXPECT_EQ(x, (Array{-4, -8, -12, -16, -20}));
}

// A quadratic loss gᵀ(x - start) with divergence (x - start)ᵀ F (x - start) / 2, whose best step inside the region is
// known.
struct Quadratic {
  int n;
  Array f, start, gradient;
  Quadratic(int size, Numbers& numbers)
      : n(size),
        f(static_cast<std::size_t>(size * size)),
        start(numbers.normals(size)),
        gradient(numbers.normals(size)) {
    const Array root = numbers.normals(size * size, 0.4);
    for (int i = 0; i < n; ++i)
      for (int j = 0; j < n; ++j) {
        Scalar total = i == j ? Scalar(1) : Scalar(0);
        for (int k = 0; k < n; ++k)
          total += root[static_cast<std::size_t>(i * n + k)] * root[static_cast<std::size_t>(j * n + k)];
        f[static_cast<std::size_t>(i * n + j)] = total;
      }
  }
  Array times(const Array& v) const {
    Array result(v.size());
    for (int i = 0; i < n; ++i)
      for (int j = 0; j < n; ++j)
        result[static_cast<std::size_t>(i)] += f[static_cast<std::size_t>(i * n + j)] * v[static_cast<std::size_t>(j)];
    return result;
  }
  Array way(const Array& x) const {
    Array d(x.begin(), x.begin() + n);
    for (std::size_t i = 0; i < d.size(); ++i) d[i] -= start[i];
    return d;
  }
  double dot(const Array& a, const Array& b) const {
    double total = 0;
    for (std::size_t i = 0; i < static_cast<std::size_t>(n); ++i)
      total += static_cast<double>(a[i]) * static_cast<double>(b[i]);
    return total;
  }
  double loss(const Array& x) const { return dot(gradient, way(x)); }
  double divergence(const Array& x) const { return dot(way(x), times(way(x))) / 2; }
};

// Proves that on a quadratic the step is F⁻¹ g, as long as the divergence allows, and is taken at once.
TEST(TrustRegion, FindsTheKnownStepOnAQuadratic) {
  Numbers numbers(45);
  for (const int n : {1, 2, 6, 12}) {
    const Quadratic q(n, numbers);
    TrustRegionForm form;
    form.products = 2 * n + 10;
    form.damping = 0;
    TrustRegion region;
    region.begin(form, q.start, q.gradient, 0, n);
    int products = 0;
    for (; region.wants() == TrustRegion::Want::product; ++products) region.take_product(q.times(region.direction()));
    EXPECT_LE(products, form.products);
    ASSERT_EQ(region.wants(), TrustRegion::Want::evaluation);
    // The candidate lies on the border, and its way d fulfils F d = -s g for some s > 0.
    const Array d = q.way(region.candidate()), fd = q.times(d);
    EXPECT_NEAR(q.divergence(region.candidate()), 0.01, bound(1e-8, 1e-4));
    const double s = -q.dot(fd, q.gradient) / q.dot(q.gradient, q.gradient);
    EXPECT_GT(s, 0);
    for (std::size_t i = 0; i < d.size(); ++i)
      EXPECT_NEAR(static_cast<double>(fd[i]), -s * static_cast<double>(q.gradient[i]), bound(1e-5, 1e-3) * s);
    region.take_evaluation(Scalar(q.loss(region.candidate())), Scalar(0.00999));
    EXPECT_TRUE(region.accepted());
    EXPECT_EQ(region.evaluations(), 1);
    EXPECT_EQ(region.wants(), TrustRegion::Want::nothing);
  }
}

// Proves that damping is added to the curvature: with F = 0 the step is along the gradient.
TEST(TrustRegion, DampingIsAdded) {
  TrustRegionForm form;
  form.damping = Scalar(0.5);
  TrustRegion region;
  const Array start{1, 1, 1}, gradient{3, 0, 4}, zero{0, 0, 0};
  region.begin(form, start, gradient, 0, 3);
  while (region.wants() == TrustRegion::Want::product) region.take_product(zero);
  ASSERT_EQ(region.wants(), TrustRegion::Want::evaluation);
  // max_divergence 0.01 = 0.5 * 0.5 * |d|²
  EXPECT_NEAR(static_cast<double>(region.candidate()[0]), 1 - 0.2 * 0.6, 1e-5);
  EXPECT_NEAR(static_cast<double>(region.candidate()[1]), 1, 1e-6);
  EXPECT_NEAR(static_cast<double>(region.candidate()[2]), 1 - 0.2 * 0.8, 1e-5);
}

// Proves that candidates which are no better, too far off or not numbers are rejected, each next one shorter by the
// ratio; and that after the last one the start is kept.
TEST(TrustRegion, RejectsWorseCandidates) {
  Numbers numbers(46);
  const Quadratic q(5, numbers);
  TrustRegionForm form;
  form.backtracks = 6;
  form.backtrack_ratio = Scalar(0.5);
  const std::pair<Scalar, Scalar> bad[] = {
      {1, 0}, {0, 0}, {-1, Scalar(0.011)}, {Scalar(NAN), 0}, {Scalar(-INFINITY), Scalar(NAN)}, {-1, Scalar(INFINITY)}};
  TrustRegion region;
  region.begin(form, q.start, q.gradient, 0, 5);
  while (region.wants() == TrustRegion::Want::product) region.take_product(q.times(region.direction()));
  double length = 0;
  for (const auto& [loss, divergence] : bad) {
    ASSERT_EQ(region.wants(), TrustRegion::Want::evaluation);
    const Array d = q.way(region.candidate());
    const double now = std::sqrt(q.dot(d, d));
    if (length > 0) {
      EXPECT_NEAR(now / length, 0.5, bound(1e-9, 1e-4));
    }
    length = now;
    region.take_evaluation(loss, divergence);
  }
  EXPECT_EQ(region.wants(), TrustRegion::Want::nothing);
  EXPECT_FALSE(region.accepted());
  EXPECT_EQ(region.evaluations(), 6);
  EXPECT_EQ(Array(region.candidate().begin(), region.candidate().begin() + 5), q.start);
  // After some bad ones a good one is taken.
  region.begin(form, q.start, q.gradient, 0, 5);
  while (region.wants() == TrustRegion::Want::product) region.take_product(q.times(region.direction()));
  region.take_evaluation(1, 0);
  region.take_evaluation(-1, Scalar(0.005));
  EXPECT_TRUE(region.accepted());
  EXPECT_EQ(region.evaluations(), 2);
  EXPECT_EQ(region.divergence(), Scalar(0.005));
}

// Proves that without a gradient nothing is asked for and nothing is accepted.
TEST(TrustRegion, NoGradientNoStep) {
  TrustRegion region;
  region.begin({}, {1, 2}, {0, 0}, 0, 2);
  EXPECT_EQ(region.wants(), TrustRegion::Want::nothing);
  EXPECT_FALSE(region.accepted());
}

}  // namespace
}  // namespace metarl::testing
