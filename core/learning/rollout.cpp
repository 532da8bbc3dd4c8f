#include "learning/rollout.h"

#include <algorithm>

#include "foundation/elementary.h"
#include "foundation/vectors.h"
#include "networks/distribution.h"

namespace metarl {

namespace {

// Draws of one time step: up to 15 for actions (four numbers each) and one for new episodes.
constexpr std::uint32_t kDrawsPerStep = 16, kResetDraw = 15;
constexpr std::uint32_t kStartDraw = 0xffffffffu;
constexpr int kMostObservations = 32, kMostActions = 64;

StreamKey at_lane(StreamKey key, int lane) {
  key.lane = static_cast<std::uint32_t>(lane);
  return key;
}

}  // namespace

void Experience::reserve(const Network& network, int episodes, int horizon) {
  time = horizon;
  lanes = episodes;
  samples.reserve(network, episodes * horizon);
  const std::size_t n = static_cast<std::size_t>(episodes) * static_cast<std::size_t>(horizon);
  const std::size_t e = static_cast<std::size_t>(episodes);
  for (Array* array : {&reward, &done, &age}) reserve_length(*array, n);
  for (Array* array : {&last_age, &episode_return, &episode_length}) reserve_length(*array, e);
  reserve_length(last_observation, e * static_cast<std::size_t>(network.mlp.inputs()));
}

void Rollout::reserve(const ReinforcementFamily& family, const Network& network, int task_size, int tasks,
                      int episodes) {
  const int lanes = tasks * padded_lanes(episodes);
  episodes_.reserve(lanes, task_size, family.states(), network.target_rows());
  pass_.reserve(network.mlp, episodes, false);
  reserve_length(ended_, static_cast<std::size_t>(lanes));
  reserve_length(age_, static_cast<std::size_t>(lanes));
}

void Rollout::set_task(int task, int lanes_per_task, const Scalar* parameters, int task_size) {
  for (int p = 0; p < task_size; ++p) {
    Scalar* row = episodes_.task.data() + static_cast<std::ptrdiff_t>(p) * episodes_.lanes + task * lanes_per_task;
    std::fill(row, row + lanes_per_task, parameters[p]);
  }
}

void Rollout::start_lanes(const ReinforcementFamily& family, int lanes_per_task, const StreamKey* keys) {
  for (int first = 0; first < episodes_.lanes; first += kLanes) {
    const StreamKey key = at_lane(keys[first / lanes_per_task], first % lanes_per_task);
    family.reset(episodes_, first, splat(0) == splat(0), draw_lanes(key, kStartDraw));
  }
  std::fill(age_.begin(), age_.end(), Scalar(0));
  std::fill(ended_.begin(), ended_.end(), Scalar(0));
}

void Rollout::step_environments(const ReinforcementFamily& family) {
  for (int first = 0; first < episodes_.lanes; first += kLanes) family.step(episodes_, first);
}

void Rollout::restart_ended(const ReinforcementFamily& family, int lanes_per_task, const StreamKey* keys,
                            std::uint32_t time) {
  for (int first = 0; first < episodes_.lanes; first += kLanes) {
    const Mask over = load(episodes_.done.data() + first) != splat(0);
    store(age_.data() + first, select(over, splat(0), load(age_.data() + first) + splat(1)));
    if (!any(over)) continue;
    const StreamKey key = at_lane(keys[first / lanes_per_task], first % lanes_per_task);
    family.reset(episodes_, first, over, draw_lanes(key, time * kDrawsPerStep + kResetDraw));
  }
}

void Rollout::act(const Network& network, const Scalar* policy, const StreamKey& key, int first_lane, int t,
                  Experience& e) {
  Samples& s = e.samples;
  const ConstMatrix observations = s.input_matrix().columns(t * e.lanes, e.lanes);
  pass_.forward(network.mlp, policy, observations);
  const ConstMatrix outputs = pass_.outputs();
  std::copy(outputs.data, outputs.data + outputs.size(),
            s.old_outputs.data() + static_cast<std::ptrdiff_t>(t) * outputs.size());
  Scalar* actions = s.targets.data() + static_cast<std::ptrdiff_t>(t) * e.lanes * s.target_rows;
  const std::uint32_t draw = static_cast<std::uint32_t>(t) * kDrawsPerStep;
  for (int lane = 0; lane < e.lanes; lane += kLanes) {
    const int count = std::min(kLanes, e.lanes - lane);
    if (network.head == Head::categorical) {
      const Lanes u = to_uniform(draw_lanes(at_lane(key, lane), draw).c[0]);
      for (int j = 0; j < count; ++j) {
        Scalar p[kMostActions];
        softmax(outputs.column(lane + j), outputs.rows, p);
        int choice = 0;
        for (Scalar below = p[0]; choice < outputs.rows - 1 && u[j] > below; below += p[choice]) ++choice;
        actions[lane + j] = Scalar(choice);
      }
      continue;
    }
    for (int i = 0; i < outputs.rows; i += 4) {
      const PhiloxBlock block = draw_lanes(at_lane(key, lane), draw + static_cast<std::uint32_t>(i / 4));
      const NormalPair a = to_normal(block.c[0], block.c[1]), b = to_normal(block.c[2], block.c[3]);
      const Lanes noise[4] = {a.first, a.second, b.first, b.second};
      for (int d = i; d < std::min(outputs.rows, i + 4); ++d) {
        const Scalar deviation = exponential(s.old_log_std[d]);
        for (int j = 0; j < count; ++j)
          actions[(lane + j) * s.target_rows + d] = outputs(d, lane + j) + deviation * noise[d - i][j];
      }
    }
  }
  for (int lane = 0; lane < e.lanes; ++lane)
    for (int d = 0; d < s.target_rows; ++d)
      episodes_.action[static_cast<std::size_t>(d * episodes_.lanes + first_lane + lane)] =
          actions[lane * s.target_rows + d];
}

void Rollout::act_as_oracle(const ReinforcementFamily& family, int first_lane, int t, Experience& e) {
  Samples& s = e.samples;
  for (int lane = 0; lane < e.lanes; lane += kLanes) {
    Lanes action[kMostActions] = {};
    family.oracle(episodes_, first_lane + lane, action);
    for (int d = 0; d < s.target_rows; ++d) {
      episodes_.set(episodes_.action, d, first_lane + lane, action[d]);
      for (int j = 0; j < std::min(kLanes, e.lanes - lane); ++j)
        s.targets[static_cast<std::size_t>((t * e.lanes + lane + j) * s.target_rows + d)] = action[d][j];
    }
  }
}

void Rollout::run(const ReinforcementFamily& family, const Network& network, int task_size, int tasks, int episodes,
                  int horizon, const Scalar* task_parameters, const Scalar* const* policies, const StreamKey* keys,
                  Experience* const* experiences, Recording* const* recordings) {
  reserve(family, network, task_size, tasks, episodes);
  const int stride = padded_lanes(episodes), observations = family.observations();
  std::fill(episodes_.action.begin(), episodes_.action.end(), Scalar(0));
  for (int i = 0; i < tasks; ++i) {
    set_task(i, stride, task_parameters + i * task_size, task_size);
    Experience& e = *experiences[i];
    e.reserve(network, episodes, horizon);
    std::fill(e.episode_return.begin(), e.episode_return.end(), Scalar(0));
    std::fill(e.episode_length.begin(), e.episode_length.end(), Scalar(0));
    if (network.head == Head::gaussian && policies[i])
      std::copy_n(policies[i] + network.log_std_offset(), network.mlp.outputs(), e.samples.old_log_std.begin());
  }

  const auto observe = [&](int task, Scalar* columns) {
    Lanes rows[kMostObservations];
    for (int lane = 0; lane < episodes; lane += kLanes) {
      family.observe(episodes_, task * stride + lane, rows);
      for (int j = 0; j < std::min(kLanes, episodes - lane); ++j)
        for (int r = 0; r < observations; ++r) columns[(lane + j) * observations + r] = rows[r][j];
    }
  };
  const auto record = [&](int t) {
    if (!recordings) return;
    for (int i = 0; i < tasks; ++i) {
      Recording* r = recordings[i];
      if (!r) continue;
      for (int lane = 0; lane < r->lanes; ++lane) {
        Scalar* row = r->states.data() + (static_cast<std::ptrdiff_t>(lane) * (r->time + 1) + t) * r->variables;
        if (t > 0 && ended_[static_cast<std::size_t>(i * stride + lane)] != 0) {
          std::copy_n(row - r->variables, r->variables, row);
          continue;
        }
        for (int v = 0; v < r->variables; ++v)
          row[v] = episodes_.state[static_cast<std::size_t>(v * episodes_.lanes + i * stride + lane)];
      }
    }
  };

  start_lanes(family, stride, keys);
  record(0);
  for (int t = 0; t < horizon; ++t) {
    for (int i = 0; i < tasks; ++i) {
      Experience& e = *experiences[i];
      observe(i, e.samples.inputs.data() + static_cast<std::ptrdiff_t>(t) * episodes * observations);
      std::copy_n(age_.data() + i * stride, episodes, e.age.data() + t * episodes);
      if (policies[i]) {
        act(network, policies[i], keys[i], i * stride, t, e);
      } else {
        act_as_oracle(family, i * stride, t, e);
      }
    }
    step_environments(family);
    record(t + 1);
    for (int i = 0; i < tasks; ++i) {
      Experience& e = *experiences[i];
      for (int lane = 0; lane < episodes; ++lane) {
        const std::size_t at = static_cast<std::size_t>(i * stride + lane),
                          k = static_cast<std::size_t>(t * episodes + lane);
        e.reward[k] = episodes_.reward[at];
        e.done[k] = episodes_.done[at];
        if (ended_[at] == 0) {
          e.episode_return[static_cast<std::size_t>(lane)] += episodes_.score[at];
          e.episode_length[static_cast<std::size_t>(lane)] += 1;
          if (episodes_.done[at] != 0) ended_[at] = 1;
        }
      }
    }
    restart_ended(family, stride, keys, static_cast<std::uint32_t>(t));
  }
  for (int i = 0; i < tasks; ++i) {
    Experience& e = *experiences[i];
    observe(i, e.last_observation.data());
    std::copy_n(age_.data() + i * stride, episodes, e.last_age.data());
    e.mean_return = sum(e.episode_return.data(), episodes) / Scalar(episodes);
    if (policies[i]) {
      const PolicyBatch policy{network.head,
                               {e.samples.old_outputs.data(), e.samples.output_rows, e.samples.count},
                               e.samples.old_log_std.data()};
      log_probabilities(policy, e.samples.target_matrix(), e.samples.old_log_prob.data());
    }
  }
}

}  // namespace metarl
