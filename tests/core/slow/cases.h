// Run lines with knobs at their ends, made from the table of knobs: whatever learner, family or knob there is, it is
// among them.
#pragma once

#include <string>
#include <vector>

#include "lab/run_line.h"

namespace metarl::testing {

// A learner on a family that it fits.
struct Pair {
  const LearnerEntry* learner;
  const FamilyEntry* family;
  std::string name() const;                 // for a test's name: letters, digits and _
  std::vector<std::string> outers() const;  // values of `outer`; one "" where there is no outer loop
};
std::vector<Pair> all_pairs();

// The line of a pair in which every knob of size is at its smallest, or at `size` where that is more and may be.
std::string small_line(const Pair& pair, const std::string& outer, int size);

// What a knob of this run may be at the ends of its range: its lowest and highest value, or each of its choices.
// Nothing for a knob that names a run rather than sizes it (learner, tasks, outer, init).
std::vector<std::string> ends(const RunLine& run, const Knob& knob);

// The line with one knob set, whether it was set before or not.
std::string with(const std::string& line, const std::string& key, const std::string& value);

// The line with each knob at each of its ends, one at a time, those that other choices of inner and critic bring among
// them; or only with those of the outer loop.
std::vector<std::string> lines_at_ends(const std::string& line, bool all_knobs = true);

// `count` lines with some knobs at ends together, drawn from a stream that `which` names.
std::vector<std::string> random_lines(const std::string& line, std::uint32_t which, int count);

}  // namespace metarl::testing
