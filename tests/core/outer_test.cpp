// Outer loops by themselves, on tasks whose sums are known in closed form: task t's loss is |x - c_t|² / 2.
#include "support.h"

#include "meta/outer.h"

namespace metarl::testing {
namespace {

constexpr int kNumbers = 6, kTasks = 3;

// Answers what an outer loop asks for, as blocks would, and writes down what that was.
struct QuadraticTasks {
  Array centres, meta, adapted;  // `adapted`: where kGradient is taken, which is not adapted anew
  Scalar away = Scalar(0.9);     // the divergence is this times |x - x_0|², about what the Fisher information 2 says
  std::vector<int> asked;
  UpdateReport report;

  explicit QuadraticTasks(std::uint32_t which) {
    Numbers numbers(which);
    centres = numbers.normals(kTasks * kNumbers);
    meta = adapted = numbers.normals(kNumbers);
  }

  Array centre() const {
    Array mean(kNumbers);
    for (int t = 0; t < kTasks; ++t)
      for (int i = 0; i < kNumbers; ++i) mean[i] += centres[t * kNumbers + i] / kTasks;
    return mean;
  }
  Scalar loss(const Array& x) const {
    Scalar total = 0;
    for (int i = 0; i < kTasks * kNumbers; ++i)
      total += (x[i % kNumbers] - centres[i]) * (x[i % kNumbers] - centres[i]) / 2;
    return total;
  }

  Array answer(const Operation& o) const {
    Array sum(static_cast<std::size_t>(o.contribution));
    const Array& x = o.code == kGradient ? adapted : o.input ? *o.input : meta;
    for (int t = 0; t < kTasks; ++t) {
      for (int i = 0; i < kNumbers && o.contribution >= kNumbers; ++i)
        sum[i] +=
            o.code == kCurvature ? 2 * x[i] : (o.code == kDisplacement ? -1 : 1) * (x[i] - centres[t * kNumbers + i]);
    }
    if (o.code == kGradient || o.code == kGradientAt) sum[kNumbers] = loss(x);
    if (o.code != kLossAt) return sum;
    sum[0] = loss(x);
    for (int i = 0; i < kNumbers; ++i) sum[1] += kTasks * away * (x[i] - adapted[i]) * (x[i] - adapted[i]);
    return sum;
  }

