// Golden cases of planar articulated bodies: accelerations, mass matrix, forces and energies for given states, and a
// free trajectory along which energy stays as it was.
#pragma once

#include "native/golden_case.h"
#include "native/golden_verdict.h"

namespace metarl {

void check_dynamics(GoldenCase& c, Verdict& v);

}  // namespace metarl
