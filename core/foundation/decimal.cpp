#include "foundation/decimal.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace metarl {

// Where the C library computes with long doubles of 128 bits, as in WebAssembly, printing a number and reading it take
// tens of microseconds, and a run line has a hundred of them. Nearly all of these have few digits: a whole number and a
// power of ten that doubles hold exactly, whose quotient, rounded once, is the nearest double (Clinger 1990).

namespace {

constexpr double kPowers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                              1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
constexpr int kMostPower = 22;
// Any two decimals of so many digits are different doubles.
constexpr int kSafeDigits = 15;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// [sign] digits [. digits] with at most kSafeDigits of them; false for any other text.
bool read_short(const std::string& text, double& value) {
  std::size_t at = text[0] == '-' || text[0] == '+' ? 1 : 0;
  std::int64_t whole = 0;
  int digits = 0, decimals = 0;
  bool point = false;
  for (; at < text.size(); ++at) {
    if (text[at] == '.' && !point) {
      point = true;
      continue;
    }
    if (!is_digit(text[at]) || ++digits > kSafeDigits) return false;
    whole = whole * 10 + (text[at] - '0');
    decimals += point;
  }
  if (digits == 0) return false;
  const double size = static_cast<double>(whole) / kPowers[decimals];
  value = text[0] == '-' ? -size : size;
  return true;
}

// `whole` / 10^`decimals`, written out.
std::string write_short(bool negative, std::int64_t whole, int decimals) {
  std::string digits = std::to_string(whole);
  if (static_cast<int>(digits.size()) <= decimals)
    digits.insert(0, static_cast<std::size_t>(decimals) + 1 - digits.size(), '0');
  if (decimals > 0) digits.insert(digits.size() - static_cast<std::size_t>(decimals), 1, '.');
  return (negative ? "-" : "") + digits;
}

}  // namespace

bool read_real(const std::string& text, double& value) {
  if (text.empty() || text.size() > 40) return false;
  if (read_short(text, value)) return true;
  bool digit = false;
  for (const char c : text) {
    if (is_digit(c)) {
      digit = true;
    } else if (c == 'e' || c == 'E') {
      if (!digit) return false;
    } else if (c != '.' && c != '-' && c != '+') {
      return false;
    }
  }
  if (!digit) return false;
  char* end = nullptr;
  const double read = std::strtod(text.c_str(), &end);
  if (end != text.c_str() + text.size() || !std::isfinite(read)) return false;
  value = read;
  return true;
}

std::string format_real(double value) {
  const double size = std::fabs(value);
  if (size == 0) return "0";
  for (int decimals = 0; size >= 1e-4 && decimals <= kMostPower && size * kPowers[decimals] < kPowers[kSafeDigits];
       ++decimals) {
    const std::int64_t whole = std::llround(size * kPowers[decimals]);
    if (static_cast<double>(whole) / kPowers[decimals] == size) return write_short(value < 0, whole, decimals);
  }
  char buffer[40];
  int digits = 1;
  for (; digits <= 17; ++digits) {
    std::snprintf(buffer, sizeof buffer, "%.*e", digits - 1, value);
    if (std::strtod(buffer, nullptr) == value) break;
  }
  // 100 rather than 1e+02: an exponent only where there would be many zeros.
  if (size < 1e-4 || size >= 1e15) {
    std::snprintf(buffer, sizeof buffer, "%.*g", digits, value);
    return buffer;
  }
  const int exponent = std::atoi(std::strchr(buffer, 'e') + 1);
  std::snprintf(buffer, sizeof buffer, "%.*f", std::max(0, digits - 1 - exponent), value);
  return buffer;
}

}  // namespace metarl
