#include "foundation/knobs.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace metarl {

namespace {

const std::string kNothing;

// A decimal number and nothing else: strtod alone would also take "inf", "nan", hexadecimal and leading blanks.
bool read_real(const std::string& text, double& value) {
  if (text.empty() || text.size() > 40) return false;
  bool digit = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c >= '0' && c <= '9') {
      digit = true;
    } else if (c == 'e' || c == 'E') {
      if (!digit) return false;
    } else if (c != '.' && c != '-' && c != '+') {
      return false;
    }
  }
  if (!digit) return false;
  char* end = nullptr;
  value = std::strtod(text.c_str(), &end);
  return *end == '\0' && std::isfinite(value);
}

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

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  while (true) {
    const std::size_t end = text.find(separator, begin);
    parts.push_back(text.substr(begin, end == std::string::npos ? end : end - begin));
    if (end == std::string::npos) return parts;
    begin = end + 1;
  }
}

constexpr int kMostLayers = 4;

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

double Settings::real(const std::string& name) const { return std::strtod(text(name).c_str(), nullptr); }

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

std::string format_real(double value) {
  char buffer[40];
  int digits = 1;
  for (; digits <= 17; ++digits) {
    std::snprintf(buffer, sizeof buffer, "%.*e", digits - 1, value);
    if (std::strtod(buffer, nullptr) == value) break;
  }
  // 100 rather than 1e+02: an exponent only where there would be many zeros.
  const double size = std::fabs(value);
  if (size < 1e-4 || size >= 1e15) {
    std::snprintf(buffer, sizeof buffer, "%.*g", digits, value);
    return size == 0 ? "0" : buffer;
  }
  const int exponent = std::atoi(std::strchr(buffer, 'e') + 1);
  std::snprintf(buffer, sizeof buffer, "%.*f", std::max(0, digits - 1 - exponent), value);
  return buffer;
}

std::string in_quotes(const std::string& text) {
  std::string result = "\"";
  for (char c : text) {
    if (result.size() > 60) {
      result += "...";
      break;
    }
    result += static_cast<unsigned char>(c) < 32 || static_cast<unsigned char>(c) >= 127 ? '?' : c;
  }
  return result + "\"";
}

std::string allowed(const Knob& knob) {
  const std::string range = format_real(knob.low) + " to " + format_real(knob.high);
  switch (knob.type) {
    case KnobType::integer:
      return "a whole number from " + range;
    case KnobType::real:
      return "a number from " + range;
    case KnobType::sizes:
      return "up to " + std::to_string(kMostLayers) + " whole numbers from " + range + " separated by commas, or none";
    case KnobType::seed:
      return "a whole number from 0 to 18446744073709551615";
    case KnobType::hash:
      return "16 hexadecimal digits, or none";
    case KnobType::choice:
      break;
  }
  std::string list = knob.choices.size() == 1 ? "only " : "one of ";
  for (std::size_t i = 0; i < knob.choices.size(); ++i) list += (i ? ", " : "") + knob.choices[i];
  return list;
}

std::string check_knob(const Knob& knob, const std::string& text, std::string& canonical) {
  const std::string complaint = knob.name + " is " + in_quotes(text) + ", but must be " + allowed(knob) + ".";
  double value = 0;
  std::uint64_t whole = 0;
  switch (knob.type) {
    case KnobType::integer:
      if (!read_real(text, value) || value != std::floor(value) || value < knob.low || value > knob.high)
        return complaint;
      // Without an exponent, however large.
      canonical = std::to_string(static_cast<long long>(value));
      return "";
    case KnobType::real:
      if (!read_real(text, value) || value < knob.low || value > knob.high) return complaint;
      canonical = format_real(value == 0 ? 0 : value);
      return "";
    case KnobType::choice:
      for (const std::string& choice : knob.choices) {
        if (choice == text) {
          canonical = text;
          return "";
        }
      }
      return complaint;
    case KnobType::sizes: {
      if (text == "none") {
        canonical = text;
        return "";
      }
      if (text.size() > 100) return complaint;
      const std::vector<std::string> parts = split(text, ',');
      if (parts.size() > kMostLayers) return complaint;
      std::string list;
      for (const std::string& part : parts) {
        if (!read_unsigned(part, whole) || static_cast<double>(whole) < knob.low ||
            static_cast<double>(whole) > knob.high)
          return complaint;
        list += (list.empty() ? "" : ",") + std::to_string(whole);
      }
      canonical = list;
      return "";
    }
    case KnobType::seed:
      if (!read_unsigned(text, whole)) return complaint;
      canonical = std::to_string(whole);
      return "";
    case KnobType::hash:
      if (text != "none") {
        if (text.size() != 16) return complaint;
        for (char c : text)
          if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) return complaint;
      }
      canonical = text;
      return "";
  }
  return complaint;
}

}  // namespace metarl
