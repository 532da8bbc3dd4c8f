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
  int steps() const override;
  void write_schedule(int steps, const Array& meta_parameters, Schedule& schedule) const override;
  int update_operations() const override { return 1; }

  const Problem& problem() const { return problem_; }
  const Mlp& embedding() const { return embedding_; }
  int classes() const { return problem_.network.mlp.outputs(); }

 private:
  void begin_update(std::uint32_t) override { updated_ = false; }
  bool next_update(const Array& reduced, Operation& operation) override;

  Problem problem_;
  Mlp embedding_;  // inputs → latent
  bool adam_descends_ = true;
  Scalar outer_lr_ = 0;
  Array meta_, gradient_;
  Adam adam_;
  bool updated_ = false;
};

}  // namespace metarl
