// Choosing among learners: the rungs of successive halving, the prior over scores, and whole trials of a selector.
#include "refusals.h"
#include "support.h"

#include "lab/candidates.h"
#include "meta/selector_block.h"

namespace metarl::testing {
namespace {

// Proves that each rung halves the candidates, shares the choosing equally, and leaves an episode to play; and that
// every episode has its player.
TEST(Halving, Rungs) {
  const auto said = [](int candidates, int episodes, double share) {
    const Halving halving(candidates, episodes, share);
    std::string text;
    for (int r = 0; r < halving.rungs(); ++r)
      text += std::to_string(halving[r].candidates) + "x" + std::to_string(halving[r].episodes) + " ";
    return text + std::to_string(halving.own());
  };
  EXPECT_EQ(said(4, 100, 0.4), "4x5 2x10 75");
  EXPECT_EQ(said(3, 100, 0.3), "3x5 2x7 83");
  EXPECT_EQ(said(2, 10, 0), "2x1 9");
  EXPECT_EQ(said(8, 200, 0.6), "8x5 4x10 2x20 115");
  EXPECT_EQ(said(2, 2, 0.5), "2");  // nothing would be left to play
  EXPECT_EQ(said(2, 3, 0.5), "2x1 2");
  EXPECT_EQ(said(4, 1, 0.5), "1");
  std::string turns;
  const Halving halving(3, 12, 0.5);  // 3x1 2x1, and 7 more
  for (int e = 0; e < 12; ++e) {
    const Turn turn = halving.turn(e);
    turns += std::to_string(turn.rung) + std::to_string(turn.place) + std::to_string(turn.own) + " ";
  }
  EXPECT_EQ(turns, "000 010 020 101 111 202 203 204 205 206 207 208 ");
  EXPECT_EQ(halving.own(), 9);
}

// Proves that the prior learned batch by batch is the mean and the covariance of all tasks together, those that it
// counted as before among them.
TEST(ScorePrior, LearnsMeanAndCovariance) {
  const ScorePrior prior(2, 1, 4);
  const int n = prior.size(), tasks = 30;
  Numbers numbers(5);
  const Array z = numbers.normals(tasks * n, 3);
  double variance = 0;  // of the first batch
  Array parameters(static_cast<std::size_t>(prior.parameters()));
  prior.begin(parameters.data());
  for (int first = 0; first < tasks; first += 10) {
    Array sum(n, Scalar(0)), products(n * n, Scalar(0));
    for (int t = first; t < first + 10; ++t)
      for (int i = 0; i < n; ++i) sum[i] += z[t * n + i];
    for (int t = first; t < first + 10; ++t)
      for (int i = 0; i < n; ++i)
        for (int j = 0; j < n; ++j) products[i * n + j] += (z[t * n + i] - sum[i] / 10) * (z[t * n + j] - sum[j] / 10);
    for (int i = 0; i < n && first == 0; ++i) variance += static_cast<double>(products[i * n + i]) / (10 * n);
    prior.learn(10, sum.data(), products.data(), parameters.data());
  }
  // The four tasks before had the first ones' variance, half of which is a candidate's in all it shows; and no mean.
  for (int i = 0; i < n; ++i) {
    double mean = 0;
    for (int t = 0; t < tasks; ++t) mean += double(z[t * n + i]) / tasks;
    EXPECT_NEAR(static_cast<double>(parameters[1 + i]), mean, 1e-5);
    for (int j = 0; j < n; ++j) {
      double other = 0, product = variance * (i / 2 == j / 2 ? (i == j ? 4 : 2) : 0);
      for (int t = 0; t < tasks; ++t) other += double(z[t * n + j]) / tasks;
      for (int t = 0; t < tasks; ++t) product += (double(z[t * n + i]) - mean) * (double(z[t * n + j]) - other);
      EXPECT_NEAR(static_cast<double>(parameters[1 + n + i * n + j]), product / (tasks + 4), 1e-4);
    }
  }
  EXPECT_EQ(parameters[0], Scalar(tasks));
}

// Proves that what is expected is the regression on what was seen: for one number the slope is covariance over variance.
TEST(ScorePrior, ExpectsByRegression) {
  ScorePrior prior(2, 1, 1);
  prior.reserve(Memory());
  const int n = prior.size();
  Array parameters(static_cast<std::size_t>(prior.parameters()), Scalar(0));
  parameters[0] = 10;
  const double means[] = {1, 2, 3, 4}, variances[] = {4, 9, 1, 16};
  for (int i = 0; i < n; ++i) {
    parameters[1 + i] = Scalar(means[i]);
    parameters[1 + n + i * n + i] = Scalar(variances[i]);
  }
  const auto covary = [&](int i, int j, double value) {
    parameters[1 + n + i * n + j] = parameters[1 + n + j * n + i] = Scalar(value);
  };
  covary(prior.seen(0, 0), prior.score(0), 3);
  covary(prior.seen(0, 0), prior.score(1), -2);  // low returns of the first speak for the second
  const Scalar seen[] = {-1, 0, 0, 0};
  Scalar expected[2];
  const int place = prior.seen(0, 0), both[] = {0, 1};
  prior.expect(parameters.data(), &place, 1, seen, both, 2, expected);
  EXPECT_NEAR(static_cast<double>(expected[0]), 2 + 3.0 / 4 * (-1 - 1), 0.02);
  EXPECT_NEAR(static_cast<double>(expected[1]), 4 - 2.0 / 4 * (-1 - 1), 0.02);
  prior.expect(parameters.data(), nullptr, 0, seen, both + 1, 1, expected);
  EXPECT_EQ(expected[0], 4);
}

const char* const kLine =
    "learner=selector&tasks=bernoulli-bandit&episodes=24&meta_batch_size=6&block=3&seed=5&candidates=ucb1;thompson;greedy";

const TraceArray& named(const Trace& trace, const std::string& name) {
  for (const TraceArray& array : trace)
    if (array.name == name) return array;
  ADD_FAILURE() << name;
  return trace[0];
}

// The blocks of a selector's candidates as they play on the first tasks, each by itself.
std::vector<std::unique_ptr<Block>> alone(const LabRun& run, std::vector<std::unique_ptr<Learner>>& learners, int tasks,
                                          const std::vector<int>& steps) {
  std::vector<std::unique_ptr<Block>> blocks;
  for (const std::shared_ptr<const Candidate>& candidate : run.problem().candidates) {
    const int c = static_cast<int>(blocks.size());
    learners.push_back(candidate->make());
    learners.back()->initialise();
    BlockSpec spec;
    spec.tasks = tasks;
    spec.steps = steps[static_cast<std::size_t>(c)];
    spec.test_data = spec.watch = true;
    spec.player = c;
    blocks.push_back(learners.back()->make_block());
    blocks.back()->begin(spec);
    perform(learners.back()->schedule(spec.steps, learners.back()->meta_parameters()), *blocks.back());
  }
  return blocks;
}

// Proves that a trial consists of episodes that its candidates play when they play alone, each in its own order: all of
// them at first, the best half later, one at the end.
TEST(Selector, PlaysEpisodesOfItsCandidates) {
  const RunPointer run = make_run(kLine);
  go_to(*run, 1);
  const int episodes = 24;
  std::vector<std::unique_ptr<Learner>> learners;
  const std::vector<std::unique_ptr<Block>> blocks = alone(*run, learners, 3, {23, 23, 23});
  for (int task = 0; task < 3; ++task) {
    const Trace trace = run->trace(task);
    const std::vector<float> choices = named(trace, "choices").data, values = named(trace, "values").data;
    ASSERT_EQ(choices.size(), 24u);
    EXPECT_EQ(values, named(trace, "returns").data);
    std::vector<int> next(3, 0);
    for (int e = 0; e < episodes; ++e) {
      const std::size_t c = static_cast<std::size_t>(choices[static_cast<std::size_t>(e)]);
      EXPECT_EQ(values[static_cast<std::size_t>(e)], static_cast<float>(blocks[c]->value(task, next[c]++)))
          << task << " " << e;
    }
    // A share of .3 of 24 episodes: one each of three, one each of two, and the rest of one.
    EXPECT_EQ(std::vector<float>(choices.begin(), choices.begin() + 3), (std::vector<float>{0, 1, 2}));
    EXPECT_EQ(std::count(choices.begin(), choices.end(), choices.back()), 24 - 3);
    // Nothing is known of them yet, so those are left out that brought less; of equal ones the last.
    const int out = 3 - static_cast<int>(choices[3] + choices[4]);
    for (int c = 0; c < 3; ++c) {
      const float its = values[static_cast<std::size_t>(c)], worst = values[static_cast<std::size_t>(out)];
      EXPECT_TRUE(c < out ? its >= worst : c == out || its > worst) << task;
    }
    const auto brought = [&](std::size_t turn) { return 3 * values[static_cast<std::size_t>(choices[turn])] + values[turn]; };
    const std::size_t kept = choices.back() == choices[3] ? 3 : 4, other = 7 - kept;
    EXPECT_GE(brought(kept), brought(other)) << task;
  }
}

// Proves that equal candidates meet with chance of their own, on the same tasks.
TEST(Selector, CandidatesHaveChanceOfTheirOwn) {
  const RunPointer run = make_run(
      "learner=selector&tasks=bernoulli-bandit&episodes=40&meta_batch_size=3&block=3&candidates=thompson;thompson");
  std::vector<std::unique_ptr<Learner>> learners;
  const std::vector<std::unique_ptr<Block>> blocks = alone(*run, learners, 3, {39, 39});
  for (int task = 0; task < 3; ++task) {
    int differ = 0;
    for (int e = 0; e < 40; ++e) differ += blocks[0]->value(task, e) != blocks[1]->value(task, e);
    EXPECT_GT(differ, 3);
    for (int arm = 0; arm < 5; ++arm) EXPECT_EQ(blocks[0]->task(task)[arm], blocks[1]->task(task)[arm]);
  }
}

// Proves that of the episodes that a gradient learner collects for a step each is the trial's once, with its own return
// and its own recording; and that its next episodes come after the step.
TEST(Selector, PlaysEpisodesOfGradientLearnersOneByOne) {
  const RunPointer run = make_run(
      "learner=selector&tasks=bernoulli-bandit&preset=easy&episodes=40&meta_batch_size=3&block=3&"
      "candidates=scratch~inner_lr:1~episodes:4;scratch~inner_lr:20~episodes:5");
  go_to(*run, 1);
  std::vector<std::unique_ptr<Learner>> learners;
  // Of 40 episodes 6 each are for choosing, so the chosen one plays 34 of its own.
  const std::vector<std::unique_ptr<Block>> blocks = alone(*run, learners, 3, {8, 6});
  const int each[] = {4, 5};
  for (int task = 0; task < 3; ++task) {
    const Trace trace = run->trace(task);
    const std::vector<float> choices = named(trace, "choices").data, values = named(trace, "values").data;
    EXPECT_EQ(values, named(trace, "returns").data);
    int next[] = {0, 0};
    for (int e = 0; e < 40; ++e) {
      const std::size_t c = static_cast<std::size_t>(choices[static_cast<std::size_t>(e)]);
      const int own = next[c]++;
      EXPECT_EQ(values[static_cast<std::size_t>(e)],
                static_cast<float>(blocks[c]->episode(task, own / each[c], own % each[c])))
          << task << " " << e;
      double mean = 0;
      for (int lane = 0; lane < each[c]; ++lane)
        mean += static_cast<double>(blocks[c]->episode(task, own / each[c], lane)) / each[c];
      EXPECT_NEAR(mean, static_cast<double>(blocks[c]->value(task, own / each[c])), 1e-6);
    }
    EXPECT_EQ(std::min(next[0], next[1]), 6);
  }
}

double last_return(const RunPointer& run, int tasks) {
  double sum = 0;
  for (int t = 0; t < tasks; ++t) sum += static_cast<double>(run->after()[static_cast<std::size_t>(t)]) / tasks;
  return sum;
}

// Proves that before any task has been seen the mean return decides, whatever its unit.
TEST(ScorePrior, GoesByTheMeanReturnAtFirst) {
  ScorePrior prior(3, 2, 10);
  prior.reserve(Memory());
  Array parameters(static_cast<std::size_t>(prior.parameters()));
  prior.begin(parameters.data());
  for (const double unit : {1e-3, 1.0, 1e3}) {
    Array numbers(static_cast<std::size_t>(prior.size()));
    const double returns[] = {-2, 5, 1};
    std::vector<int> seen;
    for (int c = 0; c < 3; ++c)
      for (int r = 0; r < 2; ++r) {
        numbers[static_cast<std::size_t>(prior.seen(c, r))] = Scalar(unit * returns[c]);
        seen.push_back(prior.seen(c, r));
      }
    const int all[] = {0, 1, 2};
    Scalar expected[3];
    prior.expect(parameters.data(), seen.data(), 6, numbers.data(), all, 3, expected);
    EXPECT_GT(expected[1], expected[2]);
    EXPECT_GT(expected[2], expected[0]);
  }
}

// Proves that what candidates came to in earlier tasks decides: of a good rule and one that does not look, the good one
// is chosen nearly always, although a few pulls tell little.
TEST(Selector, LearnsWhichOneIsBest) {
  const std::string shared = "&tasks=bernoulli-bandit&episodes=60&meta_batch_size=400&block=50&seed=2";
  const RunPointer run = make_run("learner=selector&candidates=random;thompson&selection_share=0.05" + shared);
  const auto share_of_second = [&] {
    int second = 0;
    for (int task = 0; task < 40; ++task) second += named(run->trace(task), "choices").data.back() == 1;
    return second / 40.0;
  };
  go_to(*run, 1);
  EXPECT_LE(share_of_second(), 0.85);
  go_to(*run, 4);
  EXPECT_GE(share_of_second(), 0.95);
  const RunPointer best = make_run("learner=thompson" + shared);
  go_to(*best, 4);
  EXPECT_NEAR(last_return(run, 400), last_return(best, 400), 0.06);
}

// Proves that candidates bring their saved parameters, each checked by its own hash, and their own knobs.
TEST(Selector, TakesSavedParameters) {
  const std::string tasks = "&tasks=bernoulli-bandit&meta_batch_size=4&block=2&episodes=6";
  std::vector<float> all;
  std::string names;
  for (const char* knobs : {"memory=4", "memory=6"}) {
    const RunPointer run = make_run("learner=rl2&" + std::string(knobs) + tasks);
    go_to(*run, 2);
    all.insert(all.end(), run->parameters().begin(), run->parameters().begin() + run->learner().meta_size());
    std::string own = knobs;
    own[6] = ':';
    names += (names.empty() ? "" : ";") + ("rl2~" + own) + "~init:" + run->receipt().hash;
  }
  const std::string line = "learner=selector&candidates=" + names + tasks;
  const RunPointer run = make_run(line, &all);
  const Array meta(run->parameters().begin(), run->parameters().begin() + run->learner().meta_size());
  const std::vector<float> end(meta.end() - static_cast<std::ptrdiff_t>(all.size()), meta.end());
  EXPECT_EQ(end, all);
  go_to(*run, 2);
  // Candidates stay as they are.
  const std::vector<float> later(run->parameters().begin() + (run->learner().meta_size() - static_cast<int>(all.size())),
                                 run->parameters().begin() + run->learner().meta_size());
  EXPECT_EQ(later, all);
  RunPointer none;
  EXPECT_EQ(LabRun::create(line, nullptr, none).code, "init.missing");
  std::vector<float> wrong = all;
  wrong.back() += 1;
  const Refusal other = LabRun::create(line, &wrong, none);
  EXPECT_EQ(other.code, "init.other-hash");
  EXPECT_EQ(other.key, "candidates");
  wrong.pop_back();
  EXPECT_EQ(LabRun::create(line, &wrong, none).code, "init.other-size");
}

// Proves that gradient learners with steps of different sizes can be chosen from: a step's episodes are played as one.
TEST(Selector, ChoosesAmongStepSizes) {
  const RunPointer run = make_run(
      "learner=selector&tasks=point-navigation&episodes=40&meta_batch_size=4&block=2&horizon=10&"
      "candidates=scratch~inner_lr:0.1~episodes:5;scratch~inner_lr:10~episodes:5");
  go_to(*run, 2);
  EXPECT_EQ(run->status().iteration, 2u);
  for (int t = 0; t < 4; ++t) EXPECT_TRUE(std::isfinite(static_cast<double>(run->after()[static_cast<std::size_t>(t)])));
}

// Proves that lists are written canonically, and that what is wrong with one is said.
TEST(Selector, ReadsItsCandidates) {
  const auto text = [](const std::string& list) {
    return read("learner=selector&tasks=bernoulli-bandit&candidates=" + list).settings.text("candidates");
  };
  EXPECT_EQ(text("ucb1;rl2~outer_lr:1e-2~memory:8"), "ucb1;rl2~outer_lr:0.01~memory:8");
  const auto refused = [](const std::string& list) {
    RunLine line;
    const Refusal refusal = read_run_line("learner=selector&tasks=bernoulli-bandit&candidates=" + list, line);
    EXPECT_EQ(refusal.key, "candidates") << list;
    if (refusal.refused()) expect_sound(refusal);
    return refusal.code;
  };
  EXPECT_EQ(refused("ucb1"), "candidates.count");
  EXPECT_EQ(refused("ucb1;ucb1;ucb1;ucb1;ucb1;ucb1;ucb1;ucb1;ucb1"), "candidates.count");
  EXPECT_EQ(refused("ucb1;oracle"), "candidates.learner");
  EXPECT_EQ(refused("ucb1;selector"), "candidates.learner");
  EXPECT_EQ(refused("ucb1;"), "candidates.learner");
  EXPECT_EQ(refused("ucb1;rl2~memory:0"), "candidates.knob");
  EXPECT_EQ(refused("ucb1;rl2~memory"), "candidates.knob");
  EXPECT_EQ(refused("ucb1;rl2~seed:4"), "candidates.knob");
  EXPECT_EQ(refused("ucb1;rl2~inner_lr:4"), "candidates.knob");
  EXPECT_EQ(refused("ucb1;rl2~memory:4~memory:5"), "candidates.knob");
  EXPECT_EQ(refused("<b>;rl2"), "knob.candidates");
}

}  // namespace
}  // namespace metarl::testing
