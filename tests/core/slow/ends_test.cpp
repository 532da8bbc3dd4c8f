// Every pair of a learner and a family with its knobs at their ends, to be run under the sanitizers: nothing is written
// or read outside of what was taken, nothing overflows, and what cannot be done is refused with a sentence.
//
// METARL_ENDS sets how many random combinations are tried of each pair and outer loop.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>

#include "cases.h"
#include "snapshots.h"
#include "support.h"
#include "try_line.h"

namespace metarl::testing {
namespace {

int combinations() {
  const char* wanted = std::getenv("METARL_ENDS");
  return wanted ? std::max(1, std::atoi(wanted)) : 2;
}

// A number of its own for each pair, so that each draws its own.
std::uint32_t number_of(const Pair& pair) {
  return static_cast<std::uint32_t>(hash_bytes(pair.name().data(), pair.name().size()));
}

class Ends : public ::testing::TestWithParam<Pair> {};

// Proves that every knob may be at each of its ends while the others are at their smallest.
TEST_P(Ends, OfEachKnob) {
  const std::vector<std::string> outers = GetParam().outers();
  for (const std::string& outer : outers)
    for (const std::string& line : lines_at_ends(small_line(GetParam(), outer, 1), outer == outers[0])) try_line(line);
}

// Proves the same for several knobs at once, the others small.
TEST_P(Ends, OfSeveralKnobs) {
  std::uint32_t which = number_of(GetParam());
  for (const std::string& outer : GetParam().outers())
    for (const int size : {1, 3})
      for (const std::string& line : random_lines(small_line(GetParam(), outer, size), ++which, combinations()))
        try_line(line);
}

// Proves that a knob that may change while a run goes on may change to each of its ends: by the line, and by a call in
// the middle of an iteration.
TEST_P(Ends, OfChanges) {
  const std::string line = small_line(GetParam(), GetParam().outers()[0], 3);
  RunLine understood;
  ASSERT_FALSE(read_run_line(line, understood).refused());
  for (const KnobValue& value : understood.settings.all()) {
    if (!is_live(understood, value.first)) continue;
    for (const std::string& end : ends(understood, *find_knob(value.first))) {
      try_line(line + "&" + value.first + "=" + end + "@1");
      RunPointer run = make_run(line);
      for (int i = 0; i < 3; ++i) run->advance();
      const Refusal refusal = run->change(value.first, end);
      if (refusal.refused()) {
        expect_refused(refusal, line);
        continue;
      }
      const int quanta = affordable_quanta(*run);
      try_run(std::move(run), quanta);
    }
  }
}

// Proves that saved parameters may be any numbers that there are, and as many as they like to be.
TEST_P(Ends, OfSavedParameters) {
  const std::string line = small_line(GetParam(), GetParam().outers()[0], 3);
  const int size = make_run(line)->learner().meta_size();
  for (const float value : {0.0f, -0.0f, 1e-45f, 1e-20f, 1.0f, -1e4f, 1e30f, -3.4e38f, INFINITY, NAN}) {
    for (const int count : {size, size + 1, size - 1, 1}) {
      if (count < 0) continue;
      const std::vector<float> parameters(static_cast<std::size_t>(count), value);
      const std::string whole = line + "&init=" + hex(hash_bytes(parameters.data(), parameters.size() * sizeof(float)));
      RunPointer run;
      const Refusal refusal = LabRun::create(whole, &parameters, run);
      if (refusal.refused()) {
        expect_refused(refusal, whole);
        continue;
      }
      EXPECT_EQ(count, size) << whole;
      EXPECT_TRUE(value - value == 0) << whole;
      try_run(std::move(run), 40);
    }
  }
}

// Puts another line into a snapshot and makes its checksum right again.
Bytes forged(Bytes bytes, const std::string& from, const std::string& to) {
  const auto at = std::search(bytes.begin(), bytes.end(), from.begin(), from.end());
  if (at == bytes.end()) return {};
  const std::uint32_t size = static_cast<std::uint32_t>(to.size());
  std::memcpy(&*(at - 4), &size, sizeof size);
  bytes.insert(bytes.erase(at, at + static_cast<std::ptrdiff_t>(from.size())), to.begin(), to.end());
  seal(bytes);
  return bytes;
}

// Of the lines that snapshots claim each pair tries every ninth, beginning at one of its own: every knob's ends are met
// by a ninth of the pairs that have it.
constexpr std::size_t kEach = 9;

// Proves that a snapshot that claims to be of a run of another size is refused, or is one of that run.
TEST_P(Ends, OfForgedSnapshots) {
  const RunPointer run = make_run(small_line(GetParam(), GetParam().outers()[0], 3));
  for (int i = 0; i < 3; ++i) run->advance();
  const std::string own = run->line().canonical();
  const std::vector<std::string> lines = lines_at_ends(own);
  for (std::size_t i = number_of(GetParam()) % kEach; i < lines.size(); i += kEach) {
    const std::string& line = lines[i];
    RunLine other;
    if (read_run_line(line, other).refused()) continue;
    RunPointer restored;
    const Refusal refusal = LabRun::restore(forged(run->snapshot(), own, other.canonical()), restored);
    if (refusal.refused()) {
      expect_refused(refusal, line);
    } else {
      restored->advance();
      restored->snapshot();
    }
  }
}

INSTANTIATE_TEST_SUITE_P(All, Ends, ::testing::ValuesIn(all_pairs()),
                         [](const ::testing::TestParamInfo<Pair>& info) { return info.param.name(); });

}  // namespace
}  // namespace metarl::testing
