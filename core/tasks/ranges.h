// Task parameters that are drawn uniformly from a range whose two ends are knobs: `gravity` from `gravity_low` to
// `gravity_high`.
#pragma once

#include <string>
#include <vector>

#include "foundation/random.h"
#include "tasks/family.h"

namespace metarl {

struct Range {
  std::string name, unit;
  double standard;     // where it does not vary
  double low, high;    // the knobs' defaults
  double least, most;  // that the knobs allow
  std::string help;
};

// The two knobs of each range.
void add_range_knobs(const std::vector<Range>& ranges, std::vector<Knob>& knobs);

// Knob values that leave every range at its standard value but the one named ("": all of them).
std::vector<KnobValue> only_range(const std::vector<Range>& ranges, const std::string& varied);

// The ranges of one run. Their lower ends are not above the upper ones: a line in which one is has been refused.
class Ranges {
 public:
  Ranges(const std::vector<Range>& ranges, const Settings& settings);

  void add_parameters(std::vector<TaskParameter>& list) const;
  // The upper end of range i.
  double high(int i) const { return high_[static_cast<std::size_t>(i)]; }
  // Draws a number from each, in order.
  void sample(Stream& stream, Scalar* values) const;

 private:
  const std::vector<Range>& ranges_;
  std::vector<double> low_, high_;  // as the line has them
};

}  // namespace metarl
