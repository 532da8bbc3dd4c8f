// Model-agnostic meta-learning: the meta-gradient is that of the adapted loss, exactly through every inner step (order
// 2) or with each inner gradient taken for a constant (order 1).
#include "meta/gradient_learner.h"
#include "meta/registry.h"

namespace metarl {

LearnerEntry maml() {
  using Traits = GradientTraits;
  LearnerEntry entry;
  entry.name = "maml";
  entry.title = "MAML";
  entry.help =
      "Learns parameters from which a few gradient steps on a task do best; the meta-gradient goes through the steps.";
  entry.source = "Finn, Abbeel & Levine 2017, arXiv 1703.03400";
  entry.supervised_outers = {"adam", "sgd"};
  entry.reinforcement_outers = {"trpo", "adam", "sgd"};
  entry.has_order = true;
  entry.make = make_gradient_learner<Traits::Outer::gradient, Traits::Adapts::everything, false, true>;
  return entry;
}

}  // namespace metarl
