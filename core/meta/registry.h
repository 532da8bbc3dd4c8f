// All learners, in the order in which the page offers them. A new learner is its own file and one line here.
#pragma once

#include "foundation/once.h"
#include "meta/learner.h"

#define METARL_LEARNERS(X) \
  X(maml)                  \
  X(anil)                  \
  X(meta_sgd)              \
  X(cavia)                 \
  X(e_maml)                \
  X(promp)                 \
  X(es_maml)               \
  X(reptile)               \
  X(pretrained)            \
  X(scratch)               \
  X(rl2)                   \
  X(varibad)               \
  X(pearl)                 \
  X(prototypes)            \
  X(grbal)                 \
  X(selector)

namespace metarl {

#define METARL_DECLARE(name) METARL_ONCE LearnerEntry name();
METARL_LEARNERS(METARL_DECLARE)
#undef METARL_DECLARE

}  // namespace metarl
