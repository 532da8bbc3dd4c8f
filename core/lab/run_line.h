// One line describes a run everywhere:
//
//     learner=maml&tasks=point-navigation&inner_lr=0.1&seed=7&outer_lr=0.001@120
//
// It is the URL's hash, the widget's attribute, the native program's argument and the receipt. Values are found in this
// order: the line, the preset, the learner's defaults, the family's defaults, the table. `key=value@n` changes a live
// knob from meta-iteration n on.
#pragma once

#include <string>
#include <vector>

#include "foundation/knobs.h"
#include "lab/line_pairs.h"
#include "meta/learner.h"
#include "tasks/family.h"

namespace metarl {

constexpr std::size_t kMostChanges = 500;

struct Change {
  std::uint32_t iteration;
  std::string key, value;
};

struct RunLine {
  const LearnerEntry* learner = nullptr;
  const FamilyEntry* family = nullptr;
  Settings settings;            // every knob that applies, in the table's order
  std::vector<Change> changes;  // by iteration
  // Whether tasks are played as trials, which bring something as a whole.
  bool plays_trials() const { return !takes_inner_steps(learner->adapts) && family->kind == Kind::reinforcement; }
  std::string canonical() const;
  // Only what differs from the defaults.
  std::string brief() const;
};

// Understands a line, or says its fault (then `result` is as it was).
Refusal read_run_line(const std::string& line, RunLine& result);

// The whole table: common knobs, then every family's, then the learners' own.
const std::vector<Knob>& knob_table();
// One of it; null where there is none of that name.
const Knob* find_knob(const std::string& key);
// The choices that `key` has for this learner and family.
std::vector<std::string> choices_for(const std::string& key, const LearnerEntry& learner, const FamilyEntry& family);
// Families that a learner runs on, by name.
std::vector<std::string> families_of(const LearnerEntry& learner);
// Checks one value of a knob for this run and rewrites it canonically.
Refusal check_value(const RunLine& line, const std::string& key, const std::string& text, std::string& canonical);
// The same for a value that a knob is to have while the run goes on.
Refusal check_change(const RunLine& line, const std::string& key, const std::string& text, std::string& canonical);
// Says why the run's yardstick, or a candidate of the run, cannot play trials of such a length, if so.
Refusal check_trials(const RunLine& line, const Settings& settings);
// Whether a knob may change while a run goes on.
bool is_live(const RunLine& line, const std::string& key);

}  // namespace metarl
