// Some tasks in the hands of a gradient learner: their data, and in which order their objectives take them.
#pragma once

#include "meta/drawing.h"
#include "meta/gradient_learner.h"
#include "meta/task_objective.h"

namespace metarl {

// The learner's operations, beside those that outer loops ask for. kDrawTasks also starts the adaptations at its input.
enum GradientOperation {
  kCollect = kOwnOperations,  // data for inner step `step`, by θ_step
  kAdapt,                     // inner step `step`
  kQuery,                     // data that θ_K is judged on, and the outer loss there
};

class GradientBlock final : public TaskBlock {
 public:
  explicit GradientBlock(const GradientLearner& learner);

  void reserve(const BlockSpec& spec, Memory memory) override;
  double shown(const BlockSpec& spec) const override { return spec.steps; }
  Scalar value(int i, int k) const override;
  TaskView view(int i) const override;
  void predict(int i, int k, ConstMatrix x, Matrix y) const override;

  // θ_k of task i.
  const Scalar* parameters(int i, int k) const {
    return tasks_[static_cast<std::size_t>(i)].objective.adaptation().parameters(k);
  }
  const Experience& experience(int i, int k) const {
    return tasks_[static_cast<std::size_t>(i)].experiences[static_cast<std::size_t>(k)];
  }

  // For tests: takes the data as given instead of drawing it.
  struct Data {
    std::vector<Samples> support;  // one, or one for each inner step
    Samples query;
  };
  void use(const std::vector<Data>& tasks, const Scalar* meta_parameters);

 private:
  struct Task {
    Samples support, query;               // supervised
    std::vector<Experience> experiences;  // reinforcement: of θ_0 .. θ_K
    std::vector<Recording> recordings;
    TaskObjective objective;
    Array values;  // of θ_0 .. θ_K
  };

  const Samples& support(const Task& task, int step) const;
  const Samples& query(const Task& task) const;
  void forget();
  void tasks_drawn(const Operation& operation) override;
  void work(const Operation& operation, Scalar* contribution) override;
  void start_from(const Scalar* meta_parameters);
  void collect_episodes(int step, Purpose purpose);
  void draw_points(bool with_support);
  void collect(int step);
  void adapt(int step);
  void collect_query();
  void adapt_again(const Scalar* meta_parameters, bool curvature);

  const GradientForm& form_;
  InnerLoop loop_;
  std::vector<Task> tasks_;
  Loss watch_loss_;
  Collector collector_;
  std::vector<const Scalar*> policies_;
  std::vector<StreamKey> keys_;
  std::vector<Experience*> experiences_;
  std::vector<Recording*> recordings_;
};

}  // namespace metarl
