// Runs: the same bits for every executor, divergence, live changes, starts from saved parameters, and what learners do
// to parameters.
#include "executors.h"
#include "support.h"

#include "foundation/hash.h"
#include "lab/job.h"
#include "lab/statistics.h"

namespace metarl::testing {
namespace {

const std::string kSinusoid = "tasks=sinusoid&meta_batch_size=7&block=2&hidden=8,7&shots=5&query=6&seed=3";
const std::string kNavigation =
    "tasks=point-navigation&meta_batch_size=5&block=2&episodes=3&horizon=10&hidden=6&inner_steps=2&seed=3";
const std::vector<std::string> kRuns = with_trial_runs({
    kSinusoid,
    kNavigation,
    "learner=meta-sgd&tasks=cart-pole&meta_batch_size=5&block=1&episodes=3&horizon=20&hidden=6,5",
    "learner=reptile&tasks=boolean&meta_batch_size=6&block=4&hidden=5",
    "learner=anil&tasks=cart-pole&outer=adam&meta_batch_size=3&block=2&episodes=3&horizon=20&hidden=6",
    "learner=maml&tasks=point-navigation&preset=pearl&outer=sgd&meta_batch_size=3&block=2&episodes=3&horizon=8&hidden="
    "6",
    "learner=pretrained&tasks=sinusoid&meta_batch_size=5&block=2&hidden=8",
    "learner=scratch&tasks=boolean&meta_batch_size=3&block=2&hidden=8",
    "learner=cavia&tasks=point-navigation&meta_batch_size=3&block=2&episodes=3&horizon=8&hidden=6",
    "learner=e-maml&tasks=point-navigation&meta_batch_size=5&block=2&episodes=3&horizon=8&hidden=6",
    "learner=promp&tasks=cart-pole&meta_batch_size=3&block=2&episodes=3&horizon=20&hidden=6",
    "tasks=cart-pole&inner=ppo&inner_entropy=0.01&meta_batch_size=3&block=2&episodes=3&horizon=20&hidden=6",
    "tasks=point-navigation&critic=learned&meta_batch_size=3&block=2&episodes=3&horizon=8&hidden=6",
});

double statistic(const LabRun& run, const std::string& name) {
  const std::vector<std::string> names = statistic_names();
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i] == name) return static_cast<double>(run.statistics()[i]);
  ADD_FAILURE() << name;
  return 0;
}

// Proves that one thread, executors that work in any order, and 2 or 5 threads give the same bits, for every learner.
TEST(Run, SameHashForEveryExecutor) {
  for (const std::string& line : kRuns) {
    const std::string alone = hash_after(line, 4);
    InOrder in_order;
    Reversed reversed;
    EXPECT_EQ(hash_after(line, 4, &in_order), alone) << line;
    EXPECT_EQ(hash_after(line, 4, &reversed), alone) << line;
#ifndef __EMSCRIPTEN__
    Threads two(2), five(5);
    EXPECT_EQ(hash_after(line, 4, &two), alone) << line;
    EXPECT_EQ(hash_after(line, 4, &five), alone) << line;
#endif
  }
}

// Proves that seed and block are part of what fixes a run, and that nothing else is: the same line twice gives the same
// hash.
TEST(Run, LineFixesTheHash) {
  for (const std::string& line : {kSinusoid, kNavigation}) {
    EXPECT_EQ(hash_after(line, 3), hash_after(line, 3));
    std::string other = line;
    other.replace(other.find("seed=3"), 6, "seed=4");
    EXPECT_NE(hash_after(line, 3), hash_after(other, 3));
  }
}

// Proves that a receipt holds the canonical line, the iteration and the hash of the parameters' bytes as 32-bit floats.
TEST(Run, ReceiptSaysWhatItIs) {
  const RunPointer run = make_run(kSinusoid);
  go_to(*run, 2);
  const Receipt receipt = run->receipt();
  const std::vector<float> floats(run->parameters().begin(), run->parameters().begin() + run->learner().meta_size());
  EXPECT_EQ(receipt.hash, hex(hash_bytes(floats.data(), floats.size() * 4)));
  EXPECT_EQ(receipt.iteration, 2u);
  EXPECT_EQ(receipt.build.size(), 16u);
  const RunPointer again = make_run(receipt.run);
  go_to(*again, 2);
  EXPECT_EQ(again->receipt().hash, receipt.hash);
  EXPECT_EQ(again->receipt().run, receipt.run);
}

