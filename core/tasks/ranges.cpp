#include "tasks/ranges.h"

#include "foundation/decimal.h"

namespace metarl {

void add_range_knobs(const std::vector<Range>& ranges, std::vector<Knob>& knobs) {
  for (const Range& range : ranges)
    for (const bool high : {false, true})
      knobs.push_back({range.name + (high ? "_high" : "_low"),
                       KnobType::real,
                       format_real(high ? range.high : range.low),
                       range.least,
                       range.most,
                       {},
                       range.unit,
                       (high ? "largest " : "smallest ") + range.help,
                       false,
                       "tasks"});
}

std::vector<KnobValue> only_range(const std::vector<Range>& ranges, const std::string& varied) {
  std::vector<KnobValue> values;
  for (const Range& range : ranges) {
    if (range.name == varied) continue;
    values.push_back({range.name + "_low", format_real(range.standard)});
    values.push_back({range.name + "_high", format_real(range.standard)});
  }
  return values;
}

Ranges::Ranges(const std::vector<Range>& ranges, const Settings& settings) : ranges_(ranges) {
  for (const Range& range : ranges) {
    low_.push_back(settings.real(range.name + "_low"));
    high_.push_back(settings.real(range.name + "_high"));
  }
}

void Ranges::add_parameters(std::vector<TaskParameter>& list) const {
  for (std::size_t i = 0; i < ranges_.size(); ++i)
    list.push_back({ranges_[i].name, ranges_[i].unit, low_[i], high_[i], ranges_[i].help});
}

void Ranges::sample(Stream& stream, Scalar* values) const {
  for (std::size_t i = 0; i < ranges_.size(); ++i) values[i] = stream.uniform(Scalar(low_[i]), Scalar(high_[i]));
}

}  // namespace metarl
