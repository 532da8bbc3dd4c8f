#include "lab/line_pairs.h"

#include <algorithm>
#include <cstdlib>

#include "foundation/refuse.h"

namespace metarl {

namespace {

// A run that was changed as often as it may be has a line that is understood (kMostChanges, a hundred characters each).
constexpr std::size_t kLongestLine = 65536;

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// %2C and the like, as browsers write them into an address.
std::string decode(const std::string& text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 && hex_digit(text[i + 2]) >= 0) {
      result += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
      i += 2;
    } else {
      result += text[i];
    }
  }
  return result;
}

}  // namespace

Refusal split_line(const std::string& line, std::vector<LinePair>& pairs) {
  if (line.size() > kLongestLine)
    return refuse("", "line.too-long", {{"length", line.size()}, {"most", kLongestLine}});
  std::size_t begin = line.empty() || (line[0] != '#' && line[0] != '?') ? 0 : 1;
  while (begin < line.size()) {
    std::size_t end = line.find('&', begin);
    if (end == std::string::npos) end = line.size();
    const std::string part = decode(line.substr(begin, end - begin));
    begin = end + 1;
    if (part.empty()) continue;
    const std::size_t equals = part.find('=');
    if (equals == std::string::npos || equals == 0)
      return refuse("", "line.no-pair", {{"part", printable(part)}});
    LinePair pair;
    pair.key = part.substr(0, equals);
    pair.value = part.substr(equals + 1);
    const std::size_t at = pair.value.rfind('@');
    if (at != std::string::npos) {
      const std::string number = pair.value.substr(at + 1);
      const bool digits = !number.empty() && number.size() <= 9 &&
                          std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
      if (!digits)
        return refuse(pair.key, "line.bad-iteration", {{"value", printable(pair.value)}, {"most", kMostIterations}});
      pair.has_iteration = true;
      pair.iteration = static_cast<std::uint32_t>(std::atol(number.c_str()));
      pair.value.resize(at);
    }
    pairs.push_back(std::move(pair));
  }
  return {};
}

const LinePair* find_pair(const std::vector<LinePair>& pairs, const std::string& key) {
  for (const LinePair& pair : pairs)
    if (pair.key == key && !pair.has_iteration) return &pair;
  return nullptr;
}

}  // namespace metarl
