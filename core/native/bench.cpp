// Measures the core where it counts: whole meta-iterations, and environment steps through the episode loop's own step.
//
//     bench NAME [--threads N]      NAME: sinusoid | navigation | navigation-paper | rl2-steps | FAMILY-steps
//     (cart-pole-steps)
//
// Prints one line: NAME, and the median of several measurements (milliseconds for an iteration, million steps of an
// environment or thousand training steps per second). Built natively and as WebAssembly, with SIMD and without;
// tests/bench/bench.mjs pairs them up and prints ratios.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "lab/run.h"
#include "learning/episode_loop.h"
#include "tasks/registry.h"
#ifndef __EMSCRIPTEN__
#include "native/threads.h"
#endif

using namespace metarl;

namespace {

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

// Milliseconds of one meta-iteration: the median over `samples` groups of `iterations`, after one iteration that takes
// the memory.
double iteration_time(const char* line, int samples, int iterations, Executor* executor) {
  std::unique_ptr<Run> run;
  if (Run::create(line, nullptr, run).refused()) return -1;
  const auto iterate = [&] {
    while (run->advance(executor) != Reached::iteration) {
    }
  };
  iterate();
  std::vector<double> times;
  for (int s = 0; s < samples; ++s) {
    const double start = now();
    for (int i = 0; i < iterations; ++i) iterate();
    times.push_back((now() - start) * 1000 / iterations);
  }
  return median(times);
}

// Million steps of a family's environments per second: 64 tasks that differ, 16 lanes each, random actions, new
// episodes where one ends.
double family_steps(const FamilyEntry& entry) {
  constexpr int kTasks = 64, kLanesPerTask = 16, kPatterns = 31;
  Settings settings;
  for (const Knob& knob : entry.knobs) settings.set(knob.name, knob.fallback);
  const std::unique_ptr<Family> family = entry.make(settings);
  const auto& environment = static_cast<const ReinforcementFamily&>(*family);
  const int lanes = kTasks * kLanesPerTask, size = static_cast<int>(environment.parameters().size());
  const int action_rows = entry.discrete ? 1 : environment.actions();
  EpisodeLoop loop;
  loop.reserve(environment, lanes, size, action_rows);
  loop.clear();
  std::vector<StreamKey> keys(kTasks);
  Array task(static_cast<std::size_t>(size));
  for (int t = 0; t < kTasks; ++t) {
    keys[static_cast<std::size_t>(t)] = {1, 0, static_cast<std::uint32_t>(t), Purpose::tasks, 0, 0};
    Stream stream(keys[static_cast<std::size_t>(t)]);
    environment.sample(stream, task.data());
    loop.set_task(t * kLanesPerTask, kLanesPerTask, task.data(), size);
  }
  const LaneDraws draws{keys.data(), kLanesPerTask};
  loop.start(environment, draws);
  // Actions are the policy's work, not the environment's: drawn beforehand.
  const int pattern = lanes * action_rows;
  Array actions(static_cast<std::size_t>(pattern * kPatterns));
  Stream stream({2, 0, 0, Purpose::view, 0, 0});
  for (Scalar& a : actions)
    a = entry.discrete ? Scalar(stream.index(static_cast<std::uint32_t>(environment.actions()))) : stream.normal();
  std::uint32_t time = 0;
  const auto run = [&](int steps) {
    const double start = now();
    for (int i = 0; i < steps; ++i, ++time) {
      std::copy_n(actions.begin() + static_cast<int>(time % kPatterns) * pattern, pattern,
                  loop.episodes().action.begin());
      loop.step(environment, draws, time);
      loop.restart(environment, draws, time, loop.episodes().done.data());
    }
    return now() - start;
  };
  // As many steps as take about a tenth of a second.
  int steps = 1;
  while (run(steps) < 0.05) steps *= 2;
  std::vector<double> rates;
  for (int s = 0; s < 7; ++s) rates.push_back(static_cast<double>(steps) * lanes / run(steps) / 1e6);
  return median(rates);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string name = argc > 1 ? argv[1] : "";
  Executor* executor = nullptr;
#ifndef __EMSCRIPTEN__
  const int count = argc > 3 && std::strcmp(argv[2], "--threads") == 0 ? std::atoi(argv[3]) : 1;
  Threads threads(std::max(1, count));
  if (count > 1) executor = &threads;
#endif
  double value = -1;
  if (name == "sinusoid") value = iteration_time("learner=maml&tasks=sinusoid", 9, 100, executor);
  if (name == "navigation") value = iteration_time("learner=maml&tasks=point-navigation", 5, 2, executor);
  if (name == "navigation-paper")
    value = iteration_time("learner=maml&tasks=point-navigation&preset=maml-paper", 1, 1, executor);
  // Thousand training steps per second: acting, back-propagation through time and the update.
  if (name == "rl2-steps") {
    const int trials = 256, pulls = 10;
    value =
        trials * pulls /
        iteration_time("learner=rl2&tasks=bernoulli-bandit&arms=10&memory=64&outer=a2c&meta_batch_size=256&block=64", 7,
                       10, executor);
  }
  const std::string suffix = "-steps";
  if (value < 0 && name.size() > suffix.size() &&
      name.compare(name.size() - suffix.size(), suffix.size(), suffix) == 0) {
    const FamilyEntry* entry = find_family(name.substr(0, name.size() - suffix.size()));
    if (entry && entry->kind == Kind::reinforcement) value = family_steps(*entry);
  }
  if (value < 0) {
    std::fprintf(
        stderr,
        "bench measures sinusoid, navigation, navigation-paper, rl2-steps, or the steps of a family with episodes "
        "(cart-pole-steps); add --threads N natively.\n");
    return 2;
  }
  std::printf("%s %.6g\n", name.c_str(), value);
  return 0;
}
