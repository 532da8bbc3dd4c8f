#include "tasks/mdp_yardsticks.h"

#include "tasks/family.h"
#include "tasks/mdp_posterior.h"
#include "tasks/random_choice.h"
#include "tasks/tabular_mdp.h"

namespace metarl {

namespace {

// Plans at the start of each episode; each yardstick says how.
class Planner : public Yardstick {
 public:
  Planner(const Family& family, const Settings& s)
      : states_(static_cast<const ReinforcementFamily&>(family).observations()),
        actions_(static_cast<const ReinforcementFamily&>(family).actions()),
        prior_mean_(Scalar(s.real("prior_mean"))) {}

  void reserve(int lanes, const Moment& at, Memory memory) override {
    mdp_.resize(states_, actions_, memory);
    memory.take_alike(lanes_, lanes, [&](Lane& lane, Memory own) {
      lane.posterior.reserve(states_, actions_, own);
      lane.plan.resize(states_, actions_, at.horizon, own);
    });
  }

  void forget(const Episodes&, int, const Moment&) override {
    for (Lane& lane : lanes_) lane.posterior.begin(states_, actions_, prior_mean_);
  }

  void act(Episodes& e, int lane, const Moment& at, Stream& stream) override {
    Lane& own = lanes_[static_cast<std::size_t>(lane)];
    own.state = static_cast<int>(e.state[static_cast<std::size_t>(lane)]);
    if (at.step == 0) plan(own.posterior, at, stream, own.plan);
    e.action[static_cast<std::size_t>(lane)] = Scalar(choose(own.plan.best(at.step, own.state), stream));
  }

  void learn(const Episodes& e, int lane, const Moment&) override {
    const std::size_t l = static_cast<std::size_t>(lane);
    Lane& own = lanes_[l];
    own.posterior.observe(own.state, static_cast<int>(e.action[l]), e.reward[l], static_cast<int>(e.state[l]));
  }

 protected:
  virtual void plan(const MdpPosterior& posterior, const Moment& at, Stream& stream, MdpPlan& plan) = 0;
  // The action to take where `best` is best by the plan.
  virtual int choose(int best, Stream&) const { return best; }
  int states() const { return states_; }
  int actions() const { return actions_; }

  Mdp mdp_;  // that is planned in

 private:
  struct Lane {
    MdpPosterior posterior;
    MdpPlan plan;
    int state = 0;
  };
  int states_, actions_;
  Scalar prior_mean_;
  std::vector<Lane> lanes_;
};

// The optimal plan of the task itself.
class ValueIteration final : public Yardstick {
 public:
  explicit ValueIteration(const Family& family) : family_(static_cast<const ReinforcementFamily&>(family)) {}
  void reserve(int lanes, const Moment& at, Memory memory) override {
    const int states = family_.observations(), actions = family_.actions();
    mdp_.resize(states, actions, memory);
    memory.take_alike(plans_, lanes, [&](MdpPlan& plan, Memory own) { plan.resize(states, actions, at.horizon, own); });
  }
  void forget(const Episodes& e, int lanes, const Moment& at) override {
    for (int lane = 0; lane < lanes; ++lane) {
      tabular_mdp_tables(e.task[static_cast<std::size_t>(lane)], family_.observations(), family_.actions(), mdp_);
      plan_optimally(mdp_, at.horizon, plans_[static_cast<std::size_t>(lane)]);
    }
  }
  void act(Episodes& e, int lane, const Moment& at, Stream&) override {
    const std::size_t l = static_cast<std::size_t>(lane);
    e.action[l] = Scalar(plans_[l].best(at.step, static_cast<int>(e.state[l])));
  }
  void learn(const Episodes&, int, const Moment&) override {}

 private:
  const ReinforcementFamily& family_;
  Mdp mdp_;
  std::vector<MdpPlan> plans_;
};

// As if the posterior's means were the truth.
class Greedy : public Planner {
 public:
  Greedy(const Family& family, const Settings& s) : Planner(family, s) {}

 protected:
  void plan(const MdpPosterior& posterior, const Moment& at, Stream&, MdpPlan& plan) override {
    posterior.mean(mdp_);
    plan_optimally(mdp_, at.horizon, plan);
  }
};

class EpsilonGreedy final : public Greedy {
 public:
  EpsilonGreedy(const Family& family, const Settings& s) : Greedy(family, s), epsilon_(Scalar(s.real("epsilon"))) {}

 protected:
  int choose(int best, Stream& stream) const override {
    if (stream.uniform() >= epsilon_) return best;
    return static_cast<int>(stream.index(static_cast<std::uint32_t>(actions())));
  }

 private:
  Scalar epsilon_;
};

class Psrl final : public Planner {
 public:
  Psrl(const Family& family, const Settings& s) : Planner(family, s) {}

 protected:
  void plan(const MdpPosterior& posterior, const Moment& at, Stream& stream, MdpPlan& plan) override {
    posterior.sample(stream, mdp_);
    plan_optimally(mdp_, at.horizon, plan);
  }
};

// Each action at each step is worth the most that it is in any of the drawn MDPs.
class OptimisticPsrl final : public Planner {
 public:
  OptimisticPsrl(const Family& family, const Settings& s) : Planner(family, s), samples_(s.integer("sampled_mdps")) {}
  void reserve(int lanes, const Moment& at, Memory memory) override {
    Planner::reserve(lanes, at, memory);
    another_.resize(states(), actions(), at.horizon, memory);
  }

