// Why something that was asked for cannot be: a code with arguments, which any language can say, and the English
// sentence that is made from them. Code that refuses includes refuse.h.
#pragma once

#include <string>
#include <type_traits>
#include <vector>

namespace metarl {

// A text, or a list of texts. Numbers are written as in a run line.
struct RefusalArgument {
  std::string name;
  std::vector<std::string> texts;
  bool list = false;

  RefusalArgument(const char* n, std::string text) : name(n), texts{std::move(text)} {}
  RefusalArgument(const char* n, const char* text) : name(n), texts{text} {}
  RefusalArgument(const char* n, std::vector<std::string> l) : name(n), texts(std::move(l)), list(true) {}
  template <class Whole, class = std::enable_if_t<std::is_integral_v<Whole>>>
  RefusalArgument(const char* n, Whole number) : name(n), texts{std::to_string(number)} {}
};

struct Refusal {
  std::string key;   // of the run line, or a task's parameter; "task" for a whole task, "snapshot" for its bytes; or ""
  std::string code;  // "" when all is well
  std::string message;  // one printable English sentence
  std::vector<RefusalArgument> arguments;
  bool refused() const { return !code.empty(); }
};

struct RefusalEntry;

// A code of the table (refusal_table.h): another one does not compile.
class RefusalCode {
 public:
  RefusalCode() = default;  // none
  consteval RefusalCode(const char* code);
  const RefusalEntry& entry() const { return *entry_; }

 private:
  const RefusalEntry* entry_ = nullptr;
};

// A stranger's text as it may appear in a sentence: at most 60 characters, and `?` for all but printable ASCII.
std::string printable(const std::string& text);
// The same in quotation marks.
std::string in_quotes(const std::string& text);

}  // namespace metarl
