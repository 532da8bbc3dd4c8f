#include "tasks/bandit_yardsticks.h"

#include <algorithm>

#include "foundation/array.h"
#include "foundation/gamma.h"
#include "foundation/refuse.h"
#include "tasks/bandit_index.h"
#include "tasks/bandit_plan.h"
#include "tasks/random_choice.h"
#include "tasks/tied_arms.h"

namespace metarl {

namespace {

// Pulls of the longest trial that a line asks for by itself.
int longest_trial(const Settings& s) {
  return std::max(s.integer("episodes"), s.integer("test_steps") + 1) * s.integer("horizon");
}

// Pulls the arm of the largest number, the first one of several.
class Ranking : public BanditCounts {
 public:
  explicit Ranking(const Settings& s) : BanditCounts(s.integer("arms")) {}

  void act(Episodes& e, int lane, const Moment& at, Stream& stream) override {
    const Pulls* arm = pulls(lane);
    int best = 0;
    Scalar most = 0;
    for (int i = 0; i < arms(); ++i) {
      const Scalar worth = rank(arm[i], at, stream);
      if (i > 0 && worth <= most) continue;
      best = i;
      most = worth;
    }
    e.action[static_cast<std::size_t>(lane)] = Scalar(best);
  }

 protected:
  virtual Scalar rank(const Pulls& arm, const Moment& at, Stream& stream) const = 0;
};

class Greedy : public Ranking {
 public:
  using Ranking::Ranking;

 protected:
  Scalar rank(const Pulls& arm, const Moment&, Stream&) const override { return Scalar(arm.mean()); }
};

class EpsilonGreedy final : public Greedy {
 public:
  explicit EpsilonGreedy(const Settings& s) : Greedy(s), epsilon_(Scalar(s.real("epsilon"))) {}
  void act(Episodes& e, int lane, const Moment& at, Stream& stream) override {
    if (stream.uniform() < epsilon_) {
      e.action[static_cast<std::size_t>(lane)] = Scalar(stream.index(static_cast<std::uint32_t>(arms())));
    } else {
      Greedy::act(e, lane, at, stream);
    }
  }

 private:
  Scalar epsilon_;
};

// Pull t goes to the arm with the largest mean + c sqrt(2 ln t / tries), the success and failure before the first pull
// counted as tries.
class Ucb1 final : public Ranking {
 public:
  explicit Ucb1(const Settings& s) : Ranking(s), c_(Scalar(s.real("ucb_c"))) {}

 protected:
  Scalar rank(const Pulls& arm, const Moment& at, Stream&) const override {
    const Scalar t = Scalar(pulls_made(at) + 1);
    return Scalar(arm.mean()) + c_ * square_root(2 * logarithm(t) / Scalar(arm.count() + 2));
  }

 private:
  Scalar c_;
};

class Thompson final : public Ranking {
 public:
  using Ranking::Ranking;

 protected:
  Scalar rank(const Pulls& arm, const Moment&, Stream& stream) const override {
    return sample_beta(stream, Scalar(arm.paid + 1), Scalar(arm.failed + 1));
  }
};

// Draws what all arms may be several times, takes the most probable of these (Duan et al. 2016), and raises what it has
// of an arm to the posterior mean where it is below (May et al. 2012).
class OptimisticThompson final : public BanditCounts {
 public:
  explicit OptimisticThompson(const Settings& s)
      : BanditCounts(s.integer("arms")),
        samples_(s.integer("posterior_samples")),
        drawn_(static_cast<std::size_t>(arms())),
        kept_(drawn_) {}

  void act(Episodes& e, int lane, const Moment&, Stream& stream) override {
    const Pulls* arm = pulls(lane);
    Scalar most = 0;
    for (int n = 0; n < samples_; ++n) {
      Scalar density = 0;  // its logarithm, but for terms that do not depend on the draw
      for (int i = 0; i < arms(); ++i) {
        const Pulls& known = arm[i];
        const Scalar p = sample_beta(stream, Scalar(known.paid + 1), Scalar(known.failed + 1));
        drawn_[static_cast<std::size_t>(i)] = p;
        if (samples_ == 1) continue;
        if (known.paid > 0) density += Scalar(known.paid) * logarithm(p);
        if (known.failed > 0) density += Scalar(known.failed) * logarithm(1 - p);
      }
      if (n > 0 && !(density > most)) continue;
      most = density;
      kept_.swap(drawn_);
    }
    int best = 0;
    for (int i = 0; i < arms(); ++i) {
      Scalar& p = kept_[static_cast<std::size_t>(i)];
      p = std::max(p, Scalar(arm[i].mean()));
      if (p > kept_[static_cast<std::size_t>(best)]) best = i;
    }
    e.action[static_cast<std::size_t>(lane)] = Scalar(best);
  }

