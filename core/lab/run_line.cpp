#include "lab/run_line.h"

#include <algorithm>

#include "foundation/refuse.h"
#include "lab/candidates.h"
#include "lab/knob_table.h"

namespace metarl {

namespace {

const std::string* find_value(const std::vector<KnobValue>& values, const std::string& key) {
  for (const KnobValue& value : values)
    if (value.first == key) return &value.second;
  return nullptr;
}

const Preset* find_preset(const FamilyEntry& family, const std::string& name) {
  for (const Preset& preset : family.presets)
    if (preset.name == name) return &preset;
  return nullptr;
}

// A knob's value where the line does not say. `known` holds the knobs before it in the table.
std::string default_for(const Knob& knob, const Choice& choice, const Preset& preset, const Settings& known) {
  if (knob.name == "preset") return choice.family->presets[0].name;
  if (knob.name == "learner") return choice.learner->name;
  if (knob.name == "tasks") return choice.family->name;
  if (const std::string* v = find_value(preset.values, knob.name)) return *v;
  if (choice.family->kind == Kind::reinforcement)
    if (const std::string* v = find_value(choice.learner->reinforcement_defaults, knob.name)) return *v;
  if (const std::string* v = find_value(choice.learner->defaults, knob.name)) return *v;
  if (const std::string* v = find_value(choice.family->defaults, knob.name)) return *v;
  for (const char* narrowed : {"outer", "inner"})
    if (knob.name == narrowed) return choices_for(narrowed, *choice.learner, *choice.family)[0];
  // A reinforcement task's episodes are work enough for one quantum.
  if (knob.name == "block" && choice.family->kind == Kind::reinforcement && takes_inner_steps(choice.learner->adapts))
    return "1";
  // A trial is judged as long as it is trained.
  if (knob.name == "test_steps" && !takes_inner_steps(choice.learner->adapts) && known.has("episodes"))
    return std::to_string(known.integer("episodes") - 1);
  if (knob.name == "test_shots") return known.text("shots");
  return knob.fallback;
}

// The parts of an understood line that decide which knobs it has.
Choice choice_of(const RunLine& run) {
  const Settings& s = run.settings;
  return {run.learner, run.family, s.text("outer"), s.text("inner"), s.text("critic")};
}

// The name of the choice among these that would give the knob a place if it were another; "" where none would.
std::string keeps_out(const Knob& knob, const Choice& choice) {
  for (const auto& [name, value] : kDeciding) {
    if ((choice.*value).empty()) continue;
    Choice other = choice;
    for (const std::string& text : choices_for(name, *choice.learner, *choice.family)) {
      other.*value = text;
      if (applies(knob, other)) return name;
    }
  }
  return "";
}

// Why a known key has no place in this run.
Refusal misplaced(const Knob& knob, const Choice& choice) {
  const RefusalArgument learner{"learner", choice.learner->name}, family{"family", choice.family->name};
  if (const std::string other = keeps_out(knob, choice); !other.empty())
    return refuse(knob.name, "knob.misplaced-by",
                  {learner, family, {"other", other}, {"choice", other == "inner" ? choice.inner : choice.critic}});
  if (choice.outer.empty()) return refuse(knob.name, "knob.misplaced", {learner, family});
  return refuse(knob.name, "knob.misplaced-outer", {learner, family, {"outer", choice.outer}});
}

// X_low must not be above X_high.
Refusal check_ranges(const RunLine& run) {
  for (const KnobValue& value : run.settings.all()) {
    const std::size_t end = value.first.size();
    if (end < 4 || value.first.compare(end - 4, 4, "_low") != 0) continue;
    const std::string high = value.first.substr(0, end - 4) + "_high";
    if (run.settings.has(high) && run.settings.real(value.first) > run.settings.real(high))
      return refuse(value.first, "knob.low-above-high",
                    {{"value", value.second}, {"other", high}, {"high", run.settings.text(high)}});
  }
  return {};
}

// A learner and a family that do not go together.
Refusal check_fit(const LearnerEntry& learner, const FamilyEntry& family) {
  if (fits(learner, family)) return {};
  return refuse("learner", learner.misfit,
                {{"learner", learner.name}, {"family", family.name}, {"families", families_of(learner)}});
}

Refusal unknown_key(const std::string& key) {
  std::vector<std::string> names;
  for (const CommonKnob& entry : common_knobs()) names.push_back(entry.knob.name);
  return refuse(key, "line.unknown-key", {{"knobs", names}});
}

}  // namespace

std::vector<std::string> families_of(const LearnerEntry& learner) {
  std::vector<std::string> list;
  for (const FamilyEntry& family : families())
    if (fits(learner, family)) list.push_back(family.name);
  return list;
}

const Knob* find_knob(const std::string& key) {
  for (const Knob& knob : knob_table())
    if (knob.name == key) return &knob;
  return nullptr;
}

std::vector<std::string> choices_for(const std::string& key, const LearnerEntry& learner, const FamilyEntry& family) {
  if (key == "outer") return family.kind == Kind::supervised ? learner.supervised_outers : learner.reinforcement_outers;
  if (key == "inner") return learner.inners;
  std::vector<std::string> list;
  if (key == "preset") {
    for (const Preset& preset : family.presets) list.push_back(preset.name);
    return list;
  }
  const Knob* knob = find_knob(key);
  return knob ? knob->choices : list;
}

Refusal check_value(const RunLine& run, const std::string& key, const std::string& text, std::string& canonical) {
  const Knob* knob = find_knob(key);
  if (!knob) return unknown_key(key);
  // These have choices that depend on the learner or the family.
  if ((key != "outer" && key != "inner" && key != "preset") || !run.learner || !run.family) return check_knob(*knob, text, canonical);
  Knob narrowed = *knob;
  narrowed.choices = choices_for(key, *run.learner, *run.family);
  if (!check_knob(narrowed, text, canonical).refused()) return {};
  const RefusalArgument value{"value", printable(text)}, learner{"learner", run.learner->name},
      family{"family", run.family->name};
  if (narrowed.choices.size() == 1)
    return refuse(key, "knob.only-choice-here", {value, {"choice", narrowed.choices[0]}, learner, family});
  return refuse(key, "knob.choice-here", {value, {"choices", narrowed.choices}, learner, family});
}

Refusal check_change(const RunLine& run, const std::string& key, const std::string& text, std::string& canonical) {
  const Knob* knob = find_knob(key);
  if (!knob) return unknown_key(key);
  if (!run.settings.has(key)) return misplaced(*knob, choice_of(run));
  if (!is_live(run, key)) return refuse(key, "change.not-live");
  const Refusal wrong = check_value(run, key, text, canonical);
  if (wrong.refused()) return wrong;
  Settings changed = run.settings;
  changed.set(key, canonical);
  return check_trials(run, changed);
}

bool is_live(const RunLine& run, const std::string& key) {
  const Knob* knob = find_knob(key);
  return knob && knob->live && run.settings.has(key) && !(key == "inner_lr" && run.learner->learns_alpha);
}

Refusal check_trials(const RunLine& run, const Settings& settings) {
  if (run.learner->adapts == Adapts::choice) {
    RunLine line = run;
    line.settings = settings;
    std::string canonical;
    return read_candidates(line, canonical, nullptr);
  }
  if (run.learner->adapts != Adapts::rule) return {};
  const YardstickEntry& yardstick = *find_yardstick(*run.family, run.learner->name);
  return yardstick.refuse ? yardstick.refuse(settings) : Refusal{};
}

Refusal read_run_line(const std::string& line, RunLine& result) {
  std::vector<LinePair> pairs;
  Refusal refusal = split_line(line, pairs);
  if (refusal.refused()) return refusal;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const LinePair& pair = pairs[i];
    if (!find_knob(pair.key)) return unknown_key(pair.key);
    for (std::size_t j = 0; j < i; ++j)
      if (pairs[j].key == pair.key && pairs[j].has_iteration == pair.has_iteration &&
          pairs[j].iteration == pair.iteration)
        return refuse(pair.key, "line.twice");
  }

