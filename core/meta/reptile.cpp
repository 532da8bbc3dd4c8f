// Reptile: no derivative through the inner loop at all; the update is outer_lr times the mean of (adapted - initial)
// parameters.
#include "meta/gradient_learner.h"
#include "meta/registry.h"

namespace metarl {

LearnerEntry reptile() {
  LearnerEntry entry;
  entry.inners = gradient_inners();
  entry.name = "reptile";
  entry.title = "Reptile";
  entry.help = "Moves the start towards the parameters that tasks adapt to; needs no derivative of the adaptation.";
  entry.source = "Nichol, Achiam & Schulman 2018, arXiv 1803.02999";
  entry.supervised_outers = {"sgd"};
  entry.reinforcement_outers = {"sgd"};
  entry.defaults = {{"inner_steps", "5"}, {"outer", "sgd"}, {"outer_lr", "0.5"}};
  entry.make = [](const Problem& problem, const Settings& settings) {
    return make_gradient_learner(problem, settings, {.outer = make_displacement});
  };
  return entry;
}

}  // namespace metarl
