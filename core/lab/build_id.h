// Which engine this is: a hash of the core's sources, Eigen's version and the numeric flags. The same for native and
// WebAssembly.
#pragma once

#include <string>

namespace metarl {

std::string build_id();

}  // namespace metarl
