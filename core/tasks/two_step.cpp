// The two-step task of Daw et al. 2011 in the form of Wang et al. 2016: of two actions, each leads mostly to a state of
// its own; one of the two states pays mostly, the other rarely, and now and then they change places.
//
// An episode is one choice and its reward; a trial is many of them. An agent that repeats rewarded choices, without
// regard to the state that they led to, learns the wrong thing from a rare transition.
#include "tasks/random_choice.h"
#include "tasks/registry.h"

namespace metarl {

namespace {

// Rows of the state. The last one is kept by a reset: whether the states will have changed places by the next episode.
enum Row { kPlace, kBetter, kReversed, kRows };
// Places: the choice, and the two states that it leads to. `better` is 0 for the first of these, 1 for the second.
constexpr Scalar kChoice = 0, kFirst = 1, kSecond = 2;

struct TwoStepRules {
  Scalar common, reversal, low, high;
  explicit TwoStepRules(const Settings& s)
      : common(Scalar(s.real("common_transition"))),
        reversal(Scalar(s.real("reversal"))),
        low(Scalar(s.real("pay_low"))),
        high(Scalar(s.real("pay_high"))) {}
  // The action that leads to the first or the second state (0, 1) more often.
  Scalar towards(Scalar state) const { return common < Scalar(0.5) ? 1 - state : state; }
};

class TwoStepRule : public Yardstick {
 public:
  explicit TwoStepRule(const Settings& s) : rules_(s) {}
  void reserve(int, const Moment&, Memory) override {}
  void forget(const Episodes&, int, const Moment&) override {}
  void act(Episodes& e, int lane, const Moment&, Stream& stream) final {
    // Only the choice matters.
    const std::size_t l = static_cast<std::size_t>(lane);
    e.action[l] = e.state[l] == kChoice ? choose(e, lane, stream) : 0;
  }
  void learn(const Episodes&, int, const Moment&) override {}

 protected:
  virtual Scalar choose(const Episodes& e, int lane, Stream& stream) const = 0;
  const TwoStepRules& rules() const { return rules_; }

 private:
  TwoStepRules rules_;
};

class KnowingChoice final : public TwoStepRule {
 public:
  using TwoStepRule::TwoStepRule;

 protected:
  Scalar choose(const Episodes& e, int lane, Stream&) const override {
    return rules().towards(e.state[static_cast<std::size_t>(kBetter * e.lanes + lane)]);
  }
};

// The exact posterior of which state pays better: Bayes' rule at each reward, and a chance that they changed places
// since. It knows the chances of the task, and nothing else. Acting by it is optimal where pay_low + pay_high is 1, for
// then both states tell equally much.
class ModelBased final : public TwoStepRule {
 public:
  using TwoStepRule::TwoStepRule;

  void reserve(int lanes, const Moment&, Memory memory) override { memory.take(first_, lanes); }
  void forget(const Episodes&, int, const Moment&) override { std::fill(first_.begin(), first_.end(), Scalar(0.5)); }
  void learn(const Episodes& e, int lane, const Moment&) override {
    const std::size_t l = static_cast<std::size_t>(lane);
    if (e.done[l] == 0) return;
    const auto chance = [&](Scalar pays) { return e.reward[l] != 0 ? pays : 1 - pays; };
    const bool in_first = e.state[l] == kFirst;
    const Scalar yes = first_[l] * chance(in_first ? rules().high : rules().low);
    const Scalar no = (1 - first_[l]) * chance(in_first ? rules().low : rules().high);
    // Both are 0 only where what was seen cannot be.
    if (yes + no > 0) first_[l] = yes / (yes + no);
    first_[l] = first_[l] * (1 - rules().reversal) + (1 - first_[l]) * rules().reversal;
  }
  int belief_size() const override { return 1; }
  void belief(int lane, Scalar* numbers) const override { numbers[0] = first_[static_cast<std::size_t>(lane)]; }

 protected:
  Scalar choose(const Episodes&, int lane, Stream&) const override {
    return rules().towards(first_[static_cast<std::size_t>(lane)] < Scalar(0.5) ? 1 : 0);
  }

 private:
  Array first_;  // [lane]: chance that the first state pays better
};

class TwoStep final : public ReinforcementFamily {
 public:
  explicit TwoStep(const Settings& s) : settings_(s), rules_(s) {}

  std::vector<TaskParameter> parameters() const override {
    return {{"better", "", 0, 1, "which of the two states pays better in the first episode: 0 or 1"}};
  }
  void sample(Stream& stream, Scalar* task) const override { task[0] = Scalar(stream.index(2)); }

  std::vector<SceneNumbers> scene() const override {
    return {{"common_transition", settings_.real("common_transition")},
            {"chances", {settings_.real("pay_low"), settings_.real("pay_high")}}};
  }

