// Choosing the algorithm (Rice 1976): for each task one of several candidates, learners with their knobs and saved
// parameters, by successive halving within the task (Jamieson & Talwalkar 2016), and by a prior over what candidates will
// come to, learned across tasks. Meta-learning is of the choice alone: candidates stay as they are.
#include <algorithm>

#include "foundation/refuse.h"
#include "meta/registry.h"
#include "meta/selector_block.h"

namespace metarl {

namespace {

static_assert(kMostCandidates <= 1 << Halving::kMostRungs);

class SelectorLearner final : public Learner {
 public:
  SelectorLearner(const Problem& problem, const Settings& settings)
      : problem_(problem),
        share_(settings.real("selection_share")),
        prior_(static_cast<int>(problem.candidates.size()), rungs_for(static_cast<int>(problem.candidates.size())),
               Scalar(settings.real("prior_tasks"))) {
    for (const std::shared_ptr<const Candidate>& candidate : problem.candidates) learners_.push_back(candidate->make());
  }

  void reserve(Memory memory) override {
    for (const std::unique_ptr<Learner>& learner : learners_) learner->reserve(memory);
    memory.take(meta_, meta_size());
    memory.take(mean_, prior_.size());
    memory.take(sum_, prior_.size());
  }
  double prepared_bytes() const override {
    double bytes = 0;
    for (const std::unique_ptr<Learner>& learner : learners_) bytes += learner->prepared_bytes();
    return bytes;
  }
  void initialise() override {
    reserve(Memory());
    prior_.begin(meta_.data());
    auto to = meta_.begin() + prior_.parameters();
    for (const std::unique_ptr<Learner>& learner : learners_) {
      learner->initialise();
      to = std::copy_n(learner->meta_parameters().begin(), learner->meta_size(), to);
    }
  }

  Array& meta_parameters() override { return meta_; }
  int meta_size() const override {
    int size = prior_.parameters();
    for (const std::unique_ptr<Learner>& learner : learners_) size += learner->meta_size();
    return size;
  }
  std::vector<SavedPart> saved_parts() const override {
    std::vector<SavedPart> parts;
    int offset = prior_.parameters();
    for (std::size_t c = 0; c < learners_.size(); ++c) {
      const int size = learners_[c]->meta_size();
      if (problem_.candidates[c]->init() != "none") parts.push_back({problem_.candidates[c]->init(), offset, size});
      offset += size;
    }
    return parts;
  }
  std::vector<Array*> state() override { return {&meta_}; }
  void configure(const Settings&) override {}
  std::unique_ptr<Block> make_block() const override {
    return std::make_unique<SelectorBlock>(problem_, learners_, prior_, share_);
  }

  int steps() const override { return problem_.episodes - 1; }
  void write_schedule(int steps, const Array& meta_parameters, Schedule& schedule) const override {
    write_in_turn(steps, kPlayInTurn, meta_parameters, schedule);
  }
  int most_contributed() const override { return prior_.size() * prior_.size(); }
  int update_operations() const override { return 2; }

 private:
  void begin_update(std::uint32_t) override { asked_ = 0; }

  // The batch's means, then its products about them.
  bool next_update(const Array& reduced, Operation& operation) override {
    const int n = prior_.size();
    const Scalar tasks = Scalar(problem_.meta_batch_size);
    if (asked_ == 1) {
      for (int i = 0; i < n; ++i) {
        sum_[static_cast<std::size_t>(i)] = reduced[static_cast<std::size_t>(i)];
        mean_[static_cast<std::size_t>(i)] = reduced[static_cast<std::size_t>(i)] / tasks;
      }
    }
    if (asked_ == 2) {
      prior_.learn(tasks, sum_.data(), reduced.data(), meta_.data());
      return false;
    }
    operation = {.phase = Phase::update,
                 .code = asked_ == 0 ? kSumNumbers : kSumProducts,
                 .input = asked_ == 0 ? nullptr : &mean_,
                 .contribution = asked_ == 0 ? n : n * n};
    ++asked_;
    return true;
  }

  Problem problem_;
  double share_;
  ScorePrior prior_;
  SelectorBlock::Learners learners_;
  Array meta_, mean_, sum_;
  int asked_ = 0;
};

}  // namespace

LearnerEntry selector() {
  LearnerEntry entry;
  entry.name = "selector";
  entry.title = "Selector";
  entry.help =
      "Chooses one of several learners for each task, by its first episodes and by what such episodes meant in earlier "
      "tasks.";
  entry.source = "Rice 1976; Jamieson & Talwalkar 2016, arXiv 1502.07943";
  entry.adapts = Adapts::choice;
  entry.fits = has_episodes;
  entry.misfit = "pair.needs-episodes";
  entry.knobs = {
      {"candidates",
       KnobType::candidates,
       "scratch~inner_lr:0.1~episodes:5;scratch~inner_lr:0.3~episodes:5;scratch~inner_lr:1~episodes:5",
       2,
       kMostCandidates,
       {},
       "",
       "the learners to choose from, separated by ; and each with its own knobs and saved parameters, as in "
       "ucb1;rl2~memory:64~init:HASH",
       false, "inner loop"},
      {"selection_share", KnobType::real, "0.3", 0, 0.9, {}, "", "share of a task's episodes that is for choosing", false,
       "inner loop"},
      {"prior_tasks", KnobType::real, "10", 0.001, 1000000, {}, "tasks",
       "how many tasks the prior counts as before there is any: the more, the longer candidates are judged by their own "
       "returns alone",
       false, "outer loop"},
  };
  entry.defaults = {{"meta_batch_size", "20"}, {"block", "10"}, {"episodes", "24"}};
  entry.make = [](const Problem& problem, const Settings& settings) -> std::unique_ptr<Learner> {
    return std::make_unique<SelectorLearner>(problem, settings);
  };
  return entry;
}

}  // namespace metarl
