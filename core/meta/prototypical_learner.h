// Prototypical networks (Snell et al. 2017): a network embeds points; a class's prototype is the mean of its support
// points' embeddings c_k; a point x is of class k with probability softmax_k(-|f(x) - c_k|²). The meta-gradient is that
// of the query points' cross-entropy, through the prototypes. Nothing is stepped along a gradient to adapt.
//
// "After k steps of adaptation" means from the first k points of each class: for k = 0 every class is as likely.
#pragma once

#include "learning/optimizer.h"
#include "learning/samples.h"
#include "meta/learner.h"

namespace metarl {

enum PrototypicalOperation {
  kDrawClasses,        // draws the tasks
  kTakePoint,          // judges the query by the first `step` points of each class; the input is the meta-parameters
  kPrototypeGradient,  // → meta-gradient, loss
};

class PrototypicalLearner final : public Learner {
 public:
  PrototypicalLearner(const Problem& problem, const Settings& settings);

  void initialise() override;
  Array& meta_parameters() override { return meta_; }
  int meta_size() const override { return embedding_.parameter_count(); }
  std::vector<Array*> state() override;
  void configure(const Settings& settings) override;
  std::unique_ptr<Block> make_block() const override;
  void begin_iteration(std::uint32_t iteration) override;
  bool next(const Array& reduced, Operation& operation) override;
  UpdateReport report() const override { return report_; }
  int update_operations() const override { return 1; }
  int steps() const override;
  bool adapting(int i, int steps, const Array& meta_parameters, Operation& operation) const override;
  int adapting_operations(int steps) const override { return steps + 2; }
  int known_steps(int done) const override { return done - 2; }

  const Problem& problem() const { return problem_; }
  const Mlp& embedding() const { return embedding_; }
  int classes() const { return problem_.network.mlp.outputs(); }

 private:
  Problem problem_;
  Mlp embedding_;  // inputs → latent
  bool adam_descends_ = true;
  Scalar outer_lr_ = 0;
  Array meta_, gradient_;
  Adam adam_;
  UpdateReport report_{};
  int asked_ = 0;
  bool updated_ = false;
};

}  // namespace metarl
