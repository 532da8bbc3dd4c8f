// Why a run stopped: which quantity is no longer a finite number, where, and which knob to turn.
#pragma once

#include "lab/run_line.h"

namespace metarl {

enum class NotFinite {
  adapted,     // the loss or return after adaptation, while that before it is finite
  sum,         // a sum over tasks, in the meta-update
  parameters,  // the meta-parameters after it, or what the optimizer keeps for the next one
};

// Of meta-iteration number `iteration`, counted from 0, under the settings in force then.
Refusal divergence_of(const RunLine& line, const Settings& settings, std::uint32_t iteration, NotFinite quantity);

}  // namespace metarl
