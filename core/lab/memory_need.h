// What a run needs of memory, counted before it is made (foundation/memory.h).
#pragma once

#include "lab/run_line.h"

namespace metarl {

// A page's memory ends at 2 GB; this leaves room for what the heap itself needs.
constexpr double kMostBytes = 1.5e9;

// Bytes, at most.
struct MemoryNeed {
  double run = 0;        // the learner and its blocks, with all data of an iteration
  double job = 0;        // an evaluation of test_tasks tasks and test_steps steps and what it finds, or a probe
  double job_block = 0;  // of these, its block's; an executor is given several at once
  double view = 0;       // one task's trace
  double snapshot = 0;
  double total() const { return run + job + view + snapshot; }
};

// `settings` are the line's or what changes made of them.
MemoryNeed memory_need(const RunLine& line, const Settings& settings);

// To one place, as text.
std::string gigabytes(double bytes);

// Refuses what needs too much, naming the knobs to make smaller: any of them, where one is enough.
Refusal check_memory(const RunLine& line, const Settings& settings);

}  // namespace metarl
