// Proximal meta-policy search: inner steps follow the ratio form of the policy gradient, whose Hessian is estimated
// with low variance, and the outer loop uses the same episodes several times, held back by a clip after adaptation and
// by a divergence before it.
#include "foundation/refuse.h"
#include "meta/gradient_learner.h"
#include "meta/registry.h"

namespace metarl {

LearnerEntry promp() {
  LearnerEntry entry = gradient_learner_entry();
  entry.name = "promp";
  entry.title = "ProMP";
  entry.help = "Like MAML with a Hessian that knows how episodes come about; proximal before and after adaptation.";
  entry.source = "Rothfuss, Lee, Clavera, Asfour & Abbeel 2019, arXiv 1810.06784";
  entry.reinforcement_outers = {"adam", "sgd"};
  entry.inners = {};
  entry.fits = has_episodes;
  entry.misfit = "pair.needs-episodes";
  entry.knobs = {{"kl_penalty",
                  KnobType::real,
                  "0.0005",
                  0,
                  100,
                  {},
                  "",
                  "weight of the divergence between the policies that collected the inner steps' episodes and those "
                  "that the updated parameters make of the same steps",
                  true,
                  "outer loop"}};
  entry.make = [](const Problem& problem, const Settings& settings) {
    return make_gradient_learner(problem, settings,
                                 {.steps_by_ratio = true, .step_term = GradientTraits::StepTerm::divergence});
  };
  return entry;
}

}  // namespace metarl
