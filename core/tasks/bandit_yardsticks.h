// Rules for bandits that learners are measured against: those of RL²'s Table 1 (Duan et al. 2016), and the best that
// can be done.
//
// All but bayes-optimal treat the arms as independent, and know of each what one success and one failure before the
// first pull would say: Beta(1, 1). Of arms that look equally good the first one is pulled.
#pragma once

#include "tasks/yardstick.h"

namespace metarl {

std::vector<YardstickEntry> bandit_yardsticks();

// Expected total reward of so many pulls of the bandit with these knobs, by the best rule there is.
double bayes_optimal_reward(const Settings& settings, int pulls);

}  // namespace metarl
