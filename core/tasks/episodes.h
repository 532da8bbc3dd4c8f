// The state of a batch of episodes, as a structure of arrays: row r of a field holds that number for all lanes.
#pragma once

#include <algorithm>

#include "foundation/array.h"
#include "foundation/lanes.h"

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

  void reserve(int lane_count, int parameters, int states, int action_rows) {
    lanes = lane_count;
    const std::size_t n = static_cast<std::size_t>(lanes);
    reserve_length(task, n * static_cast<std::size_t>(parameters));
    reserve_length(state, n * static_cast<std::size_t>(states));
    reserve_length(action, n * static_cast<std::size_t>(action_rows));
    reserve_length(reward, n);
    reserve_length(score, n);
    reserve_length(done, n);
  }

  Lanes get(const Array& field, int row, int first) const {
    return load(field.data() + static_cast<std::ptrdiff_t>(row) * lanes + first);
  }
  void set(Array& field, int row, int first, Lanes value) const {
    store(field.data() + static_cast<std::ptrdiff_t>(row) * lanes + first, value);
  }
};

}  // namespace metarl