// Proves that the phases come in their order, each inner step by itself, and that status counts operations truthfully.
TEST(Run, PhasesComeInOrder) {
  const RunPointer run = make_run(kNavigation);
  for (int iteration = 0; iteration < 2; ++iteration) {
    std::vector<std::pair<Phase, int>> seen;
    for (Reached reached = Reached::quantum; reached != Reached::iteration;) {
      const RunStatus before = run->status();
      EXPECT_LT(before.done, before.total);
      reached = run->advance();
      ASSERT_NE(reached, Reached::stopped);
      if (reached != Reached::quantum) seen.emplace_back(run->status().phase, run->status().step);
    }
    const std::vector<std::pair<Phase, int>> expected = {{Phase::sample, 0},  {Phase::collect, 0}, {Phase::adapt, 0},
                                                         {Phase::collect, 1}, {Phase::adapt, 1},   {Phase::evaluate, 0},
                                                         {Phase::update, 0}};
    EXPECT_EQ(seen, expected);
  }
  EXPECT_EQ(run->status().steps, 2);
}

// Proves that scratch never changes its parameters although its tasks adapt.
TEST(Learners, ScratchNeverChangesParameters) {
  for (const FamilyEntry& family : families()) {
    const RunPointer run =
        make_run("learner=scratch&tasks=" + family.name + "&meta_batch_size=8&hidden=6&inner_lr=0.5");
    const Array start = run->parameters();
    go_to(*run, 3);
    EXPECT_EQ(run->parameters(), start) << family.name;
    EXPECT_NE(run->before(), run->after()) << family.name;
    for (Scalar v : run->after()) EXPECT_TRUE(std::isfinite(v));
  }
}

// Proves that Reptile moves by outer_lr times the mean displacement: with outer_lr 1 and one task it stands at the
// adapted parameters.
TEST(Learners, ReptileMovesToTheAdaptedParameters) {
  const std::string line = "learner=reptile&tasks=sinusoid&meta_batch_size=1&hidden=6&inner_steps=2&outer_lr=";
  const RunPointer whole = make_run(line + "1"), half = make_run(line + "0.5");
  const Array start = whole->parameters();
  go_to(*whole, 1);
  go_to(*half, 1);
  for (std::size_t i = 0; i < start.size(); ++i)
    EXPECT_NEAR(static_cast<double>(half->parameters()[i]), static_cast<double>(start[i] + whole->parameters()[i]) / 2,
                1e-6);
  EXPECT_NE(whole->parameters(), start);
}

// Proves that a trust region's accepted step keeps its divergence and is accepted at all, and that sgd's and adam's
// steps leave these numbers out.
TEST(Learners, TrustRegionKeepsItsDivergence) {
  for (const std::string learner : {"maml", "anil", "meta-sgd", "cavia", "e-maml", "pretrained"}) {
    const RunPointer run = make_run(
        "learner=" + learner + "&tasks=point-navigation&meta_batch_size=4&episodes=10&horizon=20&hidden=8&max_kl=0.01");
    int accepted = 0;
    for (std::uint32_t i = 1; i <= 4; ++i) {
      const Array before = run->parameters();
      go_to(*run, i);
      accepted += statistic(*run, "accepted") == 1;
      EXPECT_LE(statistic(*run, "divergence"), 0.01) << learner;
      if (statistic(*run, "accepted") != 1) {
        EXPECT_EQ(run->parameters(), before) << learner;
      }
    }
    EXPECT_GE(accepted, 3) << learner;
  }
  const RunPointer run = make_run(kSinusoid);
  go_to(*run, 1);
  EXPECT_TRUE(std::isnan(statistic(*run, "accepted")));
  EXPECT_GT(statistic(*run, "gradient_norm"), 0);
}

// Proves that meta-training helps: after 300 iterations of sinusoid the loss after adaptation is well below that of the
// beginning, and below scratch's.
TEST(Learners, MamlLearns) {
  const RunPointer run = make_run("tasks=sinusoid&hidden=20,20&meta_batch_size=10&outer_lr=0.01");
  double first = 0, last = 0;
  for (std::uint32_t i = 1; i <= 300; ++i) {
    go_to(*run, i);
    if (i <= 20) first += statistic(*run, "post_mean") / 20;
    if (i > 280) last += statistic(*run, "post_mean") / 20;
  }
  EXPECT_LT(last, 0.75 * first) << first << " to " << last;
}

// Proves that five context numbers are enough to learn waves by: after 300 iterations the loss after one step is well
// below that of the beginning, and well below that before the step.
TEST(Learners, CaviaLearns) {
  const RunPointer run = make_run("learner=cavia&tasks=sinusoid&hidden=20,20&meta_batch_size=10&outer_lr=0.01");
  double first = 0, before = 0, last = 0;
  for (std::uint32_t i = 1; i <= 300; ++i) {
    go_to(*run, i);
    if (i <= 20) first += statistic(*run, "post_mean") / 20;
    if (i > 280) last += statistic(*run, "post_mean") / 20, before += statistic(*run, "pre_mean") / 20;
  }
  EXPECT_LT(last, 0.75 * first) << first << " to " << last;
  EXPECT_LT(last, 0.75 * before) << before << " to " << last;
}

