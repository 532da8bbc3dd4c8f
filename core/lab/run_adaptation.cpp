#include "lab/run_adaptation.h"

namespace metarl {

namespace {

Count count_of(const RunLine& line) {
  if (line.plays_trials()) return line.family->episode == EpisodeForm::pull ? Count::pull : Count::episode;
  return line.learner->adapts == Adapts::embedding ? Count::example : Count::step;
}

Summary summary_of(const RunLine& line, bool brief) {
  if (brief) return line.plays_trials() ? Summary::total : Summary::mean;
  return line.family->make(line.settings)->told_by_mean() ? Summary::mean : Summary::median;
}

}  // namespace

RunAdaptation adaptation_of(const RunLine& line) {
  const bool brief = line.family->kind == Kind::reinforcement && line.family->episode != EpisodeForm::course;
  return {count_of(line), line.plays_trials(), line.learner->adapts != Adapts::rule, brief, summary_of(line, brief)};
}

const char* opening_speed(const RunLine& line) {
  switch (line.learner->adapts) {
    case Adapts::rule:
      return "medium";
    case Adapts::gradient:
    case Adapts::search:
      return line.family->shows_late ? "full" : "medium";
    default:
      return "full";  // to remember or to infer is learned in hundreds of iterations
  }
}

const char* count_word(Count count) {
  switch (count) {
    case Count::step:
      return "step";
    case Count::episode:
      return "episode";
    case Count::pull:
      return "pull";
    case Count::example:
      return "example";
  }
  return "";
}

const char* summary_word(Summary summary) {
  switch (summary) {
    case Summary::median:
      return "median";
    case Summary::mean:
      return "mean";
    case Summary::total:
      return "total";
  }
  return "";
}

}  // namespace metarl
