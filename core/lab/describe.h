// The choices there are, as JSON: knobs, families, learners. The page, the docs and the runner's help are made
// from it.
#pragma once

#include <string>

#include "lab/run.h"

namespace metarl {

class Json;

// See Description, Resolved, Refusal and Status in wasm/engine.d.ts for the forms.
std::string describe();
std::string describe(const RunLine& line);
std::string describe(const Refusal& refusal);
std::string describe(const RunStatus& status);

// The member `from` of a receipt, where its run came from another build.
void write_origin(Json& json, const Origin& origin);

}  // namespace metarl
