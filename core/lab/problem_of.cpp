#include "lab/problem_of.h"

#include "foundation/refuse.h"

namespace metarl {

namespace {

constexpr double kMostBytes = 1.5e9;

// What a run's memory is made of: activations, their derivatives and curvature, kept for every sample of every inner
// step; or the trials, with what a recurrent network keeps of each of their steps.
double bytes_needed(const Problem& problem, const RunLine& line) {
  const Settings& s = line.settings;
  double units = 0;
  for (int size : problem.network.mlp.sizes) units += size;
  const double batches = s.has("inner_steps") ? s.integer("inner_steps") + 1 : 1;
  const double samples = static_cast<double>(problem.most_samples()) * problem.meta_batch_size * batches;
  const double parameters =
      static_cast<double>(problem.network.parameter_count()) * problem.meta_batch_size * (2 * batches + 4);
  if (line.learner->adapts == Adapts::gradient) return sizeof(Scalar) * (samples * (3 * units + 12) + parameters);
  const double memory = s.has("memory") ? s.integer("memory") : 0;
  return sizeof(Scalar) * samples * (3 * units + 12 * memory + 20);
}

// To one place.
std::string in_gigabytes(double bytes) { return format_real(static_cast<double>(static_cast<int>(bytes / 1e8)) / 10); }

}  // namespace

Refusal problem_of(const RunLine& line, Problem& problem) {
  const Settings& s = line.settings;
  problem.family = line.family->make(s);
  problem.kind = line.family->kind;
  problem.task_size = static_cast<int>(problem.family->parameters().size());
  problem.seed = s.seed("seed");
  problem.meta_batch_size = s.integer("meta_batch_size");
  problem.block = std::min(s.integer("block"), problem.meta_batch_size);

  Mlp& mlp = problem.network.mlp;
  mlp.activation = s.text("activation") == "relu" ? Activation::relu : Activation::tanh;
  if (s.has("hidden")) mlp.sizes = s.sizes("hidden");
  if (problem.kind == Kind::supervised) {
    problem.shots = s.integer("shots");
    problem.test_shots = s.integer("test_shots");
    problem.query = s.integer("query");
    problem.network.head = line.family->discrete ? Head::categorical : Head::values;
    mlp.sizes.insert(mlp.sizes.begin(), problem.supervised().inputs());
    mlp.sizes.push_back(problem.supervised().outputs());
  } else {
    problem.episodes = s.integer("episodes");
    problem.horizon = s.integer("horizon");
    problem.network.head = line.family->discrete ? Head::categorical : Head::gaussian;
    mlp.sizes.insert(mlp.sizes.begin(), problem.reinforcement().observations());
    mlp.sizes.push_back(problem.reinforcement().actions());
  }
  const double bytes = bytes_needed(problem, line);
  if (bytes > kMostBytes) {
    std::vector<std::string> knobs{"meta_batch_size", "shots", "query", "episodes", "horizon", "hidden"};
    std::erase_if(knobs, [&](const std::string& knob) { return !s.has(knob); });
    return refuse("meta_batch_size", "memory.too-much",
                  {{"needed", in_gigabytes(bytes)}, {"most", in_gigabytes(kMostBytes)}, {"knobs", knobs}});
  }
  if (line.learner->adapts == Adapts::gradient && s.integer("test_steps") > 20)
    return refuse("test_steps", "knob.inner-steps",
                  {{"value", s.text("test_steps")}, {"learner", line.learner->name}, {"most", 20}});
  return {};
}

}  // namespace metarl