 protected:
  void plan(const MdpPosterior& posterior, const Moment& at, Stream& stream, MdpPlan& plan) override {
    for (int i = 0; i < samples_; ++i) {
      posterior.sample(stream, mdp_);
      MdpPlan& drawn = i == 0 ? plan : another_;
      plan_optimally(mdp_, at.horizon, drawn);
      if (i == 0) continue;
      for (std::size_t j = 0; j < plan.values.size(); ++j)
        if (drawn.values[j] > plan.values[j]) plan.values[j] = drawn.values[j];
    }
  }

 private:
  int samples_;
  MdpPlan another_;
};

// The widths of Jaksch et al.'s confidence sets (equations 3 and 4), times the knob, around the posterior's means.
class Ucrl2 final : public Planner {
 public:
  Ucrl2(const Family& family, const Settings& s) : Planner(family, s), scale_(Scalar(s.real("confidence_scale"))) {}
  void reserve(int lanes, const Moment& at, Memory memory) override {
    Planner::reserve(lanes, at, memory);
    memory.take(distance_, states(), actions());
  }

 protected:
  void plan(const MdpPosterior& posterior, const Moment& at, Stream&, MdpPlan& plan) override {
    constexpr Scalar kDelta = Scalar(0.05);
    posterior.mean(mdp_);
    const Scalar s = Scalar(mdp_.states), a = Scalar(mdp_.actions);
    const Scalar t = Scalar(at.episode * at.horizon + at.step + 1);
    const Scalar reward_width = scale_ * square_root(Scalar(3.5) * logarithm(2 * s * a * t / kDelta)),
                 chance_width = scale_ * square_root(14 * s * logarithm(2 * a * t / kDelta));
    for (int pair = 0; pair < mdp_.pairs(); ++pair) {
      const std::size_t i = static_cast<std::size_t>(pair);
      const Scalar visits = square_root(std::max(Scalar(1), posterior.visits(pair)));
      mdp_.mean_rewards[i] += reward_width / visits;
      distance_[i] = chance_width / visits;
    }
    plan_within(mdp_, distance_, at.horizon, plan);
  }

 private:
  Scalar scale_;
  Array distance_;
};

// As if the posterior's means were the truth, and each pair paid a bonus besides.
class Beb final : public Planner {
 public:
  Beb(const Family& family, const Settings& s) : Planner(family, s), beta_(Scalar(s.real("beb_beta"))) {}

 protected:
  void plan(const MdpPosterior& posterior, const Moment& at, Stream&, MdpPlan& plan) override {
    posterior.mean(mdp_);
    for (int pair = 0; pair < mdp_.pairs(); ++pair)
      mdp_.mean_rewards[static_cast<std::size_t>(pair)] += beta_ / (1 + posterior.visits(pair));
    plan_optimally(mdp_, at.horizon, plan);
  }

 private:
  Scalar beta_;
};

template <class Rule>
std::unique_ptr<Yardstick> make_rule(const Family& family, const Settings& s) {
  return std::make_unique<Rule>(family, s);
}

template <class Rule>
std::unique_ptr<Yardstick> make_plain(const Family& family, const Settings&) {
  return std::make_unique<Rule>(family);
}

}  // namespace

std::vector<YardstickEntry> mdp_yardsticks() {
  const Knob prior_mean{"prior_mean", KnobType::real,
                        "1",          -10,
                        10,           {},
                        "",           "mean reward that a rule expects of what it has not tried; the truth is 1",
                        false,        "tasks"};
  std::vector<YardstickEntry> list;
  list.push_back(random_choice());
  list.push_back({"greedy",
                  "Greedy",
                  "Acts as would be best if the task were what it expects it to be.",
                  "Duan et al. 2016",
                  {prior_mean},
                  make_rule<Greedy>});
  list.push_back({"epsilon-greedy",
                  "ε-greedy",
                  "Greedy, but with a fixed chance it acts at random.",
                  "Duan et al. 2016",
                  {{"epsilon", KnobType::real, "0.1", 0, 1, {}, "", "chance that an action is random", false, "tasks"},
                   prior_mean},
                  make_rule<EpsilonGreedy>});
  list.push_back({"psrl",
                  "PSRL",
                  "Draws a task from the posterior for each episode, and acts as is best in it.",
                  "Strens 2000; Osband, Russo & Van Roy 2013",
                  {prior_mean},
                  make_rule<Psrl>});
  list.push_back({"optimistic-psrl",
                  "Optimistic PSRL",
                  "Draws several tasks from the posterior for each episode; an action is worth the most of them.",
                  "Osband, Russo & Van Roy 2013; Duan et al. 2016",
                  {{"sampled_mdps",
                    KnobType::integer,
                    "10",
                    1,
                    100,
                    {},
                    "",
                    "MDPs drawn from the posterior for an episode, of which the best counts",
                    false,
                    "tasks"},
                   prior_mean},
                  make_rule<OptimisticPsrl>});
  list.push_back({"ucrl2",
                  "UCRL2",
                  "Acts as is best in the most favourable task that the data leave plausible.",
                  "Jaksch, Ortner & Auer 2010",
                  {{"confidence_scale",
                    KnobType::real,
                    "0.1",
                    0,
                    10,
                    {},
                    "",
                    "factor on the width of the confidence sets",
                    false,
                    "tasks"},
                   prior_mean},
                  make_rule<Ucrl2>});
  list.push_back(
      {"beb",
       "BEB",
       "Acts as is best if what it expects were true and paid a bonus for what it has seldom tried.",
       "Kolter & Ng 2009",
       {{"beb_beta", KnobType::real, "1", 0, 100, {}, "", "weight of the bonus 1 / (1 + tries)", false, "tasks"},
        prior_mean},
       make_rule<Beb>});
  list.push_back({"value-iteration",
                  "Value iteration",
                  "Knows the task and acts as is best in it.",
                  "Bellman 1957",
                  {},
                  make_plain<ValueIteration>});
  return list;
}

}  // namespace metarl
