// Inspections: the gradient that they find is the one that the run steps by, differences agree with it, and the run does
// not notice.
#include "support.h"

#include "foundation/vectors.h"
#include "lab/inspection.h"
#include "lab/statistics.h"
#include "snapshots.h"

namespace metarl::testing {
namespace {

// Small runs, in several blocks, one for each variation of the chain.
const std::vector<std::string> kInspected = {
    "tasks=sinusoid&outer=sgd&meta_batch_size=5&block=2&hidden=8,7&shots=5&query=6&seed=3&inner_steps=2",
    "tasks=sinusoid&outer=sgd&order=1&activation=tanh&meta_batch_size=5&block=2&hidden=8,7&seed=3",
    "learner=anil&tasks=boolean&outer=sgd&meta_batch_size=4&block=3&hidden=6",
    "learner=meta-sgd&tasks=sinusoid&outer=sgd&meta_batch_size=3&block=2&hidden=8",
    "learner=cavia&tasks=sinusoid&activation=tanh&outer=sgd&meta_batch_size=3&block=2&hidden=8",
    "tasks=point-navigation&outer=sgd&meta_batch_size=5&block=2&episodes=3&horizon=10&hidden=6&inner_steps=2&seed=3",
    "tasks=point-navigation&meta_batch_size=5&block=2&episodes=3&horizon=10&hidden=6&seed=3",
    "tasks=point-navigation&critic=learned&outer=sgd&meta_batch_size=3&block=2&episodes=3&horizon=8&hidden=6",
    "learner=e-maml&tasks=point-navigation&outer=sgd&meta_batch_size=5&block=2&episodes=3&horizon=8&hidden=6",
    "learner=promp&tasks=cart-pole&outer=sgd&meta_batch_size=3&block=2&episodes=3&horizon=20&hidden=6",
    "tasks=cart-pole&outer=sgd&inner=ppo&inner_entropy=0.01&meta_batch_size=3&block=2&episodes=3&horizon=20&hidden=6",
};

std::unique_ptr<Inspection> inspect(const LabRun& run) {
  std::unique_ptr<Inspection> inspection;
  const Refusal refusal = Inspection::begin(run, inspection);
  EXPECT_FALSE(refusal.refused()) << refusal.message;
  while (!inspection->complete()) inspection->advance();
  EXPECT_EQ(inspection->share(), 1);
  return inspection;
}

const TraceArray& found(const Trace& trace, const std::string& name) {
  static const TraceArray none;
  for (const TraceArray& array : trace)
    if (array.name == name) return array;
  ADD_FAILURE() << name;
  return none;
}

double statistic(const LabRun& run, const char* name) {
  const std::vector<std::string> names = statistic_names();
  const auto at = std::find(names.begin(), names.end(), name);
  return static_cast<double>(run.statistics()[static_cast<std::size_t>(at - names.begin())]);
}

// Proves that the gradient found is, bit for bit, the one that the run's next update is made of: its norm and its
// objective are those that the update reports, of second order or first as the run's own is. Also after a knob has
// changed.
TEST(Inspection, FindsTheGradientOfTheNextUpdate) {
  for (const std::string& line : kInspected) {
    const RunPointer run = make_run(line);
    for (std::uint32_t i = 0; i < 3; ++i) {
      if (i == 2) {
        ASSERT_FALSE(run->change("inner_lr", "0.02").refused() && run->change("outer_lr", "0.02").refused()) << line;
      }
      const Trace trace = inspect(*run)->result();
      const bool first = run->settings().text("order") == "1";
      const TraceArray& norms = found(trace, first ? "first_order_norms" : "exact_norms");
      const TraceArray& objective = found(trace, "objective");
      go_to(*run, i + 1);
      ASSERT_EQ(run->status().iteration, i + 1) << line;
      EXPECT_EQ(norms.data.back(), static_cast<float>(statistic(*run, "gradient_norm"))) << line << " " << i;
      double mean = 0;
      for (float loss : objective.data) mean += static_cast<double>(loss) / static_cast<double>(objective.data.size());
      EXPECT_NEAR(mean, statistic(*run, "objective"), 1e-6 * (1 + std::fabs(mean))) << line;
    }
  }
}

// Proves that a run goes on with the same bits, whenever it is looked into and however far.
TEST(Inspection, LeavesTheRunUntouched) {
  for (const std::string& line : with_trial_runs(kInspected)) {
    const RunPointer alone = make_run(line), watched = make_run(line);
    std::unique_ptr<Inspection> inspection;
    for (int quantum = 0; alone->status().iteration < 2; ++quantum) {
      ASSERT_NE(alone->advance(), Reached::stopped) << line;
      watched->advance();
      if (quantum % 3 == 0 && Inspection::begin(*watched, inspection).refused()) break;
      for (int i = 0; i < 4; ++i) inspection->advance();
      ASSERT_EQ(watched->snapshot(), alone->snapshot()) << line << " " << quantum;
      ASSERT_EQ(watched->receipt().hash, alone->receipt().hash) << line;
    }
  }
}

// Proves that central differences say the same as the exact gradient, along it, its parts and random directions, for
// every variation of the chain. In double they tell it to many digits, so it is the gradient that is right.
TEST(Inspection, DifferencesAgree) {
  for (const std::string& line : kInspected) {
    const RunPointer run = make_run(line);
    go_to(*run, 2);
    const Trace trace = inspect(*run)->result();
    const TraceArray& agreement = found(trace, "agreement");
    EXPECT_LE(agreement.data[0], bound(2e-5, kAgreement)) << line;
    EXPECT_EQ(agreement.data[1], static_cast<float>(kAgreement));
  }
}

// Proves that norms and cosines are those of the parts: squares add up to the whole's, a gradient of one inner step on
// which nothing depends twice has the cosine 1 with itself of first order, and the others less.
TEST(Inspection, PartsMakeTheWhole) {
  for (const std::string& line : kInspected) {
    const RunPointer run = make_run(line);
    const Trace trace = inspect(*run)->result();
    const TraceArray &exact = found(trace, "exact_norms"), &cosines = found(trace, "cosines"),
                     &parts = found(trace, "parts");
    const int columns = exact.shape[1];
    ASSERT_EQ(parts.shape[0], columns - 1);
    float size = 0;
    for (int p = 0; p < columns - 1; ++p) size += parts.data[static_cast<std::size_t>(3 * p + 2)];
    EXPECT_LE(size, static_cast<float>(run->learner().meta_size())) << line;
    bool differs = false;
    for (int row = 0; row < exact.shape[0]; ++row) {
      double squares = 0;
      for (int p = 0; p < columns; ++p) {
        const std::size_t at = static_cast<std::size_t>(row * columns + p);
        const double norm = static_cast<double>(exact.data[at]), cosine = static_cast<double>(cosines.data[at]);
        squares += p < columns - 1 ? norm * norm : -norm * norm;
        if (norm > 0) {
          EXPECT_LE(std::fabs(cosine), 1 + 1e-5) << line;
        }
        differs = differs || cosine < 1 - 1e-6;
      }
      const double whole = static_cast<double>(exact.data[static_cast<std::size_t>(row * columns + columns - 1)]);
      EXPECT_NEAR(squares, 0, 1e-5 * whole * whole) << line << " " << row;
    }
    EXPECT_TRUE(differs) << line;
  }
}

// Proves that single precision finds what double does, to 2e-3: the values below are those of the double build.
TEST(Inspection, KeepsToDoublePrecision) {
  const struct {
    std::string line;
    double exact, first, cosine, along;
  } cases[] = {
      {"tasks=sinusoid&meta_batch_size=5&block=2&seed=3", 4.3078742, 4.52111816, 0.994904041, 4.30845737},
      {"tasks=point-navigation&meta_batch_size=5&block=2&episodes=5&horizon=20&seed=3", 0.43210268, 0.417599618, 0.997884512,
       0.43210268},
  };
  for (const auto& expected : cases) {
    const RunPointer run = make_run(expected.line);
    const Trace trace = inspect(*run)->result();
    const double within = bound(1e-5, 2e-3);
    const auto near = [&](const char* name, double found, double wanted) {
      EXPECT_NEAR(found, wanted, within * std::fabs(wanted)) << expected.line << " " << name;
    };
    near("exact", static_cast<double>(found(trace, "exact_norms").data.back()), expected.exact);
    near("first", static_cast<double>(found(trace, "first_order_norms").data.back()), expected.first);
    near("cosine", static_cast<double>(found(trace, "cosines").data.back()), expected.cosine);
    near("along", static_cast<double>(found(trace, "differences").data[0]), expected.along);
  }
}

// Proves the reach of credit in a memory: by steps back from the last, as many as the trial has, the first of them from
// the action itself; and that it ends at the beginning of the last episode where the memory is wiped there.
TEST(Inspection, CreditReachesAsFarAsTheMemory) {
  const std::string line = "learner=rl2&tasks=bernoulli-bandit&arms=3&meta_batch_size=5&block=2&episodes=4&horizon=3&memory=6";
  const Trace lasting = inspect(*make_run(line))->result(),
              wiped = inspect(*make_run(line + "&memory_span=episode"))->result();
  const TraceArray &far = found(lasting, "reach"), &near = found(wiped, "reach");
  ASSERT_EQ(far.data.size(), 12u);
  ASSERT_EQ(near.data.size(), 12u);
  for (std::size_t back = 0; back < 12; ++back) {
    EXPECT_GT(far.data[back], 0) << back;
    EXPECT_EQ(near.data[back] > 0, back < 3) << back;
  }
}

}  // namespace
}  // namespace metarl::testing
