#include "learning/episode_loop.h"

#include <algorithm>

namespace metarl {

void EpisodeLoop::reserve(const ReinforcementFamily& family, int lanes, int task_size, int action_rows,
                          Memory memory) {
  episodes_.reserve(lanes, task_size, family.states(), action_rows, memory);
  memory.take(observation_, family.observations());
  memory.take(ended_, lanes);
}

void EpisodeLoop::set_task(int first, int count, const Scalar* parameters, int size) {
  for (int p = 0; p < size; ++p)
    std::fill_n(episodes_.task.begin() + static_cast<std::ptrdiff_t>(p) * episodes_.lanes + first, count,
                parameters[p]);
}

void EpisodeLoop::clear() {
  std::fill(episodes_.state.begin(), episodes_.state.end(), Scalar(0));
  std::fill(episodes_.action.begin(), episodes_.action.end(), Scalar(0));
}

void EpisodeLoop::observe(const ReinforcementFamily& family, int first, int count, Scalar* columns) {
  Lanes* rows = observation_.data();
  const int size = static_cast<int>(observation_.size());
  for (int lane = 0; lane < count; lane += kLanes) {
    family.observe(episodes_, first + lane, rows);
    for (int j = 0; j < std::min(kLanes, count - lane); ++j)
      for (int r = 0; r < size; ++r) columns[(lane + j) * size + r] = rows[r][j];
  }
}

void EpisodeLoop::take_actions(int first, int count, const Scalar* columns, int rows) {
  for (int lane = 0; lane < count; ++lane)
    for (int d = 0; d < rows; ++d)
      episodes_.action[static_cast<std::size_t>(d * episodes_.lanes + first + lane)] = columns[lane * rows + d];
}

void EpisodeLoop::count(int first, int count, Scalar* scores, Scalar* lengths) {
  for (int lane = 0; lane < count; ++lane) {
    const std::size_t at = static_cast<std::size_t>(first + lane);
    if (ended_[at] != 0) continue;
    scores[lane] += episodes_.score[at];
    lengths[lane] += 1;
    if (episodes_.done[at] != 0) ended_[at] = 1;
  }
}

void EpisodeLoop::record(const ReinforcementFamily& family, Recording* const* recordings, int tasks, int stride,
                         int t) const {
  if (!recordings) return;
  for (int i = 0; i < tasks; ++i)
    if (recordings[i]) recordings[i]->take(family, episodes_, i * stride, t, ended_.data() + i * stride);
}

}  // namespace metarl
