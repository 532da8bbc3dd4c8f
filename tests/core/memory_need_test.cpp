// What is refused because it needs too much memory, and whether following the advice helps.
#include "refusals.h"
#include "support.h"

#include "foundation/decimal.h"
#include "lab/job.h"
#include "lab/memory_need.h"

namespace metarl::testing {
namespace {

RunLine understood(const std::string& text) {
  RunLine line;
  const Refusal refusal = read_run_line(text, line);
  EXPECT_FALSE(refusal.refused()) << refusal.message;
  return line;
}

std::vector<std::string> named_knobs(const Refusal& refusal) {
  for (const RefusalArgument& argument : refusal.arguments)
    if (argument.name == "knobs") return argument.texts;
  return {};
}

void set_smallest(Settings& settings, const std::string& key) {
  const Knob& knob = *find_knob(key);
  settings.set(key, knob.type == KnobType::sizes ? "none" : format_real(knob.low));
}

// Proves for every learner on every family that the largest run there is needs too much, and that it does not once the
// knobs that the sentence names are made smaller: any of them where it says so, else all.
TEST(MemoryNeed, TheKnobsNamedHelp) {
  int for_one = 0, together = 0;
  for_each_combination([&](const LearnerEntry& learner, const FamilyEntry& family, const std::string& outer) {
    const RunLine line = understood(line_of(learner, family, outer));
    if (learner.adapts == Adapts::rule && find_yardstick(family, learner.name)->refuse) return;  // refused before
    for (const double share : {1.0, 0.02}) {
      Settings settings = line.settings;
      for (const KnobValue& value : line.settings.all()) {
        const Knob& knob = *find_knob(value.first);
        const std::string size = std::to_string(std::max(1, static_cast<int>(share * knob.high)));
        if (knob.type == KnobType::integer && !knob.live) settings.set(knob.name, size);
        if (knob.type == KnobType::sizes) settings.set(knob.name, size + "," + size);
      }
      const Refusal refusal = check_memory(line, settings);
      EXPECT_TRUE(refusal.refused() || share < 1) << line.canonical();
      if (!refusal.refused()) continue;
      expect_sound(refusal);
      const std::vector<std::string> knobs = named_knobs(refusal);
      ASSERT_FALSE(knobs.empty());
      EXPECT_EQ(refusal.key, knobs[0]);
      if (refusal.code == "memory.too-much") {
        ++for_one;
        for (const std::string& knob : knobs) {
          Settings smaller = settings;
          set_smallest(smaller, knob);
          EXPECT_FALSE(check_memory(line, smaller).refused()) << line.canonical() << ": " << knob;
        }
      } else {
        ++together;
        for (const std::string& knob : knobs) {
          EXPECT_TRUE(check_memory(line, settings).refused()) << line.canonical() << ": " << knob;
          set_smallest(settings, knob);
        }
        EXPECT_FALSE(check_memory(line, settings).refused()) << line.canonical();
      }
    }
  });
  EXPECT_GT(for_one, 0);
  EXPECT_GT(together, 0);
}

// Proves that no preset is refused with any learner.
TEST(MemoryNeed, EveryPresetFits) {
  for_each_combination([&](const LearnerEntry& learner, const FamilyEntry& family, const std::string& outer) {
    for (const Preset& preset : family.presets) {
      RunLine line;
      const Refusal refusal = read_run_line(line_of(learner, family, outer) + "&preset=" + preset.name, line);
      if (refusal.refused()) continue;  // a yardstick that does not plan for so long
      EXPECT_FALSE(check_memory(line, line.settings).refused()) << line.canonical();
    }
  });
}

// A run that fits with order=1 and does not with order=2, whose curvature is kept beside the activations.
std::string nearly_too_large() {
  const std::string line =
      "tasks=sinusoid&order=1&block=1&hidden=256,256&shots=1000&query=1000&inner_steps=4&test_tasks=1&test_steps=1";
  int tasks = 1;
  const auto with_tasks = [&](int n) { return understood(line + "&meta_batch_size=" + std::to_string(n)); };
  for (RunLine run; run = with_tasks(tasks + 1), !check_memory(run, run.settings).refused(); ++tasks) continue;
  return with_tasks(tasks).canonical();
}

// Proves that a change is refused where it would need too much, by a call and in a line, and that the run then goes on
// as it was.
TEST(MemoryNeed, OfChanges) {
  const std::string line = nearly_too_large();
  const RunPointer run = make_run(line);
  for (const char* key : {"order", "test_steps"}) {
    const std::string value = key == std::string("order") ? "2" : "20";
    Refusal refusal = run->change(key, value);
    EXPECT_EQ(refusal.code, "memory.too-much") << key;
    EXPECT_EQ(run->line().canonical(), line);
    RunPointer other;
    refusal = LabRun::create(line + "&" + key + "=" + value + "@7", nullptr, other);
    EXPECT_EQ(refusal.code, "memory.too-much") << key;
  }
  EXPECT_FALSE(run->change("order", "1").refused());
  EXPECT_EQ(run->advance(), Reached::quantum);
}

// Proves that an evaluation that needs too much beside its run is refused, and a smaller one is not.
TEST(MemoryNeed, OfEvaluations) {
  const RunPointer run = make_run("learner=rl2&tasks=cart-pole&meta_batch_size=40&block=40&episodes=2&horizon=100");
  std::unique_ptr<Job> job;
  EXPECT_EQ(Job::evaluation(*run, 40, 999, job).code, "memory.too-much");
  EXPECT_EQ(Job::evaluation(*run, 100000, 999, job).code, "memory.too-much");
  EXPECT_EQ(job, nullptr);
  EXPECT_FALSE(Job::evaluation(*run, 40, 9, job).refused());
  EXPECT_NE(job, nullptr);
}

}  // namespace
}  // namespace metarl::testing
