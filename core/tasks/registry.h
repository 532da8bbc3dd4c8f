// All task families, in the order in which the page offers them. A new family is its own file and one line here.
#pragma once

#include "foundation/once.h"
#include "tasks/family.h"

#define METARL_FAMILIES(X) \
  X(point_navigation)      \
  X(cart_pole)             \
  X(sinusoid)              \
  X(boolean)               \
  X(few_shot_points)       \
  X(bernoulli_bandit)      \
  X(two_step)              \
  X(tabular_mdp)           \
  X(grid_navigation)       \
  X(pendulum)              \
  X(reacher)               \
  X(cheetah)               \
  X(car)                   \
  X(catch_balls)

namespace metarl {

#define METARL_DECLARE(name) METARL_ONCE FamilyEntry name();
METARL_FAMILIES(METARL_DECLARE)
#undef METARL_DECLARE

}  // namespace metarl
