// Random MDPs (Duan et al. 2016, "RL²", section 3.2): from every state every action leads to the next one by chances
// drawn from a flat Dirichlet distribution, and pays a normal reward whose mean is drawn too. An episode is a few steps
// from state 0, a trial n of them.
//
// A task is one number, the world. It keys the counter-based generator, which gives the chances and mean of any pair of
// state and action, so that a step computes its own numbers and nothing is stored.
#include "tasks/tabular_mdp.h"

#include "tasks/mdp_yardsticks.h"
#include "tasks/registry.h"

namespace metarl {

namespace {

constexpr int kMostStates = 32, kMostActions = 16;
constexpr std::uint32_t kWorlds = 1u << 24;  // numbers that a float holds exactly

// Whole numbers from 0 to `most`; a probe's parameter may be anything.
Words to_words(Lanes x, std::uint32_t most) {
  typedef std::int32_t Signed __attribute__((vector_size(16)));
  return (Words) __builtin_convertvector(at_most(select(x > splat(0), x, splat(0)), splat(Scalar(most))), Signed);
}

// The row of one pair, of four worlds at once.
struct Row {
  Lanes weight[kMostStates];  // of the next states: exponentials, which over their sum are Dirichlet(1, ..., 1)
  Lanes mean_reward;

  Row(Words world, Words pair, int states) {
    constexpr std::uint64_t kKey = 0x5261'6e64'4d44'5073;  // every run's worlds are the same
    StreamKey key;
    key.purpose = Purpose::world;
    Words words[kMostStates + 4];
    for (int i = 0; i < states + 2; i += 4) {
      const PhiloxBlock block = philox(
          {{splat_word(static_cast<std::uint32_t>(i / 4)), splat_word(key.word1()) + pair, world, splat_word(0)}},
          kKey);
      for (int j = 0; j < 4; ++j) words[i + j] = block.c[j];
    }
    for (int s = 0; s < states; ++s) weight[s] = -logarithm(to_uniform(words[s]));
    mean_reward = splat(1) + to_normal(words[states], words[states + 1]).first;
  }
};

class TabularMdp final : public ReinforcementFamily {
 public:
  explicit TabularMdp(const Settings& s) : states_(s.integer("states")), actions_(s.integer("actions")) {}

  std::vector<TaskParameter> parameters() const override {
    return {{"world", "", 0, kWorlds - 1, "number that the chances and mean rewards are drawn from"}};
  }

  bool told_by_mean() const override { return true; }  // rewards are noisy

  void sample(Stream& stream, Scalar* task) const override { task[0] = Scalar(stream.word() % kWorlds); }

  std::vector<NamedArray> picture(const Scalar* task) const override {
    Mdp mdp;
    tabular_mdp_tables(task[0], states_, actions_, mdp);
    return {{"mean_rewards", {states_, actions_}, std::move(mdp.mean_rewards)},
            {"transitions", {states_, actions_, states_}, std::move(mdp.transitions)}};
  }

  int observations() const override { return states_; }
  int states() const override { return 1; }
  int actions() const override { return actions_; }
  std::vector<std::string> variables() const override { return {"state"}; }
  bool stochastic() const override { return true; }

  void reset(Episodes& e, int first, Mask where, const PhiloxBlock&) const override {
    e.set(e.state, 0, first, select(where, splat(0), e.get(e.state, 0, first)));
  }

  void step(Episodes& e, int first, const PhiloxBlock& noise) const override {
    const Words pair = to_words(e.get(e.state, 0, first) * splat(Scalar(actions_)) + e.get(e.action, 0, first),
                                static_cast<std::uint32_t>(states_ * actions_ - 1));
    const Row row(to_words(e.get(e.task, 0, first), kWorlds - 1), pair, states_);
    Lanes total = row.weight[0];
    for (int s = 1; s < states_; ++s) total = total + row.weight[s];
    const Lanes threshold = to_uniform(noise.c[0]) * total;
    Lanes next = splat(0), below = splat(0);
    for (int s = 0; s < states_ - 1; ++s) {
      below = below + row.weight[s];
      next = next + select(below < threshold, splat(1), splat(0));
    }
    const Lanes reward = row.mean_reward + to_normal(noise.c[1], noise.c[2]).first;
    e.set(e.state, 0, first, next);
    e.set(e.reward, 0, first, reward);
    e.set(e.score, 0, first, reward);
    e.set(e.done, 0, first, splat(0));
  }

  void observe(const Episodes& e, int first, Lanes* observation) const override {
    const Lanes state = e.get(e.state, 0, first);
    for (int s = 0; s < states_; ++s) observation[s] = select(state == splat(Scalar(s)), splat(1), splat(0));
  }

 private:
  int states_, actions_;
};

}  // namespace

void tabular_mdp_tables(Scalar world, int states, int actions, Mdp& mdp) {
  mdp.resize(states, actions);
  for (int first = 0; first < mdp.pairs(); first += kLanes) {
    const Words pairs = splat_word(static_cast<std::uint32_t>(first)) + Words{0, 1, 2, 3};
    const Row row(to_words(splat(world), kWorlds - 1), pairs, states);
    for (int j = 0; j < kLanes && first + j < mdp.pairs(); ++j) {
      mdp.mean_rewards[static_cast<std::size_t>(first + j)] = row.mean_reward[j];
      Scalar* p = mdp.next_states(first + j);
      Scalar total = 0;
      for (int s = 0; s < states; ++s) total += row.weight[s][j];
      for (int s = 0; s < states; ++s) p[s] = row.weight[s][j] / total;
    }
  }
}

FamilyEntry tabular_mdp() {
  FamilyEntry entry;
  entry.name = "tabular-mdp";
  entry.title = "Random MDPs";
  entry.help = "A few states and actions with random chances and rewards, to be found out over several short episodes.";
  entry.kind = Kind::reinforcement;
  entry.drawing = "mdp";
  entry.learner = "rl2";
  entry.discrete = true;
  entry.knobs = {
      {"states", KnobType::integer, "10", 2, kMostStates, {}, "states", "states of an MDP", false, "tasks"},
      {"actions", KnobType::integer, "5", 2, kMostActions, {}, "actions", "actions in each state", false, "tasks"},
  };
  // Rewards are noisy: forty held-out tasks could not tell learners apart.
  entry.defaults = {{"horizon", "10"}, {"episodes", "10"}, {"test_tasks", "200"}};
  // The small one opens: what is learned on it shows within half a minute. Few states with many actions leave the most
  // to find out, beside what the worlds differ by; what an action brings shows after few steps.
  entry.presets = {
      {"small",
       "Two states and five actions, episodes of five steps.",
       {{"states", "2"},
        {"actions", "5"},
        {"horizon", "5"},
        {"discount", "0.9"},
        {"gae_lambda", "0.8"},
        {"entropy_coefficient", "0.03"}}},
      {"rl2", "Ten states and five actions, episodes of ten steps, ten of them (Duan et al. 2016).", {}},
      {"rl2-25", "The same with 25 episodes.", {{"episodes", "25"}}},
      {"rl2-100", "The same with 100 episodes.", {{"episodes", "100"}}},
  };
  entry.yardsticks = mdp_yardsticks();
  entry.make = [](const Settings& s) -> std::unique_ptr<Family> { return std::make_unique<TabularMdp>(s); };
  return entry;
}

}  // namespace metarl
