// Learning and adapting by trying policies: against the same done by hand, out of returns of plain episodes.
#include "support.h"

#include <numeric>

#include "lab/statistics.h"
#include "learning/action_sampling.h"
#include "meta/search_block.h"

namespace metarl::testing {
namespace {

// The tasks of a run's first iteration in one block, adapted to from given parameters.
struct Searched {
  RunPointer run;
  Array meta;
  std::unique_ptr<Block> owner;
  SearchBlock* block;
  explicit Searched(const std::string& line, const Array* start = nullptr, bool test_data = false)
      : run(make_run("learner=es-maml&" + line)), meta(start ? *start : run->parameters()) {
    BlockSpec spec;
    spec.tasks = run->problem().meta_batch_size;
    spec.steps = run->status().steps;
    spec.derivatives = !test_data;
    spec.test_data = test_data;
    owner = run->learner().make_block();
    owner->begin(spec);
    perform(run->learner().schedule(spec.steps, meta), *owner);
    block = static_cast<SearchBlock*>(owner.get());
  }
  const Problem& problem() const { return run->problem(); }
  int tasks() const { return problem().meta_batch_size; }
  int size() const { return run->learner().meta_size(); }
  int steps() const { return run->status().steps; }
  const SearchForm& form() const { return static_cast<const SearchLearner&>(run->learner()).form(); }

