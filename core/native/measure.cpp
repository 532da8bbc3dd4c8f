#include "native/measure.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

#include "learning/rollout.h"

namespace metarl {

namespace {

constexpr double kNearGoal = 0.5;
constexpr int kOracleEpisodes = 4;

// An episode: its drawn columns at time t, and its task.
struct Episode {
  const Recording& recording;
  int lane;
  const Scalar* task;
  double at(int t, int column) const {
    const std::size_t row = static_cast<std::size_t>(lane) * static_cast<std::size_t>(recording.time + 1);
    return static_cast<double>(
        recording.states[(row + static_cast<std::size_t>(t)) * static_cast<std::size_t>(recording.variables) +
                         static_cast<std::size_t>(column)]);
  }
};

struct Teller {
  const char *name, *unit;
  double (*tell)(const Problem& problem, const Episode& episode);
  std::string (*kind)(const Scalar* task);  // of tasks that are alike; null: all are
};

double near_goal(const Problem&, const Episode& e) {
  const double x = e.at(e.recording.time, 0) - static_cast<double>(e.task[0]),
               y = e.at(e.recording.time, 1) - static_cast<double>(e.task[1]);
  return x * x + y * y <= kNearGoal * kNearGoal ? 1 : 0;
}

std::string corner(const Scalar* task) {
  return std::string("goal (") + (task[0] > 0 ? "+" : "-") + ", " + (task[1] > 0 ? "+" : "-") + ")";
}

double setting_of(const Problem& problem, const char* name) {
  for (const SceneNumbers& item : problem.family->scene())
    if (item.name == name) return item.numbers[0];
  return 0;
}

// The root's mean speed from time `from` to the end, m/s: it lies midway between the ends of the torso's rod.
double mean_speed(const Problem& problem, const Episode& e, int from) {
  const auto root = [&](int t) { return (e.at(t, 0) + e.at(t, 2)) / 2; };
  return (root(e.recording.time) - root(from)) / ((e.recording.time - from) * setting_of(problem, "time_step"));
}

double speed_along(const Problem& problem, const Episode& e) {
  return static_cast<double>(e.task[0]) * mean_speed(problem, e, 0);
}

// Of an episode in which the task changes, from there on.
double speed_after_change(const Problem& problem, const Episode& e) {
  return static_cast<double>(e.task[0]) * mean_speed(problem, e, static_cast<int>(setting_of(problem, "switch_at")));
}

double speed_error(const Problem& problem, const Episode& e) {
  return std::fabs(mean_speed(problem, e, e.recording.time / 2) - static_cast<double>(e.task[0]));
}

std::string direction(const Scalar* task) { return task[0] > 0 ? "forward" : "backward"; }

// Past an episode's end the last state stays, so a pole that fell at any time lies beyond a limit.
double standing(const Problem& problem, const Episode& e) {
  const int end = e.recording.time;
  const double x = std::fabs(e.at(end, 0)), angle = std::fabs(e.at(end, 2));
  return x <= setting_of(problem, "position_limit") && angle <= setting_of(problem, "angle_limit") ? 1 : 0;
}

double laps(const Problem&, const Episode& e) { return e.at(e.recording.time, 4); }

bool teller_of(const Run& run, Teller& teller) {
  const std::string& family = run.line().family->name;
  const Settings& settings = run.settings();
  if (family == "point-navigation") {
    const std::string& navigation = settings.text("navigation");
    teller = {"near the goal", "share of episodes", near_goal, corner};
    return navigation == "corners" || navigation == "corners-code" || navigation == "walls";
  }
  if (family == "cheetah" && settings.text("running") == "velocity") {
    teller = {"speed error", "m/s", speed_error, nullptr};
    return true;
  }
  if (family == "cheetah" && settings.integer("switch_at") > 0) {
    teller = {"speed after the change", "m/s", speed_after_change, direction};
    return settings.integer("switch_at") < settings.integer("horizon");
  }
  if (family == "cheetah") {
    teller = {"speed", "m/s", speed_along, direction};
    return true;
  }
  if (family == "cart-pole") {
    teller = {"standing at the end", "share of episodes", standing, nullptr};
    return true;
  }
  teller = {"laps", "laps", laps, nullptr};
  return family == "car";
}

double mean_told(const Problem& problem, const Teller& teller, const Recording& recording, const Scalar* task) {
  double sum = 0;
  for (int lane = 0; lane < recording.lanes; ++lane) sum += teller.tell(problem, {recording, lane, task});
  return sum / recording.lanes;
}

double oracle_told(const Problem& problem, const Teller& teller, const Scalar* task, const StreamKey& key) {
  Experience experience;
  Recording recording;
  recording.reserve(problem.reinforcement(), kOracleEpisodes, problem.horizon, problem.network.target_rows());
  Rollout rollout;
  Experience* experiences[] = {&experience};
  Recording* recordings[] = {&recording};
  const Scalar* policies[] = {nullptr};
  rollout.run(problem.reinforcement(), problem.network, problem.task_size, 1, kOracleEpisodes, problem.horizon, task,
              policies, &key, experiences, recordings);
  return mean_told(problem, teller, recording, task);
}

// What was told of one task: after each step of adaptation, then of the oracle.
using Told = std::vector<double>;

MeasuredGroup group_of(const std::string& name, const std::vector<const Told*>& told, int steps) {
  MeasuredGroup group;
  group.name = name;
  group.tasks = static_cast<int>(told.size());
  const double n = group.tasks;
  const auto mean_of = [&](int column) {
    double sum = 0;
    for (const Told* t : told) sum += (*t)[static_cast<std::size_t>(column)];
    return sum / n;
  };
  for (int k = 0; k <= steps; ++k) {
    const double mean = mean_of(k);
    double squares = 0;
    for (const Told* t : told) squares += std::pow((*t)[static_cast<std::size_t>(k)] - mean, 2);
    group.mean.push_back(mean);
    group.error.push_back(n > 1 ? std::sqrt(squares / (n - 1) / n) : NAN);
  }
  group.oracle = mean_of(steps + 1);
  return group;
}

}  // namespace

bool measure_held_out(const Run& run, int tasks, int steps, Executor* executor, Measure& result) {
  Teller teller;
  if (!teller_of(run, teller)) return false;
  const Problem& problem = run.problem();
  const Learner& learner = run.learner();
  const Array meta(run.parameters().begin(), run.parameters().begin() + learner.meta_size());
  const Schedule schedule = learner.schedule(steps, meta);
  const bool oracle = !run.line().family->oracle.empty();
  std::vector<Told> told(static_cast<std::size_t>(tasks));
  std::vector<std::string> kinds(static_cast<std::size_t>(tasks));

  struct OneBlock final : Work {
    std::function<void(int)> work;
    void operator()(int b) override { work(b); }
  } one_block;
  one_block.work = [&](int b) {
    BlockSpec spec;
    spec.split = Split::held_out;
    spec.first_task = b * problem.block;
    spec.tasks = std::min(problem.block, tasks - spec.first_task);
    spec.steps = steps;
    spec.test_data = true;
    spec.watch = true;
    spec.recorded = problem.episodes;
    const std::unique_ptr<Block> block = learner.make_block();
    block->begin(spec);
    perform(schedule, *block);
    for (int i = 0; i < spec.tasks; ++i) {
      const std::size_t t = static_cast<std::size_t>(spec.first_task + i);
      const TaskView view = block->view(i);
      for (int k = 0; k <= steps; ++k)
        told[t].push_back(mean_told(problem, teller, *view.recordings[static_cast<std::size_t>(k)], view.task));
      const StreamKey key{problem.seed,  0, static_cast<std::uint32_t>(spec.split) + static_cast<std::uint32_t>(t),
                          Purpose::view, 0, 0};
      told[t].push_back(oracle ? oracle_told(problem, teller, view.task, key) : NAN);
      if (teller.kind) kinds[t] = teller.kind(view.task);
    }
  };
  const int blocks = (tasks + problem.block - 1) / problem.block;
  if (executor) {
    executor->run(blocks, one_block);
  } else {
    for (int b = 0; b < blocks; ++b) one_block(b);
  }

  result = {teller.name, teller.unit, {}};
  std::vector<const Told*> all;
  std::map<std::string, std::vector<const Told*>> by_kind;
  for (std::size_t t = 0; t < told.size(); ++t) {
    all.push_back(&told[t]);
    if (teller.kind) by_kind[kinds[t]].push_back(&told[t]);
  }
  result.groups.push_back(group_of("all", all, steps));
  for (const auto& [kind, some] : by_kind) result.groups.push_back(group_of(kind, some, steps));
  return true;
}

}  // namespace metarl
