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
    targets.resize(static_cast<std::size_t>(count * family.outputs()));
    x = {inputs.data(), family.inputs(), count};
    y = {targets.data(), family.outputs(), count};
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
  TraceArray& outputs = add_empty(trace, "grid_outputs", {steps + 1, grid.y.cols, grid.y.rows});
  MlpPass pass;
  for (int k = 0; k <= steps; ++k) {
    pass.forward(problem.network.mlp, view.parameters[static_cast<std::size_t>(k)], grid.x);
    append(outputs, pass.outputs().data, pass.outputs().size());
  }
}

void add_recordings(Trace& trace, const std::string& name, const std::string& suffix,
                    const std::vector<const Recording*>& recordings, const std::vector<const Experience*>& experiences,
                    bool several) {
  const Recording& r = *recordings[0];
  const int count = static_cast<int>(recordings.size());
  std::vector<int> shape{r.lanes, r.time + 1, r.variables}, lanes{r.lanes};
  if (several) {
    shape.insert(shape.begin(), count);
    lanes.insert(lanes.begin(), count);
  }
  TraceArray states{name, shape, {}}, lengths{name + suffix + "lengths", lanes, {}},
      returns{name + suffix + "returns", lanes, {}};
  if (several) {
    lengths.name = "lengths";
    returns.name = "returns";
  }
  for (std::size_t k = 0; k < recordings.size(); ++k) {
    append(states, recordings[k]->states.data(), static_cast<std::ptrdiff_t>(r.lanes) * (r.time + 1) * r.variables);
    append(lengths, experiences[k]->episode_length.data(), r.lanes);
    append(returns, experiences[k]->episode_return.data(), r.lanes);
  }
  for (TraceArray* a : {&states, &lengths, &returns}) trace.push_back(std::move(*a));
}

// Some episodes of one policy (or the oracle, where it is null).
void roll(const Problem& problem, const Scalar* task, const Scalar* parameters, const StreamKey& key, int lanes,
          Experience& experience, Recording& recording) {
  recording.lanes = lanes;
  recording.time = problem.horizon;
  recording.variables = static_cast<int>(problem.reinforcement().variables().size());
  reserve_length(recording.states, static_cast<std::size_t>(lanes * (recording.time + 1) * recording.variables));
  Rollout rollout;
  Experience* experiences[] = {&experience};
  Recording* recordings[] = {&recording};
  const Scalar* policies[] = {parameters};
  rollout.run(problem.reinforcement(), problem.network, problem.task_size, 1, lanes, problem.horizon, task, policies,
              &key, experiences, recordings);
}

}  // namespace

void add_array(Trace& trace, const char* name, std::vector<int> shape, const Scalar* data) {
  TraceArray array{name, std::move(shape), {}};
  std::ptrdiff_t size = 1;
  for (int n : array.shape) size *= n;
  append(array, data, size);
  trace.push_back(std::move(array));
}

void trace_adaptation(const Problem& problem, const Block& block, int i, int steps, Trace& trace) {
  const TaskView view = block.view(i);
  add_array(trace, "task", {problem.task_size}, view.task);
  TraceArray& values = add_empty(trace, "values", {steps + 1});
  for (int k = 0; k <= steps; ++k) values.data.push_back(static_cast<float>(block.value(i, k)));
  TraceArray& norms = add_empty(trace, "parameter_norms", {std::max(0, static_cast<int>(view.parameters.size()) - 1)});
  for (std::size_t k = 0; k + 1 < view.parameters.size(); ++k) {
    Scalar squares = 0;
    for (int j = 0; j < problem.network.parameter_count(); ++j) {
      const Scalar d = view.parameters[k + 1][j] - view.parameters[k][j];
      squares += d * d;
    }
    norms.data.push_back(static_cast<float>(square_root(squares)));
  }
  if (problem.kind == Kind::supervised) return trace_points(problem, block, i, steps, trace);
  const std::size_t count = std::min(view.recordings.size(), static_cast<std::size_t>(steps) + 1);
  if (count == 0) return;
  add_recordings(trace, "episodes", "_",
                 {view.recordings.begin(), view.recordings.begin() + static_cast<std::ptrdiff_t>(count)},
                 {view.experiences.begin(), view.experiences.begin() + static_cast<std::ptrdiff_t>(count)}, true);
}

void trace_unadapted(const Problem& problem, const Scalar* task, const Scalar* parameters, const StreamKey& key,
                     const char* name, Trace& trace) {
  if (problem.kind == Kind::supervised) {
    const Grid grid(problem, task);
    MlpPass pass;
    pass.forward(problem.network.mlp, parameters, grid.x);
    add_array(trace, name, {grid.y.cols, grid.y.rows}, pass.outputs().data);
    return;
  }
  Experience experience;
  Recording recording;
  roll(problem, task, parameters, key, std::min(kRecordedLanes, problem.episodes), experience, recording);
  add_recordings(trace, name, "_", {&recording}, {&experience}, false);
}

void trace_oracle(const Problem& problem, const Scalar* task, const StreamKey& key, Trace& trace) {
  Experience experience;
  Recording recording;
  roll(problem, task, nullptr, key, 1, experience, recording);
  add_array(trace, "oracle", {recording.time + 1, recording.variables}, recording.states.data());
}

}  // namespace metarl
