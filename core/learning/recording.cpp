#include "learning/recording.h"

namespace metarl {

void Recording::reserve(const ReinforcementFamily& family, int lane_count, int horizon, int action_row_count,
                        Memory memory) {
  lanes = lane_count;
  time = horizon;
  variables = static_cast<int>(family.variables().size());
  memory.take(columns_, variables);
  action_rows = action_row_count;
  memory.take(states, lanes, time + 1, variables);
  memory.take(actions, lanes, time, action_rows);
  memory.take(rewards, lanes, time);
  for (Array* a : {&lengths, &returns}) memory.take(*a, lanes);
}

void Recording::take(const ReinforcementFamily& family, const Episodes& e, int first, int t, const Scalar* ended) {
  for (int lane = 0; lane < lanes; ++lane) {
    const int place = (first + lane) % kLanes;
    if (lane == 0 || place == 0) family.draw(e, first + lane - place, columns_);
    const bool over = t > 0 && ended[lane] != 0;
    const std::ptrdiff_t before = static_cast<std::ptrdiff_t>(lane) * time + t - 1;
    Scalar* row = states.data() + (static_cast<std::ptrdiff_t>(lane) * (time + 1) + t) * variables;
    for (int v = 0; v < variables; ++v)
      row[v] = over ? row[v - variables] : columns_[static_cast<std::size_t>(v)][place];
    if (t == 0) continue;
    for (int d = 0; d < action_rows; ++d)
      actions[static_cast<std::size_t>(before * action_rows + d)] =
          over ? 0 : e.action[static_cast<std::size_t>(d * e.lanes + first + lane)];
    rewards[static_cast<std::size_t>(before)] = over ? 0 : e.reward[static_cast<std::size_t>(first + lane)];
  }
}

}  // namespace metarl
