// The one floating-point type of the core.
//
// Runs use float. The same sources are built a second time in double, so that gradients can be checked against
// values from automatic differentiation to 1e-8 and against central differences.
#pragma once

namespace metarl {

#ifdef METARL_DOUBLE
using Scalar = double;
#else
using Scalar = float;
#endif

}  // namespace metarl
