// The recurrent unit: how it begins, what it keeps. Its gradient through time is held by the golden case `gru`,
// against automatic differentiation.
#include "support.h"

#include "networks/gru.h"

namespace metarl::testing {
namespace {

constexpr int kUnits = 200;

Array fresh(Scalar timescale) {
  Gru gru;
  gru.inputs = 2;
  gru.units = kUnits;
  Array parameters(static_cast<std::size_t>(gru.parameter_count()));
  Stream stream({9, 0, 0, Purpose::initial_parameters, 0, 0});
  gru.initialise(parameters.data(), timescale, stream);
  return parameters;
}

// Proves that only the update gate's biases know the timescale, and that they are logarithms of uniform numbers up to
// it.
TEST(Gru, BeginsWithTimescalesUpToTheOneGiven) {
  const Array plain = fresh(1), lasting = fresh(50);
  Gru gru;
  gru.inputs = 2;
  gru.units = kUnits;
  double least = 1e9, most = 0, total = 0;
  for (int i = 0; i < gru.parameter_count(); ++i) {
    const std::size_t n = static_cast<std::size_t>(i);
    const int bias = i - gru.bias_offset();
    if (bias < kUnits || bias >= 2 * kUnits) {
      EXPECT_EQ(plain[n], lasting[n]);
      continue;
    }
    EXPECT_EQ(plain[n], Scalar(0));
    const double u = std::exp(static_cast<double>(lasting[n]));
    least = std::min(least, u);
    most = std::max(most, u);
    total += u;
  }
  EXPECT_GE(least, 1 - 1e-5);
  EXPECT_LT(least, 3);
  EXPECT_GT(most, 48);
  EXPECT_LE(most, 50 + 1e-3);
  EXPECT_NEAR(total / kUnits, 25.5, 4 * 49 / std::sqrt(12.0 * kUnits));
}

// Proves that a unit whose update gate has the bias log u keeps u / (1 + u) of its state at a step that brings nothing:
// it forgets within 1 + u steps. Where a lane waits it keeps all, and where it is wiped nothing.
TEST(Gru, ForgetsByItsUpdateGate) {
  Gru gru;
  gru.inputs = gru.units = 1;
  const double u = 9;
  Array parameters(static_cast<std::size_t>(gru.parameter_count()), 0);
  parameters[2] = 1;  // the candidate reads the input
  parameters[static_cast<std::size_t>(gru.bias_offset() + 1)] = Scalar(std::log(u));
  const Scalar inputs[] = {1, 0, 0, 0, 0}, active[] = {1, 1, 0, 1, 1}, keep[] = {1, 1, 1, 0, 1};
  GruPass pass;
  pass.begin(gru, parameters.data(), 1, 5);
  std::vector<double> states;
  for (int t = 0; t < 5; ++t) {
    pass.advance(t, {inputs + t, 1, 1}, active + t, keep + t);
    states.push_back(static_cast<double>(pass.state(t)(0, 0)));
  }
  const double kept = u / (1 + u), first = (1 - kept) * std::tanh(1.0);
  const double expected[] = {first, first * kept, first * kept, first * kept * kept, 0};
  for (std::size_t t = 0; t < 5; ++t) EXPECT_NEAR(states[t], expected[t], bound(1e-14, 1e-6)) << t;
}

}  // namespace
}  // namespace metarl::testing
