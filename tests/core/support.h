// What the tests of the core share: numbers to test with, errors to measure, and learners made from a run line.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "foundation/array.h"
#include "foundation/random.h"
#include "lab/problem_of.h"
#include "lab/run.h"
#include "lab/run_line.h"
#include "meta/gradient_block.h"

namespace metarl::testing {

constexpr bool kDouble = sizeof(Scalar) == 8;
// Picks a bound by the build's precision.
constexpr double bound(double in_double, double in_float) { return kDouble ? in_double : in_float; }

// The largest difference of two arrays, relative to the largest magnitude of the second.
template <class A, class B>
double relative_error(const A& found, const B& expected, std::ptrdiff_t count) {
  double largest = 0, error = 0;
  for (std::ptrdiff_t i = 0; i < count; ++i) {
    const double f = static_cast<double>(found[i]), e = static_cast<double>(expected[i]);
    largest = std::max(largest, std::fabs(e));
    if (!(f - f == 0) || !(e - e == 0)) return INFINITY;
    error = std::max(error, std::fabs(f - e));
  }
  return error / std::max(largest, 1e-30);
}

// Numbers for tests: standard normals from a stream of their own.
class Numbers {
 public:
  explicit Numbers(std::uint32_t which) : stream_({20240607, 0, which, Purpose::view, 0, 0}) {}
  Scalar normal() { return stream_.normal(); }
  Scalar uniform(double low, double high) { return stream_.uniform(Scalar(low), Scalar(high)); }
  int index(int count) { return static_cast<int>(stream_.index(static_cast<std::uint32_t>(count))); }
  PhiloxBlock block() {
    PhiloxBlock words;
    for (Words& w : words.c)
      for (int j = 0; j < 4; ++j) w[j] = stream_.word();
    return words;
  }
  Array normals(std::ptrdiff_t count, double scale = 1) {
    Array a(static_cast<std::size_t>(count));
    for (Scalar& x : a) x = Scalar(scale) * normal();
    return a;
  }

 private:
  Stream stream_;
};

// Inside of a test, Run is a member of GoogleTest's.
using LabRun = Run;
using RunPointer = std::unique_ptr<Run>;

inline RunLine read(const std::string& text) {
  RunLine line;
  const Refusal refusal = read_run_line(text, line);
  EXPECT_FALSE(refusal.refused()) << text << ": " << refusal.message;
  return line;
}

inline RunPointer make_run(const std::string& line, const std::vector<float>* parameters = nullptr) {
  RunPointer run;
  const Refusal refusal = Run::create(line, parameters, run);
  EXPECT_FALSE(refusal.refused()) << line << ": " << refusal.message;
  return run;
}

// Goes on until `iterations` are complete (or the run stops).
inline void go_to(Run& run, std::uint32_t iterations, Executor* executor = nullptr) {
  while (run.status().iteration < iterations)
    if (run.advance(executor) == Reached::stopped) return;
}

inline std::string hash_after(const std::string& line, std::uint32_t iterations, Executor* executor = nullptr) {
  const RunPointer run = make_run(line);
  go_to(*run, iterations, executor);
  EXPECT_EQ(run->status().iteration, iterations) << line << ": " << run->status().divergence.message;
  return run->receipt().hash;
}

// Calls f(learner, family, outer) for every combination that the registries allow; `outer` is "" for a learner without.
template <class F>
void for_each_combination(F&& f) {
  for (const LearnerEntry& learner : learners()) {
    for (const FamilyEntry& family : families()) {
      if (!fits(learner, family)) continue;
      std::vector<std::string> outers = choices_for("outer", learner, family);
      if (outers.empty()) outers.push_back("");
      for (const std::string& outer : outers) f(learner, family, outer);
    }
  }
}

inline std::string line_of(const LearnerEntry& learner, const FamilyEntry& family, const std::string& outer) {
  return "learner=" + learner.name + "&tasks=" + family.name + (outer.empty() ? "" : "&outer=" + outer);
}

// The line with more settings, as far as they apply to it: rules have no network and nothing to train.
inline std::string with_more(const std::string& line, const std::string& more) {
  RunLine run;
  EXPECT_FALSE(read_run_line(line, run).refused()) << line;
  std::string result = line;
  for (std::size_t begin = 0; begin < more.size();) {
    std::size_t end = more.find('&', begin + 1);
    if (end == std::string::npos) end = more.size();
    if (run.settings.has(more.substr(begin + 1, more.find('=', begin) - begin - 1)))
      result += more.substr(begin, end - begin);
    begin = end;
  }
  return result;
}

// A list of run lines with those of learners and yardsticks that adapt without a gradient: small runs, several blocks.
inline std::vector<std::string> with_trial_runs(std::vector<std::string> lines) {
  for (const char* line :
       {"learner=rl2&tasks=bernoulli-bandit&meta_batch_size=7&block=2&episodes=5&memory=6&minibatches=2",
        "learner=rl2&tasks=cart-pole&outer=a2c&meta_batch_size=5&block=2&episodes=2&horizon=20&memory=5",
        "learner=rl2&tasks=tabular-mdp&preset=small&meta_batch_size=3&block=2&episodes=2&memory=5",
        "learner=varibad&tasks=two-step&meta_batch_size=5&block=2&episodes=4&memory=5&latent=2&decoder=4&hidden=5",
        "learner=varibad&tasks=grid-navigation&meta_batch_size=3&block=2&episodes=2&memory=5&latent=2&hidden=5",
        "learner=pearl&tasks=point-navigation&preset=pearl-sparse&meta_batch_size=5&block=2&episodes=3&horizon=8&"
        "hidden=6",
        "learner=prototypes&tasks=point-navigation&meta_batch_size=5&block=2&episodes=2&horizon=8&context=5&hidden=6",
        "learner=prototypes&tasks=few-shot-points&meta_batch_size=5&block=2&hidden=6&latent=3",
        "learner=es-maml&tasks=point-navigation&meta_batch_size=5&block=2&episodes=2&horizon=8&directions=4&"
        "inner_steps=2",
        "learner=es-maml&tasks=cart-pole&inner=hill-climbing&outer=sgd&meta_batch_size=5&block=2&horizon=20&"
        "directions=3&perturbations=2&hidden=5",
        "learner=grbal&tasks=cart-pole&meta_batch_size=5&block=2&episodes=2&horizon=12&hidden=6&past=4&future=4&"
        "segments=3&plans=6&plan_steps=4",
        "learner=grbal&tasks=point-navigation&outer=sgd&meta_batch_size=3&block=2&horizon=8&hidden=5&past=3&future=4&"
        "segments=2&plans=5&plan_steps=3",
        "learner=thompson&tasks=bernoulli-bandit&meta_batch_size=5&block=2&episodes=4"})
    lines.push_back(line);
  return lines;
}

}  // namespace metarl::testing
