// The hot path takes no memory, and a run takes no more than was counted before it was made: every call of malloc is
// watched where the C library lets us, and live bytes are compared everywhere.
#include "executors.h"
#include "support.h"

#include <atomic>
#include <cstdlib>

#include "lab/job.h"
#include "lab/memory_need.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define METARL_ADDRESS_SANITIZER
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
#define METARL_ADDRESS_SANITIZER
#endif

#ifdef METARL_ADDRESS_SANITIZER
// Declared here: not every compiler brings <sanitizer/allocator_interface.h>.
extern "C" std::size_t __sanitizer_get_current_allocated_bytes();
#else
#include <malloc.h>
#endif

#if defined(__GLIBC__) && !defined(METARL_ADDRESS_SANITIZER)
#define METARL_COUNTS_MALLOC

// Takes the place of glibc's own entry points; operator new comes through here too.
static std::atomic<long> taken{0};
static std::atomic<std::ptrdiff_t> live{0}, most_live{0};

static void* note(void* p) {
  ++taken;
  const std::ptrdiff_t now = live += static_cast<std::ptrdiff_t>(malloc_usable_size(p));
  for (std::ptrdiff_t most = most_live; now > most && !most_live.compare_exchange_weak(most, now);) continue;
  return p;
}
static void* forget(void* p) {
  live -= static_cast<std::ptrdiff_t>(malloc_usable_size(p));
  return p;
}

extern "C" {
void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
void* __libc_memalign(std::size_t, std::size_t);
void __libc_free(void*);

void* malloc(std::size_t size) { return note(__libc_malloc(size)); }
void* calloc(std::size_t count, std::size_t size) { return note(__libc_calloc(count, size)); }
void* realloc(void* p, std::size_t size) { return note(__libc_realloc(forget(p), size)); }
void* memalign(std::size_t alignment, std::size_t size) { return note(__libc_memalign(alignment, size)); }
void* aligned_alloc(std::size_t alignment, std::size_t size) { return note(__libc_memalign(alignment, size)); }
int posix_memalign(void** p, std::size_t alignment, std::size_t size) {
  *p = note(__libc_memalign(alignment, size));
  return *p ? 0 : 12;  // ENOMEM
}
void free(void* p) { __libc_free(forget(p)); }
}
#endif

