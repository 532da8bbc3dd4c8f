// Numbers about many tasks: quartiles, mean, and how many diverged.
#pragma once

#include <string>
#include <vector>

#include "learning/problem.h"

namespace metarl {

struct Spread {
  Scalar lower, median, upper, mean;  // of the values that did not diverge; NaN if all did
  int diverged;
  Scalar error;  // of the mean: one standard error
};

// A value diverged if it is not finite or above `limit`. `values` is sorted on return.
Spread spread_of(Array& values, int count, Scalar limit);

// A value above this counts as diverged on this problem.
Scalar divergence_limit(const Problem& problem);

// Names of the numbers of Run::statistics. "pre" and "post" are of each task's value before and after adaptation, both
// on the data that it is judged on; "trial" of the total of its whole trial.
std::vector<std::string> statistic_names();

}  // namespace metarl
