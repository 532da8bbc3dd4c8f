// Bernoulli bandits: k arms, each of which pays 1 with a probability of its own. An episode is one pull, a trial n of
// them (Duan et al. 2016); Wang et al. 2016 tie the two arms together, so that one pull tells of both.
#include <algorithm>

#include "tasks/bandit_yardsticks.h"
#include "tasks/registry.h"
#include "tasks/tied_arms.h"

namespace metarl {

namespace {

// The evidence about each arm; see FamilyEntry::belief below.
class BanditPosterior final : public BanditCounts {
 public:
  BanditPosterior(int arms, const std::string& chances)
      : BanditCounts(arms), independent_(chances == "independent"), tied_(chances) {}

  void act(Episodes&, int, const Moment&, Stream&) override {}  // it only watches
  int belief_size() const override { return each() * arms(); }
  void belief(int lane, Scalar* numbers) const override {
    const Pulls* arm = pulls(lane);
    const Pulls all = TiedArms::evidence(arm, arms());
    double of[TiedArms::kMostLevels];
    tied_.chances(all, of);
    for (int i = 0; i < arms(); ++i) {
      const Pulls& said = independent_ ? arm[i] : all;
      Scalar* own = numbers + each() * i;
      own[0] = Scalar(said.paid + 1);
      own[1] = Scalar(said.failed + 1);
      for (int level = 0; level < tied_.levels(); ++level) own[level] = Scalar(of[tied_.levels() - 1 - level]);
      if (!independent_ && i % 2) std::reverse(own, own + each());
    }
  }

 private:
  // Numbers for each arm.
  int each() const { return std::max(2, tied_.levels()); }

  bool independent_;
  TiedArms tied_;
};

class BernoulliBandit final : public ReinforcementFamily {
 public:
  explicit BernoulliBandit(const Settings& s)
      : arms_(s.integer("arms")), chances_(s.text("chances")), tied_(chances_) {}

  std::vector<TaskParameter> parameters() const override {
    std::vector<TaskParameter> list;
    for (int i = 1; i <= arms_; ++i)
      list.push_back({std::string("p") + std::to_string(i), "", tied_.low(), 1 - tied_.low(),
                      "chance that arm " + std::to_string(i) + " pays", "p", i});
    return list;
  }

  void sample(Stream& stream, Scalar* task) const override {
    if (chances_ == "independent") {
      for (int i = 0; i < arms_; ++i) task[i] = stream.uniform();
      return;
    }
    Scalar p = stream.uniform();
    if (!tied_.uniform()) p = Scalar(tied_.level(static_cast<int>(p * Scalar(tied_.levels()))));
    for (int i = 0; i < arms_; ++i) task[i] = i % 2 ? 1 - p : p;
  }

  std::vector<SceneNumbers> scene() const override {
    std::vector<SceneNumbers> list{{"rewards", {0, 1}}};
    if (tied_.levels() > 0) {
      std::vector<double> levels;
      for (int i = 0; i < tied_.levels(); ++i) levels.push_back(tied_.level(i));
      list.push_back({"levels", levels});
    }
    return list;
  }

  // A bandit shows nothing; the one that is always there lets a network without memory have more than its biases.
  int observations() const override { return 1; }
  int states() const override { return 1; }
  int actions() const override { return arms_; }
  std::vector<std::string> variables() const override { return {"paid"}; }
  bool stochastic() const override { return true; }

  void reset(Episodes& e, int first, Mask where, const PhiloxBlock&) const override {
    e.set(e.state, 0, first, select(where, splat(0), e.get(e.state, 0, first)));
  }

  void step(Episodes& e, int first, const PhiloxBlock& noise) const override {
    const Lanes arm = e.get(e.action, 0, first);
    Lanes p = splat(0);
    for (int i = 0; i < arms_; ++i) p = select(arm == splat(Scalar(i)), e.get(e.task, i, first), p);
    const Lanes paid = select(to_uniform(noise.c[0]) < p, splat(1), splat(0));
    e.set(e.state, 0, first, paid);
    e.set(e.reward, 0, first, paid);
    e.set(e.score, 0, first, paid);
    e.set(e.done, 0, first, splat(0));
  }

