// Zero-order meta-learning (Song et al. 2020, "ES-MAML"): nothing is differentiated, policies act without chance. With
// F(θ) the mean reward of a task's episodes by θ, and U the adaptation to it,
//
//     V(θ) = F(U(θ)),   θ ← θ + β mean over tasks and pairs of (V(θ + σ g) - V(θ - σ g)) / (2 σ s) g,   g ~ N(0, I)
//
// s is the standard deviation of all the values. Both of a pair adapt by the same perturbations and play the same
// episodes. U makes inner steps, each along `directions` h on the same episodes, by one of
//
//     evolution strategies   θ_{k+1} = θ_k + α mean over pairs of (F(θ_k + τ h) - F(θ_k - τ h)) / (2 τ s_k) h
//     hill climbing          from θ_k in turn to θ + τ h where that brings more
#pragma once

#include "meta/outer.h"

namespace metarl {

enum class Search { evolution, hill_climbing };

// The knobs as numbers.
struct SearchForm {
  Search inner = Search::evolution;
  int inner_steps = 1, directions = 1;
  int pairs = 1;  // of each task's outer perturbations
  Scalar inner_lr = 0, test_lr_scale = 1, inner_sigma = 1, outer_sigma = 1;
};

// The learner's operations, beside the one that outer loops ask for.
enum SearchOperation {
  kPlay = kOwnOperations,  // episodes by θ_step
  kSearch,                 // inner step `step`
  kPlayQuery,              // episodes that θ_K is judged on
  kPair,                   // part p (K + 1) + k: inner step k of pair p, or for k = K what it comes to
  kValues,                 // → sum of the pairs' values, their number
  kSquares,                // → sum of their squared distances from the mean; the input is the former over all blocks
  kScale,                  // sets s; the input is both
};

class SearchLearner final : public OuterLearner {
 public:
  SearchLearner(const Problem& problem, const Settings& settings);

  void reserve(Memory memory) override;
  void initialise() override;
  void configure(const Settings& settings) override;
  std::unique_ptr<Block> make_block() const override;
  int most_contributed() const override;
  int steps() const override { return form_.inner_steps; }
  int update_operations() const override;
  void write_schedule(int steps, const Array& meta_parameters, Schedule& schedule) const override;

  const Problem& problem() const { return problem_; }
  const SearchForm& form() const { return form_; }

 private:
  void begin_update(std::uint32_t iteration) override;
  bool next_update(const Array& reduced, Operation& operation) override;
  int parts() const { return form_.pairs * (form_.inner_steps + 1); }

  Problem problem_;
  SearchForm form_;
  bool small_weights_ = false;
  int asked_ = 0;  // operations of this update, the outer loop's aside
  Array values_;   // of all pairs: their sum, number, and squared distances from the mean
};

}  // namespace metarl
