// The meta-gradient estimators on a problem whose every course can be gone through: two states, two actions, episodes
// of two steps. Sums over all sets of N inner episodes are exact, so the parts of the exact
// meta-gradient in an estimator's expectation, and those left out, are no matter of sampling. The figures are in
// web/docs/learners.md.
//
// Advantages are returns to come, neither standardised nor less a baseline that is fitted to the same episodes; the
// outer gradient is the exact one at the adapted parameters, so all variance is that of the inner episodes. Sums are in
// double, by a policy of this file's own; the estimators are the learners'.
#include "support.h"

#include <array>

namespace metarl::testing {
namespace enumerated {

constexpr int kSteps = 2, kEpisodes = 8, kNumbers = 6;
constexpr double kInnerLr = 2;

using Vector = std::array<double, kNumbers>;

Vector operator+(Vector a, const Vector& b) {
  for (int i = 0; i < kNumbers; ++i) a[i] += b[i];
  return a;
}
Vector operator*(double s, Vector a) {
  for (double& x : a) x *= s;
  return a;
}
Vector operator-(const Vector& a, const Vector& b) { return a + -1 * b; }
double dot(const Vector& a, const Vector& b) {
  double total = 0;
  for (int i = 0; i < kNumbers; ++i) total += a[i] * b[i];
  return total;
}
double norm(const Vector& a) { return std::sqrt(dot(a, a)); }

// The first action leads to state 1 with these chances, and the second one is paid by state and action.
constexpr double kToOne[2] = {0.2, 0.9}, kFirstPay[2] = {0.3, 0}, kPay[2][2] = {{0.4, 0}, {-0.5, 1}};

// The policy: logits W[:, state] + b, parameters in the order of a network from one-hot states to logits.
double log_probability(const Vector& theta, int state, int action) {
  const double a = theta[2 * state] + theta[4], b = theta[2 * state + 1] + theta[5];
  return (action ? b : a) - std::log(std::exp(a) + std::exp(b));
}
Vector score(const Vector& theta, int state, int action) {
  Vector g{};
  for (int i = 0; i < 2; ++i) {
    g[2 * state + i] = (i == action) - std::exp(log_probability(theta, state, i));
    g[4 + i] = g[2 * state + i];
  }
  return g;
}

// One of the eight courses an episode can take.
struct Episode {
  int state[kSteps], action[kSteps];
  double chance;             // of its transition
  double advantage[kSteps];  // returns to come
  explicit Episode(int which) {
    state[0] = 0;
    action[0] = which & 1;
    state[1] = which >> 1 & 1;
    action[1] = which >> 2;
    chance = state[1] ? kToOne[action[0]] : 1 - kToOne[action[0]];
    advantage[1] = kPay[state[1]][action[1]];
    advantage[0] = kFirstPay[action[0]] + advantage[1];
  }
  double log_likelihood(const Vector& theta) const {
    return std::log(chance) + log_probability(theta, state[0], action[0]) + log_probability(theta, state[1], action[1]);
  }
};

const std::vector<Episode>& episodes() {
  static const std::vector<Episode> all = [] {
    std::vector<Episode> list;
    for (int i = 0; i < kEpisodes; ++i) list.emplace_back(i);
    return list;
  }();
  return all;
}

// The loss: the expected return, negative and per step, as means over samples are.
double loss(const Vector& theta) {
  double total = 0;
  for (const Episode& e : episodes()) total -= std::exp(e.log_likelihood(theta)) * e.advantage[0] / kSteps;
  return total;
}

// How many of N episodes took each course.
using Draw = std::array<int, kEpisodes>;

template <class F>
void for_each_draw(int n, F&& f, Draw draw = {}, int from = 0) {
  if (from == kEpisodes - 1) {
    draw[from] = n;
    return f(draw);
  }
  for (int count = 0; count <= n; ++count) {
    draw[from] = count;
    for_each_draw(n - count, f, draw, from + 1);
  }
}

double probability(const Draw& draw, const Vector& theta) {
  double log_p = 0;
  int n = 0;
  for (int i = 0; i < kEpisodes; ++i) {
    for (int c = 1; c <= draw[i]; ++c) log_p += std::log(++n) - std::log(c);
    log_p += draw[i] * episodes()[i].log_likelihood(theta);
  }
  return std::exp(log_p);
}

// One inner step from theta on a draw, along the gradient of -mean(ρ A): ρ is the ratio to `actor`'s probabilities, or
// 1 where there is none (then it is that of -mean(log π A)).
Vector adapted(const Draw& draw, const Vector& theta, const Vector* actor = nullptr) {
  Vector gradient{};
  int n = 0;
  for (int i = 0; i < kEpisodes; ++i) {
    const Episode& e = episodes()[i];
    n += draw[i];
    for (int t = 0; t < kSteps && draw[i]; ++t) {
      const double ratio = actor ? std::exp(log_probability(theta, e.state[t], e.action[t]) -
                                            log_probability(*actor, e.state[t], e.action[t]))
                                 : 1;
      gradient = gradient - draw[i] * ratio * e.advantage[t] * score(theta, e.state[t], e.action[t]);
    }
  }
  return theta - kInnerLr / (n * kSteps) * gradient;
}

template <class F>
Vector differences(const Vector& at, F&& value) {
  Vector result{};
  for (int i = 0; i < kNumbers; ++i) {
    Vector forward = at, backward = at;
    forward[i] += 1e-5;
    backward[i] -= 1e-5;
    result[i] = (value(forward) - value(backward)) / 2e-5;
  }
  return result;
}

// The sum over all draws, at chances by `actor`, of the loss of the parameters adapted to them.
template <class Adapt>
double expected_loss(int n, const Vector& actor, Adapt&& adapt) {
  double total = 0;
  for_each_draw(n, [&](const Draw& draw) { total += probability(draw, actor) * loss(adapt(draw)); });
  return total;
}

const Vector kTheta = {0.3, -0.2, 0.1, 0.4, -0.1, 0.2};

// The exact meta-gradient; its part on given episodes; and that part with inner steps by ratio.
Vector exact(int n) {
  return differences(kTheta, [&](const Vector& at) {
    return expected_loss(n, at, [&](const Draw& draw) { return adapted(draw, at); });
  });
}
Vector on_given_episodes(int n, bool by_ratio) {
  return differences(kTheta, [&](const Vector& at) {
    return expected_loss(n, kTheta, [&](const Draw& draw) { return adapted(draw, at, by_ratio ? &kTheta : nullptr); });
  });
}

// The learners' estimate from one draw. It is not moved: its inner loop refers to its other parts.
class Estimator {
 public:
  Estimator(const Estimator&) = delete;
  enum Kind { maml, promp, e_maml };

