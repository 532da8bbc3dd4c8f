#include "learning/rollout.h"

#include <algorithm>

#include "foundation/vectors.h"
#include "networks/distribution.h"

namespace metarl {

void Experience::reserve(const Network& network, int episodes, int horizon, Memory memory) {
  time = horizon;
  lanes = episodes;
  samples.reserve(network, episodes * horizon, memory);
  for (Array* a : {&reward, &done, &age, &returns}) memory.take(*a, time, lanes);
  for (Array* a : {&last_age, &episode_return, &episode_length}) memory.take(*a, lanes);
  memory.take(last_observation, network.mlp.inputs(), lanes);
}

void Rollout::reserve(const ReinforcementFamily& family, const Network& network, int task_size, int tasks, int episodes,
                      Memory memory) {
  const int lanes = tasks * padded_lanes(episodes);
  loop_.reserve(family, lanes, task_size, network.target_rows(), memory);
  pass_.reserve(network.mlp, episodes, false, memory);
  memory.take(oracle_action_, network.target_rows());
  memory.take(age_, lanes);
}

// Acts in all tasks' lanes, each task by its own policy, and keeps the books.
struct Rollout::Player {
  Rollout& rollout;
  const ReinforcementFamily& family;
  const Network& network;
  int tasks, episodes, stride;  // lanes of a task that count; lanes from one task to the next
  const Scalar* const* policies;
  LaneDraws draws;
  Experience* const* experiences;
  Recording* const* recordings;

  EpisodeLoop& loop() { return rollout.loop_; }

  void act(int t) {
    for (int i = 0; i < tasks; ++i) {
      Experience& e = *experiences[i];
      loop().observe(family, i * stride, episodes,
                     e.samples.inputs.data() + static_cast<std::ptrdiff_t>(t) * episodes * e.samples.input_rows);
      std::copy_n(rollout.age_.data() + i * stride, episodes, e.age.data() + t * episodes);
      Scalar* actions = e.samples.targets.data() + static_cast<std::ptrdiff_t>(t) * episodes * e.samples.target_rows;
      if (policies[i]) {
        act_by_policy(i, t, e.samples, actions);
      } else {
        act_as_oracle(i, e.samples.target_rows, actions);
      }
      loop().take_actions(i * stride, episodes, actions, e.samples.target_rows);
    }
  }

  void act_by_policy(int i, int t, Samples& s, Scalar* actions) {
    rollout.pass_.forward(network.mlp, policies[i], s.input_matrix().columns(t * episodes, episodes));
    const ConstMatrix outputs = rollout.pass_.outputs();
    if (network.has_chance())
      std::copy_n(outputs.data, outputs.size(), s.old_outputs.data() + static_cast<std::ptrdiff_t>(t) * outputs.size());
    sample_actions(
        network.head, outputs, s.old_log_std.data(), t,
        [&](int lane, std::uint32_t draw) { return draws(i * stride + lane, draw); }, actions);
  }

  void act_as_oracle(int i, int rows, Scalar* actions) {
    Lanes* action = rollout.oracle_action_.data();
    for (int lane = 0; lane < episodes; lane += kLanes) {
      family.oracle(loop().episodes(), i * stride + lane, action);
      for (int d = 0; d < rows; ++d)
        for (int j = 0; j < std::min(kLanes, episodes - lane); ++j) actions[(lane + j) * rows + d] = action[d][j];
    }
  }

  const Scalar* look(int t) {
    loop().record(family, recordings, tasks, stride, t + 1);
    const Episodes& now = loop().episodes();
    for (int i = 0; i < tasks; ++i) {
      Experience& e = *experiences[i];
      std::copy_n(now.reward.data() + i * stride, episodes, e.reward.data() + t * episodes);
      std::copy_n(now.done.data() + i * stride, episodes, e.done.data() + t * episodes);
      loop().count(i * stride, episodes, e.episode_return.data(), e.episode_length.data());
    }
    for (int first = 0; first < now.lanes; first += kLanes) {
      const Mask over = load(now.done.data() + first) != splat(0);
      Scalar* age = rollout.age_.data() + first;
      store(age, select(over, splat(0), load(age) + splat(1)));
    }
    return now.done.data();
  }

  void finish() {
    for (int i = 0; i < tasks; ++i) {
      Experience& e = *experiences[i];
      loop().observe(family, i * stride, episodes, e.last_observation.data());
      std::copy_n(rollout.age_.data() + i * stride, episodes, e.last_age.data());
      e.mean_return = sum(e.episode_return.data(), episodes) / Scalar(episodes);
      if (recordings && recordings[i]) {
        std::copy_n(e.episode_length.begin(), recordings[i]->lanes, recordings[i]->lengths.begin());
        std::copy_n(e.episode_return.begin(), recordings[i]->lanes, recordings[i]->returns.begin());
      }
      if (!policies[i] || !network.has_chance()) continue;
      const PolicyBatch policy{network.head,
                               {e.samples.old_outputs.data(), e.samples.output_rows, e.samples.count},
                               e.samples.old_log_std.data()};
      log_probabilities(policy, e.samples.target_matrix(), e.samples.old_log_prob.data());
    }
  }
};

void Rollout::run(const ReinforcementFamily& family, const Network& network, int task_size, int tasks, int episodes,
                  int horizon, const Scalar* task_parameters, const Scalar* const* policies, const StreamKey* keys,
                  Experience* const* experiences, Recording* const* recordings) {
  reserve(family, network, task_size, tasks, episodes);
  const int stride = padded_lanes(episodes);
  loop_.clear();
  std::fill(age_.begin(), age_.end(), Scalar(0));
  for (int i = 0; i < tasks; ++i) {
    loop_.set_task(i * stride, stride, task_parameters + i * task_size, task_size);
    Experience& e = *experiences[i];
    e.reserve(network, episodes, horizon);
    std::fill(e.episode_return.begin(), e.episode_return.end(), Scalar(0));
    std::fill(e.episode_length.begin(), e.episode_length.end(), Scalar(0));
    if (network.head == Head::gaussian && policies[i])
      std::copy_n(policies[i] + network.log_std_offset(), network.mlp.outputs(), e.samples.old_log_std.begin());
  }
  const LaneDraws draws{keys, stride};
  Player player{*this, family, network, tasks, episodes, stride, policies, draws, experiences, recordings};
  loop_.start(family, draws);
  loop_.record(family, recordings, tasks, stride, 0);
  loop_.play(family, draws, 0, horizon, player);
  player.finish();
}

}  // namespace metarl
