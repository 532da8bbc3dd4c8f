// Schedules: the one statement of the order in which a learner draws tasks, adapts to them and judges the result.
#include "support.h"

namespace metarl::testing {
namespace {

// Small runs of every learner on every family, with the first of its outer loops.
template <class F>
void for_each_pair(F&& f) {
  for (const LearnerEntry& learner : learners()) {
    for (const FamilyEntry& family : families()) {
      if (!fits(learner, family)) continue;
      const RunPointer run = make_run(with_more(
          line_of(learner, family, ""),
          "&meta_batch_size=3&block=2&hidden=4&episodes=3&horizon=5&inner_steps=2&memory=4&latent=2&decoder=4&context=4"
          "&cg_iterations=1"));
      f(*run, learner.name + " on " + family.name);
    }
  }
}

// Proves that `known` is true of each operation: once it is done, the values after that many steps of adaptation are
// there, and those after more are not; at the end all are.
TEST(Schedules, SayWhatIsKnown) {
  for_each_pair([](LabRun& run, const std::string& name) {
    for (const int steps : {0, 2}) {
      const std::unique_ptr<Block> block = run.learner().make_block();
      BlockSpec spec;
      spec.tasks = 2;
      spec.steps = steps;
      spec.watch = true;
      block->begin(spec);
      Scalar none;
      int known = -1;
      for (const Operation& operation : run.learner().schedule(steps, run.parameters())) {
        block->perform(operation, &none);
        EXPECT_GE(operation.known, known) << name;
        known = operation.known;
        for (int i = 0; i < spec.tasks; ++i)
          for (int k = 0; k <= steps; ++k) EXPECT_EQ(std::isfinite(block->value(i, k)), k <= known) << name;
      }
      EXPECT_EQ(known, steps) << name;
    }
  });
}

// Proves that an iteration goes through the schedule in its order and then updates: a run's phases are the schedule's.
TEST(Schedules, AreWhatARunDoes) {
  for_each_pair([](LabRun& run, const std::string& name) {
    using Place = std::pair<Phase, int>;
    std::vector<Place> expected, seen;
    const Schedule schedule = run.learner().schedule(run.status().steps, run.parameters());
    for (const Operation& operation : schedule) {
      EXPECT_NE(operation.phase, Phase::update) << name;
      EXPECT_EQ(operation.contribution, 0) << name;
      const Place place{operation.phase, operation.step};
      if (expected.empty() || expected.back() != place) expected.push_back(place);
    }
    EXPECT_EQ(expected.front(), (Place{Phase::sample, 0})) << name;
    EXPECT_EQ(expected.back().first, Phase::evaluate) << name;
    if (run.learner().update_operations() > 0) expected.emplace_back(Phase::update, 0);
    for (Reached reached = Reached::quantum; reached != Reached::iteration;) {
      reached = run.advance();
      ASSERT_NE(reached, Reached::stopped) << name << ": " << run.status().divergence.message;
      if (reached != Reached::quantum) seen.emplace_back(run.status().phase, run.status().step);
    }
    EXPECT_EQ(seen, expected) << name;
  });
}

}  // namespace
}  // namespace metarl::testing
