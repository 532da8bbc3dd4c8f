// The form of a run line: key=value pairs joined by &, some of them key=value@iteration. Their meaning is not looked
// at.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "foundation/refusal.h"

namespace metarl {

constexpr std::uint32_t kMostIterations = 999999999;

struct LinePair {
  std::string key, value;
  bool has_iteration = false;
  std::uint32_t iteration = 0;
};

// Percent-decoded, without a leading # or ?; empty parts are left out.
Refusal split_line(const std::string& line, std::vector<LinePair>& pairs);

// The pair of a key that has no iteration, or null.
const LinePair* find_pair(const std::vector<LinePair>& pairs, const std::string& key);

}  // namespace metarl
