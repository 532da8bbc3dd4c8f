#include "cases.h"

#include <algorithm>

#include "foundation/decimal.h"
#include "lab/knob_table.h"
#include "lab/limits.h"
#include "support.h"

namespace metarl::testing {

std::string Pair::name() const {
  std::string name = learner->name + "_on_" + family->name;
  for (char& c : name)
    if (c == '-') c = '_';
  return name;
}

std::vector<std::string> Pair::outers() const {
  const std::vector<std::string> list = choices_for("outer", *learner, *family);
  return list.empty() ? std::vector<std::string>{""} : list;
}

std::vector<Pair> all_pairs() {
  std::vector<Pair> pairs;
  for (const LearnerEntry& learner : learners())
    for (const FamilyEntry& family : families())
      if (fits(learner, family)) pairs.push_back({&learner, &family});
  return pairs;
}

namespace {

RunLine understood(const std::string& line) {
  RunLine run;
  const Refusal refusal = read_run_line(line, run);
  EXPECT_FALSE(refusal.refused()) << line << ": " << refusal.message;
  return run;
}

std::string text_of(double number) { return std::to_string(static_cast<long long>(number)); }

// A value for a knob of size; "" for other knobs.
std::string sized(const RunLine& run, const Knob& knob, int size) {
  if (knob.type == KnobType::sizes) return size <= 1 ? "none" : std::to_string(size);
  if (knob.type != KnobType::integer) return "";
  // Fewer steps than these are refused whatever else is set.
  const double low = knob.name == "test_steps" ? evaluation_steps(*run.learner).fewest : knob.low;
  return text_of(std::clamp(static_cast<double>(size), low, knob.high));
}

}  // namespace

std::string small_line(const Pair& pair, const std::string& outer, int size) {
  std::string line = line_of(*pair.learner, *pair.family, outer);
  const RunLine run = understood(line);
  for (const Knob& knob : knob_table())
    if (const std::string value = sized(run, knob, size); !value.empty() && run.settings.has(knob.name))
      line += "&" + knob.name + "=" + value;
  // A rule that plans whole episodes says how many steps they take.
  RunLine whole;
  const Refusal refusal = read_run_line(line, whole);
  if (refusal.code == "episode.too-short")
    for (const RefusalArgument& argument : refusal.arguments)
      if (argument.name == "least") line = with(line, refusal.key, argument.texts[0]);
  return line;
}

std::vector<std::string> ends(const RunLine& run, const Knob& knob) {
  for (const char* name : {"learner", "tasks", "outer", "init"})
    if (knob.name == name) return {};
  switch (knob.type) {
    case KnobType::integer:
      return {text_of(knob.low), text_of(knob.high)};
    case KnobType::real:
      return {format_real(knob.low), format_real(knob.high)};
    case KnobType::choice:
      return choices_for(knob.name, *run.learner, *run.family);
    case KnobType::sizes: {
      const std::string low = text_of(knob.low), high = text_of(knob.high);
      return {"none", low, low + "," + low + "," + low + "," + low, high, high + "," + high + "," + high + "," + high};
    }
    case KnobType::seed:
      return {"0", "18446744073709551615"};
    case KnobType::candidates:
      return {"scratch;rl2", "rl2;rl2;rl2;rl2;rl2;rl2;rl2;rl2", "maml~inner_steps:10;rl2~memory:512;varibad~latent:64;pearl"};
    case KnobType::hash:
      break;
  }
  return {};
}

namespace {

// The line without its fields of that key.
std::string without(const std::string& line, const std::string& key) {
  std::string result;
  const std::string own = key + "=";
  for (std::size_t begin = 0; begin < line.size();) {
    const std::size_t end = std::min(line.find('&', begin), line.size());
    if (line.compare(begin, own.size(), own) != 0) result += (result.empty() ? "" : "&") + line.substr(begin, end - begin);
    begin = end + 1;
  }
  return result;
}

// The line without the knobs that do not apply to it.
std::string without_misplaced(std::string line) {
  for (RunLine run;;) {
    const Refusal refusal = read_run_line(line, run);
    if (refusal.code.rfind("knob.misplaced", 0) != 0) return line;
    line = without(line, refusal.key);
  }
}

}  // namespace

std::string with(const std::string& line, const std::string& key, const std::string& value) {
  return without(line, key) + "&" + key + "=" + value;
}

std::vector<std::string> lines_at_ends(const std::string& line, bool all_knobs) {
  std::vector<std::string> list;
  const RunLine run = understood(line);
  // The ends of the knobs that `own` has; where it is not the run itself, of those that the run lacks.
  const auto add = [&](const std::string& text, const RunLine& own) {
    for (const KnobValue& value : own.settings.all()) {
      const Knob& knob = *find_knob(value.first);
      if (!all_knobs && knob.group != "outer loop") continue;
      if (&own != &run && run.settings.has(knob.name)) continue;
      for (const std::string& end : ends(own, knob)) list.push_back(with(text, knob.name, end));
    }
  };
  add(line, run);
  for (const DecidingKnob& deciding : kDeciding) {
    if (!run.settings.has(deciding.name)) continue;
    for (const std::string& choice : ends(run, *find_knob(deciding.name))) {
      const std::string other = without_misplaced(with(line, deciding.name, choice));
      add(other, understood(other));
    }
  }
  return list;
}

std::vector<std::string> random_lines(const std::string& line, std::uint32_t which, int count) {
  const RunLine run = understood(line);
  Numbers numbers(which);
  std::vector<std::string> list;
  for (int i = 0; i < count; ++i) {
    std::string drawn = line;
    for (int changes = 2 + numbers.index(4); changes > 0; --changes) {
      const std::vector<KnobValue>& all = run.settings.all();
      const std::string& key = all[static_cast<std::size_t>(numbers.index(static_cast<int>(all.size())))].first;
      const std::vector<std::string> choices = ends(run, *find_knob(key));
      if (choices.empty()) continue;
      drawn = with(drawn, key, choices[static_cast<std::size_t>(numbers.index(static_cast<int>(choices.size())))]);
    }
    list.push_back(drawn);
  }
  return list;
}

}  // namespace metarl::testing
