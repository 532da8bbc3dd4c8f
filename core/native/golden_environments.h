// Golden cases of environments: trajectories of Gymnasium's under given actions, one run after the other.
#pragma once

#include "native/golden_case.h"
#include "native/golden_verdict.h"

namespace metarl {

void check_environment(GoldenCase& c, Verdict& v);

}  // namespace metarl
