// A family to be stepped by hand.
#pragma once

#include "support.h"

namespace metarl::testing {

// A family with the knobs of a run line.
struct Made {
  RunLine line;
  Problem problem;
  explicit Made(const std::string& text) {
    const Refusal refusal = read_run_line(text, line);
    EXPECT_FALSE(refusal.refused()) << refusal.message;
    EXPECT_FALSE(problem_of(line, problem).refused());
  }
  const Family& family() const { return *problem.family; }
  const ReinforcementFamily& environment() const { return problem.reinforcement(); }
  Array sample(std::uint32_t task) const {
    Stream stream({1, 0, task, Purpose::tasks, 0, 0});
    Array parameters(static_cast<std::size_t>(problem.task_size));
    family().sample(stream, parameters.data());
    return parameters;
  }
};

// Four lanes with the same task, state and action.
struct Stage {
  const ReinforcementFamily& family;
  Episodes episodes;
  Stage(const Made& made) : family(made.environment()) {
    episodes.reserve(kLanes, made.problem.task_size, family.states(), made.problem.network.target_rows());
  }
  void set(Array& field, const Array& values) {
    for (std::size_t i = 0; i < values.size(); ++i) episodes.set(field, static_cast<int>(i), 0, splat(values[i]));
  }
  void step(const Array& action) {
    set(episodes.action, action);
    family.step(episodes, 0, {});
  }
  double state(int i) const { return static_cast<double>(episodes.get(episodes.state, i, 0)[0]); }
  double reward() const { return static_cast<double>(episodes.reward[0]); }
  double score() const { return static_cast<double>(episodes.score[0]); }
  bool done() const { return episodes.done[0] != 0; }
};

}  // namespace metarl::testing
