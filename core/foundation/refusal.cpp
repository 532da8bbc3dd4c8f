#include "foundation/refuse.h"

#include <algorithm>
#include <cassert>

namespace metarl {

namespace {

// "a, b, c", or with `last` before the last one "a, b or c".
std::string joined(const std::vector<std::string>& texts, const char* last) {
  std::string result;
  for (std::size_t i = 0; i < texts.size(); ++i)
    result += (i == 0 ? "" : i + 1 == texts.size() ? last : ", ") + texts[i];
  return result;
}

// Calls text(piece) and slot(name, form) along a sentence; form is "", "list" or "or".
template <class Text, class Slot>
void along(const std::string& sentence, Text&& text, Slot&& slot) {
  std::size_t begin = 0;
  while (true) {
    const std::size_t open = sentence.find('{', begin);
    text(sentence.substr(begin, open == std::string::npos ? open : open - begin));
    if (open == std::string::npos) return;
    const std::size_t close = sentence.find('}', open);
    const std::string inside = sentence.substr(open + 1, close - open - 1);
    const std::size_t bar = inside.find('|');
    slot(inside.substr(0, bar), bar == std::string::npos ? "" : inside.substr(bar + 1));
    begin = close + 1;
  }
}

}  // namespace

Refusal refuse(const std::string& key, RefusalCode code, std::vector<RefusalArgument> arguments) {
  Refusal refusal{key, code.entry().code, "", std::move(arguments)};
  const std::vector<std::string> wanted = arguments_of(code.entry());
  if (std::find(wanted.begin(), wanted.end(), "key") != wanted.end())
    refusal.arguments.insert(refusal.arguments.begin(), {"key", printable(key)});
  assert(wanted.size() == refusal.arguments.size());
  along(
      code.entry().sentence, [&](const std::string& piece) { refusal.message += piece; },
      [&](const std::string& name, const std::string& form) {
        for (const RefusalArgument& argument : refusal.arguments)
          if (argument.name == name) refusal.message += joined(argument.texts, form == "or" ? " or " : ", ");
      });
  return refusal;
}

std::vector<std::string> arguments_of(const RefusalEntry& entry) {
  std::vector<std::string> names;
  along(
      entry.sentence, [](const std::string&) {},
      [&](const std::string& name, const std::string&) {
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
      });
  return names;
}

std::string printable(const std::string& text) {
  std::string result;
  for (char c : text) {
    if (result.size() >= 60) return result + "...";
    result += static_cast<unsigned char>(c) < 32 || static_cast<unsigned char>(c) >= 127 ? '?' : c;
  }
  return result;
}

std::string in_quotes(const std::string& text) { return "\"" + printable(text) + "\""; }

}  // namespace metarl
