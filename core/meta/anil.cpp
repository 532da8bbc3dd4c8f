// Almost no inner loop: only the last layer (and a Gaussian policy's log_std) adapts. The body still gets its
// second-order term, through the chain's mixed derivatives.
#include "meta/gradient_learner.h"
#include "meta/registry.h"

namespace metarl {

LearnerEntry anil() {
  using Traits = GradientTraits;
  LearnerEntry entry;
  entry.name = "anil";
  entry.title = "ANIL";
  entry.help = "Like MAML, but only the last layer adapts to a task; the layers below are shared features.";
  entry.source = "Raghu, Raghu, Bengio & Vinyals 2020, arXiv 1909.09157";
  entry.supervised_outers = {"adam", "sgd"};
  entry.reinforcement_outers = {"trpo", "adam", "sgd"};
  entry.has_order = true;
  entry.make = make_gradient_learner<Traits::Outer::gradient, Traits::Adapts::last_layer, false, true>;
  return entry;
}

}  // namespace metarl
