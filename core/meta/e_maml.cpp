// E-MAML: the meta-gradient's sampling term. Which episodes an inner step saw depends on the policy that played them,
// so its actions are credited with the return after adaptation.
#include "foundation/refuse.h"
#include "meta/gradient_learner.h"
#include "meta/registry.h"

namespace metarl {

LearnerEntry e_maml() {
  LearnerEntry entry = gradient_learner_entry();
  entry.name = "e-maml";
  entry.title = "E-MAML";
  entry.help = "Like MAML, and actions before adaptation are credited with the adapted policy's return.";
  entry.source = "Stadie et al. 2018, arXiv 1803.01118; Al-Shedivat et al. 2018, arXiv 1710.03641";
  entry.fits = has_episodes;
  entry.misfit = "pair.needs-episodes";
  entry.knobs = {{"sampling_weight",
                  KnobType::real,
                  "1",
                  0,
                  1000,
                  {},
                  "",
                  "weight of the sampling term: as many as there are episodes make the meta-gradient exact, fewer keep "
                  "its variance low",
                  true,
                  "outer loop"}};
  entry.make = [](const Problem& problem, const Settings& settings) {
    return make_gradient_learner(problem, settings, {.step_term = GradientTraits::StepTerm::sampling});
  };
  return entry;
}

}  // namespace metarl
