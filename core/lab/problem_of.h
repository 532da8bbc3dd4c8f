// From a run line to the problem it describes.
#pragma once

#include "lab/run_line.h"
#include "learning/problem.h"

namespace metarl {

// The problem of a line with these settings: its own, or what changes made of them.
Problem make_problem(const RunLine& line, const Settings& settings);

// The problem of a line, unless the line is refused for what it asks for (limits.h).
Refusal problem_of(const RunLine& line, Problem& problem);

}  // namespace metarl
