// A memory of trials: how it begins and what that lets it hold, what it is fed, how long it lasts.
#include "played.h"

#include "foundation/products.h"
#include "lab/job.h"
#include "learning/trial_inputs.h"

namespace metarl::testing {
namespace {

constexpr int kStates = 10, kActions = 5, kPairs = kStates * kActions, kMemory = 64, kRows = kMemory + 1;
constexpr int kFit = 1000, kJudged = 250, kBlock = 250;

// Memories at a trial's last step, with a 1 for the intercept, and the posterior means of the rewards of all pairs of
// state and action up to there, less the prior's: rewards and prior have variance 1.
struct Ends {
  Array memory, means;  // [task][row], [task][pair]
};

Ends play_to_the_end(const std::string& knobs) {
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
    play(learner, *block, spec);
    const Trial& trial = static_cast<const TrialBlock&>(*block).trial();
    for (int lane = 0; lane < kBlock; ++lane) {
      const NamedArray memory = shown(block->view(lane), "memory");
      for (auto x = memory.data.end() - kMemory; x != memory.data.end(); ++x)
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
  const double last_step = share_explained(play_to_the_end("initial_timescale=100&memory_scale=10"));
  const double transition =
      share_explained(play_to_the_end("initial_timescale=100&memory_scale=10&memory_input=transition"));
  const double selective = share_explained(
      play_to_the_end("initial_timescale=300&memory_scale=17&memory_input=transition&initial_gates=selective"));
  RecordProperty("explained",
                 std::to_string(last_step) + " " + std::to_string(transition) + " " + std::to_string(selective));
  EXPECT_LT(last_step, 0.15);
  EXPECT_LT(transition, 0.25);
  EXPECT_GT(selective, 0.4);
}

// Proves that selective gates differ from even ones in what they weigh of the last step, and in nothing else.
TEST(MemoryForm, BeginsSelectiveWhereAsked) {
  const std::string line = "learner=rl2&tasks=tabular-mdp&memory=50&memory_input=transition&initial_gates=";
  const auto fresh = [&](const char* gates) {
    const RunPointer run = make_run(line + gates);
    return run->learner().meta_parameters();
  };
  const RunPointer run = make_run(line + "even");
  const MemoryInputs inputs(run->problem(), true);
  const Array even = fresh("even"), selective = fresh("selective");
  const int units = 50, gates = 3 * units;
  double most = 0;
  for (int input = 0; input < inputs.rows; ++input) {
    const bool told = (input >= inputs.action && input < inputs.reward) || input >= inputs.previous;
    for (int row = 0; row < gates; ++row) {
      const std::size_t at = static_cast<std::size_t>(input * gates + row);
      const double w = std::fabs(static_cast<double>(selective[at]));
      if (told && row >= units && row < 2 * units) {
        most = std::max(most, w);
        EXPECT_LE(w, 1.5);
      } else if (input == inputs.reward && row >= 2 * units) {
        EXPECT_EQ(w, 0.5);
      } else {
        EXPECT_EQ(even[at], selective[at]) << input << " " << row;
      }
    }
  }
  EXPECT_GT(most, 1.4);
}

// Proves that a memory is told how an episode ended that ended early, although the lane waited since; and that one that
// lasts for an episode is told nothing at the next one's beginning.
TEST(MemoryInputs, TellOfTheLastStepThatWasTaken) {
  const Played played("learner=rl2&tasks=cart-pole&meta_batch_size=3&block=3&episodes=3&horizon=120&memory=4&seed=4");
  const Trial& trial = static_cast<const TrialBlock&>(*played.block).trial();
  const Problem& problem = played.run->problem();
  const MemoryInputs inputs(problem, true);
  const int rows = inputs.rows, told = inputs.action, before = inputs.previous - told, o = trial.observation_rows;
  Array columns(static_cast<std::size_t>(rows * trial.lanes));
  int early = 0;
  for (int k = 1; k < trial.episodes; ++k) {
    const int t = k * trial.horizon;
    for (int lane = 0; lane < trial.tasks; ++lane) {
      const int length = static_cast<int>(trial.lengths[static_cast<std::size_t>((k - 1) * trial.lanes + lane)]);
      if (length == trial.horizon) continue;
      ++early;
      const std::size_t last = static_cast<std::size_t>((t - trial.horizon + length - 1) * trial.lanes + lane);
      const int taken = static_cast<int>(trial.action[last]);
      write_memory_inputs(problem, inputs, trial, t, false, columns.data());
      const Scalar* seen = columns.data() + lane * rows + told;
      EXPECT_EQ(seen[taken], Scalar(1));
      EXPECT_EQ(seen[1 - taken], Scalar(0));
      EXPECT_EQ(seen[2], Scalar(1)) << "each step of cart-pole pays 1";
      EXPECT_EQ(seen[3], Scalar(1)) << "an episode ended";
      for (int i = 0; i < o; ++i)
        EXPECT_EQ(seen[before + i],
                  trial.observation[last * static_cast<std::size_t>(o) + static_cast<std::size_t>(i)]);
      write_memory_inputs(problem, inputs, trial, t, true, columns.data());
      for (int i = 0; i < rows - told; ++i) EXPECT_EQ(seen[i], Scalar(0));
    }
  }
  EXPECT_GT(early, 0);
}

// Proves that a memory of one episode begins each of them alike where they begin at the same place, and one of a trial
// does not.
TEST(MemorySpan, IsATrialOrAnEpisode) {
  for (const std::string span : {"episode", "trial"}) {
    const RunPointer run = make_run("learner=rl2&tasks=grid-navigation&episodes=2&memory=4&memory_span=" + span);
    std::unique_ptr<Job> job;
    ASSERT_FALSE(Job::probe(*run, {2, 2}, 1, job).refused());
    while (!job->advance()) continue;
    bool shown = false;
    for (const TraceArray& a : job->result()) {
      if (a.name != "memory") continue;
      shown = true;
      const int half = a.shape[0] / 2 * a.shape[1];
      EXPECT_EQ(std::equal(a.data.begin(), a.data.begin() + a.shape[1], a.data.begin() + half), span == "episode");
    }
    EXPECT_TRUE(shown);
  }
}

}  // namespace
}  // namespace metarl::testing
