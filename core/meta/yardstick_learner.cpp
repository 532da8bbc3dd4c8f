#include "meta/yardstick_learner.h"

#include <algorithm>

#include "foundation/refuse.h"
#include "meta/trial_learner.h"

namespace metarl {

namespace {

class YardstickBlock final : public TrialBlock, private Agent {
 public:
  YardstickBlock(const Problem& problem, std::unique_ptr<Yardstick> yardstick)
      : TrialBlock(problem), yardstick_(std::move(yardstick)) {}

 private:
  void reserve_agent(const BlockSpec& spec, Memory memory) override { yardstick_->reserve(spec.tasks, at(0), memory); }

  Agent& begin_trial(const Array&) override {
    yardstick_->begin(rollout_.episodes(), trial_.tasks, at(0));
    return *this;
  }

  void act(Trial& trial, int t, Episodes& e) override {
    for (int lane = 0; lane < trial.lanes; ++lane) {
      Scalar* action = trial.action.data() + (static_cast<std::ptrdiff_t>(t) * trial.lanes + lane) * trial.action_rows;
      std::fill_n(action, trial.action_rows, Scalar(0));
      if (trial.active[static_cast<std::size_t>(t * trial.lanes + lane)] == 0) continue;
      StreamKey k = key(lane, Purpose::yardstick);
      k.lane = static_cast<std::uint32_t>(t);
      Stream stream(k);
      yardstick_->act(e, lane, at(t), stream);
      for (int d = 0; d < trial.action_rows; ++d) action[d] = e.action[static_cast<std::size_t>(d * e.lanes + lane)];
    }
  }

  void learn(const Trial& trial, int t, const Episodes& e) override {
    for (int lane = 0; lane < trial.tasks; ++lane)
      if (trial.active[static_cast<std::size_t>(t * trial.lanes + lane)] != 0) yardstick_->learn(e, lane, at(t));
  }

  Moment at(int t) const { return {t / trial_.horizon, t % trial_.horizon, trial_.episodes, trial_.horizon}; }

  std::unique_ptr<Yardstick> yardstick_;
};

class YardstickLearner final : public TrialLearner {
 public:
  YardstickLearner(const Problem& problem, const Settings& settings)
      : TrialLearner(problem),
        entry_(*find_yardstick(*find_family(settings.text("tasks")), settings.text("learner"))),
        first_(entry_.make(*problem.family, settings)),
        settings_(settings) {}

  void reserve(Memory) override {}
  double prepared_bytes() const override { return first_->prepared_bytes(); }
  void initialise() override { first_->prepare(); }
  Array& meta_parameters() override { return meta_; }
  int meta_size() const override { return 0; }
  std::vector<Array*> state() override { return {&meta_}; }
  void configure(const Settings& settings) override { settings_ = settings; }
  int most_contributed() const override { return 0; }
  std::unique_ptr<Block> make_block() const override {
    std::unique_ptr<Yardstick> yardstick = first_->fresh();
    if (!yardstick) yardstick = entry_.make(*problem_.family, settings_);
    return std::make_unique<YardstickBlock>(problem_, std::move(yardstick));
  }
  int update_operations() const override { return 0; }

 private:
  bool next_update(const Array&, Operation&) override { return false; }

  const YardstickEntry& entry_;
  std::unique_ptr<Yardstick> first_;  // never plays; the blocks' yardsticks share its tables
  Settings settings_;
  Array meta_;
};

}  // namespace

LearnerEntry yardstick_learner(const YardstickEntry& yardstick) {
  LearnerEntry entry;
  entry.name = yardstick.name;
  entry.title = yardstick.title;
  entry.help = yardstick.help;
  entry.source = yardstick.source;
  entry.adapts = Adapts::rule;
  entry.misfit = "pair.no-yardstick";
  entry.defaults = {{"block", "32"}};
  entry.make = [](const Problem& problem, const Settings& settings) -> std::unique_ptr<Learner> {
    return std::make_unique<YardstickLearner>(problem, settings);
  };
  return entry;
}

}  // namespace metarl
