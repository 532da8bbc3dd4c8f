#include "meta/registry.h"

#include <algorithm>

#include "meta/yardstick_learner.h"

namespace metarl {

// The learners of their own files, then the families' yardsticks, each name once.
const std::vector<LearnerEntry>& learners() {
  static const std::vector<LearnerEntry> entries = [] {
#define METARL_CALL(name) name(),
    std::vector<LearnerEntry> list = {METARL_LEARNERS(METARL_CALL)};
#undef METARL_CALL
    for (const FamilyEntry& family : families())
      for (const YardstickEntry& yardstick : family.yardsticks)
        if (std::none_of(list.begin(), list.end(), [&](const LearnerEntry& e) { return e.name == yardstick.name; }))
          list.push_back(yardstick_learner(yardstick));
    return list;
  }();
  return entries;
}

const LearnerEntry* find_learner(const std::string& name) {
  for (const LearnerEntry& entry : learners())
    if (entry.name == name) return &entry;
  return nullptr;
}

bool fits(const LearnerEntry& learner, const FamilyEntry& family) {
  if (learner.adapts == Adapts::rule) return find_yardstick(family, learner.name) != nullptr;
  return !learner.fits || learner.fits(family);
}

const char* adapts_word(Adapts adapts) {
  switch (adapts) {
    case Adapts::gradient:
      return "gradient";
    case Adapts::search:
      return "search";
    case Adapts::memory:
      return "memory";
    case Adapts::belief:
      return "belief";
    case Adapts::latent:
      return "latent";
    case Adapts::embedding:
      return "embedding";
    case Adapts::model:
      return "model";
    case Adapts::choice:
      return "choice";
    case Adapts::rule:
      return "rule";
  }
  return "";
}

}  // namespace metarl
