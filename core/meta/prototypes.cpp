// Metric-based meta-learning: adapts by where data lie among those of other classes or tasks. On families of classes it
// is prototypical networks (Snell et al. 2017); where there are episodes, a contrastive embedding of tasks that the
// policy is conditioned on (after Li et al. 2021, "FOCAL", where it is learned from recorded data; here from the trials
// played).
#include "foundation/refuse.h"
#include "meta/actor_critic_learner.h"
#include "meta/embedding_encoder.h"
#include "meta/prototypical_learner.h"
#include "meta/registry.h"

namespace metarl {

LearnerEntry prototypes() {
  LearnerEntry entry;
  entry.name = "prototypes";
  entry.title = "Prototypes";
  entry.help = "Embeds data so that classes or tasks lie apart, and adapts by where new data lie.";
  entry.source = "Snell et al. 2017, arXiv 1703.05175; Li et al. 2021, arXiv 2010.01112";
  entry.adapts = Adapts::embedding;
  entry.supervised_outers = {"adam", "sgd"};
  entry.reinforcement_outers = {"ppo", "a2c"};
  entry.fits = [](const FamilyEntry& family) { return family.kind == Kind::reinforcement || family.discrete; };
  entry.misfit = "pair.needs-classes-or-episodes";
  entry.defaults = {{"latent", "16"}};
  entry.reinforcement_defaults = {{"meta_batch_size", "64"}, {"block", "16"},        {"hidden", "32,32"},
                                  {"activation", "tanh"},    {"clip", "0.2"},        {"outer_lr", "0.003"},
                                  {"discount", "0.9"},       {"gae_lambda", "0.95"}, {"latent", "5"}};
  entry.make = [](const Problem& problem, const Settings& settings) -> std::unique_ptr<Learner> {
    if (problem.kind == Kind::reinforcement) return make_actor_critic<EmbeddingEncoder>(problem, settings);
    return std::make_unique<PrototypicalLearner>(problem, settings);
  };
  return entry;
}

}  // namespace metarl
