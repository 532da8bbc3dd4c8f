// What must hold of every refusal.
#pragma once

#include <algorithm>

#include "foundation/refuse.h"
#include "support.h"

namespace metarl::testing {

// Its code is in the table, its arguments are exactly those of the code's sentence, and its message is one printable
// sentence with all of them filled in.
inline void expect_sound(const Refusal& refusal) {
  const auto entry = std::find_if(std::begin(kRefusals), std::end(kRefusals),
                                  [&](const RefusalEntry& e) { return refusal.code == e.code; });
  ASSERT_NE(entry, std::end(kRefusals)) << refusal.code;
  const std::string sentence = entry->sentence;
  std::vector<std::string> wanted = arguments_of(*entry), found;
  for (const RefusalArgument& argument : refusal.arguments) {
    found.push_back(argument.name);
    EXPECT_EQ(argument.list, sentence.find("{" + argument.name + "|") != std::string::npos)
        << refusal.code << " " << argument.name;
    EXPECT_EQ(argument.list || argument.texts.size() == 1, true) << refusal.code << " " << argument.name;
    for (const std::string& text : argument.texts) {
      EXPECT_NE(refusal.message.find(text), std::string::npos) << refusal.code << " " << argument.name;
    }
  }
  std::sort(wanted.begin(), wanted.end());
  std::sort(found.begin(), found.end());
  EXPECT_EQ(found, wanted) << refusal.code;
  for (char c : refusal.message) EXPECT_TRUE(c >= 32 && c < 127) << static_cast<int>(c);
  EXPECT_EQ((" " + refusal.message).back(), '.') << refusal.message;
  EXPECT_LT(refusal.message.size(), 1000u);
}

}  // namespace metarl::testing
