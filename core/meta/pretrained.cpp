// The yardstick of joint training: meta-iterations make no inner step, so the update is that of one network for all
// tasks.
#include "meta/gradient_learner.h"
#include "meta/registry.h"

namespace metarl {

LearnerEntry pretrained() {
  LearnerEntry entry = gradient_learner_entry();
  entry.name = "pretrained";
  entry.title = "Pretrained";
  entry.help =
      "One network trained on all tasks at once; then it adapts like the others. A yardstick, not a meta-learner.";
  entry.source = "compared with in Finn et al. 2017";
  entry.has_order = false;
  entry.trains_adaptation = false;
  entry.make = [](const Problem& problem, const Settings& settings) {
    return make_gradient_learner(problem, settings, {.trains_adaptation = false});
  };
  return entry;
}

}  // namespace metarl