  int observations() const override { return 3; }
  int states() const override { return kRows; }
  int actions() const override { return 2; }
  std::vector<std::string> variables() const override { return {"place", "better"}; }
  bool stochastic() const override { return true; }

  void reset(Episodes& e, int first, Mask where, const PhiloxBlock&) const override {
    const Lanes task = e.get(e.task, 0, first), reversed = e.get(e.state, kReversed, first);
    const Lanes better = select(reversed == splat(1), splat(1) - task, task);
    e.set(e.state, kPlace, first, select(where, splat(kChoice), e.get(e.state, kPlace, first)));
    e.set(e.state, kBetter, first, select(where, better, e.get(e.state, kBetter, first)));
  }

  void step(Episodes& e, int first, const PhiloxBlock& noise) const override {
    const Lanes place = e.get(e.state, kPlace, first), better = e.get(e.state, kBetter, first);
    const Lanes reversed = e.get(e.state, kReversed, first), action = e.get(e.action, 0, first);
    const Mask chooses = place == splat(kChoice);
    const Lanes chance = to_uniform(noise.c[0]);

    // The choice: action 0 mostly leads to the first state.
    const Lanes meant = select(action > splat(Scalar(0.5)), splat(kSecond), splat(kFirst));
    const Lanes reached = select(chance < splat(rules_.common), meant, splat(kFirst + kSecond) - meant);
    // What the state pays; then they may change places. A reset may come twice before the next episode, so it is noted
    // here and not drawn there.
    const Lanes pays = select(place == better + splat(kFirst), splat(rules_.high), splat(rules_.low));
    const Lanes paid = select(chance < pays, splat(1), splat(0));
    const Mask reverses = to_uniform(noise.c[1]) < splat(rules_.reversal);

    e.set(e.state, kPlace, first, select(chooses, reached, place));
    e.set(e.state, kReversed, first, select(chooses, reversed, select(reverses, splat(1) - reversed, reversed)));
    const Lanes reward = select(chooses, splat(0), paid);
    e.set(e.reward, 0, first, reward);
    e.set(e.score, 0, first, reward);
    e.set(e.done, 0, first, select(chooses, splat(0), splat(1)));
  }

  void observe(const Episodes& e, int first, Lanes* observation) const override {
    const Lanes place = e.get(e.state, kPlace, first);
    for (const Scalar which : {kChoice, kFirst, kSecond})
      observation[static_cast<int>(which)] = select(place == splat(which), splat(1), splat(0));
  }

  bool oracle(const Episodes& e, int first, Lanes* action) const override {
    const Lanes better = e.get(e.state, kBetter, first);
    *action = rules_.common < Scalar(0.5) ? splat(1) - better : better;
    return true;
  }

  std::unique_ptr<Yardstick> observer() const override { return std::make_unique<ModelBased>(settings_); }

 private:
  Settings settings_;
  TwoStepRules rules_;
};

template <class Rule>
std::unique_ptr<Yardstick> make_rule(const Family&, const Settings& s) {
  return std::make_unique<Rule>(s);
}

Knob chance(const char* name, const char* fallback, const char* help) {
  return {name, KnobType::real, fallback, 0, 1, {}, "", help, false, "tasks"};
}

}  // namespace

FamilyEntry two_step() {
  FamilyEntry entry;
  entry.name = "two-step";
  entry.title = "Two-step task";
  entry.help =
      "Two actions that mostly lead to one of two states each; one state pays, and which one changes at times.";
  entry.kind = Kind::reinforcement;
  entry.drawing = "two-step";
  entry.learner = "rl2";
  entry.oracle = "knows which state pays better";
  entry.belief = "the chance that the first of the two states pays better in the next episode";
  entry.discrete = true;
  entry.episode = EpisodeForm::choice;
  entry.knobs = {
      chance("common_transition", "0.75", "chance that an action leads to the state that it mostly leads to"),
      chance("reversal", "0.025", "chance that the two states change places after an episode"),
      chance("pay_low", "0.1", "chance that the worse state pays"),
      chance("pay_high", "0.9", "chance that the better state pays"),
  };
  entry.defaults = {{"horizon", "2"}, {"episodes", "100"}};
  entry.presets = {
      {"wang", "A hundred choices with rewards .9 and .1 (Wang et al. 2016).", {}},
      {"steady", "The states never change places.", {{"reversal", "0"}}},
  };
  entry.yardsticks = {
      random_choice(),
      {"model-based",
       "Model-based",
       "Infers from every reward which state pays, and goes there.",
       "Daw et al. 2011",
       {},
       make_rule<ModelBased>},
      {"oracle", "Oracle", "Knows the task and acts as is best in it.", "", {}, make_rule<KnowingChoice>},
  };
  entry.make = [](const Settings& s) -> std::unique_ptr<Family> { return std::make_unique<TwoStep>(s); };
  return entry;
}

}  // namespace metarl
