// What looks at a run without touching it: traces, probes, evaluations.
#include "executors.h"
#include "support.h"

#include "foundation/hash.h"
#include "lab/companion.h"
#include "lab/job.h"

namespace metarl::testing {
namespace {

const std::vector<std::string> kViewedRuns = with_trial_runs({
    "tasks=sinusoid&meta_batch_size=5&block=2&hidden=8&shots=5&query=6&inner_steps=2&seed=5",
    "tasks=point-navigation&meta_batch_size=3&block=2&episodes=9&horizon=12&hidden=6&inner_steps=2&seed=5",
    "learner=meta-sgd&tasks=cart-pole&meta_batch_size=3&block=2&episodes=3&horizon=15&hidden=6&seed=5",
    "learner=reptile&tasks=boolean&meta_batch_size=3&block=1&hidden=5&seed=5",
    "learner=pretrained&tasks=point-navigation&preset=pearl-sparse&meta_batch_size=2&episodes=3&horizon=6&hidden=6&"
    "seed=5",
    "learner=scratch&tasks=sinusoid&meta_batch_size=2&hidden=5&seed=5",
    "learner=cavia&tasks=sinusoid&meta_batch_size=2&hidden=5&inner_steps=2&seed=5",
});

const TraceArray* find(const Trace& trace, const std::string& name) {
  for (const TraceArray& array : trace)
    if (array.name == name) return &array;
  return nullptr;
}

RunPointer make(const std::string& line) { return make_run(line); }

Trace finish(Job& job, Executor* executor = nullptr) {
  int quanta = 0;
  while (!job.advance(executor) && ++quanta < 100000) EXPECT_LE(job.done(), job.total());
  EXPECT_EQ(job.done(), job.total());
  return job.result();
}

Trace evaluate(const LabRun& run, int tasks, int steps, Executor* executor = nullptr) {
  std::unique_ptr<Job> job;
  EXPECT_FALSE(Job::evaluation(run, tasks, steps, job).refused());
  EXPECT_TRUE(job->result().empty());
  return finish(*job, executor);
}

Trace probe(const LabRun& run, const std::vector<float>& task, int steps) {
  std::unique_ptr<Job> job;
  const Refusal refusal = Job::probe(run, task, steps, job);
  EXPECT_FALSE(refusal.refused()) << refusal.message;
  return finish(*job);
}

std::vector<float> middle_task(const LabRun& run) {
  std::vector<float> task;
  for (const TaskParameter& p : run.problem().family->parameters())
    task.push_back(static_cast<float>((p.low + p.high) / 2));
  return task;
}

void expect_same(const Trace& a, const Trace& b) {
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(a[i].name, b[i].name);
    EXPECT_EQ(a[i].shape, b[i].shape);
    // By bytes: NaN is equal to itself here.
    EXPECT_EQ(hash_bytes(a[i].data.data(), a[i].data.size() * 4), hash_bytes(b[i].data.data(), b[i].data.size() * 4))
        << a[i].name;
  }
}

void expect_sound(const Trace& trace, const std::string& where) {
  std::vector<std::string> names;
  for (const TraceArray& array : trace) {
    EXPECT_EQ(std::count(names.begin(), names.end(), array.name), 0) << where << ": " << array.name << " twice";
    names.push_back(array.name);
    std::size_t size = 1;
    for (int n : array.shape) {
      EXPECT_GE(n, 0);
      size *= static_cast<std::size_t>(n);
    }
    EXPECT_EQ(array.data.size(), size) << where << ": " << array.name;
    for (float v : array.data) EXPECT_TRUE(std::isfinite(v)) << where << ": " << array.name;
  }
}

// Proves that looking at a run at every quantum (traces of every task, a probe, an evaluation, a snapshot) leaves its
// hash untouched.
TEST(Views, LeaveTheRunUntouched) {
  for (const std::string& line : kViewedRuns) {
    const std::string hash = hash_after(line, 3);
    const RunPointer run = make(line);
    int quanta = 0;
    while (run->status().iteration < 3) {
      run->advance();
      for (int t = 0; t < run->problem().meta_batch_size; ++t) run->trace(t);
      if (++quanta % 5 == 0) {
        probe(*run, middle_task(*run), 2);
        evaluate(*run, 3, 1);
        run->snapshot();
      }
    }
    EXPECT_EQ(run->receipt().hash, hash) << line;
  }
}

// Proves that at every point of an iteration each array of a trace has as much data as its shape says, all finite, and
// no name twice.
TEST(Views, TraceShapesAgreeAtEveryPhase) {
  for (const std::string& line : kViewedRuns) {
    const RunPointer run = make(line);
    EXPECT_TRUE(run->trace(0).empty());
    EXPECT_TRUE(run->trace(-1).empty());
    while (run->status().iteration < 2) {
      run->advance();
      const int n = run->problem().meta_batch_size;
      for (const int task : {0, n - 1}) expect_sound(run->trace(task), line);
      EXPECT_TRUE(run->trace(n).empty());
    }
  }
}

// Proves which arrays a trace of a completed iteration holds, and their shapes.
TEST(Views, TraceHoldsWhatItsDescriptionSays) {
  const auto shape = [](const Trace& trace, const std::string& name) {
    const TraceArray* array = find(trace, name);
    EXPECT_NE(array, nullptr) << name;
    return array ? array->shape : std::vector<int>{};
  };
  using Shape = std::vector<int>;
  const RunPointer sinusoid = make(kViewedRuns[0]), navigation = make(kViewedRuns[1]), cart = make(kViewedRuns[2]);
  for (const RunPointer* run : {&sinusoid, &navigation, &cart}) go_to(**run, 1);
  const Trace s = sinusoid->trace(4), p = navigation->trace(2), c = cart->trace(1);
  EXPECT_EQ(shape(s, "tasks"), (Shape{5, 2}));
  EXPECT_EQ(shape(s, "pre"), (Shape{5}));
  EXPECT_EQ(shape(s, "post"), (Shape{5}));
  EXPECT_EQ(shape(s, "task"), (Shape{2}));
  EXPECT_EQ(shape(s, "values"), (Shape{3}));
  EXPECT_EQ(shape(s, "parameter_norms"), (Shape{2}));
  EXPECT_EQ(find(s, "context"), nullptr);
  const RunPointer steered = make("learner=cavia&tasks=boolean&meta_batch_size=2&inner_steps=2");
  go_to(*steered, 1);
  const Trace context = steered->trace(0);
  ASSERT_EQ(shape(context, "context"), (Shape{3, 5}));
  for (std::size_t i = 0; i < 5; ++i) {
    EXPECT_EQ(find(context, "context")->data[i], 0);
    EXPECT_NE(find(context, "context")->data[5 + i], 0);
  }
  EXPECT_EQ(shape(s, "support_inputs"), (Shape{5, 1}));
  EXPECT_EQ(shape(s, "support_targets"), (Shape{5, 1}));
  EXPECT_EQ(shape(s, "query_inputs"), (Shape{6, 1}));
  EXPECT_EQ(shape(s, "grid_outputs"), (Shape{3, 101, 1}));
  EXPECT_EQ(shape(s, "grid_targets"), (Shape{101, 1}));
  EXPECT_EQ(shape(s, "meta_before"), (Shape{101, 1}));
  EXPECT_EQ(shape(s, "meta_after"), (Shape{101, 1}));
  EXPECT_EQ(shape(p, "episodes"), (Shape{3, 8, 13, 2}));
  EXPECT_EQ(shape(p, "lengths"), (Shape{3, 8}));
  EXPECT_EQ(shape(p, "returns"), (Shape{3, 8}));
  EXPECT_EQ(shape(p, "meta_before"), (Shape{8, 13, 2}));
  EXPECT_EQ(shape(p, "meta_after_lengths"), (Shape{8}));
  EXPECT_EQ(shape(p, "oracle"), (Shape{13, 2}));
  EXPECT_EQ(shape(c, "episodes"), (Shape{3, 3, 16, 4}));
  EXPECT_EQ(find(c, "oracle"), nullptr);
  // The task is its row of the tasks.
  for (std::size_t i = 0; i < 2; ++i) EXPECT_EQ(find(s, "task")->data[i], find(s, "tasks")->data[8 + i]);
}

// Proves that the trace of a completed iteration replays the run's own numbers bit for bit: loss or return before and
// after adaptation, both on the data that tasks are judged on.
TEST(Views, TraceReplaysTheRunsOwnNumbers) {
  for (const std::string& line : kViewedRuns) {
    const RunPointer run = make(line);
    for (std::uint32_t iteration = 1; iteration <= 2; ++iteration) {
      go_to(*run, iteration);
      for (int t = 0; t < run->problem().meta_batch_size; ++t) {
        const Trace trace = run->trace(t);
        const std::vector<float>& values = find(trace, "values")->data;
        const std::size_t i = static_cast<std::size_t>(t);
        EXPECT_EQ(values.back(), static_cast<float>(run->after()[i])) << line;
        EXPECT_EQ(values.front(), static_cast<float>(run->before()[i])) << line;
        EXPECT_EQ(find(trace, "pre")->data[i], static_cast<float>(run->before()[i]));
        EXPECT_EQ(find(trace, "post")->data[i], static_cast<float>(run->after()[i]));
      }
    }
  }
}

// Proves that an evaluation of the same parameters is the same whatever was done before and whoever computes it, and
// that its tasks are not those of training but the same for every learner.
TEST(Views, EvaluationDependsOnTheParametersAlone) {
  for (const std::string& line : kViewedRuns) {
    const RunPointer run = make(line);
    go_to(*run, 2);
    const Trace first = evaluate(*run, 7, 2);
    expect_sound(first, line);
    probe(*run, middle_task(*run), 3);
    evaluate(*run, 3, 1);
    run->trace(0);
    for (int i = 0; i < 3; ++i) run->advance();  // into the next iteration
    expect_same(evaluate(*run, 7, 2), first);
    InOrder in_order;
    Reversed reversed;
    expect_same(evaluate(*run, 7, 2, &in_order), first);
    expect_same(evaluate(*run, 7, 2, &reversed), first);
#ifndef __EMSCRIPTEN__
    Threads three(3);
    expect_same(evaluate(*run, 7, 2, &three), first);
#endif
    RunLine scratch;
    ASSERT_FALSE(companion_line(run->line(), "scratch", scratch).refused());
    const RunPointer other = make(scratch.canonical());
    EXPECT_EQ(find(evaluate(*other, 7, 2), "tasks")->data, find(first, "tasks")->data) << line;
    go_to(*run, 3);
    EXPECT_NE(find(run->trace(0), "tasks")->data, find(first, "tasks")->data);
  }
}

// Proves that an evaluation's quartiles, median and mean are those of its values, and that more steps do not change
// fewer.
TEST(Views, EvaluationCurveIsOfItsValues) {
  const RunPointer run = make(kViewedRuns[0]);
  go_to(*run, 5);
  const Trace e = evaluate(*run, 9, 3), longer = evaluate(*run, 9, 5);
  const std::vector<float>& values = find(e, "values")->data;
  for (std::size_t k = 0; k < 4; ++k) {
    std::vector<float> column;
    for (std::size_t t = 0; t < 9; ++t) {
      column.push_back(values[t * 4 + k]);
      EXPECT_EQ(values[t * 4 + k], find(longer, "values")->data[t * 6 + k]);
    }
    std::sort(column.begin(), column.end());
    EXPECT_EQ(find(e, "lower")->data[k], column[2]);
    EXPECT_EQ(find(e, "median")->data[k], column[4]);
    EXPECT_EQ(find(e, "upper")->data[k], column[6]);
    EXPECT_EQ(find(e, "diverged")->data[k], 0);
  }
  EXPECT_LT(find(e, "mean")->data[3], find(e, "mean")->data[0]) << "adaptation must help";
}

// Proves that evaluations report tasks that diverged instead of spoiling the mean with them.
TEST(Views, EvaluationCountsWhatDiverged) {
  const RunPointer run = make("tasks=sinusoid&meta_batch_size=2&hidden=8&inner_lr=100");
  const Trace e = evaluate(*run, 6, 6);
  EXPECT_EQ(find(e, "diverged")->data[0], 0);
  EXPECT_EQ(find(e, "diverged")->data[6], 6);
  EXPECT_TRUE(std::isnan(find(e, "mean")->data[6]));
}

// Proves that a probe adapts to the very task that was asked for, inside the distribution or out of it, always with the
// same numbers.
TEST(Views, ProbeAdaptsToTheGivenTask) {
  for (const std::string& line : kViewedRuns) {
    const RunPointer run = make(line);
    go_to(*run, 1);
    std::vector<float> outside = middle_task(*run);
    for (float& p : outside) p += 1;
    for (const std::vector<float>& task : {middle_task(*run), outside}) {
      const Trace trace = probe(*run, task, 3);
      expect_sound(trace, line);
      EXPECT_EQ(find(trace, "task")->data, task);
      EXPECT_EQ(find(trace, "values")->data.size(), 4u);
      expect_same(probe(*run, task, 3), trace);
    }
  }
}

// Proves that held-out tasks use test_shots points, and test_lr_scale from their second step on, and that training uses
// neither.
TEST(Views, TestKnobsHoldInEvaluationsAlone) {
  const std::string line = "tasks=sinusoid&meta_batch_size=2&hidden=8&activation=tanh&shots=6&inner_steps=3";
  const RunPointer plain = make(line + "&test_shots=6"), scaled = make(line + "&test_shots=6&test_lr_scale=0.5"),
                   fewer = make(line + "&test_shots=3");
  const Trace p = probe(*plain, {2, 1}, 3), s = probe(*scaled, {2, 1}, 3), f = probe(*fewer, {2, 1}, 3);
  const std::vector<float>&whole = find(p, "parameter_norms")->data, &half = find(s, "parameter_norms")->data;
  EXPECT_EQ(half[0], whole[0]);
  EXPECT_NEAR(half[1], whole[1] / 2, 1e-5 * whole[1]);
  EXPECT_NE(half[2], whole[2]);
  EXPECT_EQ(find(p, "support_inputs")->shape, (std::vector<int>{6, 1}));
  EXPECT_EQ(find(f, "support_inputs")->shape, (std::vector<int>{3, 1}));
  for (const RunPointer* run : {&plain, &scaled, &fewer}) go_to(**run, 2);
  EXPECT_EQ(plain->receipt().hash, scaled->receipt().hash);
  EXPECT_EQ(plain->receipt().hash, fewer->receipt().hash);
}

// Proves that evaluations and probes that cannot be are refused with a sentence that names what is wrong.
TEST(Views, JobsRefuseWhatCannotBe) {
  const RunPointer run = make(kViewedRuns[0]);
  std::unique_ptr<Job> job;
  for (const auto& [tasks, steps, key] :
       {std::tuple{0, 1, "test_tasks"}, {-1, 1, "test_tasks"}, {100001, 1, "test_tasks"}, {1, 0, "test_steps"}, {1, 21, "test_steps"}})
    EXPECT_EQ(Job::evaluation(*run, tasks, steps, job).key, key);
  const float inf = INFINITY;
  for (const std::vector<float>& task : {std::vector<float>{}, {1}, {1, 2, 3}})
    EXPECT_EQ(Job::probe(*run, task, 1, job).key, "task");
  for (const std::vector<float>& task : {std::vector<float>{1, NAN}, {1, -1e7f}})
    EXPECT_EQ(Job::probe(*run, task, 1, job).key, "phase");
  EXPECT_EQ(Job::probe(*run, {inf, 1}, 1, job).key, "amplitude");
  EXPECT_EQ(Job::probe(*run, {1, 2}, 0, job).key, "test_steps");
  EXPECT_EQ(job, nullptr);
}

}  // namespace
}  // namespace metarl::testing