// Proves that statistics are quartiles and mean of before() and after().
TEST(Run, StatisticsAreOfItsTasks) {
  const RunPointer run = make_run(kSinusoid);
  go_to(*run, 2);
  Array sorted = run->after();
  std::sort(sorted.begin(), sorted.end());
  double mean = 0;
  for (Scalar v : sorted) mean += static_cast<double>(v) / 7;
  EXPECT_NEAR(statistic(*run, "post_mean"), mean, 1e-5 * (1 + mean));
  EXPECT_NEAR(statistic(*run, "post_median"), static_cast<double>(sorted[3]), 1e-6);
  EXPECT_NEAR(statistic(*run, "post_lower"), static_cast<double>(sorted[1] + sorted[2]) / 2, 1e-5);
  EXPECT_EQ(statistic(*run, "diverged"), 0);
  Array values{5, Scalar(NAN), 1, Scalar(INFINITY), 3, 2000};
  const Spread spread = spread_of(values, 6, 1000);
  EXPECT_EQ(spread.diverged, 3);
  EXPECT_EQ(spread.median, Scalar(3));
  EXPECT_EQ(spread.mean, Scalar(3));
  EXPECT_EQ(spread.lower, Scalar(2));
  Array none{Scalar(NAN)};
  EXPECT_TRUE(std::isnan(spread_of(none, 1, 1000).mean));
}

// Proves that a run that diverges stops with a sentence that names the quantity, the iteration and the knob with its
// value, that the last good parameters stay, that it stays stopped, and that it goes on once the knob is lowered, even
// when lowered too little at first.
TEST(Run, DivergenceStopsAndCanBeMended) {
  const std::string cases[] = {
      "tasks=sinusoid&meta_batch_size=3&hidden=8&inner_steps=10&inner_lr=100@2",
      "learner=reptile&tasks=sinusoid&meta_batch_size=3&hidden=8&inner_steps=10&inner_lr=100@2",
      "learner=maml&tasks=boolean&outer=sgd&meta_batch_size=3&inner_steps=10&hidden=8&activation=relu&inner_lr=100@2"};
  for (const std::string& line : cases) {
    const RunPointer run = make_run(line);
    go_to(*run, 2);
    ASSERT_EQ(run->status().iteration, 2u) << line;
    const Array good = run->parameters();
    const std::string hash = run->receipt().hash;
    go_to(*run, 30);
    ASSERT_TRUE(run->status().diverged) << line;
    const std::uint32_t at = run->status().iteration;
    EXPECT_GE(at, 2u);
    for (const std::string& word : {std::string("inner_lr (now 100)"), "meta-iteration " + std::to_string(at + 1),
                                    std::string("infinite or not a number")})
      EXPECT_NE(run->status().divergence.message.find(word), std::string::npos) << run->status().divergence.message << " lacks " << word;
    EXPECT_EQ(run->status().divergence.message.back(), '.');
    for (Scalar p : run->parameters()) ASSERT_TRUE(std::isfinite(p));
    if (at == 2) {
      EXPECT_EQ(run->parameters(), good) << line;
      EXPECT_EQ(run->receipt().hash, hash);
    }
    EXPECT_EQ(run->advance(), Reached::stopped);
    // Still far too high, then low enough.
    EXPECT_FALSE(run->change("inner_lr", "99").refused());
    EXPECT_FALSE(run->status().diverged);
    go_to(*run, at + 1);
    EXPECT_TRUE(run->status().diverged) << line;
    EXPECT_FALSE(run->change("inner_lr", "0.001").refused());
    EXPECT_FALSE(run->status().diverged);
    EXPECT_EQ(run->status().divergence.message, "");
    go_to(*run, at + 3);
    EXPECT_EQ(run->status().iteration, at + 3) << line << ": " << run->status().divergence.message;
    // The line tells the whole story: a fresh run from it gets there too.
    EXPECT_EQ(hash_after(run->receipt().run, at + 3), run->receipt().hash) << run->receipt().run;
  }
}

// Proves that a meta-update that goes wrong after some of its steps leaves none of them behind, and that its knob is
// named.
TEST(Run, HalfAMetaUpdateIsTakenBack) {
  const RunPointer run = make_run(
      "tasks=point-navigation&outer=adam&meta_batch_size=2&episodes=4&horizon=10&hidden=6&outer_steps=50&clip=10&outer_"
      "lr=100@2");
  go_to(*run, 2);
  const Array good = run->parameters();
  go_to(*run, 3);
  ASSERT_TRUE(run->status().diverged);
  EXPECT_EQ(run->status().iteration, 2u);
  EXPECT_EQ(run->parameters(), good);
  EXPECT_NE(run->status().divergence.message.find("outer_lr (now 100)"), std::string::npos) << run->status().divergence.message;
  EXPECT_FALSE(run->change("outer_lr", "0.001").refused());
  go_to(*run, 4);
  EXPECT_EQ(run->status().iteration, 4u);
}

