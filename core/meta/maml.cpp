// Model-agnostic meta-learning: the meta-gradient is that of the adapted loss, exactly through every inner step (order
// 2) or with each inner gradient treated as a constant (order 1).
#include "meta/gradient_learner.h"
#include "meta/registry.h"

namespace metarl {

LearnerEntry maml() {
  LearnerEntry entry = gradient_learner_entry();
  entry.name = "maml";
  entry.title = "MAML";
  entry.help =
      "Learns parameters from which a few gradient steps on a task do best; the meta-gradient goes through the steps.";
  entry.source = "Finn, Abbeel & Levine 2017, arXiv 1703.03400";
  entry.make = [](const Problem& problem, const Settings& settings) {
    return make_gradient_learner(problem, settings, {});
  };
  return entry;
}

}  // namespace metarl
