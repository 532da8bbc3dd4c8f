// Knobs: the named settings of a run. One table holds all that is known of each; the parser, the validation, the page's
// controls, the docs' tables and the error messages are made from it, so a new knob is written once.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "foundation/refusal.h"

namespace metarl {

enum class KnobType {
  integer,
  real,
  choice,  // one of `choices`
  sizes,   // integers separated by commas, or "none"
  seed,    // an unsigned 64-bit integer, in decimal
  hash,    // 16 hex digits, or "none"
  candidates,  // learners with their knobs: LEARNER~KNOB:VALUE;...
};

struct Knob {
  std::string name;
  KnobType type = KnobType::real;
  std::string fallback;  // the default, as it would stand in a run line
  double low = 0, high = 0;
  std::vector<std::string> choices;
  std::string unit, help;
  bool live = false;  // may change while the run goes on
  std::string group;  // where the page shows it
};

using KnobValue = std::pair<std::string, std::string>;

// Knob values by name, as canonical text.
class Settings {
 public:
  void set(const std::string& name, const std::string& text);
  bool has(const std::string& name) const { return find(name) != nullptr; }
  // The text of a knob; "" where it is not set.
  const std::string& text(const std::string& name) const;
  double real(const std::string& name) const;
  int integer(const std::string& name) const { return static_cast<int>(real(name)); }
  std::uint64_t seed(const std::string& name) const;
  std::vector<int> sizes(const std::string& name) const;
  const std::vector<KnobValue>& all() const { return values_; }

 private:
  const std::string* find(const std::string& name) const;
  std::vector<KnobValue> values_;
};

// Checks a text against a knob and rewrites it canonically (shortest decimal that reads back to the same number).
// Refuses one that the knob does not take; `canonical` is then as it was.
Refusal check_knob(const Knob& knob, const std::string& text, std::string& canonical);

}  // namespace metarl
