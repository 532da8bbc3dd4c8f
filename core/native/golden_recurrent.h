// Golden cases of the kind `gru`: a recurrent policy with a linear head, and its gradient through time.
#pragma once

#include "native/golden_case.h"
#include "native/golden_verdict.h"

namespace metarl {

void check_gru(GoldenCase& c, Verdict& v);

}  // namespace metarl
