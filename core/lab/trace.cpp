#include "lab/trace.h"

#include <algorithm>
#include <cmath>

#include "foundation/elementary.h"
#include "foundation/vectors.h"

namespace metarl {

namespace {

void append(TraceArray& array, const Scalar* data, std::ptrdiff_t size) {
  for (std::ptrdiff_t i = 0; i < size; ++i) array.data.push_back(static_cast<float>(data[i]));
}

TraceArray& add_empty(Trace& trace, const std::string& name, std::vector<int> shape) {
  trace.push_back({name, std::move(shape), {}});
  return trace.back();
}

// Inputs that a supervised family is drawn at, and the task's true function there.
struct Grid {
  Array inputs, targets;
  ConstMatrix x, y;
  Grid(const Problem& problem, const Scalar* task) {
    const SupervisedFamily& family = problem.supervised();
    const int count = family.grid({});
    inputs.resize(static_cast<std::size_t>(count * family.inputs()));
    const int target_rows = problem.network.target_rows();
    targets.resize(static_cast<std::size_t>(count * target_rows));
    x = {inputs.data(), family.inputs(), count};
    y = {targets.data(), target_rows, count};
    family.grid({inputs.data(), x.rows, count});
    family.truth(task, x, {targets.data(), y.rows, count});
  }
};

void trace_points(const Problem& problem, const Block& block, int i, int steps, Trace& trace) {
  const TaskView view = block.view(i);
  for (const bool support : {true, false}) {
    const Samples* s = support ? view.support : view.query;
    if (!s || s->count == 0) continue;
    add_array(trace, support ? "support_inputs" : "query_inputs", {s->count, s->input_rows}, s->inputs.data());
    add_array(trace, support ? "support_targets" : "query_targets", {s->count, s->target_rows}, s->targets.data());
  }
  const Grid grid(problem, view.task);
  add_array(trace, "grid_inputs", {grid.x.cols, grid.x.rows}, grid.x.data);
  add_array(trace, "grid_targets", {grid.y.cols, grid.y.rows}, grid.y.data);
  const int rows = problem.supervised().outputs();
  TraceArray& outputs = add_empty(trace, "grid_outputs", {steps + 1, grid.y.cols, rows});
  outputs.data.reserve(static_cast<std::size_t>(steps + 1) * static_cast<std::size_t>(rows * grid.y.cols));
  Array y(static_cast<std::size_t>(rows * grid.y.cols));
  for (int k = 0; k <= steps; ++k) {
    block.predict(i, k, grid.x, {y.data(), rows, grid.y.cols});
    append(outputs, y.data(), static_cast<std::ptrdiff_t>(y.size()));
  }
}

void add_named(Trace& trace, const NamedArray& array) {
  trace.push_back({array.name, array.shape, {array.data.begin(), array.data.end()}});
}

// Episodes after each step of adaptation (`several`), or of one policy. `only`: of each the one lane that counts, or none.
void add_recordings(Trace& trace, const std::string& name, const std::vector<const Recording*>& recordings,
                    const std::vector<int>& only, bool several) {
  const Recording& r = *recordings[0];
  const int lanes = only.empty() ? r.lanes : 1;
  const auto add = [&](const std::string& what, std::vector<int> shape, const Array Recording::*numbers) {
    std::ptrdiff_t size = 1;
    for (int n : shape) size *= n;
    if (several) shape.insert(shape.begin(), static_cast<int>(recordings.size()));
    TraceArray& array = add_empty(trace, what, std::move(shape));
    array.data.reserve(recordings.size() * static_cast<std::size_t>(size));
    for (std::size_t k = 0; k < recordings.size(); ++k)
      append(array, (recordings[k]->*numbers).data() + (only.empty() ? 0 : only[k] * size), size);
  };
  const std::string prefix = several ? "" : name + "_";
  add(name, {lanes, r.time + 1, r.variables}, &Recording::states);
  add(prefix + "actions", {lanes, r.time, r.action_rows}, &Recording::actions);
  add(prefix + "rewards", {lanes, r.time}, &Recording::rewards);
  add(prefix + "lengths", {lanes}, &Recording::lengths);
  add(prefix + "returns", {lanes}, &Recording::returns);
}

}  // namespace

void add_array(Trace& trace, const char* name, std::vector<int> shape, const Scalar* data) {
  TraceArray array{name, std::move(shape), {}};
  std::ptrdiff_t size = 1;
  for (int n : array.shape) size *= n;
  array.data.reserve(static_cast<std::size_t>(size));
  append(array, data, size);
  trace.push_back(std::move(array));
}

double trace_bytes(const Problem& problem, const Learner& learner, const BlockSpec& spec) {
  const std::unique_ptr<Block> block = learner.make_block();
  BlockSpec single = spec;
  single.steps = 0;
  single.tasks = 1;
  single.test_data = false;
  double bytes = 0;
  block->reserve(single, Memory(bytes));
  // What adapts grows number by number, into up to three times its length, before it is copied.
  const double shown = block->shown(spec);
  bytes += shown * (3 * sizeof(Scalar) + sizeof(float));
  double numbers = spec.steps + 1 + problem.task_size * (problem.meta_batch_size + 1.0) + 2.0 * problem.meta_batch_size;
  const Array task(static_cast<std::size_t>(problem.task_size));
  for (const NamedArray& array : problem.family->picture(task.data()))
    numbers += 2.0 * static_cast<double>(array.data.size());
  if (problem.kind == Kind::supervised) {
    const Grid grid(problem, task.data());
    const double points = grid.x.cols,
                 columns = grid.x.rows + grid.y.rows + (spec.steps + 4.0) * problem.supervised().outputs();
    const double samples =
        problem.query + std::max({problem.shots, problem.test_shots, spec.steps * problem.supervised().outputs()});
    numbers += 2 * points * columns + samples * (grid.x.rows + grid.y.rows);
    MlpPass().reserve(problem.network.mlp, grid.x.cols, false, Memory(bytes));
  } else {
    // Episodes of each step of adaptation, before and after; and the oracle's, which are played too.
    const double lanes = std::min(spec.recorded, problem.episodes), states = problem.horizon + 1;
    const double rows =
        static_cast<double>(problem.reinforcement().variables().size()) + problem.network.target_rows() + 1;
    numbers += lanes * (spec.steps + 3) * (states * rows + 2);
    Experience().reserve(problem.network, 1, problem.horizon, Memory(bytes));
    Recording().reserve(problem.reinforcement(), 1, problem.horizon, problem.network.target_rows(), Memory(bytes));
    Rollout().reserve(problem.reinforcement(), problem.network, problem.task_size, 1, 1, Memory(bytes));
  }
  return bytes + numbers * sizeof(float);
}

void trace_adaptation(const Problem& problem, const Block& block, int i, int steps, Trace& trace) {
  const TaskView view = block.view(i);
  add_array(trace, "task", {problem.task_size}, view.task);
  TraceArray& values = add_empty(trace, "values", {steps + 1});
  for (int k = 0; k <= steps; ++k) values.data.push_back(static_cast<float>(block.value(i, k)));
  for (const NamedArray& array : problem.family->picture(view.task)) add_named(trace, array);
  for (const NamedArray& array : view.more) add_named(trace, array);
  if (problem.kind == Kind::supervised) return trace_points(problem, block, i, steps, trace);
  const std::size_t count = std::min(view.recordings.size(), static_cast<std::size_t>(steps) + 1);
  if (count == 0) return;
  add_recordings(trace, "episodes",
                 {view.recordings.begin(), view.recordings.begin() + static_cast<std::ptrdiff_t>(count)}, view.lanes,
                 true);
}

void trace_unadapted(const Problem& problem, const Learner& learner, const Scalar* task, const Array& parameters,
                     std::uint32_t iteration, const char* name, Trace& trace) {
  const std::unique_ptr<Block> block = learner.make_block();
  BlockSpec spec;
  spec.split = Split::probe;
  spec.iteration = iteration;
  spec.tasks = 1;
  spec.given_task = task;
  spec.recorded = kRecordedLanes;
  block->begin(spec);
  perform(learner.schedule(0, parameters), *block);
  if (problem.kind == Kind::supervised) {
    const Grid grid(problem, task);
    const int rows = problem.supervised().outputs();
    Array y(static_cast<std::size_t>(rows * grid.y.cols));
    block->predict(0, 0, grid.x, {y.data(), rows, grid.y.cols});
    add_array(trace, name, {grid.y.cols, rows}, y.data());
  } else if (const TaskView view = block->view(0); !view.recordings.empty()) {
    add_recordings(trace, name, {view.recordings[0]}, view.lanes, false);
  }
}

// An episode of the oracle acts without a policy.
void trace_oracle(const Problem& problem, const Scalar* task, const StreamKey& key, Trace& trace) {
  Experience experience;
  Recording recording;
  recording.reserve(problem.reinforcement(), 1, problem.horizon, problem.network.target_rows());
  Rollout rollout;
  Experience* experiences[] = {&experience};
  Recording* recordings[] = {&recording};
  const Scalar* policies[] = {nullptr};
  rollout.run(problem.reinforcement(), problem.network, problem.task_size, 1, 1, problem.horizon, task, policies, &key,
              experiences, recordings);
  add_array(trace, "oracle", {recording.time + 1, recording.variables}, recording.states.data());
}

}  // namespace metarl
