// Rollouts: resets, independence of neighbours, bookkeeping, and which numbers each stream draws.
#include "support.h"

#include "lab/limits.h"
#include "learning/action_sampling.h"
#include "learning/advantages.h"
#include "learning/collect.h"
#include "networks/distribution.h"

namespace metarl::testing {
namespace {

struct Setting {
  RunLine line;
  Problem problem;
  std::vector<StreamKey> keys;
  Array tasks;
  explicit Setting(const std::string& text, int count = 3) {
    EXPECT_FALSE(read_run_line(text, line).refused());
    EXPECT_FALSE(problem_of(line, problem).refused());
    for (int i = 0; i < count; ++i) {
      keys.push_back({5, 2, static_cast<std::uint32_t>(i), Purpose::collect, 0, 0});
      Stream stream(keys.back());
      tasks.resize(tasks.size() + static_cast<std::size_t>(problem.task_size));
      problem.family->sample(stream, &tasks[tasks.size() - static_cast<std::size_t>(problem.task_size)]);
    }
  }
  const ReinforcementFamily& family() const { return problem.reinforcement(); }
  Array policy() const {
    Numbers numbers(80);
    Array p = numbers.normals(problem.network.parameter_count(), 0.5);
    for (std::size_t i = static_cast<std::size_t>(problem.network.log_std_offset()); i < p.size(); ++i) p[i] = 0;
    return p;
  }
  // Episodes of the tasks first .. first + count - 1.
  std::vector<Experience> run(int first, int count, const Scalar* policy,
                              std::vector<Recording>* recordings = nullptr) const {
    std::vector<Experience> experiences(static_cast<std::size_t>(count));
    std::vector<Experience*> pointers;
    std::vector<Recording*> recorded;
    for (Experience& e : experiences) pointers.push_back(&e);
    if (recordings) {
      recordings->resize(experiences.size());
      for (Recording& r : *recordings) {
        r.reserve(family(), problem.episodes, problem.horizon, problem.network.target_rows());
        recorded.push_back(&r);
      }
    }
    const std::vector<const Scalar*> policies(experiences.size(), policy);
    Rollout rollout;
    rollout.run(family(), problem.network, problem.task_size, count, problem.episodes, problem.horizon,
                tasks.data() + first * problem.task_size, policies.data(), keys.data() + first, pointers.data(),
                recordings ? recorded.data() : nullptr);
    return experiences;
  }
};

const char* const kEnvironments[] = {"tasks=cart-pole&episodes=6&horizon=40&hidden=7",
                                     "tasks=point-navigation&preset=pearl&episodes=5&horizon=30&hidden=6,5"};

// Proves that after a step exactly the finished lanes start anew: for all 16 patterns of four lanes, every other lane
// keeps each bit of its state, no lane's task changes, and a finished lane's new state does not depend on its
// neighbours.
TEST(Resets, HappenExactlyForFinishedLanes) {
  for (const char* text : kEnvironments) {
    const Setting s(text);
    EpisodeLoop loop;
    const int size = s.problem.task_size;
    loop.reserve(s.family(), 16, size, s.problem.network.target_rows());
    loop.clear();
    for (int i = 0; i < 2; ++i) loop.set_task(8 * i, 8, s.tasks.data() + i * size, size);
    const LaneDraws draws{s.keys.data(), 8};
    Episodes& e = loop.episodes();
    // An episode's age, after the states that are drawn, is 0 whatever the draws.
    const int states = s.family().states(), drawn = static_cast<int>(s.family().variables().size());
    Array fresh;  // the states with which lanes start where all of them end
    loop.start(s.family(), draws);
    std::fill(e.done.begin(), e.done.end(), Scalar(1));
    loop.restart(s.family(), draws, 1, e.done.data());
    const Array earlier = e.state;
    for (int pattern = 15; pattern >= 0; --pattern) {
      loop.start(s.family(), draws);
      for (int t = 0; t < 3; ++t) loop.step(s.family(), draws, static_cast<std::uint32_t>(t));
      const Array state = e.state, task = e.task;
      for (int lane = 0; lane < 16; ++lane) e.done[static_cast<std::size_t>(lane)] = Scalar(pattern >> lane % 4 & 1);
      loop.restart(s.family(), draws, 2, e.done.data());
      EXPECT_EQ(e.task, task);
      if (pattern == 15) fresh = e.state;
      for (int lane = 0; lane < 16; ++lane) {
        const bool finished = pattern >> lane % 4 & 1;
        for (int v = 0; v < states; ++v) {
          const std::size_t at = static_cast<std::size_t>(v * e.lanes + lane);
          EXPECT_EQ(e.state[at], finished ? fresh[at] : state[at])
              << text << " pattern " << pattern << " lane " << lane;
          if (pattern == 15) {
            EXPECT_NE(e.state[at], state[at]) << text << " lane " << lane << " was not reset";
            if (v < drawn) {
              EXPECT_NE(e.state[at], earlier[at]) << text << ": every reset of a lane is the same";
            }
          }
        }
      }
    }
  }
}

// Proves that a task's episodes have the same bits alone and beside other tasks, whoever stands before it.
TEST(Rollouts, TasksDoNotDependOnTheirNeighbours) {
  for (const char* text : kEnvironments) {
    const Setting s(text);
    const Array policy = s.policy();
    const std::vector<Experience> together = s.run(0, 3, policy.data());
    for (int i = 0; i < 3; ++i) {
      const Experience alone = std::move(s.run(i, 1, policy.data())[0]);
      const Experience& e = together[static_cast<std::size_t>(i)];
      EXPECT_EQ(alone.samples.inputs, e.samples.inputs) << text;
      EXPECT_EQ(alone.samples.targets, e.samples.targets);
      EXPECT_EQ(alone.reward, e.reward);
      EXPECT_EQ(alone.done, e.done);
      EXPECT_EQ(alone.samples.old_log_prob, e.samples.old_log_prob);
      if (i > 0) {
        EXPECT_NE(e.samples.targets, together[0].samples.targets) << text << ": tasks share their random numbers";
      }
    }
  }
}

// Proves what an experience says: ages count from each start, returns are of the first episode alone, the
// log-probabilities are of the policy that acted, states follow from actions, and recordings stand still after the end.
TEST(Rollouts, BooksAreKept) {
  for (const char* text : kEnvironments) {
    const Setting s(text);
    const Array policy = s.policy();
    std::vector<Recording> recordings;
    const std::vector<Experience> all = s.run(0, 3, policy.data(), &recordings);
    int ends = 0;
    for (std::size_t task = 0; task < 3; ++task) {
      const Experience& e = all[task];
      const Recording& r = recordings[task];
      const int states = r.variables;  // those that are drawn; all are observed here
      double mean = 0;
      for (int lane = 0; lane < e.lanes; ++lane) {
        double age = 0, total = 0;
        int length = 0;
        bool first = true;
        for (int t = 0; t < e.time; ++t) {
          const std::size_t i = static_cast<std::size_t>(t * e.lanes + lane);
          ASSERT_EQ(static_cast<double>(e.age[i]), age) << text << " lane " << lane << " time " << t;
          age = e.done[i] != 0 ? 0 : age + 1;
          if (first) total += static_cast<double>(e.reward[i]), ++length;
          const Scalar* row = &r.states[static_cast<std::size_t>((lane * (e.time + 1) + t) * states)];
          for (int v = 0; v < states; ++v) {
            // Observations are the states here.
            if (first) {
              EXPECT_EQ(row[v], e.samples.inputs[i * static_cast<std::size_t>(states) + static_cast<std::size_t>(v)]);
            } else if (t > length) {  // row `length` is the terminal state
              EXPECT_EQ(row[v], row[v - states]);
            }
          }
          if (e.done[i] != 0) first = false, ++ends;
        }
        EXPECT_EQ(static_cast<double>(e.last_age[static_cast<std::size_t>(lane)]), age);
        EXPECT_EQ(static_cast<double>(e.episode_length[static_cast<std::size_t>(lane)]), length);
        EXPECT_NEAR(static_cast<double>(e.episode_return[static_cast<std::size_t>(lane)]), total, bound(1e-10, 1e-3));
        mean += static_cast<double>(e.episode_return[static_cast<std::size_t>(lane)]) / e.lanes;
      }
      EXPECT_NEAR(static_cast<double>(e.mean_return), mean, bound(1e-10, 1e-3));
      MlpPass pass;
      pass.forward(s.problem.network.mlp, policy.data(), e.samples.input_matrix());
      Array log_prob(static_cast<std::size_t>(e.samples.count));
      log_probabilities({s.problem.network.head, pass.outputs(), policy.data() + s.problem.network.log_std_offset()},
                        e.samples.target_matrix(), log_prob.data());
      EXPECT_LE(relative_error(e.samples.old_log_prob, log_prob, e.samples.count), bound(1e-12, 1e-4));
    }
    if (s.problem.network.head == Head::categorical) {
      EXPECT_GT(ends, 20) << "episodes must end for this test to say something";
    }
  }
}

// Proves that actions come from the policy's distribution: frequencies of a categorical's, mean and deviation of a
// Gaussian's.
TEST(Rollouts, ActionsFollowThePolicy) {
  Setting discrete("tasks=cart-pole&episodes=200&horizon=50&hidden=none", 1);
  Array policy(10);
  policy[8] = Scalar(std::log(3.0));  // probability 3/4 of action 0
  double share = 0;
  const Experience cart = std::move(discrete.run(0, 1, policy.data())[0]);
  for (Scalar a : cart.samples.targets) share += (a == 0) / 10000.0;
  EXPECT_NEAR(share, 0.75, 5 * std::sqrt(0.75 * 0.25 / 10000));
  Setting continuous("tasks=point-navigation&preset=pearl&episodes=200&horizon=50&hidden=none", 1);
  policy.assign(8, Scalar(0));
  policy[4] = 2;
  policy[5] = -1;
  policy[6] = Scalar(std::log(0.5));
  policy[7] = Scalar(std::log(2.0));
  double mean[2] = {}, square[2] = {}, product = 0;
  const Experience point = std::move(continuous.run(0, 1, policy.data())[0]);
  for (std::size_t i = 0; i < 10000; ++i) {
    const double z[2] = {(static_cast<double>(point.samples.targets[2 * i]) - 2) / 0.5,
                         (static_cast<double>(point.samples.targets[2 * i + 1]) + 1) / 2};
    for (int d = 0; d < 2; ++d) mean[d] += z[d] / 10000, square[d] += z[d] * z[d] / 10000;
    product += z[0] * z[1] / 10000;
  }
  for (int d = 0; d < 2; ++d) {
    EXPECT_NEAR(mean[d], 0, 0.05);
    EXPECT_NEAR(square[d], 1, 0.08);
  }
  EXPECT_NEAR(product, 0, 0.05);
}

// The data that the blocks of one iteration draw, as one list of arrays named by what they are for.
struct Drawn {
  std::vector<std::pair<std::string, Array>> list;
  Drawn(const std::string& text, Split split, std::uint32_t iteration, int first, int count, bool shift = false) {
    RunLine line;
    Problem problem;
    EXPECT_FALSE(read_run_line(text, line).refused());
    problem_of(line, problem);
    const std::unique_ptr<Learner> learner = line.learner->make(problem, line.settings);
    learner->initialise();
    const std::unique_ptr<Block> block = learner->make_block();
    BlockSpec spec;
    spec.split = split;
    spec.iteration = iteration;
    spec.first_task = first;
    spec.tasks = count;
    spec.steps = line.settings.integer("inner_steps");
    block->begin(spec);
    perform(learner->schedule(spec.steps, learner->meta_parameters()), *block);
    for (int t = 0; t < count; ++t) {
      const std::string who = "task " + std::to_string(first + t + (shift ? 100 : 0));
      list.emplace_back(who, Array(block->task(t), block->task(t) + problem.task_size));
      const TaskView view = block->view(t);
      if (problem.kind == Kind::supervised) {
        list.emplace_back(who + " support", view.support->inputs);
        list.emplace_back(who + " query", view.query->inputs);
      }
      const auto& gradient_block = static_cast<const GradientBlock&>(*block);
      for (int k = 0; problem.kind == Kind::reinforcement && k <= spec.steps; ++k)
        list.emplace_back(who + " step " + std::to_string(k), gradient_block.experience(t, k).samples.targets);
    }
  }
};

const char* const kDrawing[] = {"tasks=sinusoid&inner_steps=2&inner_lr=0", "tasks=boolean&noise=0.3&inner_lr=0",
                                "tasks=point-navigation&inner_steps=3&inner_lr=0&horizon=10&hidden=4",
                                "tasks=cart-pole&inner_steps=2&inner_lr=0&horizon=30&hidden=4"};

// Proves that tasks and data of every task, inner step, purpose, meta-iteration, split and seed are drawn from streams
// of their own (with inner_lr 0 nothing else makes them differ), and that no array appears twice.
TEST(Streams, EveryTaskStepAndIterationDrawsItsOwn) {
  for (const std::string text : kDrawing) {
    const bool discrete = text.find("boolean") != std::string::npos;  // its 16 tasks do repeat
    std::vector<std::pair<std::string, Array>> all;
    const auto add = [&](const std::string& name, const Drawn& drawn) {
      for (const auto& [what, array] : drawn.list) {
        if (discrete && array.size() == 4) continue;
        for (const auto& [other, known] : all)
          EXPECT_NE(array, known) << text << ": " << name << " " << what << " is " << other;
        all.emplace_back(name + " " + what, array);
      }
    };
    add("base", Drawn(text, Split::training, 0, 0, 3));
    add("iteration 1", Drawn(text, Split::training, 1, 0, 3));
    add("held out", Drawn(text, Split::held_out, 0, 0, 3));
    add("probe", Drawn(text, Split::probe, 0, 0, 1));
    add("seed 2", Drawn(text + "&seed=2", Split::training, 0, 0, 3));
    add("seed 2 + 2^32", Drawn(text + "&seed=4294967298", Split::training, 0, 0, 3));
    EXPECT_GT(all.size(), 20u);
  }
}

// Proves that every lane and time step draws its own numbers: with a policy that does the same everywhere no action
// comes twice.
TEST(Streams, EveryLaneAndTimeStepDrawsItsOwn) {
  const Setting s("tasks=point-navigation&preset=pearl&episodes=30&horizon=50&hidden=none", 1);
  const Array policy(8);
  const Experience e = std::move(s.run(0, 1, policy.data())[0]);
  std::vector<std::pair<Scalar, Scalar>> actions;
  for (std::size_t i = 0; i < 1500; ++i) actions.emplace_back(e.samples.targets[2 * i], e.samples.targets[2 * i + 1]);
  std::sort(actions.begin(), actions.end());
  EXPECT_EQ(std::adjacent_find(actions.begin(), actions.end()), actions.end());
  // Nor do two lanes begin at the same place.
  for (std::size_t lane = 1; lane < 30; ++lane) EXPECT_NE(e.samples.inputs[2 * lane], e.samples.inputs[0]);
}

// Proves that no knob asks for more steps, lanes or draws than a stream's name has room for: two streams of one name
// would draw the same numbers.
TEST(Streams, KnobsKeepToTheirLimits) {
  const auto most = [](const char* name) { return find_knob(name)->high; };
  for (const char* name : {"inner_steps", "epochs", "belief_samples"}) EXPECT_LT(most(name), kMostStreamSteps) << name;
  const double episodes = std::max(most("episodes"), most("test_steps") + 1), steps = episodes * most("horizon");
  EXPECT_LE(episodes, kMostStreamLanes);
  EXPECT_LE(steps, static_cast<double>(kMostStreamLanes) * kMostStreamSteps);  // the lane of a yardstick's choice
  EXPECT_LT(steps * kDrawsPerStep, static_cast<double>(kStartDraw));
  for (const char* name : {"directions", "perturbations"}) EXPECT_LT(most(name), kMostStreamLanes) << name;
  for (const LearnerEntry& learner : learners()) {
    if (!takes_inner_steps(learner.adapts)) continue;
    EXPECT_LT(evaluation_steps(learner).most, kMostStreamSteps) << learner.name;
  }
}

// Proves that a task's numbers depend on its own number alone: four tasks in one block, in two blocks, and one by one
// have the same bits.
TEST(Streams, TasksDoNotDependOnTheirBlock) {
  for (const std::string text : kDrawing) {
    const Drawn whole(text, Split::training, 3, 0, 4);
    std::vector<std::pair<std::string, Array>> parts;
    for (const auto& [first, count] : {std::pair{0, 2}, {2, 1}, {3, 1}}) {
      const Drawn part(text, Split::training, 3, first, count);
      parts.insert(parts.end(), part.list.begin(), part.list.end());
    }
    EXPECT_EQ(whole.list, parts) << text;
  }
}

// Proves that a learner's advantages are made by the rules: a baseline fitted to whole episodes alone, an episode that
// reached the horizon counted as whole and not bootstrapped, one cut off by the batch's end bootstrapped from the
// baseline; standardized for each task.
TEST(Collecting, AdvantagesFollowTheRules) {
  for (const char* text : kEnvironments) {
    const Setting s(text);
    const Array policy = s.policy();
    std::vector<Experience> experiences(3);
    std::vector<Experience*> pointers;
    for (Experience& e : experiences) pointers.push_back(&e);
    const std::vector<const Scalar*> policies(3, policy.data());
    const std::vector<Recording*> none(3, nullptr);
    Collector collector;
    FittedCritic critic;
    const Scalar discount = Scalar(0.9), lambda = Scalar(0.8);
    collector.episodes(s.problem, {discount, lambda}, critic, 3, s.tasks.data(), policies.data(), s.keys.data(),
                       pointers.data(), none.data());
    for (const Experience& e : experiences) {
      const int lanes = e.lanes, count = e.samples.count;
      Array returns(e.reward.size()), whole(returns.size()), values(returns.size() + static_cast<std::size_t>(lanes)),
          advantages(returns.size());
      for (int lane = 0; lane < lanes; ++lane) {
        int last_end = -1;  // the step that ended the lane's last complete episode
        for (int t = 0; t < e.time; ++t)
          if (e.done[static_cast<std::size_t>(t * lanes + lane)] != 0) last_end = t;
        for (int t = 0; t < e.time; ++t)
          whole[static_cast<std::size_t>(t * lanes + lane)] = last_end < 0 || t <= last_end;
      }
      discounted_returns(e.reward.data(), e.done.data(), e.time, lanes, discount, returns.data());
      LinearBaseline baseline;
      baseline.reserve(e.samples.input_rows);
      baseline.fit(e.samples.input_matrix(), e.age.data(), returns.data(), whole.data());
      baseline.predict(e.samples.input_matrix(), e.age.data(), values.data());
      baseline.predict({e.last_observation.data(), e.samples.input_rows, lanes}, e.last_age.data(),
                       values.data() + count);
      int uncut = 0;
      for (int lane = 0; lane < lanes; ++lane) {
        if (whole[static_cast<std::size_t>((e.time - 1) * lanes + lane)] == 0) continue;
        values[static_cast<std::size_t>(count + lane)] = 0;
        ++uncut;
      }
      generalized_advantages(e.reward.data(), values.data(), e.done.data(), e.time, lanes, discount, lambda,
                             advantages.data(), returns.data());
      standardize(advantages.data(), count);
      EXPECT_LE(relative_error(e.samples.advantages, advantages, count), bound(1e-9, 1e-3)) << text;
      if (s.problem.network.head == Head::gaussian) {
        EXPECT_EQ(uncut, lanes);
      } else {
        EXPECT_LT(uncut, lanes);
      }
    }
  }
}

}  // namespace
}  // namespace metarl::testing
