// What a fresh memory holds of what happened, measured as a linear readout would find it.
#include "support.h"

#include "foundation/products.h"
#include "meta/actor_critic_learner.h"

namespace metarl::testing {
namespace {

constexpr int kStates = 10, kActions = 5, kPairs = kStates * kActions, kUnits = 64, kRows = kUnits + 1;
constexpr int kFit = 1000, kJudged = 250, kBlock = 250;

// Memories at a trial's last step, with a 1 for the intercept, and the posterior means of the rewards of all pairs of
// state and action up to there, less the prior's: rewards and prior have variance 1.
struct Ends {
  Array memory, means;  // [task][row], [task][pair]
};

Ends play(const std::string& knobs) {
  const RunPointer run = make_run(
      "learner=rl2&tasks=tabular-mdp&preset=rl2&meta_batch_size=1250&block=250&memory=64&test_tasks=10&" + knobs);
  const double scale = run->line().settings.real("memory_scale");
  Learner& learner = run->learner();
  const std::unique_ptr<Block> block = learner.make_block();
  Ends ends;
  for (int first = 0; first < kFit + kJudged; first += kBlock) {
    BlockSpec spec;
    spec.first_task = first;
    spec.tasks = kBlock;
    spec.steps = learner.steps();
    block->begin(spec);
    block->record(kBlock);
    Operation operation;
    Scalar none;
    for (int i = 0; learner.adapting(i, spec.steps, learner.meta_parameters(), operation); ++i)
      block->perform(operation, &none);
    const Trial& trial = static_cast<const TrialBlock&>(*block).trial();
    for (int lane = 0; lane < kBlock; ++lane) {
      const TaskView view = block->view(lane);
      const auto memory =
          std::find_if(view.more.begin(), view.more.end(), [](const auto& a) { return a.name == "memory"; });
      for (auto x = memory->data.end() - kUnits; x != memory->data.end(); ++x)
        ends.memory.push_back(Scalar(scale * static_cast<double>(*x)));
      ends.memory.push_back(1);
      double sums[kPairs] = {}, counts[kPairs] = {};
      for (int t = 0; t + 1 < trial.time(); ++t) {
        const ConstMatrix seen = trial.observations(t);
        const int state =
            static_cast<int>(std::max_element(seen.column(lane), seen.column(lane) + kStates) - seen.column(lane));
        const std::size_t at = static_cast<std::size_t>(t * trial.lanes + lane);
        const int pair = state * kActions + static_cast<int>(trial.action[at]);
        sums[pair] += static_cast<double>(trial.reward[at]) - 1;
        counts[pair] += 1;
      }
      for (int i = 0; i < kPairs; ++i) ends.means.push_back(Scalar(sums[i] / (counts[i] + 1)));
    }
  }
  return ends;
}

// The share of the means' variance that the best linear readout of the first tasks explains in the others.
double share_explained(const Ends& ends) {
  const auto row = [&](int task) { return ends.memory.data() + task * kRows; };
  Array squares(kRows * kRows, 0);
  for (int task = 0; task < kFit; ++task)
    for (int i = 0; i < kRows; ++i)
      for (int j = 0; j < kRows; ++j) squares[static_cast<std::size_t>(i * kRows + j)] += row(task)[i] * row(task)[j];
  for (int i = 0; i < kRows; ++i) squares[static_cast<std::size_t>(i * kRows + i)] += Scalar(0.1);
  double missed = 0, total = 0;
  for (int pair = 0; pair < kPairs; ++pair) {
    const auto truth = [&](int task) { return ends.means[static_cast<std::size_t>(task * kPairs + pair)]; };
    Array sums(kRows, 0), weights(kRows, 0), system = squares;
    for (int task = 0; task < kFit; ++task)
      for (int i = 0; i < kRows; ++i) sums[static_cast<std::size_t>(i)] += row(task)[i] * truth(task);
    EXPECT_TRUE(solve_positive_definite({system.data(), kRows, kRows}, sums.data(), weights.data()));
    for (int task = kFit; task < kFit + kJudged; ++task) {
      double said = 0;
      for (int i = 0; i < kRows; ++i)
        said += static_cast<double>(weights[static_cast<std::size_t>(i)]) * static_cast<double>(row(task)[i]);
      missed += std::pow(static_cast<double>(truth(task)) - said, 2);
      total += std::pow(static_cast<double>(truth(task)), 2);
    }
  }
  return 1 - missed / total;
}

// Proves that a memory that begins selective, and is fed the transition, tells several times as much of a random MDP's
// rewards as one that begins even. The figures are in web/docs/learners.md.
TEST(FreshMemory, TellsSituationsApartWhereItIsSelective) {
  const double last_step = share_explained(play("initial_timescale=100&memory_scale=10"));
  const double transition = share_explained(play("initial_timescale=100&memory_scale=10&memory_input=transition"));
  const double selective =
      share_explained(play("initial_timescale=300&memory_scale=17&memory_input=transition&initial_gates=selective"));
  RecordProperty("explained",
                 std::to_string(last_step) + " " + std::to_string(transition) + " " + std::to_string(selective));
  EXPECT_LT(last_step, 0.15);
  EXPECT_LT(transition, 0.25);
  EXPECT_GT(selective, 0.4);
}

}  // namespace
}  // namespace metarl::testing
