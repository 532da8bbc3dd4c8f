// The tables of a random MDP, for yardsticks that know the task, for views and tests; step() never looks at them.
#pragma once

#include "tasks/mdp.h"

namespace metarl {

// The MDP that a task of the family tabular-mdp is, from its one parameter.
void tabular_mdp_tables(Scalar world, int states, int actions, Mdp& mdp);

}  // namespace metarl
