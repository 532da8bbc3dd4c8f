// The numbers of a run that code computes with: the family, the network, and how much data there is.
// Made once from the run line; a learner and the data collection read it.
#pragma once

#include <memory>
#include <vector>

#include "learning/loss.h"
#include "tasks/family.h"

namespace metarl {

struct Candidate;  // meta/candidate.h

// Candidates to choose from, at most.
constexpr int kMostCandidates = 8;

struct Problem {
  std::shared_ptr<const Family> family;
  Kind kind = Kind::supervised;
  int task_size = 0;  // task parameters
  Network network;

  std::uint64_t seed = 0;
  int meta_batch_size = 1;
  int block = 1;  // tasks computed together

  // Supervised: points. The test numbers hold in evaluations and probes.
  int shots = 0, test_shots = 0, query = 0;
  // Reinforcement: episodes of `horizon` steps at every inner step and at the end.
  int episodes = 0, horizon = 0;
  // Where the learner chooses among others.
  std::vector<std::shared_ptr<const Candidate>> candidates;

  const SupervisedFamily& supervised() const { return static_cast<const SupervisedFamily&>(*family); }
  const ReinforcementFamily& reinforcement() const { return static_cast<const ReinforcementFamily&>(*family); }

  // Columns of the largest batch of samples.
  int most_samples() const {
    return kind == Kind::reinforcement ? episodes * horizon : std::max({shots, test_shots, query});
  }
};

}  // namespace metarl
