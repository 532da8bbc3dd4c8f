#include "learning/rollout.h"

#include <algorithm>

#include "foundation/vectors.h"
#include "learning/action_sampling.h"

namespace metarl {

namespace {

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

void Recording::reserve(const ReinforcementFamily& family, int lane_count, int horizon, int action_row_count) {
  lanes = lane_count;
  time = horizon;
  variables = static_cast<int>(family.variables().size());
  columns_.resize(static_cast<std::size_t>(variables));
  action_rows = action_row_count;
  const std::size_t n = static_cast<std::size_t>(lanes), steps = n * static_cast<std::size_t>(time);
  reserve_length(states, (steps + n) * static_cast<std::size_t>(variables));
  reserve_length(actions, steps * static_cast<std::size_t>(action_rows));
  for (Array* a : {&rewards, &lengths, &returns}) reserve_length(*a, a == &rewards ? steps : n);
}

void Recording::take(const ReinforcementFamily& family, const Episodes& e, int first, int t, bool moved,
                     const Scalar* ended) {
  for (int lane = 0; lane < lanes; ++lane) {
    const int place = (first + lane) % kLanes;
    if (lane == 0 || place == 0) family.draw(e, first + lane - place, columns_);
    const bool over = t > 0 && ended[lane] != 0;
    const std::ptrdiff_t before = static_cast<std::ptrdiff_t>(lane) * time + t - 1;
    Scalar* row = states.data() + (static_cast<std::ptrdiff_t>(lane) * (time + 1) + t) * variables;
    for (int v = 0; v < variables; ++v)
      row[v] = over ? row[v - variables] : columns_[static_cast<std::size_t>(v)][place];
    if (!moved) continue;
    for (int d = 0; d < action_rows; ++d)
      actions[static_cast<std::size_t>(before * action_rows + d)] =
          over ? 0 : e.action[static_cast<std::size_t>(d * e.lanes + first + lane)];
    rewards[static_cast<std::size_t>(before)] = over ? 0 : e.reward[static_cast<std::size_t>(first + lane)];
  }
}

void Rollout::reserve(const ReinforcementFamily& family, const Network& network, int task_size, int tasks,
                      int episodes) {
  const int lanes = tasks * padded_lanes(episodes);
  episodes_.reserve(lanes, task_size, family.states(), network.target_rows());
  pass_.reserve(network.mlp, episodes, false);
  observation_.resize(static_cast<std::size_t>(family.observations()));
  oracle_action_.resize(static_cast<std::size_t>(network.target_rows()));
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
  std::fill(episodes_.state.begin(), episodes_.state.end(), Scalar(0));
  for (int first = 0; first < episodes_.lanes; first += kLanes) {
    const StreamKey key = at_lane(keys[first / lanes_per_task], first % lanes_per_task);
    family.reset(episodes_, first, splat(0) == splat(0), draw_lanes(key, kStartDraw));
  }
  std::fill(age_.begin(), age_.end(), Scalar(0));
  std::fill(ended_.begin(), ended_.end(), Scalar(0));
}

void Rollout::step_environments(const ReinforcementFamily& family, int lanes_per_task, const StreamKey* keys,
                                std::uint32_t time) {
  const bool stochastic = family.stochastic();
  PhiloxBlock noise{};
  for (int first = 0; first < episodes_.lanes; first += kLanes) {
    if (stochastic)
      noise =
          draw_lanes(at_lane(keys[first / lanes_per_task], first % lanes_per_task), time * kDrawsPerStep + kStepDraw);
    family.step(episodes_, first, noise);
  }
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
  sample_actions(
      network.head, outputs, s.old_log_std.data(), t,
      [&](int lane, std::uint32_t draw) { return draw_lanes(at_lane(key, lane), draw); }, actions);
  for (int lane = 0; lane < e.lanes; ++lane)
    for (int d = 0; d < s.target_rows; ++d)
      episodes_.action[static_cast<std::size_t>(d * episodes_.lanes + first_lane + lane)] =
          actions[lane * s.target_rows + d];
}

void Rollout::act_as_oracle(const ReinforcementFamily& family, int first_lane, int t, Experience& e) {
  Samples& s = e.samples;
  for (int lane = 0; lane < e.lanes; lane += kLanes) {
    Lanes* action = oracle_action_.data();
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
    Lanes* rows = observation_.data();
    for (int lane = 0; lane < episodes; lane += kLanes) {
      family.observe(episodes_, task * stride + lane, rows);
      for (int j = 0; j < std::min(kLanes, episodes - lane); ++j)
        for (int r = 0; r < observations; ++r) columns[(lane + j) * observations + r] = rows[r][j];
    }
  };
  const auto record = [&](int t) {
    if (!recordings) return;
    for (int i = 0; i < tasks; ++i)
      if (recordings[i]) recordings[i]->take(family, episodes_, i * stride, t, t > 0, ended_.data() + i * stride);
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
    step_environments(family, stride, keys, static_cast<std::uint32_t>(t));
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
    if (recordings && recordings[i]) {
      std::copy_n(e.episode_length.begin(), recordings[i]->lanes, recordings[i]->lengths.begin());
      std::copy_n(e.episode_return.begin(), recordings[i]->lanes, recordings[i]->returns.begin());
    }
    if (policies[i]) {
      const PolicyBatch policy{network.head,
                               {e.samples.old_outputs.data(), e.samples.output_rows, e.samples.count},
                               e.samples.old_log_std.data()};
      log_probabilities(policy, e.samples.target_matrix(), e.samples.old_log_prob.data());
    }
  }
}

}  // namespace metarl
