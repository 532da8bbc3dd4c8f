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
  kOutcomes,                  // → sum of the returns that θ_K brought, number of tasks
  kCredit,                    // sets the tasks' credits; the input is that sum over all blocks
  // The operations of outer loops for a learned critic; the input is its own meta-parameters.
  kCriticGradient,
  kCriticGradientAt,
  kCriticLossAt,
  kCriticDisplacement,
};

class GradientBlock final : public TaskBlock {
 public:
  explicit GradientBlock(const GradientLearner& learner);

  void reserve(const BlockSpec& spec, Memory memory) override;
  double shown(const BlockSpec& spec) const override { return spec.steps + (spec.steps + 1) * loop_.unlearned(); }
  Scalar value(int i, int k) const override;
  Scalar episode(int i, int k, int lane) const override;
  TaskView view(int i) const override;
  void predict(int i, int k, ConstMatrix x, Matrix y) const override;

  // θ_k of task i.
  const Scalar* parameters(int i, int k) const { return tasks_[static_cast<std::size_t>(i)].objective.parameters(k); }
  const Experience& experience(int i, int k) const {
    return tasks_[static_cast<std::size_t>(i)].experiences[static_cast<std::size_t>(k)];
  }

  // For tests: takes the data as given instead of drawing it.
  struct Data {
    std::vector<Samples> support;  // one, or one for each inner step
    Samples query;
    Scalar credit = 0;
    std::vector<Samples> values;  // for a learned critic: of each inner step, then of the query
  };
  void use(const std::vector<Data>& tasks, const Scalar* meta_parameters);

 private:
  struct Task {
    Samples support, query;               // supervised
    std::vector<Experience> experiences;  // reinforcement: of θ_0 .. θ_K
    std::vector<Recording> recordings;
    TaskObjective objective;
    Array values;  // of θ_0 .. θ_K
    // A learned critic's, on the same episodes.
    std::vector<Samples> critic_samples;
    TaskObjective critic;
  };

  const Samples& support(const Task& task, int step) const;
  const Samples& query(const Task& task) const;
  void forget();
  void reserve_critic(const BlockSpec& spec, Task& task, Memory memory);
  Critic& critic();
  void tasks_drawn(const Operation& operation) override;
  void work(const Operation& operation, Scalar* contribution) override;
  void start_from(const Scalar* meta_parameters);
  void start_critics(const Scalar* meta_parameters);
  void collect_episodes(int step, Purpose purpose);
  void draw_points(bool with_support);
  void collect(int step);
  void adapt(int step);
  void collect_query();
  void set_credits(const Array& outcomes);
  void adapt_again(const Scalar* meta_parameters, bool curvature);
  void adapt_critics_again(const Scalar* meta_parameters, bool curvature);

  const GradientForm& form_;
  InnerLoop loop_;
  std::vector<Task> tasks_;
  Loss watch_loss_;
  Collector collector_;
  // Either of these judges episodes; the second one where there is a form for it.
  FittedCritic fitted_critic_;
  const CriticForm* critic_form_;
  int policy_size_;
  std::unique_ptr<InnerLoop> critic_loop_;
  std::unique_ptr<NetworkCritic> network_critic_;
  std::vector<const Scalar*> policies_;
  std::vector<StreamKey> keys_;
  std::vector<Experience*> experiences_;
  std::vector<Recording*> recordings_;
};

}  // namespace metarl