  // What draws a direction: standard normals of a task, a purpose, an inner step and a number.
  Array direction(int task, Purpose purpose, int step, int which) const {
    StreamKey key;
    key.seed = problem().seed;
    key.task = static_cast<std::uint32_t>(task);
    key.purpose = purpose;
    key.step = static_cast<std::uint32_t>(step);
    key.lane = static_cast<std::uint32_t>(which);
    Stream stream(key);
    Array d(static_cast<std::size_t>(size()));
    for (Scalar& x : d) x = stream.normal();
    return d;
  }
  Array perform_code(int code, int part, const Array& input, int contribution) {
    Operation operation;
    operation.phase = Phase::update;
    operation.code = code;
    operation.part = part;
    operation.input = &input;
    operation.contribution = contribution;
    Array result(static_cast<std::size_t>(contribution));
    owner->perform(operation, result.data());
    return result;
  }
};

Array moved(const Array& from, double distance, const Array& direction) {
  Array result = from;
  for (std::size_t i = 0; i < result.size(); ++i) result[i] += Scalar(distance) * direction[i];
  return result;
}

const char* const kLines[] = {
    "tasks=point-navigation&preset=pearl&meta_batch_size=3&horizon=12&episodes=3&directions=3&inner_steps=2",
    "tasks=cart-pole&meta_batch_size=3&horizon=60&episodes=4&directions=3&inner_steps=2&inner_sigma=1&outer_sigma=1",
    "tasks=point-navigation&preset=pearl&meta_batch_size=3&horizon=12&episodes=3&inner=hill-climbing&directions=5&"
    "hidden="
    "4",
};

// Proves that the value of a perturbed start is what the plain adaptation from there comes to: with the same
// perturbations within it and on the same episodes, so that nothing but the start tells a pair's sides apart.
TEST(Search, PairsAreAdaptedToFromPerturbedStarts) {
  for (const std::string line : kLines) {
    Searched s(line + "&perturbations=2&outer_lr=0.1&outer=sgd");
    double most = 0;
    for (int part = 0; part < 2 * (s.steps() + 1); ++part) s.perform_code(kPair, part, s.meta, 0);
    for (int pair = 0; pair < 2; ++pair) {
      for (int task = 0; task < s.tasks(); ++task) {
        const Array g = s.direction(task, Purpose::perturbation, 0, pair);
        for (const int side : {0, 1}) {
          const Array start = moved(s.meta, (side ? -1 : 1) * static_cast<double>(s.form().outer_sigma), g);
          const Searched from(line, &start);
          EXPECT_NEAR(static_cast<double>(s.block->pair_value(task, pair, side)),
                      static_cast<double>(from.block->reward(task)), bound(1e-12, 1e-4))
              << line;
        }
        most = std::max(most, std::fabs(static_cast<double>(s.block->pair_value(task, pair, 0) -
                                                            s.block->pair_value(task, pair, 1))));
      }
    }
    EXPECT_GT(most, 1e-3) << line;
  }
}

// Proves that an update is the definition's: along the mean over tasks and pairs of half the difference of a pair's
// values, in units of the standard deviation of all values, times the direction over sigma; whatever the blocks.
TEST(Search, UpdatesFollowThePairsValues) {
  for (const std::string line : kLines) {
    Searched s(line + "&perturbations=2&outer=sgd&outer_lr=0.1&block=2");
    for (int part = 0; part < 2 * (s.steps() + 1); ++part) s.perform_code(kPair, part, s.meta, 0);
    std::vector<double> values;
    for (int i = 0; i < s.tasks() * 4; ++i)
      values.push_back(static_cast<double>(s.block->pair_value(i / 4, i / 2 % 2, i % 2)));
    const double count = static_cast<double>(values.size()),
                 mean = std::accumulate(values.begin(), values.end(), 0.0) / count;
    double squares = 0;
    for (const double v : values) squares += (v - mean) * (v - mean);
    const double deviation = std::sqrt(squares / count);
    Array expected = s.meta;
    for (int i = 0; i < s.tasks() * 2; ++i) {
      const Array g = s.direction(i / 2, Purpose::perturbation, 0, i % 2);
      const double slope = (values[static_cast<std::size_t>(2 * i)] - values[static_cast<std::size_t>(2 * i + 1)]) /
                           (2 * static_cast<double>(s.form().outer_sigma) * deviation);
      expected = moved(expected, 0.1 * slope / (s.tasks() * 2), g);
    }
    go_to(*s.run, 1);
    EXPECT_LE(relative_error(s.run->parameters(), expected, s.size()), bound(1e-12, 1e-4)) << line;
    Array change = s.run->parameters();
    for (std::size_t i = 0; i < change.size(); ++i) change[i] -= s.meta[i];
    EXPECT_GT(*std::max_element(change.begin(), change.end()), Scalar(1e-3)) << line;
  }
}

// Proves the inner steps against their definitions, by the returns of policies that plainly play the same episodes: of
// evolution strategies, in training and where an evaluation shortens later steps, and of hill climbing.
TEST(Search, InnerStepsAreTheirDefinitions) {
  for (const std::string line : kLines) {
    for (const bool test_data : {false, true}) {
      const std::string scaled = line + (line.find("hill") == std::string::npos ? "&test_lr_scale=0.5" : "");
      Searched s(scaled, nullptr, test_data);
      const double sigma = static_cast<double>(s.form().inner_sigma);
      int accepted = 0;
      for (int task = 0; task < s.tasks(); ++task) {
        Array theta = s.meta;
        for (int step = 0; step < s.steps(); ++step) {
          EXPECT_LE(relative_error(s.block->parameters(task, step), theta, s.size()), bound(1e-11, 1e-3)) << line;
          std::copy_n(s.block->parameters(task, step), s.size(), theta.begin());
          // The mean return of the episodes that inner step `step` plays, by other parameters.
          const auto reward = [&](const Array& at) {
            BlockSpec spec;
            spec.tasks = s.tasks();
            spec.steps = s.steps();
            const auto other = s.run->learner().make_block();
            other->begin(spec);
            Operation operation;
            operation.code = kDrawTasks;
            operation.input = &at;
            other->perform(operation, nullptr);
            // So far all of its parameters are `at`.
            operation.code = kPlay;
            operation.step = step;
            other->perform(operation, nullptr);
            return static_cast<double>(static_cast<SearchBlock&>(*other).reward(task));
          };
          if (s.form().inner == Search::hill_climbing) {
            double best = reward(theta);
            for (int query = 0; query < s.form().directions; ++query) {
              const Array candidate = moved(theta, sigma, s.direction(task, Purpose::search, step, query));
              const double brought = reward(candidate);
              if (brought <= best) continue;
              best = brought;
              theta = candidate;
              ++accepted;
            }
            continue;
          }
          const int pairs = s.form().directions;
          std::vector<double> rewards;
          for (int i = 0; i < 2 * pairs; ++i)
            rewards.push_back(
                reward(moved(theta, i % 2 ? -sigma : sigma, s.direction(task, Purpose::search, step, i / 2))));
          const double mean = std::accumulate(rewards.begin(), rewards.end(), 0.0) / (2 * pairs);
          double squares = 0;
          for (const double r : rewards) squares += (r - mean) * (r - mean);
          const double deviation = std::sqrt(squares / (2 * pairs));
          const double rate = static_cast<double>(s.form().inner_lr) * (test_data && step > 0 ? 0.5 : 1);
          for (int pair = 0; pair < pairs && deviation > 0; ++pair) {
            const double difference =
                rewards[static_cast<std::size_t>(2 * pair)] - rewards[static_cast<std::size_t>(2 * pair + 1)];
            theta = moved(theta, rate * difference / (2 * sigma * deviation * pairs),
                          s.direction(task, Purpose::search, step, pair));
          }
        }
        EXPECT_LE(relative_error(s.block->parameters(task, s.steps()), theta, s.size()), bound(1e-11, 1e-3)) << line;
        Array way = theta;
        for (std::size_t i = 0; i < way.size(); ++i) way[i] -= s.meta[i];
        accepted += *std::max_element(way.begin(), way.end()) > 0;
      }
      EXPECT_GE(accepted, 2) << line;
    }
  }
}

// Proves that the reward is the mean over episodes that ended, those that begin anew in a lane among them, and of a
// lane whose first episode reaches the horizon that one; what the horizon cuts off after an end does not count.
TEST(Search, RewardsAreOfWholeEpisodes) {
  Experience e;
  e.reserve({{{1, 1}}, Head::values}, 3, 4);
  const int ends[3][4] = {{0, 1, 0, 0}, {0, 0, 0, 0}, {1, 1, 0, 1}};
  for (int lane = 0; lane < 3; ++lane)
    for (int t = 0; t < 4; ++t) {
      e.reward[static_cast<std::size_t>(t * 3 + lane)] = Scalar(1 + 10 * lane + t);
      e.done[static_cast<std::size_t>(t * 3 + lane)] = Scalar(ends[lane][t]);
    }
  EXPECT_NEAR(static_cast<double>(mean_reward(e)), ((1 + 2) + (11 + 12 + 13 + 14) + 21 + 22 + (23 + 24)) / 5.0, 1e-5);
}

// Proves that policies which all bring the same move nothing: no direction is better than another.
TEST(Search, NothingMovesWhereAllBringTheSame) {
  const std::string line = "tasks=cart-pole&preset=gymnasium&meta_batch_size=2&horizon=3&directions=4&outer=sgd";
  for (const std::string inner : {"&inner=es", "&inner=hill-climbing"}) {
    Searched s(line + inner);
    for (int i = 0; i < s.size(); ++i) EXPECT_EQ(s.block->parameters(0, 1)[i], s.meta[static_cast<std::size_t>(i)]);
    go_to(*s.run, 2);
    EXPECT_EQ(s.run->status().iteration, 2u);
    EXPECT_EQ(s.run->parameters(), s.meta);
  }
}

// Proves that policies act without chance: by their outputs as they are, or by the largest of them.
TEST(Search, PoliciesActWithoutChance) {
  Numbers numbers(90);
  const Array outputs = numbers.normals(3 * 7);
  const ConstMatrix columns{outputs.data(), 3, 7};
  const auto never = [](int, std::uint32_t) -> PhiloxBlock {
    ADD_FAILURE() << "nothing should be drawn";
    return {};
  };
  Array actions(outputs.size());
  sample_actions(Head::values, columns, nullptr, 0, never, actions.data());
  EXPECT_EQ(actions, outputs);
  sample_actions(Head::choice, columns, nullptr, 0, never, actions.data());
  for (int n = 0; n < 7; ++n) {
    const int chosen = static_cast<int>(actions[static_cast<std::size_t>(n)]);
    for (int r = 0; r < 3; ++r) EXPECT_GE(columns(chosen, n), columns(r, n));
  }
  EXPECT_EQ((Network{{{2, 3}}, Head::choice}).target_rows(), 1);
  EXPECT_EQ((Network{{{2, 3}}, Head::values}).target_rows(), 3);
}

// Proves that it learns: on goals in a box the policy after one inner step earns clearly more than at the beginning,
// and far more than before the step.
TEST(Search, Learns) {
  const RunPointer run =
      make_run("learner=es-maml&tasks=point-navigation&preset=es-maml&horizon=20&meta_batch_size=20&directions=6");
  const std::vector<std::string> names = statistic_names();
  const auto statistic = [&](const char* name) {
    return static_cast<double>(
        run->statistics()[static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin())]);
  };
  double first = 0, last = 0, before = 0;
  for (std::uint32_t i = 1; i <= 120; ++i) {
    go_to(*run, i);
    if (i <= 10) first += statistic("post_mean") / 10;
    if (i > 100) last += statistic("post_mean") / 20, before += statistic("pre_mean") / 20;
  }
  EXPECT_GT(last, 0.85 * first) << first << " to " << last;
  EXPECT_GT(last, 0.6 * before) << before << " to " << last;
}

}  // namespace
}  // namespace metarl::testing
