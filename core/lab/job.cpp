#include "lab/job.h"

#include <algorithm>
#include <cmath>

#include "foundation/decimal.h"
#include "foundation/refuse.h"
#include "lab/limits.h"
#include "lab/memory_need.h"

namespace metarl {

namespace {

// Held-out tasks do not change with the iteration.
constexpr std::uint32_t kNoIteration = 0;

Settings with_evaluation(const Run& run, int tasks, int steps) {
  Settings settings = run.settings();
  settings.set("test_tasks", std::to_string(tasks));
  settings.set("test_steps", std::to_string(steps));
  return settings;
}

Refusal check(const Run& run, int tasks, int steps) {
  const LearnerEntry& learner = *run.line().learner;
  const auto [fewest, most] = evaluation_steps(learner);
  if (tasks < 1 || tasks > 100000)
    return refuse("test_tasks", "evaluation.tasks", {{"low", 1}, {"high", 100000}, {"value", tasks}});
  if (steps < fewest || steps > most)
    return refuse(
        "test_steps",
        takes_inner_steps(learner.adapts) ? RefusalCode("evaluation.inner-steps") : RefusalCode("evaluation.steps"),
        {{"learner", learner.name}, {"low", fewest}, {"high", most}, {"value", steps}});
  return check_limits(run.line(), with_evaluation(run, tasks, steps));
}

}  // namespace

Job::Job(const Run& run, int tasks, int steps) : run_(run), tasks_(tasks), steps_(steps) {
  const Array& p = run.parameters();
  meta_.assign(p.begin(), p.begin() + run.learner().meta_size());
  schedule_ = run.learner().schedule(steps, meta_);
  const int block = run.problem().block;
  total_ = (tasks + block - 1) / block * static_cast<int>(schedule_.size());
  Memory().take(values_, tasks, steps + 1);
  Memory().take(task_parameters_, tasks, run.problem().task_size);
  const MemoryNeed need = memory_need(run.line(), with_evaluation(run, tasks, steps));
  most_at_once_ = 1 + static_cast<int>(std::clamp((kMostBytes - need.total()) / need.job_block, 0.0, 63.0));
}

Refusal Job::evaluation(const Run& run, int tasks, int steps, std::unique_ptr<Job>& result) {
  const Refusal refusal = check(run, tasks, steps);
  if (!refusal.refused()) result.reset(new Job(run, tasks, steps));
  return refusal;
}

Refusal Job::probe(const Run& run, const std::vector<float>& task, int steps, std::unique_ptr<Job>& result) {
  const Refusal refusal = check(run, 1, steps);
  if (refusal.refused()) return refusal;
  const std::vector<TaskParameter> parameters = run.problem().family->parameters();
  if (task.size() != parameters.size())
    return refuse("task", "probe.parameters", {{"wanted", parameters.size()}, {"found", task.size()}});
  for (std::size_t i = 0; i < task.size(); ++i) {
    // Far beyond any distribution, and still exact in single precision.
    const double most = std::max({1e6, std::fabs(parameters[i].low), std::fabs(parameters[i].high)});
    if (!(task[i] - task[i] == 0) || std::fabs(static_cast<double>(task[i])) > most)
      return refuse(parameters[i].name, "probe.parameter", {{"low", format_real(-most)}, {"high", format_real(most)}});
  }
  std::unique_ptr<Job> job(new Job(run, 1, steps));
  job->probe_task_.assign(task.begin(), task.end());
  result = std::move(job);
  return {};
}

// Makes ready the next blocks of tasks; returns how many.
int Job::begin_blocks(int most) {
  const int block = run_.problem().block;
  int count = 0;
  for (int first = first_task_; first < tasks_ && count < most; first += block, ++count) {
    if (static_cast<int>(blocks_.size()) <= count) blocks_.push_back(run_.learner().make_block());
    BlockSpec spec;
    spec.split = probe_task_.empty() ? Split::held_out : Split::probe;
    spec.iteration = kNoIteration;
    spec.first_task = first;
    spec.tasks = std::min(block, tasks_ - first);
    spec.steps = steps_;
    spec.test_data = true;
    spec.watch = true;
    spec.given_task = probe_task_.empty() ? nullptr : probe_task_.data();
    spec.recorded = spec.given_task ? kRecordedLanes : 0;
    blocks_[static_cast<std::size_t>(count)]->begin(spec);
  }
  return count;
}

bool Job::advance(Executor* executor) {
  if (complete_) return true;
  if (active_ == 0) {
    active_ = begin_blocks(executor ? most_at_once_ : 1);
    cursor_ = 0;
    operation_ = 0;
  }
  struct OneBlock final : Work {
    Job* job;
    const Operation* operation;
    void operator()(int b) override {
      Scalar none;
      job->blocks_[static_cast<std::size_t>(b)]->perform(*operation, &none);
    }
  } work;
  work.job = this;
  work.operation = &schedule_[operation_];
  if (executor) {
    executor->run(active_, work);
    cursor_ = active_;
    done_ += active_;
  } else {
    work(cursor_++);
    ++done_;
  }
  if (cursor_ < active_) return false;
  cursor_ = 0;
  if (++operation_ < schedule_.size()) return false;

  const int block = run_.problem().block, size = run_.problem().task_size;
  for (int b = 0; b < active_; ++b) {
    for (int i = 0; i < block && first_task_ < tasks_; ++i, ++first_task_) {
      for (int k = 0; k <= steps_; ++k)
        values_[static_cast<std::size_t>(first_task_ * (steps_ + 1) + k)] =
            blocks_[static_cast<std::size_t>(b)]->value(i, k);
      std::copy_n(blocks_[static_cast<std::size_t>(b)]->task(i), size, task_parameters_.begin() + first_task_ * size);
    }
  }
  active_ = 0;
  complete_ = first_task_ == tasks_;
  return complete_;
}

std::vector<Spread> Job::spreads() const {
  std::vector<Spread> list;
  Array column(static_cast<std::size_t>(tasks_));
  for (int k = 0; k <= steps_; ++k) {
    for (int t = 0; t < tasks_; ++t)
      column[static_cast<std::size_t>(t)] = values_[static_cast<std::size_t>(t * (steps_ + 1) + k)];
    list.push_back(spread_of(column, tasks_, divergence_limit(run_.problem())));
  }
  return list;
}

Spread Job::totals() const {
  Array totals(static_cast<std::size_t>(tasks_), Scalar(0));
  for (int t = 0; t < tasks_; ++t)
    for (int k = 0; k <= steps_; ++k)
      totals[static_cast<std::size_t>(t)] += values_[static_cast<std::size_t>(t * (steps_ + 1) + k)];
  return spread_of(totals, tasks_, divergence_limit(run_.problem()));
}

Trace Job::result() const {
  Trace trace;
  if (!complete_) return trace;
  if (!probe_task_.empty()) {
    trace_adaptation(run_.problem(), *blocks_[0], 0, steps_, trace);
    if (!run_.line().family->oracle.empty())
      trace_oracle(run_.problem(), probe_task_.data(),
                   {run_.problem().seed, kNoIteration, static_cast<std::uint32_t>(Split::probe), Purpose::view, 0, 0},
                   trace);
    return trace;
  }
  add_array(trace, "tasks", {tasks_, run_.problem().task_size}, task_parameters_.data());
  add_array(trace, "values", {tasks_, steps_ + 1}, values_.data());
  const std::vector<Spread> all = spreads();
  const auto add = [&](const char* name, auto&& number) {
    TraceArray array{name, {steps_ + 1}, {}};
    for (const Spread& spread : all) array.data.push_back(static_cast<float>(number(spread)));
    trace.push_back(std::move(array));
  };
  add("lower", [](const Spread& s) { return s.lower; });
  add("median", [](const Spread& s) { return s.median; });
  add("upper", [](const Spread& s) { return s.upper; });
  add("mean", [](const Spread& s) { return s.mean; });
  add("diverged", [](const Spread& s) { return s.diverged; });
  if (run_.line().plays_trials()) {
    const Spread total = totals();
    const Scalar numbers[] = {total.lower, total.median, total.upper, total.mean, total.error};
    add_array(trace, "trial", {5}, numbers);
  }
  return trace;
}

}  // namespace metarl