namespace metarl::testing {
namespace {

std::size_t live_bytes() {
#if defined(METARL_ADDRESS_SANITIZER)
  return __sanitizer_get_current_allocated_bytes();
#elif defined(__GLIBC__)
  const struct mallinfo2 info = mallinfo2();
  return info.uordblks + info.hblkhd;
#else
  return static_cast<std::size_t>(mallinfo().uordblks);
#endif
}

// Proves that thousands of iterations leave the live bytes where a few left them.
TEST(Memory, LiveBytesStayWhereTheyWere) {
#ifdef METARL_ADDRESS_SANITIZER
  const std::uint32_t last = 1000;
#else
  const std::uint32_t last = 10000;
#endif
  const RunPointer run = make_run("tasks=sinusoid&meta_batch_size=4&block=2&hidden=10,10&shots=5&query=5");
  go_to(*run, 100);
  const std::size_t before = live_bytes();
  go_to(*run, last);
  EXPECT_EQ(run->status().iteration, last);
  EXPECT_LE(live_bytes(), before);
}

// Proves that all memory of a run, its views and its snapshots comes back.
TEST(Memory, RunsGiveTheirMemoryBack) {
  const auto once = [] {
    const RunPointer run = make_run("tasks=point-navigation&meta_batch_size=2&episodes=3&horizon=6&hidden=5");
    go_to(*run, 2);
    run->trace(1);
    RunPointer other;
    EXPECT_FALSE(LabRun::restore(run->snapshot(), other).refused());
  };
  // The C library itself keeps some freed blocks, but no more after a while.
  for (int i = 0; i < 20; ++i) once();
  const std::size_t before = live_bytes();
  for (int i = 0; i < 200; ++i) once();
  EXPECT_LE(live_bytes(), before + 200 * 40);
}

#ifdef METARL_COUNTS_MALLOC

// Proves that the counter counts: what follows would otherwise prove nothing.
TEST(Memory, CounterCounts) {
  const long before = taken;
  const Array array(10);
  const std::vector<int> plain(10);
  std::free(std::malloc(array.size() + plain.size()));
  EXPECT_GE(taken - before, 3);
}

// Proves that after its first iteration a run takes no memory at all, by itself and with an executor: sinusoid;
// navigation with two layers of 100 and 2,000 samples (several chunks); cart-pole with learned step sizes; boolean; the
// clipped surrogate; a context; credits; ratios; observations of 32 rows; classification; the yardsticks; the
// learners of trials; a model with plans of indices and of numbers; and a choice among three of these.
TEST(Memory, HotPathTakesNone) {
  for (const std::string line :
       {"tasks=sinusoid",
        "tasks=point-navigation&preset=maml-paper&meta_batch_size=1&cg_iterations=3&inner_steps=2",
        "learner=meta-sgd&tasks=cart-pole&meta_batch_size=3",
        "learner=reptile&tasks=boolean",
        "learner=anil&tasks=cart-pole&outer=adam&meta_batch_size=2",
        "learner=pretrained&tasks=sinusoid",
        "learner=scratch&tasks=boolean",
        "learner=cavia&tasks=cart-pole&meta_batch_size=2",
        "learner=e-maml&tasks=cart-pole&meta_batch_size=2&inner_steps=2",
        "learner=promp&tasks=point-navigation&meta_batch_size=2",
        "tasks=cart-pole&inner=ppo&inner_entropy=0.01&meta_batch_size=2",
        "tasks=point-navigation&inner=a2c&critic=learned&meta_batch_size=2",
        "learner=maml&tasks=tabular-mdp&states=32&meta_batch_size=2&cg_iterations=2",
        "tasks=point-navigation&meta_batch_size=2&cg_iterations=2",
        "tasks=few-shot-points",
        "learner=optimistic-thompson&tasks=bernoulli-bandit",
        "learner=bayes-optimal&tasks=bernoulli-bandit",
        "learner=model-based&tasks=two-step",
        "learner=rl2&tasks=bernoulli-bandit",
        "learner=varibad&tasks=two-step&episodes=5",
        "learner=pearl&tasks=point-navigation&preset=pearl-sparse&episodes=3&meta_batch_size=16",
        "learner=prototypes&tasks=point-navigation&episodes=2&meta_batch_size=16&horizon=20",
        "learner=prototypes&tasks=few-shot-points",
        "learner=grbal&tasks=cart-pole&preset=turning&episodes=2&horizon=20&meta_batch_size=5&block=2",
        "learner=grbal&tasks=point-navigation&horizon=20&meta_batch_size=2",
        "learner=selector&tasks=bernoulli-bandit&candidates=thompson;scratch~episodes:5;rl2"}) {
    for (const bool with_executor : {false, true}) {
      InOrder in_order;
      Executor* executor = with_executor ? &in_order : nullptr;
      const RunPointer run = make_run(line);
      go_to(*run, 1, executor);
      const long before = taken;
      while (run->status().iteration < 3)
        if (run->advance(executor) == Reached::stopped) break;
      const long after = taken;
      EXPECT_EQ(after - before, 0) << line << (with_executor ? " with an executor" : "");
      EXPECT_EQ(run->status().iteration, 3u);
    }
  }
}

// Bytes that the heap held at most while a run was made and everything was asked of it that a page asks: iterations, a
// view, an evaluation and a probe, a snapshot.
double measured_bytes(const std::string& line) {
  const std::ptrdiff_t before = live;
  most_live = before;
  const RunPointer run = make_run(line);
  if (!run) return 0;
  go_to(*run, 1);
  run->trace(0);
  const Settings& s = run->line().settings;
  for (const bool evaluation : {true, false}) {
    std::unique_ptr<Job> job;
    const std::vector<float> task(static_cast<std::size_t>(run->problem().task_size), 0.5f);
    const Refusal refusal = evaluation ? Job::evaluation(*run, s.integer("test_tasks"), s.integer("test_steps"), job)
                                       : Job::probe(*run, task, s.integer("test_steps"), job);
    EXPECT_FALSE(refusal.refused()) << refusal.message;
    while (job && !job->advance()) continue;
    if (job) job->result();
    run->trace(0);
    run->snapshot();
  }
  return static_cast<double>(most_live - before);
}

// Proves for every learner on every family that a run takes no more than was counted before it was made, and that the
// count is not so large that runs would be refused for nothing.
TEST(Memory, IsCountedBeforeItIsTaken) {
  std::vector<std::string> lines;
  for_each_combination([&](const LearnerEntry& learner, const FamilyEntry& family, const std::string& outer) {
    const std::string line = line_of(learner, family, outer);
    lines.push_back(with_more(line, "&meta_batch_size=7&block=3&episodes=5&horizon=4&test_tasks=9&test_steps=4"));
    if (learner.adapts == Adapts::gradient && (family.name == "point-navigation" || family.name == "cart-pole"))
      lines.push_back(with_more(line + "&critic=learned" + (!learner.inners.empty() ? "&inner=ppo&inner_epochs=2" : ""),
                                "&meta_batch_size=4&block=3&episodes=5&horizon=9&inner_steps=2&test_tasks=5&"
                                "test_steps=3&line_search_steps=2&outer_steps=2"));
    lines.push_back(with_more(line,
                              "&meta_batch_size=3&block=3&episodes=20&horizon=3&hidden=100,60&inner_steps=4&"
                              "memory=60&latent=30&context=50&readout=products&memory_scale=2&states=20&arms=2&screen_rows=4&"
                              "decoder=70&cg_iterations=2&line_search_steps=2&epochs=1&outer_steps=2&"
                              "shots=200&query=150&test_shots=90&test_tasks=4&test_steps=2"));
  });
  double most = 0;
  for (const std::string& line : lines) {
    RunLine run;
    ASSERT_FALSE(read_run_line(line, run).refused()) << line;
    const double counted = memory_need(run, run.settings).total(), measured = measured_bytes(line);
    EXPECT_LE(measured, counted) << line;
    EXPECT_LE(counted, 3 * measured + 100e3) << line;
    most = std::max(most, counted / measured);
  }
  RecordProperty("most", std::to_string(most));
}

#endif

}  // namespace
}  // namespace metarl::testing
