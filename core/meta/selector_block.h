// Some tasks on which one of several candidates is chosen, task by task, by successive halving.
//
// Every candidate plays a trial of its own on every task, with chance of its own: it adapts to what it has played itself. Which
// of these episodes are the selector's is decided by what was seen before; the others serve only the prior, in training.
#pragma once

#include <vector>

#include "meta/candidate.h"
#include "meta/halving.h"
#include "meta/score_prior.h"

namespace metarl {

enum SelectorOperation {
  kPlayInTurn = kOwnOperations,  // episode `step` of the trial
  kSumNumbers,                   // → sum over tasks of the prior's numbers
  kSumProducts,                  // → the same of products of deviations from the input
};

class SelectorBlock final : public Block {
 public:
  using Learners = std::vector<std::unique_ptr<Learner>>;

  // `learners`: those of problem.candidates. All of these must stay.
  SelectorBlock(const Problem& problem, const Learners& learners, const ScorePrior& prior, double share);

  void reserve(const BlockSpec& spec, Memory memory) override;
  double shown(const BlockSpec& spec) const override;
  void begin(const BlockSpec& spec) override;
  void perform(const Operation& operation, Scalar* contribution) override;
  const Scalar* task(int i) const override { return players_[0].block->task(i); }
  Scalar value(int i, int k) const override;
  TaskView view(int i) const override;

 private:
  // A candidate at play.
  struct Player {
    std::unique_ptr<Block> block;
    BlockSpec spec;
    Array parameters;
    Schedule schedule;
    std::size_t performed = 0;  // operations of its schedule
  };
  // A task's candidates that are left, in the order of the run line.
  struct Left {
    int count = 0;
    int candidates[kMostCandidates] = {};
    int played[kMostCandidates] = {};  // rungs, of every candidate
  };
  // One of a candidate's own episodes: after `step` steps of its adaptation, the how many-th of those played there.
  struct OwnEpisode {
    int step = 0, lane = 0;
  };

  int candidates() const { return static_cast<int>(players_.size()); }
  Halving halving(const BlockSpec& spec) const { return Halving(candidates(), spec.steps + 1, share_); }
  BlockSpec spec_of(int c, const BlockSpec& spec) const;
  OwnEpisode own_episode(int c, int own) const;
  Scalar return_of(int i, int c, int own) const;

  void draw_tasks(const Array& meta_parameters);
  void play_in_turn(int episode);
  void play_until(int c, int own);
  void note_seen(int r);
  void note_scores();
  // Leaves the best ones of task i, so many, after `rungs` rungs.
  void halve(int i, int rungs, int count);

  Scalar* numbers(int i) { return numbers_.data() + static_cast<std::ptrdiff_t>(i) * prior_.size(); }
  int& chosen(int i, int k) { return chosen_[static_cast<std::size_t>(i * (spec_.steps + 1) + k)]; }
  int chosen(int i, int k) const { return chosen_[static_cast<std::size_t>(i * (spec_.steps + 1) + k)]; }

  const Problem& problem_;
  const Learners& learners_;
  double share_;
  ScorePrior prior_;
  BlockSpec spec_;
  Halving halving_;
  std::vector<Player> players_;
  Array prior_parameters_;
  Array numbers_;            // [task][the prior's]
  std::vector<Left> left_;   // [task]
  std::vector<int> seen_;    // places of numbers that a task has shown
  std::vector<int> chosen_;  // [task][episode]: who played it
  int played_ = 0;           // episodes
};

}  // namespace metarl
