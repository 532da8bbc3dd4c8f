// The candidates that a selector's line names: LEARNER~KNOB:VALUE~KNOB:VALUE;LEARNER;...
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "lab/run_line.h"
#include "meta/candidate.h"

namespace metarl {

// Understands the knob `candidates` of a line whose other settings are there. `canonical` is then the same list, its
// values written canonically; `candidates` may be null. Refuses a learner that is none of the family's, a knob or value that a
// candidate does not take, and too few or too many.
Refusal read_candidates(const RunLine& line, std::string& canonical,
                        std::vector<std::shared_ptr<const Candidate>>* candidates);

}  // namespace metarl
