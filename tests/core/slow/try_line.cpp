#include "try_line.h"

#include <algorithm>

#include "lab/job.h"
#include "refusals.h"
#include "support.h"

namespace metarl::testing {

void expect_refused(const Refusal& refusal, const std::string& line) {
  SCOPED_TRACE(line);
  EXPECT_TRUE(refusal.refused());
  if (refusal.refused()) expect_sound(refusal);
}

namespace {

// About how many multiplications one operation on one block makes at most.
double work_of(const LabRun& run) {
  const Settings& s = run.settings();
  const Problem& problem = run.problem();
  const auto number = [&](const char* key) { return s.has(key) ? s.integer(key) : 1; };
  double work = problem.block * number("belief_samples");
  if (problem.kind == Kind::reinforcement) {
    work *= static_cast<double>(problem.episodes) * problem.horizon;
  } else {
    work *= problem.most_samples() + number("test_steps") * problem.supervised().outputs();
  }
  if (run.line().learner->adapts != Adapts::rule) return work * run.learner().meta_size();
  // A rule looks at all that its own knobs and its family's count, and at what may come next.
  work *= problem.reinforcement().observations();
  for (const std::vector<Knob>& own :
       {run.line().family->knobs, find_yardstick(*run.line().family, run.line().learner->name)->knobs})
    for (const Knob& knob : own)
      if (knob.type == KnobType::integer) work *= number(knob.name.c_str());
  return work;
}

}  // namespace

// The first one draws the tasks, and takes all the memory.
int affordable_quanta(const LabRun& run) { return 1 + static_cast<int>(std::min(4e6 / work_of(run), 150.0)); }

namespace {

void advance_job(const LabRun& run, std::unique_ptr<Job> job, int quanta) {
  for (; quanta > 0 && !job->advance(); --quanta) continue;
  const Trace found = job->result();
  EXPECT_EQ(found.empty(), !job->complete());
  for (const TraceArray& array : found) {
    std::size_t size = 1;
    for (const int n : array.shape) size *= static_cast<std::size_t>(n);
    EXPECT_EQ(array.data.size(), size) << run.line().canonical() << ": " << array.name;
  }
}

void evaluate(const LabRun& run, int quanta) {
  const Settings& s = run.settings();
  std::unique_ptr<Job> job;
  const Refusal refusal = Job::evaluation(run, s.integer("test_tasks"), s.integer("test_steps"), job);
  if (refusal.refused()) return expect_refused(refusal, run.line().canonical());
  advance_job(run, std::move(job), quanta);
}

// Probes a task with every parameter at `place` of its range, 0 being the low and 1 the high end.
void probe(const LabRun& run, float place, int quanta) {
  std::vector<float> task;
  for (const TaskParameter& p : run.problem().family->parameters()) {
    const float low = static_cast<float>(p.low), high = static_cast<float>(p.high);
    task.push_back(std::clamp(low + place * (high - low), -1e6f, 1e6f));
  }
  std::unique_ptr<Job> job;
  const Refusal refusal = Job::probe(run, task, run.settings().integer("test_steps"), job);
  if (refusal.refused()) return expect_refused(refusal, run.line().canonical());
  advance_job(run, std::move(job), quanta);
}

}  // namespace

void try_run(RunPointer run, int quanta) {
  const std::string line = run->line().canonical();
  const std::uint32_t last = run->status().iteration + 2;
  int views = 3;
  const auto go_on = [&](LabRun& some, int most) {
    for (int i = 0; i < most && some.status().iteration < last; ++i) {
      const Reached reached = some.advance();
      if (reached == Reached::stopped) {
        expect_refused(some.status().divergence, line);
        return;
      }
      // The last task's view as soon as there is one.
      if (reached == Reached::phase && views-- > 0) some.trace(some.problem().meta_batch_size - 1);
    }
  };
  go_on(*run, quanta);
  run->trace(0);
  run->receipt();

  const std::vector<std::uint8_t> bytes = run->snapshot();
  const bool diverged = run->status().diverged;
  RunPointer other;
  // One of the two at a time: a run may take as much memory as is allowed.
  if (!diverged) run.reset();
  const Refusal refusal = LabRun::restore(bytes, other);
  if (diverged) {
    // What had diverged may do so again.
    if (refusal.refused()) expect_refused(refusal, line);
  } else {
    ASSERT_FALSE(refusal.refused()) << line << ": " << refusal.message;
    EXPECT_EQ(other->snapshot(), bytes) << line;
    go_on(*other, 3);
    run = std::move(other);
  }
  other.reset();
  evaluate(*run, quanta);
  for (const float place : {0.0f, 1.0f, -1e7f, 1e7f}) probe(*run, place, std::min(quanta, 30));
}

void try_line(const std::string& line) {
  RunLine understood;
  Refusal refusal = read_run_line(line, understood);
  RunPointer run;
  if (!refusal.refused()) refusal = LabRun::create(line, nullptr, run);
  if (refusal.refused()) return expect_refused(refusal, line);
  const int quanta = affordable_quanta(*run);
  try_run(std::move(run), quanta);
}

}  // namespace metarl::testing
