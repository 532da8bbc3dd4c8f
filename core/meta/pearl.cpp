// PEARL: infers a latent variable from past transitions, and acts by a sample of it through a whole episode (Rakelly et
// al. 2019). The paper trains actor, critic and encoder off-policy (soft actor-critic, with a replay buffer for each
// task); here they are trained on the trials just played, by the same updates as the other learners of trials. What it
// keeps of the paper: the permutation-invariant encoder, posterior sampling, the prior's pull, and that the loss of
// acting trains the encoder.
#include "foundation/refuse.h"
#include "meta/actor_critic_learner.h"
#include "meta/latent_encoder.h"
#include "meta/registry.h"

namespace metarl {

LearnerEntry pearl() {
  LearnerEntry entry;
  entry.name = "pearl";
  entry.title = "PEARL";
  entry.help = "Infers a latent variable from past episodes, and acts through each episode by a sample of it.";
  entry.source = "Rakelly et al. 2019, arXiv 1903.08254 (here trained on-policy)";
  entry.adapts = Adapts::latent;
  entry.reinforcement_outers = {"ppo", "a2c"};
  entry.fits = has_episodes;
  entry.misfit = "pair.needs-episodes";
  entry.reinforcement_defaults = {{"meta_batch_size", "32"}, {"block", "8"},         {"hidden", "32,32"},
                                  {"activation", "tanh"},    {"clip", "0.2"},        {"outer_lr", "0.003"},
                                  {"discount", "0.9"},       {"gae_lambda", "0.95"}, {"kl_weight", "0.0001"}};
  entry.make = make_actor_critic<LatentEncoder>;
  return entry;
}

}  // namespace metarl
