// The table of the common knobs, and the runs to which each applies.
#pragma once

#include "lab/run_line.h"

namespace metarl {

// The parts of a run that decide which knobs there are.
struct Choice {
  const LearnerEntry* learner;
  const FamilyEntry* family;
  std::string outer;   // "" where the learner has no outer loop
  std::string inner;   // "" where inner steps are of one kind only
  std::string critic;  // "" where no critic can be chosen
};

// Knobs of an adaptation that, beside the outer loop, decide which others there are.
struct DecidingKnob {
  const char* name;
  std::string Choice::*value;
};
inline constexpr DecidingKnob kDeciding[] = {{"inner", &Choice::inner}, {"critic", &Choice::critic}};

struct CommonKnob {
  Knob knob;
  bool (*applies)(const Choice&);
};

const std::vector<CommonKnob>& common_knobs();

// Whether a knob of the table, common or of one learner or family, has a place in such runs.
bool applies(const Knob& knob, const Choice& choice);
bool has_knob(const std::vector<Knob>& knobs, const std::string& name);

}  // namespace metarl