  void update(Outer& outer) {
    outer.begin();
    Array reduced;
    Operation operation;
    adapted = meta;
    asked.clear();
    report = {};
    while (outer.next(reduced, meta, operation, report)) {
      EXPECT_EQ(operation.phase, Phase::update);
      ASSERT_LT(asked.size(), 100u);
      asked.push_back(operation.code);
      reduced = answer(operation);
    }
  }
};

Settings settings_of(const std::string& outer) {
  Settings s;
  for (const KnobValue& value : {KnobValue{"outer", outer},
                                 {"outer_lr", "0.25"},
                                 {"outer_steps", "3"},
                                 {"max_kl", "0.01"},
                                 {"cg_iterations", "4"},
                                 {"cg_damping", "0"},
                                 {"line_search_steps", "5"},
                                 {"line_search_ratio", "0.5"}})
    s.set(value.first, value.second);
  return s;
}

// An outer loop with its arrays.
std::unique_ptr<Outer> ready(MakeOuter* make, const std::string& name) {
  std::unique_ptr<Outer> outer = make(settings_of(name), {kNumbers, kTasks});
  outer->reserve(Memory());
  return outer;
}

// Proves that descent steps down the mean gradient as often as it is told, the first time by what the schedule left,
// and reports the first gradient.
TEST(OuterLoops, DescentIsItsDefinition) {
  const std::unique_ptr<Outer> outer = ready(make_outer, "sgd");
  QuadraticTasks q(81);
  Array expected = q.meta;
  const Array centre = q.centre();
  const double objective = static_cast<double>(q.loss(q.meta)) / kTasks;
  double squares = 0;
  for (int i = 0; i < kNumbers; ++i) squares += std::pow(static_cast<double>(expected[i] - centre[i]), 2);
  for (int step = 0; step < 3; ++step)
    for (int i = 0; i < kNumbers; ++i) expected[i] -= Scalar(0.25) * (expected[i] - centre[i]);
  q.update(*outer);
  EXPECT_EQ(q.asked, (std::vector<int>{kGradient, kGradientAt, kGradientAt}));
  EXPECT_EQ(outer->operations(), 3);
  EXPECT_LE(relative_error(q.meta, expected, kNumbers), bound(1e-14, 1e-6));
  EXPECT_NEAR(static_cast<double>(q.report.objective), objective, 1e-5);
  EXPECT_NEAR(static_cast<double>(q.report.gradient_norm), std::sqrt(squares), 1e-5);
  EXPECT_TRUE(outer->state().empty());
}

// Proves that Adam's state is all that it remembers: another one that is given it goes on with the same bits.
TEST(OuterLoops, AdamGoesOnFromItsState) {
  const std::unique_ptr<Outer> outer = ready(make_outer, "adam"), other = ready(make_outer, "adam");
  QuadraticTasks q(82);
  q.update(*outer);
  QuadraticTasks copy = q;
  const std::vector<Array*> from = outer->state(), to = other->state();
  ASSERT_EQ(from.size(), to.size());
  for (std::size_t i = 0; i < from.size(); ++i) *to[i] = *from[i];
  q.update(*outer);
  copy.update(*other);
  EXPECT_EQ(q.meta, copy.meta);
  EXPECT_FALSE(from.empty());
}

// Proves that a trust-region step goes along the natural gradient as far as the Fisher information allows (with 2
// everywhere that is straight to the mean of the centres), and half as far where the divergence turns out too large.
TEST(OuterLoops, TrustRegionStepsAsFarAsItMay) {
  for (const bool too_far : {false, true}) {
    const std::unique_ptr<Outer> outer = ready(make_outer, "trpo");
    QuadraticTasks q(83);
    if (too_far) q.away = Scalar(1.1);
    const Array start = q.meta, centre = q.centre();
    q.update(*outer);
    std::vector<int> asked = {kGradient, kCurvature, kLossAt};
    if (too_far) asked.push_back(kLossAt);
    EXPECT_EQ(q.asked, asked);
    EXPECT_EQ(q.report.accepted, Scalar(1));
    EXPECT_EQ(q.report.evaluations, Scalar(too_far ? 2 : 1));
    const double way = too_far ? 0.05 : 0.1;
    EXPECT_NEAR(static_cast<double>(q.report.divergence), static_cast<double>(q.away) * way * way, 1e-6);
    double far = 0;
    for (int i = 0; i < kNumbers; ++i) far += std::pow(static_cast<double>(centre[i] - start[i]), 2);
    Array expected = start;
    for (int i = 0; i < kNumbers; ++i) expected[i] += Scalar(way / std::sqrt(far)) * (centre[i] - start[i]);
    EXPECT_LE(relative_error(q.meta, expected, kNumbers), bound(1e-12, 1e-5));
  }
}

// Proves that the displacement is followed by outer_lr times its mean over tasks.
TEST(OuterLoops, DisplacementIsItsDefinition) {
  const std::unique_ptr<Outer> outer = ready(make_displacement, "sgd");
  QuadraticTasks q(84);
  Array expected = q.meta;
  const Array centre = q.centre();
  for (int i = 0; i < kNumbers; ++i) expected[i] += Scalar(0.25) * (centre[i] - expected[i]);
  q.update(*outer);
  EXPECT_EQ(q.asked, std::vector<int>{kDisplacement});
  EXPECT_LE(relative_error(q.meta, expected, kNumbers), bound(1e-14, 1e-6));
}

}  // namespace
}  // namespace metarl::testing