  // E-MAML has its term's weight, and credits returns above `baseline`.
  explicit Estimator(Kind kind, double weight = 0, double baseline = -kSteps * loss(kTheta)) : baseline_(baseline) {
    network_ = {{{2, 2}, Activation::tanh}, Head::categorical};
    form_.inner_lr = Scalar(kInnerLr);
    form_.inner_loss.kind = kind == promp ? LossKind::surrogate : LossKind::reinforce;
    form_.outer_loss.kind = LossKind::surrogate;
    if (kind == e_maml) {
      form_.step_loss.kind = LossKind::surrogate;
      form_.step_weight = Scalar(weight);
      form_.credits_sampling = true;
    }
    loop_.reserve(Memory());
  }

  Vector operator()(const Draw& draw) {
    const Array start(kTheta.begin(), kTheta.end());
    loop_.read(start.data(), false);
    objective_.begin(loop_);
    write(
        support_, start, [&](int i) { return draw[i]; }, [](int) { return 1; });
    objective_.adapt(support_, true);
    const Array end(objective_.parameters(1), objective_.parameters(1) + kNumbers);
    const Vector theta = vector(end.data());
    // All eight courses, each as often as it is likely.
    write(
        query_, end, [](int) { return 1; },
        [&](int i) { return kEpisodes * std::exp(episodes()[i].log_likelihood(theta)); });
    objective_.set_credit(Scalar(-kSteps * loss(theta) - baseline_));
    objective_.judge(query_);
    Array contribution(kNumbers + 1);
    objective_.add_gradient(contribution.data());
    return vector(contribution.data());
  }

 private:
  static Vector vector(const Scalar* numbers) {
    Vector v;
    for (int i = 0; i < kNumbers; ++i) v[i] = static_cast<double>(numbers[i]);
    return v;
  }

