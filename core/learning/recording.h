// The recorded episodes for a view: each lane's first.
#pragma once

#include "foundation/array.h"
#include "tasks/family.h"

namespace metarl {

// Past an episode's end the last state stays, and actions and rewards are 0.
struct Recording {
  int lanes = 0, time = 0, variables = 0, action_rows = 0;
  Array states;            // [lane][time + 1][variable]: the columns that the family draws
  Array actions;           // [lane][time][dimension]
  Array rewards;           // [lane][time]
  Array lengths, returns;  // [lane]

  void reserve(const ReinforcementFamily& family, int lane_count, int horizon, int action_row_count,
               Memory memory = {});
  // Records the drawn columns at time t (0 .. time), and the actions and rewards that led there, of lanes first .. of `e`;
  // `ended` says which of those had ended before.
  void take(const ReinforcementFamily& family, const Episodes& e, int first, int t, const Scalar* ended);

 private:
  LaneRows columns_;  // of four lanes
};

}  // namespace metarl
