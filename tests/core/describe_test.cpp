// What can be read of the core has a name: every text of the description can be found by ids that stay as they are, so
// that a table in another language can be complete.
#include <map>
#include <set>

#include "lab/describe.h"
#include "support.h"

namespace metarl::testing {
namespace {

bool alike(const Knob& a, const Knob& b) {
  return a.type == b.type && a.fallback == b.fallback && a.low == b.low && a.high == b.high && a.choices == b.choices &&
         a.unit == b.unit && a.help == b.help && a.live == b.live && a.group == b.group;
}

std::vector<std::string> texts_of(const LearnerEntry& l) { return {l.title, l.help, l.source}; }
std::vector<std::string> texts_of(const YardstickEntry& y) { return {y.title, y.help, y.source}; }

// Proves that a knob of one name is one knob: whoever has it says the same of it, in the same words.
TEST(Describe, KnobsOfOneNameAreOne) {
  std::map<std::string, Knob> known;
  for (const Knob& knob : knob_table()) known[knob.name] = knob;
  int met = 0;
  const auto check = [&](const std::vector<Knob>& knobs, const std::string& owner) {
    for (const Knob& knob : knobs) {
      ASSERT_EQ(known.count(knob.name), 1u) << knob.name;
      EXPECT_TRUE(alike(knob, known[knob.name])) << knob.name << " of " << owner;
      ++met;
    }
  };
  for (const LearnerEntry& learner : learners()) check(learner.knobs, learner.name);
  for (const FamilyEntry& family : families()) {
    check(family.knobs, family.name);
    for (const YardstickEntry& yardstick : family.yardsticks)
      check(yardstick.knobs, yardstick.name + " on " + family.name);
  }
  EXPECT_GT(met, 40);
}

// Proves that the ids that texts are found by are there once each, and that no text is missing.
TEST(Describe, IdsAreUnique) {
  std::set<std::string> ids;
  const auto once = [&](const std::string& id, const std::string& text) {
    EXPECT_TRUE(ids.insert(id).second) << id << " is there twice";
    EXPECT_NE(text, "") << id;
  };
  for (const Knob& knob : knob_table()) once("knob " + knob.name, knob.help);
  for (const LearnerEntry& learner : learners()) {
    once("learner " + learner.name, learner.title);
    EXPECT_NE(learner.help, "") << learner.name;
  }
  for (const FamilyEntry& family : families()) {
    const std::string owner = " of " + family.name;
    once("family " + family.name, family.title);
    EXPECT_NE(family.help, "") << family.name;
    for (const Preset& preset : family.presets) once("preset " + preset.name + owner, preset.help);
    for (const YardstickEntry& yardstick : family.yardsticks) once("rule " + yardstick.name + owner, yardstick.help);
    RunLine line;
    ASSERT_FALSE(read_run_line("tasks=" + family.name, line).refused());
    for (const TaskParameter& p : family.make(line.settings)->parameters()) {
      once("parameter " + p.name + owner, p.help);
      EXPECT_EQ(p.series.empty(), p.number == 0) << p.name;
      if (p.number > 0) {
        EXPECT_EQ(p.series + std::to_string(p.number), p.name);
      }
    }
  }
}

// Proves that parameters that come in any number share an id, whatever the line asks for.
TEST(Describe, NumberedParametersShareAnId) {
  RunLine line;
  ASSERT_FALSE(read_run_line("tasks=bernoulli-bandit&arms=12", line).refused());
  const std::string said = describe(line);
  EXPECT_NE(said.find("{\"name\":\"p12\",\"id\":\"p\",\"number\":12,\"unit\":\"\",\"low\":0,\"high\":1,"
                      "\"help\":\"chance that arm 12 pays\"}"),
            std::string::npos)
      << said;
  ASSERT_FALSE(read_run_line("tasks=sinusoid", line).refused());
  EXPECT_NE(describe(line).find("{\"name\":\"phase\",\"id\":\"phase\",\"unit\":\"rad\","), std::string::npos);
}

// Proves that ranges are said as the line has them, not as the task's number type rounds them.
TEST(Describe, RangesAreThoseOfTheLine) {
  RunLine line;
  ASSERT_FALSE(read_run_line("tasks=sinusoid&phase_low=0.7", line).refused());
  for (const char* range : {"\"low\":0.1,\"high\":5,", "\"low\":0.7,\"high\":3.141592653589793,"})
    EXPECT_NE(describe(line).find(range), std::string::npos) << describe(line);
  ASSERT_FALSE(read_run_line("tasks=cart-pole", line).refused());
  EXPECT_NE(describe(line).find("\"low\":0.05,\"high\":0.5,"), std::string::npos) << describe(line);
}

// Proves that a learner that several families say something else of is told for each of them, and that only what
// differs is.
TEST(Describe, TellsYardsticksOfOneNameApart) {
  const std::string all = describe();
  EXPECT_NE(all.find("{\"name\":\"greedy\",\"title\":\"Greedy\",\"help\":\"Pulls the arm with the largest posterior "
                     "mean.\",\"source\":\"Duan et al. 2016\",\"on\":{\"tabular-mdp\":{\"title\":\"Greedy\",\"help\":"
                     "\"Acts as would be best if the task were what it expects it to be.\",\"source\":\"Duan et al. "
                     "2016\"}},\"adapts\":\"rule\""),
            std::string::npos)
      << all;
  int several = 0;
  for (const LearnerEntry& learner : learners()) {
    const std::size_t begin = all.find("{\"name\":\"" + learner.name + "\",\"title\"", all.find("\"learners\":"));
    ASSERT_NE(begin, std::string::npos) << learner.name;
    const std::string said = all.substr(begin, all.find("\"families\":", begin) - begin);
    for (const FamilyEntry& family : families()) {
      const YardstickEntry* yardstick = find_yardstick(family, learner.name);
      const bool own = yardstick && texts_of(*yardstick) != texts_of(learner);
      EXPECT_EQ(said.find("\"" + family.name + "\":{\"title\"") != std::string::npos, own)
          << learner.name << " on " << family.name;
      several += own;
    }
  }
  EXPECT_EQ(several, 3);  // greedy on MDPs, bayes-optimal on grids and in games
}

}  // namespace
}  // namespace metarl::testing
