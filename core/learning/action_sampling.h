// Draws actions from a policy's outputs, four lanes at a time.
#pragma once

#include <algorithm>

#include "foundation/random.h"
#include "foundation/short_array.h"
#include "networks/distribution.h"

namespace metarl {

// Draws of one time step: up to 14 for actions (four numbers each), one for the environment and one for new episodes.
constexpr std::uint32_t kDrawsPerStep = 16, kStepDraw = 14, kResetDraw = 15;
// The draw that starts a lane's first episode.
constexpr std::uint32_t kStartDraw = 0xffffffffu;

// One action for each column of `outputs`, at time step t. `random(lane, draw)` gives the words of lanes lane .. lane +
// 3; `actions` is target rows x lanes: an index, or numbers. Without a distribution nothing is drawn.
template <class Random>
void sample_actions(Head head, ConstMatrix outputs, const Scalar* log_std, int t, const Random& random,
                    Scalar* actions) {
  if (head == Head::values) {
    std::copy_n(outputs.data, outputs.size(), actions);
    return;
  }
  if (head == Head::choice) {
    for (int lane = 0; lane < outputs.cols; ++lane) {
      const Scalar* logits = outputs.column(lane);
      actions[lane] = Scalar(std::max_element(logits, logits + outputs.rows) - logits);
    }
    return;
  }
  const std::uint32_t first_draw = static_cast<std::uint32_t>(t) * kDrawsPerStep;
  ShortArray p(outputs.rows);
  for (int lane = 0; lane < outputs.cols; lane += kLanes) {
    const int count = std::min(kLanes, outputs.cols - lane);
    if (head == Head::categorical) {
      const Lanes u = to_uniform(random(lane, first_draw).c[0]);
      for (int j = 0; j < count; ++j) {
        softmax(outputs.column(lane + j), outputs.rows, p.data());
        int choice = 0;
        for (Scalar below = p[0]; choice < outputs.rows - 1 && u[j] > below; below += p[choice]) ++choice;
        actions[lane + j] = Scalar(choice);
      }
      continue;
    }
    for (int i = 0; i < outputs.rows; i += 4) {
      const PhiloxBlock block = random(lane, first_draw + static_cast<std::uint32_t>(i / 4));
      const NormalPair a = to_normal(block.c[0], block.c[1]), b = to_normal(block.c[2], block.c[3]);
      const Lanes noise[4] = {a.first, a.second, b.first, b.second};
      for (int d = i; d < std::min(outputs.rows, i + 4); ++d) {
        const Scalar deviation = exponential(log_std[d]);
        for (int j = 0; j < count; ++j)
          actions[(lane + j) * outputs.rows + d] = outputs(d, lane + j) + deviation * noise[d - i][j];
      }
    }
  }
}

}  // namespace metarl