// Proves that live changes become part of the canonical line from the next iteration on, and that a fresh run from that
// line has the same hash.
TEST(Run, LiveChangesBecomePartOfTheLine) {
  struct Case {
    std::string line, key, first, second;
  };
  for (const Case& c : {Case{kSinusoid, "outer_lr", "0.01", "0.003"},
                        {kNavigation, "max_kl", "0.02", "0.001"},
                        {kNavigation, "inner_lr", "0.02", "0.3"},
                        {kSinusoid, "order", "1", "2"},
                        {kNavigation, "discount", "0.5", "0.9"},
                        {"learner=maml&tasks=cart-pole&outer=adam&meta_batch_size=2&episodes=3&horizon=15&hidden=5",
                         "outer_steps", "1", "3"}}) {
    const RunPointer run = make_run(c.line);
    go_to(*run, 2);
    EXPECT_FALSE(run->change(c.key, c.first).refused());
    go_to(*run, 3);
    for (int i = 0; i < 3; ++i) run->advance();  // in the middle of the fourth
    EXPECT_FALSE(run->change(c.key, c.first).refused());
    EXPECT_FALSE(run->change(c.key, c.second).refused());  // takes the place of the one before
    go_to(*run, 6);
    const Receipt receipt = run->receipt();
    EXPECT_NE(receipt.run.find("&" + c.key + "=" + c.first + "@2&" + c.key + "=" + c.second + "@4"), std::string::npos)
        << receipt.run;
    EXPECT_EQ(hash_after(receipt.run, 6), receipt.hash) << c.key;
    EXPECT_NE(hash_after(c.line, 6), receipt.hash) << c.key << " changes nothing";
  }
}

// Proves that what cannot change is refused with a sentence and leaves the run as it was.
TEST(Run, RefusesChangesThatCannotBe) {
  const RunPointer run = make_run("learner=meta-sgd&tasks=sinusoid&meta_batch_size=2&hidden=5");
  const std::string line = run->receipt().run;
  const std::pair<std::string, std::string> cases[] = {{"outer_lr", "fast"}, {"outer_lr", "101"}, {"hidden", "9"},
                                                       {"inner_lr", "0.2"},  {"max_kl", "0.1"},   {"nothing", "1"},
                                                       {"seed", "4"},        {"order", "3"}};
  for (const auto& [key, value] : cases) {
    const Refusal refusal = run->change(key, value);
    EXPECT_TRUE(refusal.refused()) << key;
    EXPECT_EQ(refusal.key, key);
    EXPECT_NE(refusal.message.find(key), std::string::npos);
    EXPECT_EQ(run->receipt().run, line);
  }
}

// Proves that a run starts from saved parameters whose hash its line names, and from nothing else.
TEST(Run, StartsFromSavedParameters) {
  const std::string line = "tasks=sinusoid&meta_batch_size=2&hidden=5";
  const RunPointer trained = make_run(line);
  go_to(*trained, 3);
  std::vector<float> saved(trained->parameters().begin(),
                           trained->parameters().begin() + trained->learner().meta_size());
  const std::string init = "&init=" + trained->receipt().hash;
  const RunPointer run = make_run(line + init, &saved);
  EXPECT_EQ(run->receipt().hash, trained->receipt().hash);
  go_to(*run, 2);
  EXPECT_EQ(run->status().iteration, 2u);

  const auto refused = [&](const std::string& text, const std::vector<float>* parameters, const std::string& word) {
    RunPointer none;
    const Refusal refusal = LabRun::create(text, parameters, none);
    EXPECT_TRUE(refusal.refused()) << text;
    EXPECT_EQ(refusal.key, "init");
    EXPECT_NE(refusal.message.find(word), std::string::npos) << refusal.message;
    EXPECT_EQ(none, nullptr);
  };
  refused(line + init, nullptr, "none were given");
  refused(line, &saved, "init=" + trained->receipt().hash);
  refused(line + "&init=0123456789abcdef", &saved, trained->receipt().hash);
  refused("tasks=sinusoid&meta_batch_size=2&hidden=6" + init, &saved, std::to_string(saved.size()));
  std::vector<float> other = saved;
  other[3] += 1;
  refused(line + init, &other, "hash");
  other[3] = NAN;
  refused(line + "&init=" + hex(hash_bytes(other.data(), other.size() * 4)), &other, "not finite");
}

}  // namespace
}  // namespace metarl::testing
