// The yardstick learners beside a run: the same tasks, and all else as alike as the learners are.
#pragma once

#include "lab/run_line.h"

namespace metarl {

// The line of another learner on the same tasks: every knob of this line that applies to it and means the same there.
Refusal companion_line(const RunLine& line, const std::string& learner, RunLine& result);

}  // namespace metarl
