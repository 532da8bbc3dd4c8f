// Work beside a run that leaves it untouched: a held-out evaluation, or a probe of one task. Done in quanta, like the
// run.
#pragma once

#include <memory>

#include "lab/run.h"
#include "lab/statistics.h"

namespace metarl {

class Job {
 public:
  // Adapts the run's parameters to `tasks` held-out tasks by 0 .. steps inner steps. The tasks, and all their random
  // numbers, depend on the seed alone: every learner is judged on the same ones.
  static Refusal evaluation(const Run& run, int tasks, int steps, std::unique_ptr<Job>& result);
  // Adapts to the task with these parameters, inside the distribution or out of it.
  static Refusal probe(const Run& run, const std::vector<float>& task, int steps, std::unique_ptr<Job>& result);

  // One operation on one block; with an executor, as many blocks at once as there are tasks left. True when the job is
  // complete.
  bool advance(Executor* executor = nullptr);
  bool complete() const { return complete_; }
  int done() const { return done_; }
  int total() const { return total_; }

  // The job's result (names in wasm/engine.d.ts); empty before it is complete.
  Trace result() const;
  // Of an evaluation: one spread for each number of inner steps.
  std::vector<Spread> spreads() const;
  // Of an evaluation of a learner that adapts within a trial: of the totals of whole trials.
  Spread totals() const;

 private:
  Job(const Run& run, int tasks, int steps);
  int begin_blocks(int most);

  const Run& run_;
  int tasks_, steps_;
  Array meta_;        // the parameters as they were
  Array probe_task_;  // a probe's; else empty
  Schedule schedule_;
  std::vector<std::unique_ptr<Block>> blocks_;
  int most_at_once_ = 1;  // blocks for an executor
  int first_task_ = 0;    // of the blocks under way
  int active_ = 0, cursor_ = 0;
  std::size_t operation_ = 0;
  int done_ = 0, total_ = 0;
  bool complete_ = false;
  Array values_, task_parameters_;
};

}  // namespace metarl
