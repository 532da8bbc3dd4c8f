// The table of the common knobs: what each is, and to which runs it applies.
#pragma once

#include "lab/run_line.h"

namespace metarl {

// What a run is made of, as far as it decides which knobs there are.
struct Choice {
  const LearnerEntry* learner;
  const FamilyEntry* family;
  std::string outer;  // "" where the learner has no outer loop
};

struct CommonKnob {
  Knob knob;
  bool (*applies)(const Choice&);
};

const std::vector<CommonKnob>& common_knobs();

}  // namespace metarl
