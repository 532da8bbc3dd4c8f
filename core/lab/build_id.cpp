#include "lab/build_id.h"

#include "build_id.h"

namespace metarl {

std::string build_id() { return METARL_BUILD_ID; }

}  // namespace metarl