  RunLine run;
  std::string text;
  const LinePair* named = find_pair(pairs, "tasks");
  refusal = check_value(run, "tasks", named ? named->value : families()[0].name, text);
  if (refusal.refused()) return refusal;
  run.family = find_family(text);
  named = find_pair(pairs, "learner");
  refusal = check_value(run, "learner", named ? named->value : run.family->learner, text);
  if (refusal.refused()) return refusal;
  run.learner = find_learner(text);
  refusal = check_fit(*run.learner, *run.family);
  if (refusal.refused()) return refusal;
  const LinePair* preset_pair = find_pair(pairs, "preset");
  refusal = check_value(run, "preset", preset_pair ? preset_pair->value : run.family->presets[0].name, text);
  if (refusal.refused()) return refusal;
  const Preset& preset = *find_preset(*run.family, text);

  // The outer and the inner loop decide which knobs there are, so they are known before the table is gone through.
  Choice choice{run.learner, run.family, "", "", ""};
  const auto value_of = [&](const Knob& knob, std::string& canonical) {
    const LinePair* pair = find_pair(pairs, knob.name);
    return check_value(run, knob.name, pair ? pair->value : default_for(knob, choice, preset, run.settings), canonical);
  };
  if (!choices_for("outer", *run.learner, *run.family).empty()) {
    refusal = value_of(*find_knob("outer"), choice.outer);
    if (refusal.refused()) return refusal;
  }
  for (const auto& [name, value] : kDeciding) {
    const Knob& knob = *find_knob(name);
    if (!applies(knob, choice)) continue;
    refusal = value_of(knob, choice.*value);
    if (refusal.refused()) return refusal;
  }
  const auto take = [&](const Knob& knob, bool applies) -> Refusal {
    if (!applies) return find_pair(pairs, knob.name) ? misplaced(knob, choice) : Refusal{};
    std::string canonical;
    const Refusal wrong = value_of(knob, canonical);
    if (!wrong.refused()) run.settings.set(knob.name, canonical);
    return wrong;
  };
  for (const Knob& knob : knob_table()) {
    refusal = take(knob, applies(knob, choice));
    if (refusal.refused()) return refusal;
  }
  refusal = check_ranges(run);
  if (refusal.refused()) return refusal;
  if (run.settings.has("candidates")) {
    std::string canonical;
    refusal = read_candidates(run, canonical, nullptr);
    run.settings.set("candidates", canonical);
  } else {
    refusal = check_trials(run, run.settings);
  }
  if (refusal.refused()) return refusal;

