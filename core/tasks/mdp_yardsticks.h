// Rules for random MDPs that learners are measured against: those of RL²'s Table 2 (Duan et al. 2016), and the best
// that can be done by an agent that knows the task.
//
// All but the latter know the distribution that tasks come from and keep the exact posterior (mdp_posterior.h). They
// plan when an episode begins, for as many steps as it has, and act by that plan until it ends. Of actions that are
// worth the same the first one is taken.
#pragma once

#include "tasks/yardstick.h"

namespace metarl {

std::vector<YardstickEntry> mdp_yardsticks();

}  // namespace metarl
