// From a run line to the problem it describes.
#pragma once

#include "lab/run_line.h"
#include "learning/problem.h"

namespace metarl {

// Refuses a run that would need more memory than a page can have (1.5 GB), naming what to make smaller.
Refusal problem_of(const RunLine& line, Problem& problem);

}  // namespace metarl
