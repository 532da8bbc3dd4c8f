#include "tasks/catch_yardsticks.h"

#include <algorithm>
#include <cmath>

#include "foundation/refuse.h"
#include "tasks/family.h"
#include "tasks/random_choice.h"

namespace metarl {

namespace {

CatchPosition position_of(const CatchForm& form, const Episodes& e, int lane) {
  const auto number = [&](int row) {
    return static_cast<int>(e.state[static_cast<std::size_t>(row * e.lanes + lane)]);
  };
  CatchPosition p;
  p.paddle = number(0);
  for (int i = 0; i < form.balls; ++i) p.balls[i] = {number(1 + 2 * i), number(2 + 2 * i)};
  return p;
}

// Plays by the exact plan, from all rules (`knows` false) or from the task's own.
class Planner : public Yardstick {
 public:
  Planner(const CatchGame& game, int episodes, bool knows) : game_(game), trained_(episodes), knows_(knows) {}
  void prepare() override { plan_ = plan_for(trained_); }
  double prepared_bytes() const override { return bytes_for(trained_); }
  std::unique_ptr<Yardstick> fresh() const override { return std::make_unique<Planner>(*this); }

  void reserve(int lanes, const Moment& at, Memory memory) override {
    memory.take(left_, lanes);
    memory.take(before_, lanes);
    if (at.episodes != trained_) memory.add(bytes_for(at.episodes));
  }
  void forget(const Episodes& e, int lanes, const Moment& at) override {
    if (!plan_ || at.episodes != plan_->episodes()) plan_ = plan_for(at.episodes);
    for (int lane = 0; lane < lanes; ++lane)
      left_[static_cast<std::size_t>(lane)] = knows_ ? true_rules(e, lane) : plan_->all();
  }

  void act(Episodes& e, int lane, const Moment& at, Stream&) override {
    const std::size_t l = static_cast<std::size_t>(lane);
    before_[l] = position_of(game_.form, e, lane);
    e.action[l] = Scalar(plan_->action(at.episodes - 1 - at.episode, left_[l], before_[l]));
  }

  void learn(const Episodes& e, int lane, const Moment&) override {
    const std::size_t l = static_cast<std::size_t>(lane);
    left_[l] = plan_->consistent(left_[l], before_[l], static_cast<int>(e.action[l]), position_of(game_.form, e, lane));
  }

 private:
  std::uint32_t true_rules(const Episodes& e, int lane) const {
    const auto number = [&](int row) { return double(e.task[static_cast<std::size_t>(row * e.lanes + lane)]); };
    std::uint32_t found = 0;
    for (std::size_t h = 0; h < plan_->hypotheses().size(); ++h) {
      const CatchRules& rules = plan_->hypotheses()[h].rules;
      if (rules.mirrored == (number(0) > 0.5) && std::fabs(rules.wind - number(1)) < 0.5 &&
          std::fabs(rules.speed - number(2)) < 0.5)
        found |= std::uint32_t{1} << h;
    }
    return found;
  }

  std::shared_ptr<const CatchPlan> plan_for(int episodes) const {
    return std::make_shared<CatchPlan>(game_.form, catch_hypotheses(game_), episodes);
  }
  double bytes_for(int episodes) const { return CatchPlan::bytes(game_.form, catch_hypotheses(game_), episodes); }

  CatchGame game_;
  int trained_;  // episodes of a trial
  bool knows_;
  std::shared_ptr<const CatchPlan> plan_;  // shared by the blocks of one run
  std::vector<std::uint32_t> left_;        // [lane]: rules that are consistent with what was seen
  std::vector<CatchPosition> before_;      // [lane]: where it last acted
};

template <bool knows>
std::unique_ptr<Yardstick> make_planner(const Family&, const Settings& s) {
  return std::make_unique<Planner>(catch_game(s), s.integer("episodes"), knows);
}

template <bool knows>
Refusal refuse_plan(const Settings& s) {
  const char* learner = knows ? "oracle" : "bayes-optimal";
  const CatchForm form = catch_game(s).form;
  const int episodes = std::max(s.integer("episodes"), s.integer("test_steps") + 1);
  if (CatchPlan::work(form, episodes) > CatchPlan::kMostWork)
    return refuse(
        s.integer("test_steps") + 1 > s.integer("episodes") ? "test_steps" : "episodes", "trial.too-many-positions",
        {{"learner", learner},
         {"knobs", std::vector<std::string>{"screen_columns", "screen_rows", "balls", "episodes", "test_steps"}}});
  const int length = catch_length(form);
  if (s.integer("horizon") < length)
    return refuse("horizon", "episode.too-short",
                  {{"learner", learner}, {"value", s.integer("horizon")}, {"least", length}});
  return {};
}

}  // namespace

CatchGame catch_game(const Settings& s) {
  CatchGame game;
  game.form = {s.integer("screen_columns"), s.integer("screen_rows"), s.integer("balls")};
  game.mirrored = s.real("mirrored");
  game.most_wind = s.integer("most_wind");
  game.most_speed = s.integer("most_speed");
  return game;
}

std::vector<CatchHypothesis> catch_hypotheses(const CatchGame& game) {
  std::vector<CatchHypothesis> list;
  const double winds = 2 * game.most_wind + 1;
  for (const bool mirrored : {false, true}) {
    const double chance = mirrored ? game.mirrored : 1 - game.mirrored;
    if (chance <= 0) continue;
    for (int wind = -game.most_wind; wind <= game.most_wind; ++wind)
      for (int speed = 1; speed <= game.most_speed; ++speed)
        list.push_back({{mirrored, wind, speed}, chance / winds / game.most_speed});
  }
  return list;
}

std::vector<YardstickEntry> catch_yardsticks() {
  return {
      random_choice(),
      {"bayes-optimal",
       "Bayes-optimal",
       "The best that can be done without knowing the task.",
       "Duff 2002",
       {},
       make_planner<false>,
       refuse_plan<false>},
      {"oracle", "Oracle", "Knows the task and acts as is best in it.", "", {}, make_planner<true>, refuse_plan<true>},
  };
}

}  // namespace metarl
