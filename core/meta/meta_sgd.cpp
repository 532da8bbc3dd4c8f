// Meta-SGD: one learned step size per parameter. With outer=trpo the trust region is over parameters and step sizes
// together.
#include "meta/gradient_learner.h"
#include "meta/registry.h"

namespace metarl {

LearnerEntry meta_sgd() {
  using Traits = GradientTraits;
  LearnerEntry entry;
  entry.name = "meta-sgd";
  entry.title = "Meta-SGD";
  entry.help = "Learns the start and, for every parameter, its own inner step size.";
  entry.source = "Li, Zhou, Chen & Li 2017, arXiv 1707.09835";
  entry.supervised_outers = {"adam", "sgd"};
  entry.reinforcement_outers = {"trpo", "adam", "sgd"};
  entry.has_order = true;
  entry.learns_alpha = true;
  entry.make = make_gradient_learner<Traits::Outer::gradient, Traits::Adapts::everything, true, true>;
  return entry;
}

}  // namespace metarl
