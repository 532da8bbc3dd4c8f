// The yardstick of joint training: meta-iterations make no inner step, so the update is that of one network for all
// tasks.
#include "meta/gradient_learner.h"
#include "meta/registry.h"

namespace metarl {

LearnerEntry pretrained() {
  using Traits = GradientTraits;
  LearnerEntry entry;
  entry.name = "pretrained";
  entry.title = "Pretrained";
  entry.help =
      "One network trained on all tasks at once; then it adapts like the others. A yardstick, not a meta-learner.";
  entry.source = "compared with in Finn et al. 2017";
  entry.supervised_outers = {"adam", "sgd"};
  entry.reinforcement_outers = {"trpo", "adam", "sgd"};
  entry.trains_adaptation = false;
  entry.make = make_gradient_learner<Traits::Outer::gradient, Traits::Adapts::everything, false, false>;
  return entry;
}

}  // namespace metarl