  // Episodes played by `actor`, course i `times(i)` times, its advantages times `weight(i)`.
  template <class Times, class Weight>
  void write(Samples& samples, const Array& actor, Times&& times, Weight&& weight) {
    int count = 0;
    for (int i = 0; i < kEpisodes; ++i) count += kSteps * times(i);
    samples.reserve(network_, count);
    int n = 0;
    for (int i = 0; i < kEpisodes; ++i) {
      for (int c = 0; c < kSteps * times(i); ++c, ++n) {
        const Episode& e = episodes()[i];
        const std::size_t at = static_cast<std::size_t>(n);
        for (int s = 0; s < 2; ++s) samples.inputs[2 * at + static_cast<std::size_t>(s)] = s == e.state[c % kSteps];
        samples.targets[at] = Scalar(e.action[c % kSteps]);
        samples.advantages[at] = Scalar(weight(i) * e.advantage[c % kSteps]);
      }
    }
    MlpPass pass;
    pass.forward(network_.mlp, actor.data(), samples.input_matrix());
    std::copy_n(pass.outputs().data, pass.outputs().size(), samples.old_outputs.begin());
    log_probabilities({network_.head, pass.outputs(), nullptr}, samples.target_matrix(), samples.old_log_prob.data());
  }

  double baseline_;
  Network network_;
  GradientTraits traits_;
  GradientForm form_;
  InnerLoop loop_{network_, traits_, form_};
  TaskObjective objective_;
  Samples support_, query_;
};

struct Moments {
  Vector mean{};
  double deviation = 0;  // root of the expected squared distance from the mean
};

Moments moments(int n, Estimator&& estimator) {
  Moments m;
  double square = 0;
  for_each_draw(n, [&](const Draw& draw) {
    const double p = probability(draw, kTheta);
    const Vector g = estimator(draw);
    m.mean = m.mean + p * g;
    square += p * dot(g, g);
  });
  m.deviation = std::sqrt(square - dot(m.mean, m.mean));
  return m;
}

double distance(const Vector& a, const Vector& b) { return norm(a - b) / norm(b); }

// Proves that estimators have the expectations of theory: MAML's the gradient on given episodes, ProMP's the same
// with steps by ratio, E-MAML's at full weight the exact meta-gradient; and that the terms which the others leave out
// are large.
TEST(Enumerated, ExpectationsAreWhatTheorySays) {
  const double close = bound(1e-8, 2e-5);
  for (int n = 1; n <= 4; ++n) {
    const Vector whole = exact(n), given = on_given_episodes(n, false);
    EXPECT_LE(distance(moments(n, Estimator(Estimator::maml)).mean, given), close) << n;
    EXPECT_LE(distance(moments(n, Estimator(Estimator::promp)).mean, on_given_episodes(n, true)), close) << n;
    for (const double baseline : {0.5, 0.})
      EXPECT_LE(distance(moments(n, Estimator(Estimator::e_maml, n, baseline)).mean, whole), close) << n;
    EXPECT_GE(distance(given, whole), 0.05) << n;
    EXPECT_GE(distance(on_given_episodes(n, true), whole), 0.05) << n;
    EXPECT_GE(distance(moments(n, Estimator(Estimator::e_maml, n / 2.)).mean, whole), 0.02) << n;
  }
}

// Proves the figures of the docs' table: bias and standard deviation of each estimator by the number of inner episodes,
// as shares of the exact meta-gradient's length.
TEST(Enumerated, BiasAndVarianceAreThoseOfTheTable) {
  struct Row {
    int n;
    double maml[2], promp[2], light[2], whole[2], no_baseline;
  };
  for (const Row& row : {Row{1, {.464, .632}, {.421, .494}, {0, 1.041}, {0, 1.041}, 4.391},
                         Row{2, {.465, .473}, {.283, .452}, {.232, .774}, {0, 1.475}, 6.216},
                         Row{4, {.452, .349}, {.290, .360}, {.339, .485}, {0, 1.708}, 8.108},
                         Row{8, {.442, .249}, {.292, .284}, {.387, .323}, {0, 2.039}, 10.895}}) {
    const Vector whole = exact(row.n);
    const auto check = [&](const double* bias_and_deviation, Estimator&& estimator) {
      const Moments m = moments(row.n, std::move(estimator));
      EXPECT_NEAR(distance(m.mean, whole), bias_and_deviation[0], 7e-4) << row.n;
      EXPECT_NEAR(m.deviation / norm(whole), bias_and_deviation[1], 7e-4) << row.n;
    };
    check(row.maml, Estimator(Estimator::maml));
    check(row.promp, Estimator(Estimator::promp));
    check(row.light, Estimator(Estimator::e_maml, 1));
    check(row.whole, Estimator(Estimator::e_maml, row.n));
    EXPECT_NEAR(moments(row.n, Estimator(Estimator::e_maml, row.n, 0)).deviation / norm(whole), row.no_baseline,
                bound(7e-4, 2e-3))
        << row.n;
  }
}

// The expected inner step's Hessian, in the three parts that estimators have of it: those of the second derivatives of
// log π, of each score with itself, and of scores at different steps of an episode.
struct Parts {
  std::array<Vector, kNumbers> bends{}, squares{}, crosses{};  // rows
};

Parts hessian_parts() {
  Parts parts;
  for (const Episode& e : episodes()) {
    const double p = std::exp(e.log_likelihood(kTheta)) / kSteps;
    for (int t = 0; t < kSteps; ++t) {
      const Vector g = score(kTheta, e.state[t], e.action[t]), other = score(kTheta, e.state[1 - t], e.action[1 - t]);
      for (int i = 0; i < kNumbers; ++i) {
        const double a = -p * e.advantage[t];
        Vector forward = kTheta, backward = kTheta;
        forward[i] += 1e-5;
        backward[i] -= 1e-5;
        const Vector bend =
            1 / 2e-5 * (score(forward, e.state[t], e.action[t]) - score(backward, e.state[t], e.action[t]));
        parts.bends[i] = parts.bends[i] + a * bend;
        parts.squares[i] = parts.squares[i] + a * g[i] * g;
        parts.crosses[i] = parts.crosses[i] + a * g[i] * other;
      }
    }
  }
  return parts;
}

// v less inner_lr times the transposed matrix times v.
Vector pulled_back(const std::array<Vector, kNumbers>& rows, const Vector& v) {
  Vector result = v;
  for (int i = 0; i < kNumbers; ++i) result = result - kInnerLr * v[i] * rows[i];
  return result;
}

// Proves the limit of each estimator's expectation with many episodes, where an inner step is the expected one: the
// exact meta-gradient then pulls back by the whole Hessian of the expected return; MAML's expectation has its part of
// second derivatives, ProMP's each score's square as well, and neither the products of scores at different steps.
TEST(Enumerated, ManyEpisodesLeaveTheHessiansParts) {
  const Parts parts = hessian_parts();
  std::array<Vector, kNumbers> by_ratio{}, whole{};
  for (int i = 0; i < kNumbers; ++i) {
    by_ratio[i] = parts.bends[i] + parts.squares[i];
    whole[i] = by_ratio[i] + parts.crosses[i];
  }
  const auto expected_gradient = [](const Vector& at) {
    return differences(at, [](const Vector& x) { return loss(x); });
  };
  const Vector g = expected_gradient(kTheta - kInnerLr * expected_gradient(kTheta));
  for (int i = 0; i < kNumbers; ++i) {  // the parts make the whole
    const Vector row = differences(kTheta, [&](const Vector& at) { return expected_gradient(at)[i]; });
    EXPECT_LE(norm(row - whole[i]), 1e-5);
  }
  const Vector limits[] = {pulled_back(parts.bends, g), pulled_back(by_ratio, g), pulled_back(whole, g)};
  const auto far = [&](int n) {
    return std::array<double, 3>{distance(on_given_episodes(n, false), limits[0]),
                                 distance(on_given_episodes(n, true), limits[1]), distance(exact(n), limits[2])};
  };
  const auto some = far(2), more = far(4), many = far(8);
  for (int i = 0; i < 3; ++i) {  // the distance falls as 1/N
    EXPECT_LT(many[i], 0.08) << i;
    EXPECT_NEAR(some[i] / more[i], 2, 0.4) << i;
    EXPECT_NEAR(more[i] / many[i], 2, 0.3) << i;
  }
  EXPECT_GE(distance(limits[0], limits[2]), 0.05);
  EXPECT_GE(distance(limits[1], limits[2]), 0.05);
}

}  // namespace enumerated
}  // namespace metarl::testing
