// To refuse something, with a code of the table.
#pragma once

#include "foundation/refusal.h"
#include "foundation/refusal_table.h"

namespace metarl {

consteval bool same_text(const char* a, const char* b) {
  for (; *a && *a == *b; ++a, ++b) {
  }
  return *a == *b;
}

// Not constexpr, so that a call of it ends the compilation; `throw` would need exceptions, which the engine is built without.
void the_table_of_refusals_has_no_such_code();

consteval RefusalCode::RefusalCode(const char* code) {
  // A flag, because under the undefined-behaviour sanitizer gcc takes no comparison of a pointer with null for a constant.
  bool known = false;
  for (const RefusalEntry& entry : kRefusals)
    if (same_text(entry.code, code)) {
      entry_ = &entry;
      known = true;
    }
  if (!known) the_table_of_refusals_has_no_such_code();
}

// Fills the code's sentence. `arguments` are those that it names, but for {key}, which is `key` itself. What a stranger
// wrote must have been made printable() before.
Refusal refuse(const std::string& key, RefusalCode code, std::vector<RefusalArgument> arguments = {});

// The arguments that a sentence of the table names, each once, in their order.
std::vector<std::string> arguments_of(const RefusalEntry& entry);

}  // namespace metarl
