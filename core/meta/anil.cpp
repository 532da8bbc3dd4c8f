// Almost no inner loop: only the last layer (and a Gaussian policy's log_std) adapts. The body still gets its
// second-order term, through the chain's mixed derivatives.
#include "meta/gradient_learner.h"
#include "meta/registry.h"

namespace metarl {

LearnerEntry anil() {
  LearnerEntry entry = gradient_learner_entry();
  entry.name = "anil";
  entry.title = "ANIL";
  entry.help = "Like MAML, but only the last layer adapts to a task; the layers below are shared features.";
  entry.source = "Raghu, Raghu, Bengio & Vinyals 2020, arXiv 1909.09157";
  entry.make = [](const Problem& problem, const Settings& settings) {
    return make_gradient_learner(problem, settings, {.part = AdaptedPart::last_layer});
  };
  return entry;
}

}  // namespace metarl
