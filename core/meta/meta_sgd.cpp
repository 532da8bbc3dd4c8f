// Meta-SGD: one learned step size per parameter. With outer=trpo the trust region is over parameters and step sizes
// together.
#include "meta/gradient_learner.h"
#include "meta/registry.h"

namespace metarl {

LearnerEntry meta_sgd() {
  LearnerEntry entry = gradient_learner_entry();
  entry.name = "meta-sgd";
  entry.title = "Meta-SGD";
  entry.help = "Learns the start and, for every parameter, its own inner step size.";
  entry.source = "Li, Zhou, Chen & Li 2017, arXiv 1707.09835";
  entry.learns_alpha = true;
  entry.make = [](const Problem& problem, const Settings& settings) {
    return make_gradient_learner(problem, settings, {.learns_alpha = true});
  };
  return entry;
}

}  // namespace metarl
