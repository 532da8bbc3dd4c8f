// Prototypical networks (Snell et al. 2017): a network embeds points; a class's prototype is the mean of its support
// points' embeddings c_k; a point x is of class k with probability softmax_k(-|f(x) - c_k|²). The meta-gradient is that
// of the query points' cross-entropy, through the prototypes. Nothing is stepped along a gradient to adapt.
//
// "After k steps of adaptation" means from the first k points of each class: for k = 0 every class is as likely.
#pragma once

#include "learning/samples.h"
#include "meta/outer.h"

namespace metarl {

enum PrototypicalOperation {
  kTakePoint = kOwnOperations,  // judges the query by the first `step` points of each class, by the input's parameters
};

class PrototypicalLearner final : public OuterLearner {
 public:
  PrototypicalLearner(const Problem& problem, const Settings& settings);

  void initialise() override;
  std::unique_ptr<Block> make_block() const override;
  int steps() const override;
  void write_schedule(int steps, const Array& meta_parameters, Schedule& schedule) const override;

  const Problem& problem() const { return problem_; }
  const Mlp& embedding() const { return embedding_; }
  int classes() const { return problem_.network.mlp.outputs(); }

 private:
  PrototypicalLearner(const Problem& problem, const Settings& settings, const Mlp& embedding);

  Problem problem_;
  Mlp embedding_;  // inputs → latent
};

}  // namespace metarl
