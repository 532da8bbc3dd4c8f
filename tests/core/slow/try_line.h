// Everything that a page asks of a run, asked of one that a line describes: it is refused with a sentence, or does as
// much as is cheap.
#pragma once

#include <string>
#include <vector>

#include "lab/run.h"

namespace metarl::testing {

// Quanta that a run may take in a test: few where each is much work.
int affordable_quanta(const Run& run);

// Advances a run, with views in between, until its second iteration is complete or so many quanta are done; puts it
// into a snapshot and back, and goes on; evaluates it on held-out tasks, and probes tasks at the corners of the
// distribution and far beyond.
void try_run(std::unique_ptr<Run> run, int quanta);
// Makes the run that a line describes, and tries it.
void try_line(const std::string& line);

// Checks that it is a refusal, and what must hold of every one.
void expect_refused(const Refusal& refusal, const std::string& line);

}  // namespace metarl::testing
