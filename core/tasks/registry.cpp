#include "tasks/registry.h"

namespace metarl {

const std::vector<FamilyEntry>& families() {
#define METARL_CALL(name) name(),
  static const FamilyEntry made[] = {METARL_FAMILIES(METARL_CALL)};
#undef METARL_CALL
  static const std::vector<FamilyEntry> entries(std::begin(made), std::end(made));
  return entries;
}

const FamilyEntry* find_family(const std::string& name) {
  for (const FamilyEntry& entry : families())
    if (entry.name == name) return &entry;
  return nullptr;
}

const YardstickEntry* find_yardstick(const FamilyEntry& family, const std::string& name) {
  for (const YardstickEntry& entry : family.yardsticks)
    if (entry.name == name) return &entry;
  return nullptr;
}

}  // namespace metarl
