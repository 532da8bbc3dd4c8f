// The state of a batch of episodes, as a structure of arrays: row r of a field holds that number for all lanes.
#pragma once

#include <algorithm>

#include "foundation/array.h"
#include "foundation/lanes.h"
#include "foundation/memory.h"

namespace metarl {

// Rows of numbers of one packet of lanes: an observation, an action.
using LaneRows = std::vector<Lanes, AlignedAllocator<Lanes>>;

constexpr int padded_lanes(int count) { return (count + kLanes - 1) / kLanes * kLanes; }

struct Episodes {
  int lanes = 0;  // a multiple of kLanes; the last ones of each task may be idle padding
  Array task;     // [parameter][lane]
  Array state;    // [variable][lane]
  Array action;   // [dimension][lane]; an index for discrete actions
  Array reward;   // [lane]
  Array score;    // [lane]
  Array done;     // [lane]: 1 where this step ended the episode by itself (not by the horizon)

  void reserve(int lane_count, int parameters, int states, int action_rows, Memory memory = {}) {
    lanes = lane_count;
    memory.take(task, lanes, parameters);
    memory.take(state, lanes, states);
    memory.take(action, lanes, action_rows);
    for (Array* a : {&reward, &score, &done}) memory.take(*a, lanes);
  }

  Lanes get(const Array& field, int row, int first) const {
    return load(field.data() + static_cast<std::ptrdiff_t>(row) * lanes + first);
  }
  void set(Array& field, int row, int first, Lanes value) const {
    store(field.data() + static_cast<std::ptrdiff_t>(row) * lanes + first, value);
  }
};

}  // namespace metarl