 private:
  int samples_;
  Array drawn_, kept_;  // [arm]
};

// Rules with a table that is made for trials of so many pulls. A longer one has a table of its own made when it begins.
class Gittins final : public Ranking {
 public:
  static constexpr int kMostPulls = 1000;
  explicit Gittins(const Settings& s) : Ranking(s), discount_(s.real("gittins_discount")), longest_(longest_trial(s)) {}
  void prepare() override { index_ = std::make_shared<GittinsIndex>(longest_, discount_); }
  double prepared_bytes() const override { return GittinsIndex::bytes(longest_); }
  std::unique_ptr<Yardstick> fresh() const override { return std::make_unique<Gittins>(*this); }
  void reserve(int lanes, const Moment& at, Memory memory) override {
    Ranking::reserve(lanes, at, memory);
    if (pulls_of_trial(at) > longest_) memory.add(GittinsIndex::bytes(pulls_of_trial(at)));
  }
  void forget(const Episodes& e, int lanes, const Moment& at) override {
    Ranking::forget(e, lanes, at);
    if (!index_ || pulls_of_trial(at) > index_->pulls())
      index_ = std::make_shared<GittinsIndex>(pulls_of_trial(at), discount_);
  }

 protected:
  Scalar rank(const Pulls& arm, const Moment&, Stream&) const override { return Scalar((*index_)(arm)); }

 private:
  double discount_;
  int longest_;
  std::shared_ptr<const GittinsIndex> index_;
};

class Whittle final : public Ranking {
 public:
  static constexpr int kMostPulls = 200;
  explicit Whittle(const Settings& s) : Ranking(s), longest_(longest_trial(s)) {}
  void prepare() override { index_ = std::make_shared<WhittleIndex>(longest_); }
  double prepared_bytes() const override { return WhittleIndex::bytes(longest_); }
  std::unique_ptr<Yardstick> fresh() const override { return std::make_unique<Whittle>(*this); }
  void reserve(int lanes, const Moment& at, Memory memory) override {
    Ranking::reserve(lanes, at, memory);
    if (pulls_of_trial(at) > longest_) memory.add(WhittleIndex::bytes(pulls_of_trial(at)));
  }
  void forget(const Episodes& e, int lanes, const Moment& at) override {
    Ranking::forget(e, lanes, at);
    if (!index_ || pulls_of_trial(at) > index_->pulls()) index_ = std::make_shared<WhittleIndex>(pulls_of_trial(at));
  }

 protected:
  Scalar rank(const Pulls& arm, const Moment& at, Stream&) const override {
    return Scalar((*index_)(arm, pulls_of_trial(at) - pulls_made(at)));
  }

 private:
  int longest_;
  std::shared_ptr<const WhittleIndex> index_;
};

// Independent arms: by the plan for exactly so many pulls.
class BayesOptimal final : public BanditCounts {
 public:
  explicit BayesOptimal(const Settings& s)
      : BanditCounts(s.integer("arms")), trained_(s.integer("episodes") * s.integer("horizon")) {}
  void prepare() override { plan_ = std::make_shared<BanditPlan>(arms(), trained_); }
  double prepared_bytes() const override { return BanditPlan::bytes(arms(), trained_); }
  std::unique_ptr<Yardstick> fresh() const override { return std::make_unique<BayesOptimal>(*this); }
  void reserve(int lanes, const Moment& at, Memory memory) override {
    BanditCounts::reserve(lanes, at, memory);
    if (pulls_of_trial(at) != trained_) memory.add(BanditPlan::bytes(arms(), pulls_of_trial(at)));
  }
  void forget(const Episodes& e, int lanes, const Moment& at) override {
    BanditCounts::forget(e, lanes, at);
    if (!plan_ || pulls_of_trial(at) != plan_->pulls())
      plan_ = std::make_shared<BanditPlan>(arms(), pulls_of_trial(at));
  }
  void act(Episodes& e, int lane, const Moment& at, Stream&) override {
    e.action[static_cast<std::size_t>(lane)] = Scalar(plan_->arm(pulls(lane), pulls_made(at)));
  }

 private:
  int trained_;  // pulls of a trial
  std::shared_ptr<const BanditPlan> plan_;
};

// Tied arms: every pull says the same of p, so there is nothing to explore, and the arm that is better now is best.
class TiedBayesOptimal final : public BanditCounts {
 public:
  explicit TiedBayesOptimal(const Settings& s) : BanditCounts(s.integer("arms")), tied_(s.text("chances")) {}
  void act(Episodes& e, int lane, const Moment&, Stream&) override {
    const Pulls evidence = TiedArms::evidence(pulls(lane), arms());
    e.action[static_cast<std::size_t>(lane)] = Scalar(evidence.paid < evidence.failed ? 1 : 0);
  }

