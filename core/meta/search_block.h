// Some tasks in the hands of a learner that searches: the policies under way on each, and what they brought.
#pragma once

#include "learning/rollout.h"
#include "meta/drawing.h"
#include "meta/search_learner.h"

namespace metarl {

// The mean sum of rewards over the episodes that came to their end: by themselves, or a lane's first at the horizon.
Scalar mean_reward(const Experience& e);

class SearchBlock final : public TaskBlock {
 public:
  explicit SearchBlock(const SearchLearner& learner);

  void reserve(const BlockSpec& spec, Memory memory) override;
  double shown(const BlockSpec& spec) const override { return spec.steps; }
  Scalar value(int i, int k) const override;
  TaskView view(int i) const override;

  // θ_k of task i.
  const Scalar* parameters(int i, int k) const {
    return tasks_[static_cast<std::size_t>(i)].parameters[static_cast<std::size_t>(k)].data();
  }
  // The mean reward of the episodes that θ_k of task i played last.
  Scalar reward(int i) const { return plays_[static_cast<std::size_t>(i)].reward; }
  // The value of pair p's policy on one side of θ (0: plus, 1: minus).
  Scalar pair_value(int i, int p, int side) const {
    return tasks_[static_cast<std::size_t>(i)].pair_values[static_cast<std::size_t>(2 * p + side)];
  }

 private:
  struct Task {
    std::vector<Array> parameters;  // θ_0 .. θ_K
    std::vector<Recording> recordings;
    Array values;       // of θ_0 .. θ_K
    Array pair_values;  // [pair][side]
  };
  // A policy on its way through an adaptation.
  struct Climber {
    int task = 0;
    Array parameters, candidates[2];
    Array sum;        // evolution strategies: of the directions, by what they brought
    Array rewards;    // of this inner step's policies
    Scalar best = 0;  // hill climbing: the reward of `parameters`
  };
  // What is to be played, and the reward that it brought.
  struct Play {
    int task = 0;
    const Scalar* policy = nullptr;
    Recording* recording = nullptr;
    Scalar reward = 0;
  };

  void tasks_drawn(const Operation& operation) override;
  void work(const Operation& operation, Scalar* contribution) override;
  void play_plainly(int step, Purpose purpose);
  void search_plainly(int step);
  void pair(int part, const Array& meta_parameters);
  void add_values(Scalar* contribution) const;
  void add_squares(const Array& values, Scalar* contribution) const;
  void add_gradient(Scalar* contribution);

  // Plays the first `count` of plays_.
  void play(int count, Purpose purpose, int step);
  // Inner step `step` of the first `count` climbers.
  void search(int count, int step);
  void evolve(int count, int step);
  void climb(int count, int step);
  // Writes direction_: standard normals, the same whoever asks for them.
  void draw_direction(int task, Purpose purpose, int step, int which);
  void move(const Array& from, Scalar distance, Array& result) const;

  const SearchForm& form_;
  int size_;  // parameters
  std::vector<Task> tasks_;
  std::vector<Climber> climbers_;
  std::vector<Play> plays_;
  Rollout rollout_;
  std::vector<Experience> experiences_;
  Array played_tasks_, direction_;
  std::vector<const Scalar*> policies_;
  std::vector<StreamKey> keys_;
  std::vector<Experience*> experience_pointers_;
  std::vector<Recording*> recordings_;
  Scalar scale_ = 0;  // 1 / s, or 0 where all values are equal
};

}  // namespace metarl
