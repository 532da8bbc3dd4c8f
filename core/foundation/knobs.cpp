#include "foundation/knobs.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string_view>

#include "foundation/decimal.h"
#include "foundation/refuse.h"
#include "foundation/split.h"

namespace metarl {

namespace {

const std::string kNothing;

bool read_unsigned(const std::string& text, std::uint64_t& value) {
  if (text.empty() || text.size() > 20) return false;
  value = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return false;
    const std::uint64_t digit = static_cast<std::uint64_t>(c - '0');
    if (value > (UINT64_MAX - digit) / 10) return false;
    value = value * 10 + digit;
  }
  return true;
}

constexpr int kMostLayers = 4, kHashDigits = 16;
// Of a list of candidates, beside letters and digits.
constexpr std::string_view kMarks = "_-.,~:;";
constexpr std::size_t kLongestCandidates = 2000;

}  // namespace

const std::string* Settings::find(const std::string& name) const {
  for (const KnobValue& v : values_)
    if (v.first == name) return &v.second;
  return nullptr;
}

void Settings::set(const std::string& name, const std::string& text) {
  for (KnobValue& v : values_) {
    if (v.first == name) {
      v.second = text;
      return;
    }
  }
  values_.emplace_back(name, text);
}

const std::string& Settings::text(const std::string& name) const {
  const std::string* text = find(name);
  return text ? *text : kNothing;
}

double Settings::real(const std::string& name) const {
  double value = 0;
  read_real(text(name), value);
  return value;
}

std::uint64_t Settings::seed(const std::string& name) const {
  std::uint64_t value = 0;
  read_unsigned(text(name), value);
  return value;
}

std::vector<int> Settings::sizes(const std::string& name) const {
  std::vector<int> result;
  if (text(name) == "none") return result;
  for (const std::string& part : split(text(name), ',')) result.push_back(std::atoi(part.c_str()));
  return result;
}

namespace {

// The refusal of a text that a knob of this type does not take.
Refusal refuse_value(const Knob& knob, const std::string& text) {
  const RefusalArgument value{"value", printable(text)}, low{"low", format_real(knob.low)},
      high{"high", format_real(knob.high)};
  switch (knob.type) {
    case KnobType::integer:
      return refuse(knob.name, "knob.whole", {value, low, high});
    case KnobType::real:
      return refuse(knob.name, "knob.real", {value, low, high});
    case KnobType::sizes:
      return refuse(knob.name, "knob.sizes", {value, {"most", kMostLayers}, low, high});
    case KnobType::seed:
      return refuse(knob.name, "knob.whole", {value, {"low", 0}, {"high", UINT64_MAX}});
    case KnobType::hash:
      return refuse(knob.name, "knob.hash", {value, {"digits", kHashDigits}});
    case KnobType::candidates:
      return refuse(knob.name, "knob.candidates", {value});
    case KnobType::choice:
      break;
  }
  if (knob.choices.size() == 1) return refuse(knob.name, "knob.only-choice", {value, {"choice", knob.choices[0]}});
  return refuse(knob.name, "knob.choice", {value, {"choices", knob.choices}});
}

// Rewrites a text canonically; false where the knob does not take it.
bool take_value(const Knob& knob, const std::string& text, std::string& canonical) {
  double value = 0;
  std::uint64_t whole = 0;
  switch (knob.type) {
    case KnobType::integer:
      if (!read_real(text, value) || value != std::floor(value) || value < knob.low || value > knob.high) return false;
      // Without an exponent, however large.
      canonical = std::to_string(static_cast<long long>(value));
      return true;
    case KnobType::real:
      if (!read_real(text, value) || value < knob.low || value > knob.high) return false;
      canonical = format_real(value == 0 ? 0 : value);
      return true;
    case KnobType::choice:
      if (std::find(knob.choices.begin(), knob.choices.end(), text) == knob.choices.end()) return false;
      canonical = text;
      return true;
    case KnobType::sizes: {
      if (text == "none") {
        canonical = text;
        return true;
      }
      if (text.size() > 100) return false;
      const std::vector<std::string> parts = split(text, ',');
      if (parts.size() > kMostLayers) return false;
      std::string list;
      for (const std::string& part : parts) {
        if (!read_unsigned(part, whole) || static_cast<double>(whole) < knob.low ||
            static_cast<double>(whole) > knob.high)
          return false;
        list += (list.empty() ? "" : ",") + std::to_string(whole);
      }
      canonical = list;
      return true;
    }
    case KnobType::seed:
      if (!read_unsigned(text, whole)) return false;
      canonical = std::to_string(whole);
      return true;
    case KnobType::hash:
      if (text != "none") {
        if (text.size() != kHashDigits) return false;
        for (char c : text)
          if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) return false;
      }
      canonical = text;
      return true;
    case KnobType::candidates:
      // Which learners and knobs there are is not known here.
      if (text.empty() || text.size() > kLongestCandidates) return false;
      for (char c : text)
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
              kMarks.find(c) != std::string_view::npos))
          return false;
      canonical = text;
      return true;
  }
  return false;
}

}  // namespace

Refusal check_knob(const Knob& knob, const std::string& text, std::string& canonical) {
  return take_value(knob, text, canonical) ? Refusal{} : refuse_value(knob, text);
}

}  // namespace metarl
