// VariBAD: a policy that acts by its belief over tasks, inferred step by step by a variational autoencoder, and so can
// weigh its knowledge against the value of finding out more (Zintgraf et al. 2020).
#include "foundation/refuse.h"
#include "meta/actor_critic_learner.h"
#include "meta/belief_encoder.h"
#include "meta/registry.h"

namespace metarl {

LearnerEntry varibad() {
  LearnerEntry entry;
  entry.name = "varibad";
  entry.title = "VariBAD";
  entry.help = "Infers a belief over tasks as it acts, and acts by the belief's mean and variance.";
  entry.source = "Zintgraf et al. 2020, arXiv 1910.08348";
  entry.adapts = Adapts::belief;
  entry.reinforcement_outers = {"ppo", "a2c"};
  entry.fits = has_episodes;
  entry.misfit = "pair.needs-episodes";
  const auto real = [](const char* name, const char* fallback, double high, const char* help) {
    return Knob{name, KnobType::real, fallback, 0, high, {}, "", help, true, "outer loop"};
  };
  entry.knobs = {
      {"decoder", KnobType::sizes, "32,32", 1, 256, {}, "units", "hidden layers of the decoders", false, "network"},
      {"belief_samples",
       KnobType::integer,
       "1",
       1,
       100,
       {},
       "steps",
       "steps of a trial at which the belief's loss is estimated",
       true,
       "outer loop"},
      real("reward_weight", "10", 100, "weight of the reward decoder's error"),
      real("transition_weight", "1", 100, "weight of the transition decoder's error"),
  };
  // A memory that lasts from the start lets the belief keep old evidence.
  entry.reinforcement_defaults = {
      {"meta_batch_size", "64"}, {"block", "16"},       {"hidden", "32"},           {"activation", "tanh"},
      {"clip", "0.2"},           {"outer_lr", "0.005"}, {"kl_weight", "0.01"},      {"max_gradient_norm", "5"},
      {"discount", "0.95"},      {"gae_lambda", "0.9"}, {"initial_timescale", "30"}};
  entry.make = make_actor_critic<BeliefEncoder>;
  return entry;
}

}  // namespace metarl
