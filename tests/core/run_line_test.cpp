// The run line: one form for every run, and a sentence for everything that is not one.
#include "foundation/hash.h"
#include "lab/companion.h"
#include "lab/describe.h"
#include "refusals.h"

namespace metarl::testing {
namespace {

Refusal refuse(const std::string& text) {
  RunLine line;
  line.settings.set("mark", "kept");
  const Refusal refusal = read_run_line(text, line);
  EXPECT_TRUE(refusal.refused()) << text << " was understood";
  EXPECT_EQ(line.settings.text("mark"), "kept") << text << " changed the result all the same";
  expect_sound(refusal);
  return refusal;
}

// Calls f(line) for every learner, family, preset and outer, but for games that are too large for a rule to plan.
template <class F>
void for_each_line(F&& f) {
  for_each_combination([&](const LearnerEntry& learner, const FamilyEntry& family, const std::string& outer) {
    for (const Preset& preset : family.presets) {
      const std::string text = line_of(learner, family, outer) + "&preset=" + preset.name;
      RunLine line;
      if (read_run_line(text, line).code != "trial.too-many-positions") f(text);
    }
  });
}

// Proves that the canonical form spells every knob out and is its own canonical form, for every learner, family, preset
// and outer.
TEST(RunLine, CanonicalFormIsIdempotent) {
  int count = 0;
  for_each_line([&](const std::string& text) {
    const RunLine line = read(text), again = read(line.canonical());
    EXPECT_EQ(again.canonical(), line.canonical());
    EXPECT_EQ(again.settings.all(), line.settings.all());
    ++count;
  });
  EXPECT_GE(count, 6 * 19);
}

// Proves that the brief form means the same run and is no longer, for every learner, family, preset and outer, with and
// without further settings.
TEST(RunLine, BriefFormMeansTheSame) {
  for_each_line([&](const std::string& text) {
    for (const std::string more : {"", "&seed=99&hidden=7&meta_batch_size=3&inner_lr=0.25&test_steps=2",
                                   "&block=2&inner_lr=0.5@7&test_tasks=5@3"}) {
      if (more.find('@') != std::string::npos && text.find("meta-sgd") != std::string::npos) continue;
      const RunLine line = read(with_more(text, more));
      EXPECT_EQ(read(line.brief()).canonical(), line.canonical()) << line.brief();
      EXPECT_LE(line.brief().size(), line.canonical().size());
    }
  });
  EXPECT_EQ(read("").brief(), "learner=maml&tasks=point-navigation");
  EXPECT_EQ(read("critic=learned&inner=ppo&inner_clip=0.2&inner_epochs=2").brief(),
            "learner=maml&tasks=point-navigation&inner=ppo&critic=learned&inner_epochs=2");
  for (const std::string shots : {"&shots=5", "&shots=5&test_shots=5", "&shots=5&test_shots=10", "&test_shots=3"}) {
    const RunLine line = read("tasks=sinusoid" + shots);
    EXPECT_EQ(read(line.brief()).canonical(), line.canonical()) << line.brief();
  }
}

// Proves the order in which a value is looked for: line, preset, learner, family, table.
TEST(RunLine, DefaultsComeInTheirOrder) {
  EXPECT_EQ(read("tasks=sinusoid").settings.text("inner_lr"), "0.01");                               // family
  EXPECT_EQ(read("tasks=sinusoid&preset=maml-code").settings.text("inner_lr"), "0.001");             // preset
  EXPECT_EQ(read("tasks=sinusoid&preset=maml-code&inner_lr=0.5").settings.text("inner_lr"), "0.5");  // line
  EXPECT_EQ(read("tasks=boolean&learner=reptile").settings.text("inner_steps"), "5");  // learner before family
  EXPECT_EQ(read("tasks=sinusoid").settings.text("seed"), "1");                        // table
  EXPECT_EQ(read("tasks=sinusoid&shots=5").settings.text("test_shots"), "5");
  EXPECT_EQ(read("").settings.text("outer"), "trpo");
}

// Proves that order of keys, empty parts, a leading # or ? and percent-encoding do not matter.
TEST(RunLine, FormsOfTheSameLine) {
  const std::string canonical = read("learner=anil&tasks=sinusoid&hidden=8,9&seed=3").canonical();
  for (const std::string same :
       {"seed=3&hidden=8,9&tasks=sinusoid&learner=anil", "#learner=anil&tasks=sinusoid&hidden=8,9&seed=3",
        "?learner=anil&&tasks=sinusoid&hidden=8%2C9&seed=3&", "learner=%61nil&t%61sks=sinusoid&hidden=8%2c9&seed=03"})
    EXPECT_EQ(read(same).canonical(), canonical) << same;
  EXPECT_EQ(refuse("seed=%").key, "seed");
  EXPECT_EQ(refuse("seed=%3").key, "seed");
  EXPECT_EQ(refuse("seed=%zz").key, "seed");
  EXPECT_EQ(refuse("seed=%00").key, "seed");
}

// Proves that a knob may be changed from a meta-iteration on, sorted by it, and that such a change survives the
// canonical form.
TEST(RunLine, ChangesFollowTheirIteration) {
  const RunLine line = read("tasks=sinusoid&outer_lr=0.005@30&outer_lr=0.0100@5&inner_lr=1@30&order=1@0");
  ASSERT_EQ(line.changes.size(), 4u);
  EXPECT_EQ(line.changes[0].key, "order");
  EXPECT_EQ(line.changes[1].iteration, 5u);
  EXPECT_EQ(line.changes[1].value, "0.01");
  EXPECT_EQ(line.settings.text("outer_lr"), "0.001");
  const std::string canonical = line.canonical();
  EXPECT_NE(canonical.find("&outer_lr=0.01@5&outer_lr=0.005@30&inner_lr=1@30"), std::string::npos) << canonical;
  EXPECT_EQ(read(canonical).canonical(), canonical);
  EXPECT_EQ(refuse("tasks=sinusoid&outer_lr=0.01@5&outer_lr=0.02@5").key, "outer_lr");
  for (const std::string bad : {"@", "@x", "@-1", "@1.5", "@1000000000", "@1 "})
    EXPECT_EQ(refuse("tasks=sinusoid&outer_lr=0.1" + bad).key, "outer_lr") << bad;
  // Only live knobs may change, and Meta-SGD's inner_lr is not live.
  EXPECT_NE(refuse("tasks=sinusoid&hidden=8@5").message.find("cannot change"), std::string::npos);
  EXPECT_EQ(refuse("tasks=sinusoid&learner=meta-sgd&inner_lr=0.1@5").key, "inner_lr");
  EXPECT_EQ(refuse("tasks=sinusoid&learner=maml@5").key, "learner");
  EXPECT_EQ(refuse("tasks=sinusoid&outer_lr=1000@5").key, "outer_lr");
  EXPECT_EQ(refuse("tasks=sinusoid&max_kl=0.1@5").key, "max_kl");
  std::string many = "tasks=sinusoid";
  for (int i = 0; i < 501; ++i) many += "&clip=1@" + std::to_string(i);
  refuse(many);
}

// Proves that each sentence names the key, the value and what is allowed.
TEST(RunLine, SentencesNameKeyValueAndWhatIsAllowed) {
  struct Case {
    std::string line, key;
    std::vector<std::string> words;
  };
  const Case cases[] = {
      {"inner_lr=fast", "inner_lr", {"inner_lr", "\"fast\"", "a number from 0 to 100"}},
      {"inner_lr=-1", "inner_lr", {"\"-1\"", "from 0 to 100"}},
      {"inner_steps=1.5", "inner_steps", {"\"1.5\"", "a whole number from 1 to 10"}},
      {"inner_steps=11", "inner_steps", {"\"11\"", "from 1 to 10"}},
      {"hidden=40,300", "hidden", {"\"40,300\"", "from 1 to 256", "or none"}},
      {"seed=18446744073709551616", "seed", {"\"18446744073709551616\"", "18446744073709551615"}},
      {"init=abc", "init", {"\"abc\"", "16 hexadecimal digits"}},
      {"learner=mamal",
       "learner",
       {"\"mamal\"", "maml, anil, meta-sgd, cavia, e-maml, promp, es-maml, reptile, pretrained, scratch"}},
      {"tasks=mujoco", "tasks", {"\"mujoco\"", "point-navigation, cart-pole, sinusoid, boolean"}},
      {"preset=maml-code", "preset", {"\"maml-code\"", "tasks=point-navigation", "corners"}},
      {"tasks=sinusoid&outer=trpo", "outer", {"\"trpo\"", "adam", "learner=maml", "tasks=sinusoid"}},
      {"learner=reptile&outer=adam", "outer", {"\"adam\"", "sgd, the only choice", "learner=reptile"}},
      {"nner_lr=1", "nner_lr", {"\"nner_lr\" is not a knob", "inner_lr", "meta_batch_size"}},
      {"<img src=x>=1", "<img src", {"\"<img src\" is not a knob"}},
      {"inner_lr", "", {"\"inner_lr\"", "key=value"}},
      {"=3", "", {"\"=3\"", "key=value"}},
      {"seed=1&seed=2", "seed", {"seed", "twice"}},
      {"tasks=sinusoid&horizon=5", "horizon", {"horizon does not apply", "learner=maml", "tasks=sinusoid"}},
      {"learner=scratch&outer_lr=5", "outer_lr", {"outer_lr does not apply", "learner=scratch"}},
      {"learner=scratch&outer=adam", "outer", {"outer"}},
      {"outer_lr=5", "outer_lr", {"outer_lr does not apply", "outer=trpo"}},
      {"learner=pretrained&inner_steps=2", "inner_steps", {"inner_steps does not apply", "learner=pretrained"}},
      {"learner=reptile&order=1", "order", {"order does not apply", "learner=reptile"}},
      {"tasks=cart-pole&noise=1", "noise", {"noise does not apply", "tasks=cart-pole"}},
      {"tasks=sinusoid&amplitude_low=4&amplitude_high=2",
       "amplitude_low",
       {"amplitude_low is 4", "at most amplitude_high", "2"}},
  };
  for (const Case& c : cases) {
    const Refusal refusal = refuse(c.line);
    EXPECT_EQ(refusal.key, c.key) << c.line;
    for (const std::string& word : c.words)
      EXPECT_NE(refusal.message.find(word), std::string::npos)
          << c.line << ": " << refusal.message << " lacks " << word;
  }
  EXPECT_NE(refuse("seed=" + std::string(70000, '1')).message.find("65536"), std::string::npos);
}

// Proves that every sentence stays one printable line (refuse looks), however hostile the text.
TEST(RunLine, SentencesArePrintable) {
  for (const std::string& hostile :
       {std::string("seed=\0\x01", 7), std::string("seed=\xff\xfe"), std::string("\x1b]0;x\x07=1"),
        std::string("%0a%0d=%00"), "inner_lr=" + std::string(4000, 'A'), std::string(4000, '='),
        "k\n" + std::string(4000, 'k') + "=1@x"})
    refuse(hostile);
}

// Proves that each learner that fits a line's family has a companion line on the same tasks with the same seed; a rule
// that cannot plan such a game says so.
TEST(RunLine, CompanionsShareTheTasks) {
  for_each_line([&](const std::string& text) {
    const RunLine line = read(with_more(text, "&seed=17&hidden=11&test_tasks=6&init=0123456789abcdef"));
    for (const LearnerEntry& learner : learners()) {
      if (!fits(learner, *line.family)) continue;
      RunLine other;
      const Refusal refusal = companion_line(line, learner.name, other);
      if (refusal.code == "trial.too-many-positions") continue;
      ASSERT_FALSE(refusal.refused()) << refusal.message;
      EXPECT_EQ(other.learner->name, learner.name);
      for (const std::string key : {"tasks", "preset", "seed", "hidden", "test_tasks", "inner_lr", "meta_batch_size"}) {
        if (!other.settings.has(key) || !line.settings.has(key)) continue;
        const bool searches = learner.adapts == Adapts::search, run_searches = line.learner->adapts == Adapts::search;
        if (key == "inner_lr" && (learner.has_context != line.learner->has_context || searches != run_searches))
          continue;
        EXPECT_EQ(other.settings.text(key), line.settings.text(key))
            << key << " of " << learner.name << " beside " << text;
      }
      EXPECT_EQ(other.settings.text("init"), "none");
    }
  });
}

// Proves that a context's step size is no other learner's: a companion has its own.
TEST(RunLine, CompanionsOfAContextHaveTheirOwnStepSize) {
  RunLine other;
  ASSERT_FALSE(companion_line(read("learner=cavia&tasks=sinusoid"), "pretrained", other).refused());
  EXPECT_EQ(other.settings.text("inner_lr"), "0.01");
  ASSERT_FALSE(companion_line(read("learner=maml&tasks=sinusoid&inner_lr=0.002"), "cavia", other).refused());
  EXPECT_EQ(other.settings.text("inner_lr"), "1");
}

// Proves that a companion steps its outer loop as the line does, where it has such a one among others.
TEST(RunLine, CompanionsShareTheOuterLoopWhereTheyCan) {
  RunLine other;
  ASSERT_FALSE(
      companion_line(read("learner=promp&tasks=cart-pole&outer=sgd&outer_lr=0.02"), "pretrained", other).refused());
  EXPECT_EQ(other.settings.text("outer"), "sgd");
  EXPECT_EQ(other.settings.text("outer_lr"), "0.02");
  ASSERT_FALSE(companion_line(read("tasks=cart-pole&outer=trpo&max_kl=0.02"), "promp", other).refused());
  EXPECT_EQ(other.settings.text("outer"), "adam");
  ASSERT_FALSE(companion_line(read("learner=reptile&tasks=cart-pole&outer_lr=0.25"), "maml", other).refused());
  EXPECT_EQ(other.settings.text("outer"), "trpo");
}

// Proves that companions adapt as the line says, with all knobs that this brings, where they can.
TEST(RunLine, CompanionsShareTheInnerLoss) {
  RunLine other;
  const RunLine line = read("tasks=cart-pole&inner=ppo&inner_epochs=2&inner_clip=0.3");
  ASSERT_FALSE(companion_line(line, "pretrained", other).refused());
  for (const std::string key : {"inner", "inner_epochs", "inner_clip"})
    EXPECT_EQ(other.settings.text(key), line.settings.text(key));
  ASSERT_FALSE(companion_line(line, "promp", other).refused());
  EXPECT_FALSE(other.settings.has("inner"));
  ASSERT_FALSE(companion_line(read("learner=promp&tasks=cart-pole"), "maml", other).refused());
  EXPECT_EQ(other.settings.text("inner"), "reinforce");
}

// Proves that a run too large for a page is refused with a sentence that says how large and what to make smaller.
TEST(RunLine, RefusesRunsThatNeedTooMuchMemory) {
  RunPointer run;
  const Refusal refusal = LabRun::create("meta_batch_size=1000&episodes=100&horizon=200", nullptr, run);
  EXPECT_EQ(refusal.key, "meta_batch_size");
  EXPECT_NE(refusal.message.find("GB"), std::string::npos);
  EXPECT_NE(refusal.message.find("horizon"), std::string::npos);
  EXPECT_EQ(run, nullptr);
}

// Counts unescaped quotes and brackets: enough to see that JSON text is closed.
bool balanced(const std::string& json) {
  std::string open;
  bool quoted = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (static_cast<unsigned char>(c) < 32) return false;
    if (quoted) {
      if (c == '\\')
        ++i;
      else if (c == '"')
        quoted = false;
    } else if (c == '"') {
      quoted = true;
    } else if (c == '{' || c == '[') {
      open += c == '{' ? '}' : ']';
    } else if (c == '}' || c == ']') {
      if (open.empty() || open.back() != c) return false;
      open.pop_back();
    }
  }
  return open.empty() && !quoted;
}

// Proves that what the core says of itself is closed JSON that names every knob, family, preset and learner, whatever a
// stranger wrote.
TEST(Describe, IsClosedJson) {
  const std::string all = describe();
  EXPECT_TRUE(balanced(all));
  for (const Knob& knob : knob_table()) EXPECT_NE(all.find("\"name\":\"" + knob.name + "\""), std::string::npos);
  for (const LearnerEntry& learner : learners()) EXPECT_NE(all.find("\"" + learner.name + "\""), std::string::npos);
  for_each_line([&](const std::string& text) {
    const RunLine line = read(text);
    const std::string json = describe(line);
    EXPECT_TRUE(balanced(json));
    EXPECT_NE(json.find(line.canonical()), std::string::npos);
  });
  for (const std::string hostile : {"\"}]<script>=\"", "\\=\\", "a\nb=1"})
    EXPECT_TRUE(balanced(describe(refuse(hostile)))) << hostile;
}

}  // namespace
}  // namespace metarl::testing
