// A run that a learner may choose for a task: a learner with its own knobs, and the saved parameters that it has.
#pragma once

#include <memory>
#include <string>

#include "learning/problem.h"
#include "meta/learner.h"

namespace metarl {

struct Candidate {
  std::string text;  // as the run line names it
  const LearnerEntry* entry = nullptr;
  Settings settings;  // every knob that it has
  Problem problem;

  std::unique_ptr<Learner> make() const { return entry->make(problem, settings); }
  // Hash of its saved parameters, or "none".
  const std::string& init() const { return settings.text("init"); }
  // Episodes that one step of its adaptation takes.
  int episodes_of_step() const { return entry->adapts == Adapts::gradient ? problem.episodes : 1; }
};

}  // namespace metarl
