#include "lab/describe.h"

#include "foundation/refuse.h"
#include "lab/build_id.h"
#include "lab/json.h"
#include "lab/run_adaptation.h"
#include "lab/statistics.h"

namespace metarl {

namespace {

// In the order of the enumeration.
const char* const kPhases[] = {"sample", "collect", "adapt", "evaluate", "update"};

const char* type_name(KnobType type) {
  switch (type) {
    case KnobType::integer:
      return "integer";
    case KnobType::real:
      return "real";
    case KnobType::choice:
      return "choice";
    case KnobType::sizes:
      return "sizes";
    case KnobType::seed:
      return "seed";
    case KnobType::candidates:
      return "candidates";
    case KnobType::hash:
      return "hash";
  }
  return "";
}

void write_knob(Json& json, const Knob& knob) {
  json.begin_object().member("name", knob.name).member("type", type_name(knob.type)).member("default", knob.fallback);
  if (knob.type == KnobType::integer || knob.type == KnobType::real || knob.type == KnobType::sizes)
    json.member("low", knob.low).member("high", knob.high);
  if (knob.type == KnobType::choice) json.member("choices", knob.choices);
  json.member("unit", knob.unit)
      .member("help", knob.help)
      .member("live", knob.live)
      .member("group", knob.group)
      .end_object();
}

void write_parameters(Json& json, const Family& family) {
  json.key("parameters").begin_array();
  for (const TaskParameter& p : family.parameters()) {
    json.begin_object().member("name", p.name).member("id", p.series.empty() ? p.name : p.series);
    if (p.number > 0) json.member("number", p.number);
    json.member("unit", p.unit).member("low", p.low).member("high", p.high).member("help", p.help).end_object();
  }
  json.end_array();
}

template <class Entry>
void write_learner_texts(Json& json, const Entry& entry) {
  json.member("title", entry.title).member("help", entry.help).member("source", entry.source);
}

// Yardsticks of one name are one learner, whose texts are those of the first family that has it; another family may say
// something else of its own.
void write_texts_of_families(Json& json, const LearnerEntry& learner) {
  json.key("on").begin_object();
  for (const FamilyEntry& family : families()) {
    const YardstickEntry* own = find_yardstick(family, learner.name);
    if (!own || (own->title == learner.title && own->help == learner.help && own->source == learner.source)) continue;
    json.key(family.name).begin_object();
    write_learner_texts(json, *own);
    json.end_object();
  }
  json.end_object();
}

void write_learner(Json& json, const LearnerEntry& entry) {
  json.begin_object().member("name", entry.name);
  write_learner_texts(json, entry);
  write_texts_of_families(json, entry);
  json.member("adapts", adapts_word(entry.adapts)).member("families", families_of(entry)).end_object();
}

void write_family(Json& json, const FamilyEntry& entry) {
  RunLine line;
  read_run_line("tasks=" + entry.name, line);
  const std::unique_ptr<Family> family = entry.make(line.settings);
  const bool supervised = entry.kind == Kind::supervised;
  json.begin_object().member("name", entry.name).member("title", entry.title).member("help", entry.help);
  json.member("kind", supervised ? "supervised" : "reinforcement");
  write_parameters(json, *family);
  json.key("presets").begin_array();
  for (const Preset& preset : entry.presets) {
    json.begin_object().member("name", preset.name).member("help", preset.help).key("values").begin_object();
    for (const KnobValue& value : preset.values) json.member(value.first, value.second);
    json.end_object().end_object();
  }
  json.end_array().member("drawing", entry.drawing);
  json.member("variables",
              supervised ? std::vector<std::string>{} : static_cast<const ReinforcementFamily&>(*family).variables());
  json.member("value", supervised ? "loss" : "return").member("oracle", entry.oracle);
  std::vector<std::string> yardsticks;
  for (const YardstickEntry& yardstick : entry.yardsticks) yardsticks.push_back(yardstick.name);
  json.member("learner", entry.learner).member("belief", entry.belief).member("yardsticks", yardsticks).end_object();
}

void write_scene(Json& json, const Family& family) {
  json.key("scene").begin_object();
  for (const SceneNumbers& entry : family.scene()) {
    if (!entry.list) {
      json.member(entry.name, entry.numbers[0]);
      continue;
    }
    json.key(entry.name).begin_array();
    for (double number : entry.numbers) json.value(number);
    json.end_array();
  }
  json.end_object();
}

void write_adaptation(Json& json, const RunLine& line) {
  const RunAdaptation adaptation = adaptation_of(line);
  json.key("adaptation")
      .begin_object()
      .member("count", count_word(adaptation.count))
      .member("trials", adaptation.trials)
      .member("learns", adaptation.learns)
      .member("brief", adaptation.brief)
      .member("summary", summary_word(adaptation.summary))
      .end_object();
  json.member("opening", opening_speed(line));
}

}  // namespace

std::string describe() {
  Json json;
  json.begin_object().member("build", build_id());
  json.member("phases", std::vector<std::string>(std::begin(kPhases), std::end(kPhases)));
  json.member("statistics", statistic_names());
  json.key("knobs").begin_array();
  for (const Knob& knob : knob_table()) write_knob(json, knob);
  json.end_array().key("families").begin_array();
  for (const FamilyEntry& entry : families()) write_family(json, entry);
  json.end_array().key("learners").begin_array();
  for (const LearnerEntry& entry : learners()) write_learner(json, entry);
  json.end_array().key("refusals").begin_array();
  for (const RefusalEntry& entry : kRefusals)
    json.begin_object()
        .member("code", entry.code)
        .member("template", entry.sentence)
        .member("arguments", arguments_of(entry))
        .end_object();
  return json.end_array().end_object().text();
}

std::string describe(const RunLine& line) {
  Json json;
  json.begin_object().member("status", "ok").member("line", line.canonical()).member("short", line.brief());
  json.key("values").begin_object();
  for (const KnobValue& value : line.settings.all()) json.member(value.first, value.second);
  json.end_object();
  const std::unique_ptr<Family> family = line.family->make(line.settings);
  write_parameters(json, *family);
  write_scene(json, *family);
  json.key("choices").begin_object();
  for (const KnobValue& value : line.settings.all()) {
    const std::vector<std::string> choices = choices_for(value.first, *line.learner, *line.family);
    if (!choices.empty()) json.member(value.first, choices);
  }
  json.end_object().key("live").begin_array();
  for (const KnobValue& value : line.settings.all())
    if (is_live(line, value.first)) json.value(value.first);
  json.end_array();
  write_adaptation(json, line);
  return json.end_object().text();
}

void write_refusal(Json& json, const Refusal& refusal) {
  json.member("key", refusal.key).member("code", refusal.code).member("message", refusal.message);
  json.key("args").begin_object();
  for (const RefusalArgument& argument : refusal.arguments) {
    if (argument.list)
      json.member(argument.name, argument.texts);
    else
      json.member(argument.name, argument.texts[0]);
  }
  json.end_object();
}

std::string describe(const Refusal& refusal) {
  Json json;
  json.begin_object().member("status", "refused");
  write_refusal(json, refusal);
  return json.end_object().text();
}

std::string describe(const RunStatus& status) {
  Json json;
  json.begin_object()
      .member("iteration", static_cast<int>(status.iteration))
      .member("phase", kPhases[static_cast<int>(status.phase)]);
  json.member("step", status.step).member("steps", status.steps).member("done", status.done);
  json.member("total", status.total).member("state", status.diverged ? "diverged" : "ready");
  write_refusal(json, status.divergence);
  return json.end_object().text();
}

void write_origin(Json& json, const Origin& origin) {
  if (origin.build.empty()) return;
  json.key("from")
      .begin_object()
      .member("build", origin.build)
      .member("iteration", static_cast<int>(origin.iteration))
      .member("hash", origin.hash)
      .end_object();
}

}  // namespace metarl
