#include "lab/candidates.h"

#include <algorithm>

#include "foundation/refuse.h"
#include "foundation/split.h"
#include "lab/problem_of.h"

namespace metarl {

namespace {

bool may_be_chosen(const LearnerEntry& learner, const FamilyEntry& family) {
  return learner.adapts != Adapts::choice && learner.adapts != Adapts::search && fits(learner, family);
}

// The knobs that candidates share with the line that names them: the tasks, and how long they play.
std::vector<std::string> shared_knobs(const RunLine& line, const LearnerEntry& learner) {
  std::vector<std::string> keys = {"preset", "seed", "meta_batch_size", "block", "horizon"};
  for (const Knob& knob : line.family->knobs) keys.push_back(knob.name);
  // To a gradient learner `episodes` is how many a step takes, which is its own.
  if (!takes_inner_steps(learner.adapts)) keys.insert(keys.end(), {"episodes", "test_steps"});
  return keys;
}

Refusal read_candidate(const RunLine& line, const std::string& text, std::string& canonical, RunLine& run) {
  const std::vector<std::string> parts = split(text, '~');
  const LearnerEntry* learner = find_learner(parts[0]);
  const RefusalArgument family{"family", line.family->name};
  if (!learner || !may_be_chosen(*learner, *line.family)) {
    std::vector<std::string> names;
    for (const LearnerEntry& entry : learners())
      if (may_be_chosen(entry, *line.family)) names.push_back(entry.name);
    return refuse("candidates", "candidates.learner",
                  {{"candidate", printable(parts[0])}, family, {"learners", names}});
  }
  const std::vector<std::string> shared = shared_knobs(line, *learner);
  std::string whole = "learner=" + learner->name + "&tasks=" + line.family->name;
  for (const std::string& key : shared) whole += "&" + key + "=" + line.settings.text(key);
  const Refusal unplayable = read_run_line(whole, run);
  if (unplayable.refused()) return unplayable;
  canonical = learner->name;
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const std::size_t colon = parts[i].find(':');
    const std::string key = parts[i].substr(0, colon),
                      value = colon == std::string::npos ? "" : parts[i].substr(colon + 1);
    whole += "&" + key + "=" + value;
    // A shared knob would be there twice; and the line is judged with as many tasks and steps as the selector is.
    const bool judges = key == "test_tasks" || key == "test_steps";
    if (judges || std::find(shared.begin(), shared.end(), key) != shared.end() || read_run_line(whole, run).refused())
      return refuse("candidates", "candidates.knob",
                    {{"candidate", learner->name}, {"knob", printable(key)}, {"value", printable(value)}, family});
    canonical += "~" + key + ":" + run.settings.text(key);
  }
  return {};
}

}  // namespace

Refusal read_candidates(const RunLine& line, std::string& canonical,
                        std::vector<std::shared_ptr<const Candidate>>* candidates) {
  const std::vector<std::string> texts = split(line.settings.text("candidates"), ';');
  if (texts.size() < 2 || texts.size() > kMostCandidates)
    return refuse("candidates", "candidates.count", {{"found", texts.size()}, {"low", 2}, {"high", kMostCandidates}});
  std::string list;
  for (const std::string& text : texts) {
    std::string written;
    RunLine run;
    const Refusal refusal = read_candidate(line, text, written, run);
    if (refusal.refused()) return refusal;
    list += (list.empty() ? "" : ";") + written;
    if (!candidates) continue;
    auto candidate = std::make_shared<Candidate>();
    candidate->text = written;
    candidate->entry = run.learner;
    candidate->settings = run.settings;
    candidate->problem = make_problem(run, run.settings);
    candidates->push_back(std::move(candidate));
  }
  canonical = list;
  return {};
}

}  // namespace metarl