  // Pulling each arm.
  int questions() const override { return arms_; }
  void question(int arm, Scalar* observation, Scalar* action, Scalar* next_observation) const override {
    observation[0] = next_observation[0] = 1;
    action[0] = Scalar(arm);
  }

  void observe(const Episodes&, int, Lanes* observation) const override { observation[0] = splat(1); }

  std::unique_ptr<Yardstick> observer() const override { return std::make_unique<BanditPosterior>(arms_, chances_); }

 private:
  int arms_;
  std::string chances_;
  TiedArms tied_;
};

// Wang et al.: a hundred pulls of two arms.
std::vector<KnobValue> two_arms(const char* chances) {
  return {{"arms", "2"}, {"episodes", "100"}, {"chances", chances}};
}

// A large step is taken at once where few pulls tell which arm is better, and leads astray where they do not.
std::vector<KnobValue> easy_or_hard() {
  std::vector<KnobValue> values = two_arms("easy-or-hard");
  values[1].second = "200";
  const std::string fresh = "scratch~hidden:none~initial_weights:small~inner_lr:";
  values.push_back({"candidates", fresh + "0.5~episodes:5;" + fresh + "30~episodes:10"});
  values.push_back({"selection_share", "0.4"});
  return values;
}

}  // namespace

FamilyEntry bernoulli_bandit() {
  FamilyEntry entry;
  entry.name = "bernoulli-bandit";
  entry.title = "Bernoulli bandits";
  entry.help = "Arms that pay 1 or nothing, each with a chance of its own; an episode is one pull.";
  entry.kind = Kind::reinforcement;
  entry.drawing = "bandit";
  entry.learner = "rl2";
  entry.belief =
      "for each arm in turn the two parameters of its Beta posterior, successes + 1 and failures + 1 (one that is tied "
      "to "
      "the others has their pulls counted too); with chances easy, medium or hard, how likely the arm is the better "
      "one, "
      "and the worse one; with chances easy-or-hard, how likely it pays with .9, .6, .4 and .1";
  entry.discrete = true;
  entry.sightless = true;
  entry.episode = EpisodeForm::pull;
  entry.knobs = {
      {"arms", KnobType::integer, "5", 2, kMostArms, {}, "arms", "arms of a bandit", false, "tasks"},
      {"chances",
       KnobType::choice,
       "independent",
       0,
       0,
       {"independent", "dependent", "easy", "medium", "hard", "easy-or-hard"},
       "",
       "how the arms pay: each with a uniform chance of its own; or in turn with p and 1 - p, p uniform, or .1 or .9, "
       ".25 or .75, .4 or .6, or as the easy in half of the tasks and as the hard ones in the others",
       false,
       "tasks"},
  };
  entry.defaults = {{"horizon", "1"}, {"episodes", "10"}};
  entry.presets = {
      {"independent", "Five arms, each with a chance drawn uniformly (Duan et al. 2016).", {}},
      {"dependent", "Two arms that pay with p and 1 - p, p uniform (Wang et al. 2016).", two_arms("dependent")},
      {"easy", "Two arms that pay with .1 and .9 (Wang et al. 2016).", two_arms("easy")},
      {"medium", "Two arms that pay with .25 and .75 (Wang et al. 2016).", two_arms("medium")},
      {"hard", "Two arms that pay with .4 and .6 (Wang et al. 2016).", two_arms("hard")},
      {"easy-or-hard", "Two arms that pay with .1 and .9 in half of the tasks, with .4 and .6 in the others.",
       easy_or_hard()},
  };
  entry.yardsticks = bandit_yardsticks();
  entry.make = [](const Settings& s) -> std::unique_ptr<Family> { return std::make_unique<BernoulliBandit>(s); };
  return entry;
}

}  // namespace metarl
