#include "meta/registry.h"

namespace metarl {

const std::vector<LearnerEntry>& learners() {
#define METARL_CALL(name) name(),
  static const LearnerEntry made[] = {METARL_LEARNERS(METARL_CALL)};
#undef METARL_CALL
  static const std::vector<LearnerEntry> entries(std::begin(made), std::end(made));
  return entries;
}

const LearnerEntry* find_learner(const std::string& name) {
  for (const LearnerEntry& entry : learners())
    if (entry.name == name) return &entry;
  return nullptr;
}

}  // namespace metarl
