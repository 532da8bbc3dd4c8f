// RL²: a recurrent policy whose memory lasts through all episodes of a trial, so that its hidden state is the learning
// algorithm; trained by ordinary reinforcement learning on whole trials (Duan et al. 2016; Wang et al. 2016).
#include "foundation/refuse.h"
#include "meta/actor_critic_learner.h"
#include "meta/memory_encoder.h"
#include "meta/registry.h"

namespace metarl {

LearnerEntry rl2() {
  LearnerEntry entry;
  entry.name = "rl2";
  entry.title = "RL²";
  entry.help = "A recurrent policy that remembers a trial's actions and rewards; what it remembers is how it adapts.";
  entry.source = "Duan et al. 2016, arXiv 1611.02779; Wang et al. 2016, arXiv 1611.05763";
  entry.adapts = Adapts::memory;
  entry.reinforcement_outers = {"ppo", "a2c"};
  entry.fits = has_episodes;
  entry.misfit = "pair.needs-episodes";
  entry.reinforcement_defaults = {{"meta_batch_size", "64"}, {"block", "16"},       {"hidden", "none"},
                                  {"clip", "0.2"},           {"outer_lr", "0.005"}, {"gae_lambda", "0.95"}};
  entry.make = make_actor_critic<MemoryEncoder>;
  return entry;
}

}  // namespace metarl
