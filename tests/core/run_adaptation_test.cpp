// What a run's adaptation is, as the page is told: for every pair of learner and family, word by word.
#include <map>
#include <sstream>

#include "lab/describe.h"
#include "lab/run_adaptation.h"
#include "support.h"

namespace metarl::testing {
namespace {

const std::string kGradientLearners = "maml anil meta-sgd cavia reptile pretrained scratch",
                  kEpisodeGradientLearners = kGradientLearners + " e-maml promp es-maml",
                  kTrialLearners = "rl2 varibad pearl prototypes grbal selector";

struct AdaptationCase {
  std::string family, learners, expected;
};

// Count, then what else holds, then the summary.
const AdaptationCase kCases[] = {
    {"point-navigation", kEpisodeGradientLearners, "step learns median"},
    {"point-navigation", kTrialLearners, "episode trials learns median"},
    {"cart-pole", kEpisodeGradientLearners, "step learns median"},
    {"cart-pole", kTrialLearners, "episode trials learns median"},
    {"pendulum", kEpisodeGradientLearners, "step learns median"},
    {"pendulum", kTrialLearners, "episode trials learns median"},
    {"reacher", kEpisodeGradientLearners, "step learns median"},
    {"reacher", kTrialLearners, "episode trials learns median"},
    {"cheetah", kEpisodeGradientLearners, "step learns median"},
    {"cheetah", kTrialLearners, "episode trials learns median"},
    {"car", kEpisodeGradientLearners, "step learns median"},
    {"car", kTrialLearners, "episode trials learns median"},
    {"catch", kEpisodeGradientLearners, "step learns mean"},
    {"catch", kTrialLearners, "episode trials learns mean"},
    {"catch", "random bayes-optimal oracle", "episode trials mean"},
    {"sinusoid", kGradientLearners, "step learns median"},
    {"boolean", kGradientLearners, "step learns median"},
    {"few-shot-points", kGradientLearners, "step learns median"},
    {"few-shot-points", "prototypes", "example learns median"},
    {"bernoulli-bandit", kEpisodeGradientLearners, "step learns brief mean"},
    {"bernoulli-bandit", kTrialLearners, "pull trials learns brief total"},
    {"bernoulli-bandit", "random greedy epsilon-greedy ucb1 thompson optimistic-thompson gittins whittle bayes-optimal",
     "pull trials brief total"},
    {"two-step", kEpisodeGradientLearners, "step learns brief mean"},
    {"two-step", kTrialLearners, "episode trials learns brief total"},
    {"two-step", "random model-based oracle", "episode trials brief total"},
    {"tabular-mdp", kEpisodeGradientLearners, "step learns mean"},
    {"tabular-mdp", kTrialLearners, "episode trials learns mean"},
    {"tabular-mdp", "random greedy epsilon-greedy psrl optimistic-psrl ucrl2 beb value-iteration",
     "episode trials mean"},
    {"grid-navigation", kEpisodeGradientLearners, "step learns mean"},
    {"grid-navigation", kTrialLearners, "episode trials learns mean"},
    {"grid-navigation", "random bayes-optimal posterior-sampling goal-known", "episode trials mean"},
};

std::string said_of(const std::string& text) {
  const RunAdaptation a = adaptation_of(read(text));
  return std::string(count_word(a.count)) + (a.trials ? " trials" : "") + (a.learns ? " learns" : "") +
         (a.brief ? " brief" : "") + " " + summary_word(a.summary);
}

// Proves what is said of every pair of learner and family in its first preset, and that none is left out.
TEST(RunAdaptation, IsSaidOfEveryPair) {
  std::map<std::string, std::string> expected;
  for (const AdaptationCase& c : kCases) {
    std::istringstream names(c.learners);
    for (std::string learner; names >> learner;) {
      const std::string pair = "learner=" + learner + "&tasks=" + c.family;
      EXPECT_TRUE(expected.emplace(pair, c.expected).second) << pair << " is expected twice";
    }
  }
  std::size_t pairs = 0;
  for (const LearnerEntry& learner : learners()) {
    for (const FamilyEntry& family : families()) {
      if (!fits(learner, family)) continue;
      const std::string pair = "learner=" + learner.name + "&tasks=" + family.name;
      EXPECT_EQ(said_of(pair), expected[pair]) << pair;
      ++pairs;
    }
  }
  EXPECT_EQ(pairs, expected.size());
}

// Proves that the summary follows the settings: navigation that is judged near the goal alone is told by its mean,
// whether a preset or the knob says so.
TEST(RunAdaptation, FollowsTheSettings) {
  const std::string navigation = "tasks=point-navigation";
  EXPECT_EQ(said_of(navigation + "&preset=pearl-sparse"), "step learns mean");
  EXPECT_EQ(said_of(navigation + "&navigation=pearl-sparse&learner=pearl"), "episode trials learns mean");
  EXPECT_EQ(said_of(navigation + "&preset=pearl-sparse&navigation=pearl"), "step learns median");
  for (const char* preset : {"maml", "unscaled", "corners", "corners-code", "walls", "pearl", "es-maml", "maml-paper"})
    EXPECT_EQ(said_of(navigation + "&preset=" + preset), "step learns median") << preset;
}

// Proves the speed that runs open with: as fast as they can where something is remembered or inferred, or where the
// family's point takes hundreds of gradient updates; phase by phase elsewhere.
TEST(RunAdaptation, HasAnOpeningSpeed) {
  const auto speed = [](const std::string& text) { return std::string(opening_speed(read(text))); };
  for (const char* line :
       {"", "tasks=cart-pole", "tasks=boolean", "tasks=few-shot-points&learner=maml", "tasks=bernoulli-bandit&learner=maml",
        "tasks=bernoulli-bandit&learner=thompson", "tasks=grid-navigation&learner=goal-known"})
    EXPECT_EQ(speed(line), "medium") << line;
  for (const char* line : {"tasks=sinusoid", "tasks=sinusoid&learner=reptile", "tasks=few-shot-points",
                           "tasks=bernoulli-bandit", "learner=varibad", "learner=pearl", "learner=prototypes"})
    EXPECT_EQ(speed(line), "full") << line;
}

// Proves that a resolved line tells all of it.
TEST(RunAdaptation, IsPartOfAResolvedLine) {
  const std::string said = describe(read("tasks=bernoulli-bandit"));
  EXPECT_NE(said.find("\"adaptation\":{\"count\":\"pull\",\"trials\":true,\"learns\":true,\"brief\":true,"
                      "\"summary\":\"total\"},\"opening\":\"full\""),
            std::string::npos)
      << said;
  const std::string rule = describe(read("tasks=grid-navigation&learner=random"));
  EXPECT_NE(rule.find("\"adaptation\":{\"count\":\"episode\",\"trials\":true,\"learns\":false,\"brief\":false,"
                      "\"summary\":\"mean\"},\"opening\":\"medium\""),
            std::string::npos)
      << rule;
}

}  // namespace
}  // namespace metarl::testing
