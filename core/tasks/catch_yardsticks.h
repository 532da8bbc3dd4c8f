// What a game of catching is made of, and the rules that play it.
#pragma once

#include <vector>

#include "foundation/knobs.h"
#include "tasks/catch_plan.h"
#include "tasks/yardstick.h"

namespace metarl {

// The knobs of the family as numbers.
struct CatchGame {
  CatchForm form;
  double mirrored = 0.5;
  int most_wind = 1, most_speed = 2;
};
CatchGame catch_game(const Settings& settings);
// Every set of rules that a task may have, with its prior.
std::vector<CatchHypothesis> catch_hypotheses(const CatchGame& game);

std::vector<YardstickEntry> catch_yardsticks();

}  // namespace metarl
