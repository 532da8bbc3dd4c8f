// Bernoulli bandits: k arms, each of which pays 1 with a probability of its own. An episode is one pull, a trial n of
// them (Duan et al. 2016); Wang et al. 2016 tie the two arms together, so that one pull tells of both.
#include "tasks/registry.h"

namespace metarl {

namespace {

class BernoulliBandit final : public ReinforcementFamily {
 public:
  explicit BernoulliBandit(const Settings& s) : arms_(s.integer("arms")), chances_(s.text("chances")) {}

  std::vector<TaskParameter> parameters() const override {
    std::vector<TaskParameter> list;
    for (int i = 0; i < arms_; ++i)
      list.push_back(
          {std::string("p") + std::to_string(i + 1), "", 0, 1, "chance that arm " + std::to_string(i + 1) + " pays"});
    return list;
  }

  void sample(Stream& stream, Scalar* task) const override {
    if (chances_ == "independent") {
      for (int i = 0; i < arms_; ++i) task[i] = stream.uniform();
      return;
    }
    Scalar p = stream.uniform();
    if (chances_ != "dependent") {
      const Scalar low = chances_ == "easy" ? Scalar(0.1) : chances_ == "medium" ? Scalar(0.25) : Scalar(0.4);
      p = p < Scalar(0.5) ? low : 1 - low;
    }
    for (int i = 0; i < arms_; ++i) task[i] = i % 2 ? 1 - p : p;
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

  void observe(const Episodes&, int, Lanes* observation) const override { observation[0] = splat(1); }

 private:
  int arms_;
  std::string chances_;
};

// Wang et al.: a hundred pulls of two arms.
std::vector<KnobValue> two_arms(const char* chances) {
  return {{"arms", "2"}, {"episodes", "100"}, {"chances", chances}};
}

}  // namespace

FamilyEntry bernoulli_bandit() {
  FamilyEntry entry;
  entry.name = "bernoulli-bandit";
  entry.title = "Bernoulli bandits";
  entry.help = "Arms that pay 1 or nothing, each with a chance of its own; an episode is one pull.";
  entry.kind = Kind::reinforcement;
  entry.drawing = "bandit";
  entry.discrete = true;
  entry.knobs = {
      {"arms", KnobType::integer, "5", 2, 50, {}, "arms", "arms of a bandit", false, "tasks"},
      {"chances",
       KnobType::choice,
       "independent",
       0,
       0,
       {"independent", "dependent", "easy", "medium", "hard"},
       "",
       "how the arms pay: each with a uniform chance of its own; or in turn with p and 1 - p, p uniform, or .1 or .9, "
       ".25 or .75, .4 or .6",
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
  };
  entry.make = [](const Settings& s) -> std::unique_ptr<Family> { return std::make_unique<BernoulliBandit>(s); };
  return entry;
}

}  // namespace metarl
