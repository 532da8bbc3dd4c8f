// ES-MAML: evolution strategies in the outer loop, and an adaptation that asks for nothing but what policies bring:
// evolution strategies again, or hill climbing. Policies act without chance.
#include "foundation/refuse.h"
#include "meta/registry.h"
#include "meta/search_learner.h"

namespace metarl {

LearnerEntry es_maml() {
  LearnerEntry entry;
  entry.name = "es-maml";
  entry.title = "ES-MAML";
  entry.help =
      "Moves the start by what perturbed starts adapt to, and adapts by trying perturbed policies: no gradient.";
  entry.source = "Song, Gao, Yang, Choromanski, Pacchiano & Tang 2020, arXiv 1910.01215";
  entry.adapts = Adapts::search;
  entry.inners = {"es", "hill-climbing"};
  entry.reinforcement_outers = {"adam", "sgd"};
  entry.fits = has_episodes;
  entry.misfit = "pair.needs-episodes";
  entry.knobs = {
      {"directions",
       KnobType::integer,
       "10",
       1,
       100,
       {},
       "directions",
       "directions that an inner step tries policies along: evolution strategies both ways, hill climbing one",
       false,
       "inner loop"},
      {"inner_sigma",
       KnobType::real,
       "0.1",
       0.0001,
       10,
       {},
       "",
       "how far the policies that an inner step tries are from where it stands: standard deviation of each "
       "parameter",
       true,
       "inner loop"},
      {"perturbations",
       KnobType::integer,
       "1",
       1,
       100,
       {},
       "pairs",
       "pairs of perturbed starts that each task of a meta-batch is adapted to from",
       false,
       "outer loop"},
      {"outer_sigma",
       KnobType::real,
       "0.1",
       0.0001,
       10,
       {},
       "",
       "how far the perturbed starts are from the start: standard deviation of each parameter",
       true,
       "outer loop"}};
  entry.reinforcement_defaults = {
      {"meta_batch_size", "50"}, {"block", "5"},       {"episodes", "1"},    {"hidden", "none"},
      {"inner_lr", "0.05"},      {"inner_steps", "1"}, {"outer_lr", "0.02"}, {"initial_weights", "small"},
      {"test_lr_scale", "1"}};
  entry.make = [](const Problem& problem, const Settings& settings) -> std::unique_ptr<Learner> {
    return std::make_unique<SearchLearner>(problem, settings);
  };
  return entry;
}

}  // namespace metarl
