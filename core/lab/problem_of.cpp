#include "lab/problem_of.h"

#include "lab/candidates.h"
#include "lab/limits.h"

namespace metarl {

Problem make_problem(const RunLine& line, const Settings& s) {
  Problem problem;
  problem.family = line.family->make(s);
  problem.kind = line.family->kind;
  problem.task_size = static_cast<int>(problem.family->parameters().size());
  problem.seed = s.seed("seed");
  problem.meta_batch_size = s.integer("meta_batch_size");
  problem.block = std::min(s.integer("block"), problem.meta_batch_size);

  Mlp& mlp = problem.network.mlp;
  mlp.activation = s.text("activation") == "relu" ? Activation::relu : Activation::tanh;
  if (s.has("hidden")) mlp.sizes = s.sizes("hidden");
  if (s.has("context_parameters")) mlp.context = s.integer("context_parameters");
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
    const bool sure = line.learner->adapts == Adapts::search;
    problem.network.head = line.family->discrete ? sure ? Head::choice : Head::categorical
                           : sure                ? Head::values
                                                 : Head::gaussian;
    mlp.sizes.insert(mlp.sizes.begin(), problem.reinforcement().observations());
    mlp.sizes.push_back(problem.reinforcement().actions());
  }
  if (s.has("candidates")) {
    RunLine run = line;
    run.settings = s;
    std::string canonical;
    read_candidates(run, canonical, &problem.candidates);
  }
  return problem;
}

Refusal problem_of(const RunLine& line, Problem& problem) {
  const Refusal refusal = check_limits(line);
  if (!refusal.refused()) problem = make_problem(line, line.settings);
  return refusal;
}

}  // namespace metarl
