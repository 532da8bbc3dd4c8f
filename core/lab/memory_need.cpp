#include "lab/memory_need.h"

#include <algorithm>

#include "foundation/decimal.h"
#include "foundation/refuse.h"
#include "lab/problem_of.h"
#include "lab/statistics.h"
#include "lab/trace.h"

namespace metarl {

namespace {

// Of a block, a run or a job: its own members, lists of a few numbers, names.
constexpr double kObject = 4096;

double block_bytes(const Learner& learner, const BlockSpec& spec) {
  double bytes = kObject;
  learner.make_block()->reserve(spec, Memory(bytes));
  return bytes;
}

BlockSpec watched(int tasks, int steps, bool test_data, int recorded) {
  BlockSpec spec;
  spec.tasks = tasks;
  spec.steps = steps;
  spec.test_data = test_data;
  spec.watch = true;
  spec.recorded = recorded;
  return spec;
}

double run_bytes(const Problem& problem, Learner& learner) {
  const int tasks = problem.meta_batch_size, full = tasks / problem.block, rest = tasks % problem.block;
  BlockSpec spec;
  spec.steps = learner.steps();
  spec.derivatives = learner.update_operations() > 0;
  spec.tasks = problem.block;
  double bytes = full * block_bytes(learner, spec);
  spec.tasks = rest;
  if (rest > 0) bytes += block_bytes(learner, spec);
  double own = kObject;
  learner.reserve(Memory(own));
  // The learner's arrays are kept as they were at the beginning of the iteration, too.
  bytes += 2 * own + learner.prepared_bytes();
  // Each block contributes to sums over tasks.
  std::vector<Array> sums;
  Memory(bytes).take_alike(sums, full + (rest > 0 ? 1 : 0) + 1,
                           [&](Array& sum, Memory own) { own.take(sum, learner.most_contributed()); });
  return bytes + sizeof(Scalar) * 4.0 * tasks;
}

double view_bytes(const Problem& problem, const Learner& learner, const BlockSpec& spec) {
  return block_bytes(learner, spec) + trace_bytes(problem, learner, spec);
}

}  // namespace

MemoryNeed memory_need(const RunLine& line, const Settings& settings) {
  const Problem problem = make_problem(line, settings);
  const std::unique_ptr<Learner> learner = line.learner->make(problem, settings);
  MemoryNeed need;
  need.run = run_bytes(problem, *learner);
  need.view = view_bytes(problem, *learner, watched(problem.block, learner->steps(), false, kRecordedLanes));

  const int tasks = settings.integer("test_tasks"), steps = settings.integer("test_steps");
  need.job_block = block_bytes(*learner, watched(std::min(problem.block, tasks), steps, true, 0));
  // Values and tasks, and as many again in what is told of them.
  const double numbers = static_cast<double>(tasks) * (steps + 1 + problem.task_size);
  const double evaluation =
      need.job_block + 2 * sizeof(Scalar) * numbers + (sizeof(Spread) + sizeof(float) * 5) * (steps + 1.0);
  const double probe = view_bytes(problem, *learner, watched(1, steps, true, kRecordedLanes));
  need.job = std::max(evaluation, probe);

  learner->reserve(Memory(need.snapshot));
  return need;
}

namespace {

// The smallest that a knob of size can be; "" for other knobs.
std::string smallest(const Knob& knob) {
  return knob.type == KnobType::integer ? format_real(knob.low) : knob.type == KnobType::sizes ? "none" : "";
}

struct Remedy {
  std::string key;
  double bytes = 0;  // with this knob at its smallest
};

// For each knob of size, how much would be needed with it at its smallest: those that help most first.
std::vector<Remedy> remedies(const RunLine& line, const Settings& settings) {
  std::vector<Remedy> list;
  for (const Knob& knob : knob_table()) {
    const std::string least = smallest(knob);
    if (least.empty() || !settings.has(knob.name) || settings.text(knob.name) == least) continue;
    Settings smaller = settings;
    smaller.set(knob.name, least);
    list.push_back({knob.name, memory_need(line, smaller).total()});
  }
  std::stable_sort(list.begin(), list.end(), [](const Remedy& a, const Remedy& b) { return a.bytes < b.bytes; });
  return list;
}

}  // namespace

std::string gigabytes(double bytes) {
  return format_real(static_cast<double>(static_cast<long long>(bytes / 1e8)) / 10);
}

Refusal check_memory(const RunLine& line, const Settings& settings) {
  const double bytes = memory_need(line, settings).total();
  if (bytes <= kMostBytes) return {};
  constexpr std::size_t kMostNamed = 4;
  std::vector<std::string> names;
  std::vector<Remedy> list = remedies(line, settings);
  const bool one_is_enough = list[0].bytes <= kMostBytes;
  if (one_is_enough) {
    for (std::size_t i = 0; i < std::min(list.size(), kMostNamed) && list[i].bytes <= kMostBytes; ++i)
      names.push_back(list[i].key);
  } else {
    for (Settings smaller = settings; !list.empty(); list = remedies(line, smaller)) {
      smaller.set(list[0].key, smallest(*find_knob(list[0].key)));
      names.push_back(list[0].key);
      if (list[0].bytes <= kMostBytes) break;
    }
  }
  return refuse(names[0], one_is_enough ? RefusalCode("memory.too-much") : RefusalCode("memory.too-much-for-one"),
                {{"needed", gigabytes(bytes)}, {"most", gigabytes(kMostBytes)}, {"knobs", names}});
}

}  // namespace metarl