  for (const LinePair& pair : pairs) {
    if (!pair.has_iteration) continue;
    if (!run.settings.has(pair.key)) return misplaced(*find_knob(pair.key), choice);
    if (!is_live(run, pair.key)) return refuse(pair.key, "line.not-live");
    std::string canonical;
    refusal = check_value(run, pair.key, pair.value, canonical);
    if (refusal.refused()) return refusal;
    run.changes.push_back({pair.iteration, pair.key, canonical});
  }
  if (run.changes.size() > kMostChanges) return refuse("", "line.too-many-changes", {{"most", kMostChanges}});
  std::stable_sort(run.changes.begin(), run.changes.end(),
                   [](const Change& a, const Change& b) { return a.iteration < b.iteration; });
  Settings later = run.settings;
  for (const Change& change : run.changes) {
    later.set(change.key, change.value);
    refusal = check_trials(run, later);
    if (refusal.refused()) return refusal;
  }
  result = std::move(run);
  return {};
}

std::string RunLine::canonical() const {
  std::string line;
  for (const KnobValue& value : settings.all()) line += (line.empty() ? "" : "&") + value.first + "=" + value.second;
  for (const Change& c : changes) line += "&" + c.key + "=" + c.value + "@" + std::to_string(c.iteration);
  return line;
}

std::string RunLine::brief() const {
  const std::string base = "learner=" + learner->name + "&tasks=" + family->name;
  std::string line = base;
  // Learner, family, preset, outer and how adaptation goes decide the other knobs and defaults, so they come first.
  const auto add = [&](const std::string& key) {
    RunLine without;
    if (read_run_line(line, without).refused() || without.settings.text(key) == settings.text(key)) return;
    line += "&" + key + "=" + settings.text(key);
  };
  add("preset");
  if (settings.has("outer")) add("outer");
  for (const auto& [name, value] : kDeciding)
    if (settings.has(name)) add(name);
  RunLine defaults;
  read_run_line(line, defaults);
  const std::string start = line;
  for (const KnobValue& value : settings.all()) {
    if (value.first == "shots") continue;
    if (value.first == "test_shots" && settings.has("shots")) {
      // test_shots follows shots where it is not set.
      if (settings.text("shots") != defaults.settings.text("shots")) line += "&shots=" + settings.text("shots");
      if (value.second != settings.text("shots")) line += "&test_shots=" + value.second;
      continue;
    }
    if (defaults.settings.text(value.first) != value.second) line += "&" + value.first + "=" + value.second;
  }
  for (const Change& c : changes) line += "&" + c.key + "=" + c.value + "@" + std::to_string(c.iteration);
  return line;
}

}  // namespace metarl