 private:
  TiedArms tied_;
};

// The knob that makes the longest trial as long as it is, and those that could make it shorter.
std::string lengthening_knob(const Settings& s) {
  return s.integer("test_steps") + 1 > s.integer("episodes") ? "test_steps" : "episodes";
}
std::vector<std::string> shortening_knobs() { return {"episodes", "test_steps", "horizon"}; }

template <class Rule>
Refusal refuse_beyond(const char* rule, const Settings& s) {
  const int pulls = longest_trial(s);
  if (pulls <= Rule::kMostPulls) return {};
  return refuse(lengthening_knob(s), "trial.too-long",
                {{"learner", rule}, {"most", Rule::kMostPulls}, {"pulls", pulls}, {"knobs", shortening_knobs()}});
}

Refusal refuse_plan(const Settings& s) {
  const int arms = s.integer("arms"), pulls = longest_trial(s);
  if (s.text("chances") != "independent" || BanditPlan::states(arms, pulls) <= BanditPlan::kMostStates) return {};
  int most = 1;
  while (BanditPlan::states(arms, most + 1) <= BanditPlan::kMostStates) ++most;
  return refuse(
      lengthening_knob(s), "trial.too-long-for-arms",
      {{"learner", "bayes-optimal"}, {"most", most}, {"arms", arms}, {"pulls", pulls}, {"knobs", shortening_knobs()}});
}

template <class Rule>
std::unique_ptr<Yardstick> make_rule(const Family&, const Settings& s) {
  return std::make_unique<Rule>(s);
}

}  // namespace

std::vector<YardstickEntry> bandit_yardsticks() {
  const char* duan = "Duan et al. 2016";
  std::vector<YardstickEntry> list;
  list.push_back(random_choice());
  list.push_back({"greedy", "Greedy", "Pulls the arm with the largest posterior mean.", duan, {}, make_rule<Greedy>});
  list.push_back({"epsilon-greedy",
                  "ε-greedy",
                  "Greedy, but with a fixed chance it acts at random.",
                  duan,
                  {{"epsilon", KnobType::real, "0.1", 0, 1, {}, "", "chance that an action is random", false, "tasks"}},
                  make_rule<EpsilonGreedy>});
  list.push_back(
      {"ucb1",
       "UCB1",
       "Pulls the arm with the largest mean plus a bonus that shrinks as the arm is tried.",
       "Auer, Cesa-Bianchi & Fischer 2002; Duan et al. 2016",
       {{"ucb_c", KnobType::real, "0.2", 0, 10, {}, "", "weight of the bonus sqrt(2 ln t / tries)", false, "tasks"}},
       make_rule<Ucb1>});
  list.push_back({"thompson",
                  "Thompson sampling",
                  "Draws what the task may be from the posterior, and acts as is best for the draw.",
                  "Thompson 1933",
                  {},
                  make_rule<Thompson>});
  list.push_back(
      {"optimistic-thompson",
       "Optimistic Thompson sampling",
       "Thompson sampling with the most probable of several draws, raised to the mean where an arm is below it.",
       "May et al. 2012; Duan et al. 2016",
       {{"posterior_samples",
         KnobType::integer,
         "10",
         1,
         100,
         {},
         "",
         "draws from the posterior, of which the most probable counts",
         false,
         "tasks"}},
       make_rule<OptimisticThompson>});
  list.push_back({"gittins",
                  "Gittins index",
                  "Pulls the arm of largest index: best for rewards that are discounted for ever.",
                  "Gittins 1979",
                  {{"gittins_discount",
                    KnobType::real,
                    "0.99",
                    0,
                    0.999,
                    {},
                    "",
                    "weight that the index gives a reward one pull later",
                    false,
                    "tasks"}},
                  make_rule<Gittins>,
                  [](const Settings& s) { return refuse_beyond<Gittins>("gittins", s); }});
  list.push_back({"whittle",
                  "Whittle index",
                  "Pulls the arm of largest index, which looks at no more pulls than are left.",
                  "Whittle 1988",
                  {},
                  make_rule<Whittle>,
                  [](const Settings& s) { return refuse_beyond<Whittle>("whittle", s); }});
  list.push_back({"bayes-optimal",
                  "Bayes-optimal",
                  "Pulls as is best on average, planned through all that may come.",
                  "Bellman 1956",
                  {},
                  [](const Family& family, const Settings& s) {
                    return s.text("chances") == "independent" ? make_rule<BayesOptimal>(family, s)
                                                              : make_rule<TiedBayesOptimal>(family, s);
                  },
                  refuse_plan});
  return list;
}

double bayes_optimal_reward(const Settings& s, int pulls) {
  const std::string& chances = s.text("chances");
  if (chances == "independent") return BanditPlan(s.integer("arms"), pulls).value();
  // Forward through what the pulls may say of p: chance[n] of n successes, under the rule above.
  const TiedArms tied(chances);
  std::vector<double> chance{1};
  double total = 0;
  for (int t = 0; t < pulls; ++t) {
    std::vector<double> next(chance.size() + 1);
    for (int paid = 0; paid <= t; ++paid) {
      const double now = chance[static_cast<std::size_t>(paid)], p = tied.mean({paid, t - paid});
      total += now * std::max(p, 1 - p);
      next[static_cast<std::size_t>(paid + 1)] += now * p;
      next[static_cast<std::size_t>(paid)] += now * (1 - p);
    }
    chance.swap(next);
  }
  return total;
}

}  // namespace metarl
