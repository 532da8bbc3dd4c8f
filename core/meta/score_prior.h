// What is known of candidates before a task is seen, and how it changes as their returns come in: a Gaussian over all that
// a task will show, learned across tasks.
//
// A task shows, for each candidate c, its mean return f_{c,r} up to the end of each rung r, and t_c, what it brings at the
// end had it been chosen. Their means μ and covariance Σ are estimated from the tasks of training, of which all candidates
// play all. In a task the scores t that are still open are expected, given the numbers seen so far,
//
//     E[t | f] = μ_t + Σ_tf (Σ_ff + ε I)⁻¹ (f − μ_f)
//
// so early returns tell as much of a candidate's score as they did in earlier tasks: of its own, and of the others'.
//
// Before any task Σ is as if from n₀ tasks in which every number had the same variance, those of one candidate a
// correlation of a half, and those of different ones none: then the mean return decides. The first tasks give that
// variance its size, so that the unit of returns does not matter.
#pragma once

#include <vector>

#include "foundation/array.h"
#include "foundation/memory.h"

namespace metarl {

class ScorePrior {
 public:
  // For so many candidates and rungs; `before`: n₀, more than 0.
  ScorePrior(int candidates, int rungs, Scalar before) : candidates_(candidates), rungs_(rungs), before_(before) {}

  // Numbers of a task: f_{c,r} at seen(c, r), t_c at score(c).
  int size() const { return candidates_ * (rungs_ + 1); }
  int seen(int c, int r) const { return c * (rungs_ + 1) + r; }
  int score(int c) const { return c * (rungs_ + 1) + rungs_; }

  // Numbers that hold it: how many tasks it was learned from, the means, the covariance row by row.
  int parameters() const { return 1 + size() + size() * size(); }
  // Before any task.
  void begin(Scalar* parameters) const;
  // Takes in the tasks of a batch: how many there are, the sum of their numbers, and the sum of the products of
  // deviations from the batch's mean.
  void learn(Scalar tasks, const Scalar* sum, const Scalar* products, Scalar* parameters) const;

  void reserve(Memory memory);
  // E[t_c | the numbers at the first `count` places of `seen`] for the first `asked` candidates of `of`, to `expected`.
  void expect(const Scalar* parameters, const int* seen, int count, const Scalar* numbers, const int* of, int asked,
              Scalar* expected);

 private:
  // The covariance before any task, where the variance is `variance`.
  void begin_covariance(Scalar variance, Scalar* covariance) const;

  int candidates_, rungs_;
  Scalar before_;
  Array covariance_, deviations_, weights_;
};

}  // namespace metarl
