// The yardstick of no meta-learning: the first parameters adapt, and no update follows.
#include "meta/gradient_learner.h"
#include "meta/registry.h"

namespace metarl {

LearnerEntry scratch() {
  LearnerEntry entry;
  entry.inners = gradient_inners();
  entry.name = "scratch";
  entry.title = "From scratch";
  entry.help = "A fresh network adapts; it has no outer loop. A yardstick, not a meta-learner.";
  entry.source = "compared with in Finn et al. 2017";
  entry.make = [](const Problem& problem, const Settings& settings) {
    return make_gradient_learner(problem, settings, {.outer = nullptr});
  };
  return entry;
}

}  // namespace metarl
