// A family's yardstick as a learner: it plays trials like the others, has no meta-parameters and no outer loop.
#pragma once

#include "meta/learner.h"

namespace metarl {

LearnerEntry yardstick_learner(const YardstickEntry& entry);

}  // namespace metarl
