// Learning a model that adapts, and planning with it: the meta-gradient of its segments, plans, transitions and scales,
// each against the same by hand.
#include "support.h"

#include "foundation/decimal.h"
#include "lab/job.h"
#include "meta/model_block.h"

namespace metarl::testing {
namespace {

const char* const kRuns[] = {
    "tasks=cart-pole&meta_batch_size=3&block=3&horizon=25&episodes=2&hidden=6&past=5&future=4&segments=3&plans=8&"
    "plan_steps=4",
    "tasks=point-navigation&meta_batch_size=3&block=3&horizon=12&episodes=2&hidden=5&past=4&future=6&segments=2&"
    "plans=9&plan_steps=3&plan_rounds=3",
};

// The trials of a run's iteration, in one block, up to its update.
struct Modelled {
  RunPointer run;
  const ModelLearner* learner;
  Array meta;
  std::unique_ptr<Block> owner;
  ModelBlock* block;
  explicit Modelled(const std::string& line, std::uint32_t iterations = 0)
      : run(make_run("learner=grbal&" + line)), learner(static_cast<const ModelLearner*>(&run->learner())) {
    go_to(*run, iterations);
    meta = run->parameters();
    BlockSpec spec;
    spec.tasks = run->problem().meta_batch_size;
    spec.steps = run->status().steps;
    spec.iteration = iterations;
    spec.derivatives = true;
    owner = run->learner().make_block();
    owner->begin(spec);
    perform(run->learner().schedule(spec.steps, meta), *owner);
    block = static_cast<ModelBlock*>(owner.get());
  }
  int tasks() const { return run->problem().meta_batch_size; }
  const ModelForm& form() const { return learner->form(); }
  Array perform_code(int code, const Array& input, int contribution) const {
    Operation operation;
    operation.phase = Phase::update;
    operation.code = code;
    operation.input = &input;
    operation.contribution = contribution;
    Array result(static_cast<std::size_t>(contribution));
    owner->perform(operation, result.data());
    return result;
  }
};

// Proves that the meta-gradient is that of the segments' loss after one gradient step on what came before, by central
// differences over every parameter; and with order=1 that of the step taken for a constant.
TEST(Model, MetaGradientIsThatOfItsSegments) {
  for (const std::string line : kRuns) {
    for (const std::string order : {"&order=2", "&order=1"}) {
      const Modelled m(line + order + "&inner_lr=0.5", 1);
      const int n = m.form().network.parameter_count();
      m.perform_code(kSegments, m.meta, 0);
      const Array found = m.perform_code(kGradientAt, m.meta, n + 1);
      // The loss of all segments by hand, and the gradient at the adapted parameters.
      Array constant(static_cast<std::size_t>(n));
      const auto loss_at = [&](const Array& at, Array* direct) {
        double total = 0;
        for (int task = 0; task < m.tasks(); ++task)
          for (int s = 0; s < m.form().segments; ++s) {
            const ModelBlock::Segment& segment = m.block->segment(task, s);
            if (segment.past.count == 0) continue;
            Loss loss;
            Array theta(at.begin(), at.begin() + n), g(theta.size());
            loss.evaluate(m.form().network, theta.data(), segment.past, {LossKind::squared_error});
            loss.gradient(g.data(), false);
            for (std::size_t i = 0; i < g.size(); ++i) theta[i] -= Scalar(0.5) * g[i];
            total += static_cast<double>(
                loss.evaluate(m.form().network, theta.data(), segment.future, {LossKind::squared_error}));
            loss.gradient(g.data(), false);
            for (std::size_t i = 0; direct && i < g.size(); ++i) (*direct)[i] += g[i];
          }
        return total;
      };
      EXPECT_NEAR(static_cast<double>(found.back()), loss_at(m.meta, &constant), bound(1e-11, 1e-4)) << line;
      if (order == "&order=1") {
        EXPECT_LE(relative_error(found, constant, n), bound(1e-12, 1e-4)) << line;
        continue;
      }
      EXPECT_GE(relative_error(found, constant, n), 1e-2) << line;
      Array expected(static_cast<std::size_t>(n));
      const double h = bound(1e-6, 3e-3);
      for (int i = 0; i < n; ++i) {
        Array forward = m.meta, backward = m.meta;
        forward[static_cast<std::size_t>(i)] += Scalar(h);
        backward[static_cast<std::size_t>(i)] -= Scalar(h);
        expected[static_cast<std::size_t>(i)] =
            Scalar((loss_at(forward, nullptr) - loss_at(backward, nullptr)) / (2 * h));
      }
      EXPECT_LE(relative_error(found, expected, n), bound(1e-7, 5e-2)) << line;
    }
  }
}

// Proves that a segment's past comes right before its future, that neither is longer than the knobs say, and that both
// are transitions of the task's own trial: inputs and targets as the scales have them.
TEST(Model, SegmentsAreOfTheTrial) {
  for (const std::string line : kRuns) {
    const Modelled m(line, 1);
    m.perform_code(kSegments, m.meta, 0);
    const Scales scales(m.form(), m.meta.data());
    ASSERT_TRUE(scales.measured());
    std::vector<int> starts;
    for (int task = 0; task < m.tasks(); ++task) {
      std::vector<int> times;
      m.block->list_transitions(task, m.block->played().time(), times);
      Samples all;
      m.block->write_samples(task, times.data(), static_cast<int>(times.size()), scales, all);
      for (int s = 0; s < m.form().segments; ++s) {
        const ModelBlock::Segment& segment = m.block->segment(task, s);
        ASSERT_GE(segment.past.count, 1);
        ASSERT_GE(segment.future.count, 1);
        EXPECT_LE(segment.past.count, m.form().past);
        EXPECT_LE(segment.future.count, m.form().future);
        const int total = segment.past.count + segment.future.count;
        bool found = false;
        for (int first = 0; first + total <= all.count && !found; ++first) {
          found = true;
          for (int n = 0; n < total && found; ++n) {
            const bool in_past = n < segment.past.count;
            const Samples& own = in_past ? segment.past : segment.future;
            const int at = in_past ? n : n - segment.past.count;
            for (int r = 0; r < all.input_rows; ++r)
              found = found && own.inputs[static_cast<std::size_t>(at * all.input_rows + r)] ==
                                   all.inputs[static_cast<std::size_t>((first + n) * all.input_rows + r)];
            for (int r = 0; r < all.target_rows; ++r)
              found = found && own.targets[static_cast<std::size_t>(at * all.target_rows + r)] ==
                                   all.targets[static_cast<std::size_t>((first + n) * all.target_rows + r)];
          }
          if (found) starts.push_back(first + segment.past.count);
        }
        EXPECT_TRUE(found) << line;
      }
    }
    EXPECT_NE(*std::min_element(starts.begin(), starts.end()), *std::max_element(starts.begin(), starts.end()));
  }
}

// Proves that a sample is its transition in the scales' units: what the model reads are observation and action, one
// number for each that there is to choose; what it predicts are the change, the reward, and whether the episode ended.
TEST(Model, SamplesAreTransitionsInUnits) {
  for (const std::string line : kRuns) {
    const Modelled m(line, 1);
    const ModelForm& form = m.form();
    const Scales scales(form, m.meta.data());
    const Trial& trial = m.block->played();
    int ended = 0;
    for (int task = 0; task < m.tasks(); ++task) {
      std::vector<int> times;
      m.block->list_transitions(task, trial.time(), times);
      Samples samples;
      m.block->write_samples(task, times.data(), static_cast<int>(times.size()), scales, samples);
      for (std::size_t n = 0; n < times.size(); ++n) {
        const std::size_t column = static_cast<std::size_t>(times[n] * trial.lanes + task),
                          rows = static_cast<std::size_t>(form.observations);
        std::vector<Scalar> inputs, targets;
        for (int i = 0; i < form.observations; ++i) {
          const Scalar from = trial.observation[column * rows + static_cast<std::size_t>(i)],
                       change = trial.next_observation[column * rows + static_cast<std::size_t>(i)] - from;
          inputs.push_back((from - scales.mean(i)) / scales.deviation(i));
          targets.push_back((change - scales.mean(form.observations + i)) / scales.deviation(form.observations + i));
        }
        for (int a = 0; a < form.actions; ++a) {
          const std::size_t action = column * static_cast<std::size_t>(trial.action_rows);
          inputs.push_back(form.discrete ? Scalar(trial.action[action] == Scalar(a))
                                         : trial.action[action + static_cast<std::size_t>(a)]);
        }
        const int reward = 2 * form.observations;
        targets.push_back((trial.reward[column] - scales.mean(reward)) / scales.deviation(reward));
        targets.push_back(trial.done[column]);
        ended += trial.done[column] != 0;
        for (std::size_t i = 0; i < inputs.size(); ++i)
          EXPECT_NEAR(static_cast<double>(samples.inputs[n * inputs.size() + i]), static_cast<double>(inputs[i]), 1e-5);
        for (std::size_t i = 0; i < targets.size(); ++i)
          EXPECT_NEAR(static_cast<double>(samples.targets[n * targets.size() + i]), static_cast<double>(targets[i]),
                      1e-5);
      }
    }
    EXPECT_EQ(ended > 0, form.discrete) << "poles fall; a walk in the plane ends at the horizon alone";
  }
}

// Mean and variance, over the transitions of a block's trials, of every number that has a scale.
struct Moments {
  double mean = 0, variance = 0;
};
std::vector<Moments> moments_of(const Modelled& m) {
  const Trial& trial = m.block->played();
  std::vector<std::vector<double>> numbers(static_cast<std::size_t>(m.form().scaled()));
  for (int task = 0; task < m.tasks(); ++task) {
    std::vector<int> times;
    m.block->list_transitions(task, trial.time(), times);
    for (const int t : times) {
      const int column = t * trial.lanes + task, rows = trial.observation_rows;
      for (int i = 0; i < rows; ++i) {
        const double from = static_cast<double>(trial.observation[static_cast<std::size_t>(column * rows + i)]),
                     to = static_cast<double>(trial.next_observation[static_cast<std::size_t>(column * rows + i)]);
        numbers[static_cast<std::size_t>(i)].push_back(from);
        numbers[static_cast<std::size_t>(rows + i)].push_back(to - from);
      }
      numbers[static_cast<std::size_t>(2 * rows)].push_back(
          static_cast<double>(trial.reward[static_cast<std::size_t>(column)]));
    }
  }
  std::vector<Moments> result(numbers.size());
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    for (const double x : numbers[i]) result[i].mean += x / static_cast<double>(numbers[i].size());
    for (const double x : numbers[i])
      result[i].variance += (x - result[i].mean) * (x - result[i].mean) / static_cast<double>(numbers[i].size());
  }
  return result;
}

// Proves that the scales are the mean and deviation over the first iteration's transitions; that those of every later
// one come in by a tenth; and that a number that never varies (cart-pole's reward) is left as large as it is.
TEST(Model, ScalesFollowTheTrials) {
  for (const std::string line : kRuns) {
    const Modelled first(line), second(line, 1);
    EXPECT_FALSE(Scales(first.form(), first.meta.data()).measured());
    const std::vector<Moments> one = moments_of(first), two = moments_of(second);
    const Modelled third(line, 2);
    const Scales begun(first.form(), second.meta.data()), followed(first.form(), third.meta.data());
    ASSERT_TRUE(begun.measured());
    for (int i = 0; i < first.form().scaled(); ++i) {
      const Moments &a = one[static_cast<std::size_t>(i)], &b = two[static_cast<std::size_t>(i)];
      const bool varies = a.variance > 1e-9;
      EXPECT_EQ(varies, b.variance > 1e-9);
      EXPECT_NEAR(static_cast<double>(begun.mean(i)), a.mean, bound(1e-12, 1e-5) * (1 + std::fabs(a.mean))) << i;
      EXPECT_NEAR(static_cast<double>(begun.deviation(i)), varies ? std::sqrt(a.variance) : 1,
                  bound(1e-9, 1e-3) * (1 + std::sqrt(a.variance)))
          << i;
      const double mean = 0.9 * a.mean + 0.1 * b.mean,
                   square = 0.9 * (a.variance + a.mean * a.mean) + 0.1 * (b.variance + b.mean * b.mean);
      EXPECT_NEAR(static_cast<double>(followed.mean(i)), varies ? mean : a.mean,
                  bound(1e-12, 1e-5) * (1 + std::fabs(mean)))
          << i;
      EXPECT_NEAR(static_cast<double>(followed.deviation(i)), varies ? std::sqrt(square - mean * mean) : 1,
                  bound(1e-9, 1e-3) * (1 + std::sqrt(square)))
          << i;
    }
  }
}

// A model that knows a world of one number: an action moves it by the network's own weights, its reward is the number
// after the step, and an episode ends never or always.
struct Line {
  ModelForm form;
  Array meta;
  explicit Line(bool discrete, double ends) {
    form.observations = 1;
    form.actions = discrete ? 3 : 1;
    form.discrete = discrete;
    form.network = {{{1 + form.actions, 3}, Activation::tanh}, Head::values};
    form.plans = 64;
    form.plan_steps = 4;
    form.plan_rounds = 4;
    form.discount = Scalar(0.5);
    meta.assign(static_cast<std::size_t>(form.meta_size()), Scalar(0));
    // Weights are by column: an input's on the change, the reward, the end.
    const auto weight = [&](int input, int output) -> Scalar& {
      return meta[static_cast<std::size_t>(3 * input + output)];
    };
    weight(0, 1) = 1;
    for (int a = 0; a < form.actions; ++a)
      weight(1 + a, 0) = weight(1 + a, 1) = discrete ? Scalar(a == 1 ? 1 : -1) : Scalar(1);
    meta[static_cast<std::size_t>(3 * (1 + form.actions) + 2)] = Scalar(ends);
    Scalar* scales = meta.data() + form.network.parameter_count();
    scales[0] = 1;
    for (int i = 0; i < form.scaled(); ++i) scales[2 + 2 * i] = 1;
  }
};

// Proves what a plan is worth, by going through it: discounted rewards, each as likely as that no step before ended the
// episode; and that the best action is found.
TEST(Model, PlansAreWorthTheirRewards) {
  for (const bool discrete : {true, false}) {
    for (const double ends : {0.0, 0.25, 1.5}) {
      const Line line(discrete, ends);
      Planner planner;
      planner.reserve(line.form, Memory());
      Stream stream({5, 0, 0, Purpose::plan, 0, 0});
      const Scalar observation = Scalar(0.5);
      Scalar action = 0;
      planner.plan(line.form, line.meta.data(), Scales(line.form, line.meta.data()), &observation, stream, &action);
      if (discrete) {
        EXPECT_EQ(action, Scalar(1)) << ends;
      } else {
        EXPECT_GT(action, Scalar(0.5)) << ends;
      }
      for (int n = 0; n < line.form.plans; ++n) {
        double x = 0.5, worth = 0, weight = 1, alive = 1;
        for (int h = 0; h < line.form.plan_steps; ++h, weight *= 0.5, alive *= 1 - std::min(ends, 1.0)) {
          const double a = static_cast<double>(*planner.planned(line.form, n, h));
          x += discrete ? (a == 1 ? 1 : -1) : a;
          worth += weight * alive * x;
        }
        EXPECT_NEAR(static_cast<double>(planner.worth(n)), worth, bound(1e-12, 1e-4));
      }
    }
  }
}

// Proves that a training trial's steps are taken at random as often as `exploration` says, and those of an evaluation
// by plans alone.
TEST(Model, ExploresInTrainingAlone) {
  const std::string line =
      "tasks=point-navigation&navigation=pearl&meta_batch_size=4&block=4&horizon=50&episodes=1&hidden=5&plans=4&"
      "plan_steps=2&plan_rounds=2";
  for (const double share : {0.0, 0.3, 1.0}) {
    const Modelled m(line + "&exploration=" + format_real(share), 1);
    const Trial& trial = m.block->played();
    int random = 0, steps = 0;
    for (int task = 0; task < m.tasks(); ++task) {
      for (int t = 0; t < trial.time(); ++t, ++steps) {
        StreamKey key;
        key.seed = m.run->problem().seed;
        key.iteration = 1;
        key.task = static_cast<std::uint32_t>(task);
        key.purpose = Purpose::plan;
        key.lane = static_cast<std::uint32_t>(t);
        Stream stream(key);
        stream.uniform();
        random += trial.action[static_cast<std::size_t>((t * trial.lanes + task) * 2)] == stream.normal();
      }
    }
    EXPECT_NEAR(static_cast<double>(random) / steps, share, 4 * std::sqrt(share * (1 - share) / steps) + 1e-9);
  }
  // The first iteration's trials are at random whatever the share, so both runs have come to the same.
  const auto judged = [&](const char* share) {
    const RunPointer run = make_run("learner=grbal&" + line + "&exploration=" + share);
    go_to(*run, 1);
    std::unique_ptr<Job> job;
    EXPECT_FALSE(Job::evaluation(*run, 5, 0, job).refused());
    while (!job->advance()) continue;
    for (const TraceArray& array : job->result())
      if (array.name == "values") return array.data;
    return std::vector<float>();
  };
  EXPECT_EQ(judged("0").size(), 5u);
  EXPECT_EQ(judged("0"), judged("1"));
}

// Proves that an agent acts by the model as it has adapted to the last transitions of its trial, episodes before among
// them, and by none of a later step: the action of every step against one that is planned by hand.
TEST(Model, ActionsAreByTheAdaptedModel) {
  for (const std::string line : kRuns) {
    const Modelled m(line + "&inner_lr=0.5&exploration=0", 1);
    const ModelForm& form = m.form();
    const Scales scales(form, m.meta.data());
    const Trial& trial = m.block->played();
    Planner planner;
    planner.reserve(form, Memory());
    int compared = 0, matters = 0;
    for (int task = 0; task < m.tasks(); ++task) {
      for (int t = 0; t < trial.time(); ++t) {
        const int column = t * trial.lanes + task;
        if (trial.active[static_cast<std::size_t>(column)] == 0) continue;
        std::vector<int> times;
        m.block->list_transitions(task, t, times);
        const int count = std::min(form.past, static_cast<int>(times.size()));
        Array theta(m.meta.begin(), m.meta.begin() + form.network.parameter_count());
        const auto planned = [&](const Array& by) {
          StreamKey key;
          key.seed = m.run->problem().seed;
          key.iteration = 1;
          key.task = static_cast<std::uint32_t>(task);
          key.purpose = Purpose::plan;
          key.lane = static_cast<std::uint32_t>(t);
          Stream stream(key);
          stream.uniform();  // which says whether to explore
          Array action(static_cast<std::size_t>(trial.action_rows));
          planner.plan(form, by.data(), scales,
                       trial.observation.data() + static_cast<std::ptrdiff_t>(column) * trial.observation_rows, stream,
                       action.data());
          return action;
        };
        const Array unadapted = planned(theta);
        if (count > 0) {
          Samples recent;
          m.block->write_samples(task, times.data() + times.size() - static_cast<std::size_t>(count), count, scales,
                                 recent);
          Loss loss;
          Array g(theta.size());
          loss.evaluate(form.network, theta.data(), recent, {LossKind::squared_error});
          loss.gradient(g.data(), false);
          for (std::size_t i = 0; i < g.size(); ++i) theta[i] -= Scalar(0.5) * g[i];
        }
        const Array action = planned(theta);
        for (int d = 0; d < trial.action_rows; ++d)
          EXPECT_EQ(trial.action[static_cast<std::size_t>(column * trial.action_rows + d)],
                    action[static_cast<std::size_t>(d)])
              << line << " task " << task << " step " << t;
        matters += action != unadapted;
        ++compared;
      }
    }
    EXPECT_GE(compared, 30) << line;
    EXPECT_GE(matters, 1) << line;
  }
}

}  // namespace
}  // namespace metarl::testing
