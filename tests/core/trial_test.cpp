// Learners that adapt within a trial: their gradients, and what a trial is.
#include "played.h"

#include "lab/job.h"
#include "meta/prototypical_learner.h"

namespace metarl::testing {
namespace {

// Learners that act in trials and learn from them by an actor and a critic.
template <class F>
void for_each_trial_combination(F&& f) {
  for_each_combination([&](const LearnerEntry& learner, const FamilyEntry& family, const std::string& outer) {
    if (outer != "ppo" && outer != "a2c") return;
    f(learner, family, outer);
  });
}

std::string small_line(const LearnerEntry& learner, const FamilyEntry& family, const std::string& outer) {
  std::string line = line_of(learner, family, outer) +
                     "&meta_batch_size=3&block=3&episodes=3&entropy_coefficient=0.2&value_coefficient=0.7"
                     "&discount=0.9&gae_lambda=0.8&seed=4";
  if (family.name != "bernoulli-bandit") line += "&horizon=5";
  RunLine known;
  EXPECT_FALSE(read_run_line(line, known).refused()) << line;
  if (known.settings.has("hidden")) line += "&hidden=5&activation=tanh";
  if (known.settings.has("memory")) line += "&memory=4";
  if (known.settings.has("latent")) line += "&latent=2";
  if (known.settings.has("decoder")) line += "&decoder=4&belief_samples=2&kl_weight=0.6";
  if (known.settings.has("context")) line += "&context=4";
  return line;
}

// Against central differences by every parameter, the policy's loss and the encoder's own each where it must reach.
void check_gradient(const std::string& line) {
  const Played played(line);
  const int size = played.learner->meta_size(), border = played.learner->encoder().parameter_count();
  const bool joint = played.learner->encoder().learns_from_policy();
  Array at = played.input;
  // Other parameters than those that acted, so that ratios are not 1.
  Stream stream({6, 0, 0, Purpose::view, 0, 0});
  for (int i = 0; i < size; ++i) at[static_cast<std::size_t>(i)] += Scalar(0.02) * stream.normal();
  const Array found = played.gradient(at, kGradientThere);
  Array expected(static_cast<std::size_t>(size));
  const Scalar h = Scalar(5e-6);
  for (int i = 0; i < size; ++i) {
    Array up = at, down = at;
    up[static_cast<std::size_t>(i)] += h;
    down[static_cast<std::size_t>(i)] -= h;
    const auto [acting_up, own_up] = played.losses(up);
    const auto [acting_down, own_down] = played.losses(down);
    const double acting = (acting_up - acting_down) / (2 * static_cast<double>(h)),
                 own = (own_up - own_down) / (2 * static_cast<double>(h));
    expected[static_cast<std::size_t>(i)] = Scalar((i >= border || joint ? acting : 0) + own);
  }
  EXPECT_LE(relative_error(found, expected, size), 1e-6) << line;
  double length = 0;
  for (int i = 0; i < border; ++i) length += std::fabs(static_cast<double>(found[static_cast<std::size_t>(i)]));
  EXPECT_GT(length, 1e-6) << "the encoder's gradient vanishes: " << line;
}

// Proves, for every learner of trials on every family and by every outer loop, that the gradient is that of the whole
// objective.
TEST(TrialGradient, IsThatOfTheWholeObjective) {
  if (!kDouble) GTEST_SKIP() << "differences need double precision";
  for_each_trial_combination([](const LearnerEntry& learner, const FamilyEntry& family, const std::string& outer) {
    check_gradient(small_line(learner, family, outer));
  });
}

// Proves the same where the policy reads products with the observation, and the memory is scaled and told more.
TEST(TrialGradient, IsThatOfTheWholeObjectiveWhateverIsRead) {
  if (!kDouble) GTEST_SKIP() << "differences need double precision";
  for_each_trial_combination([](const LearnerEntry& learner, const FamilyEntry& family, const std::string& outer) {
    if (outer != "ppo") return;
    std::string line = small_line(learner, family, outer);
    RunLine known;
    ASSERT_FALSE(read_run_line(line, known).refused()) << line;
    for (const KnobValue& other : {KnobValue{"readout", "products"},
                                   {"memory_scale", "3"},
                                   {"memory_input", "transition"},
                                   {"initial_gates", "selective"}})
      if (known.settings.has(other.first)) line += "&" + other.first + "=" + other.second;
    check_gradient(line);
  });
}

// Proves that the first gradient, which reuses what acting left behind, has the bits of one computed anew.
TEST(TrialGradient, HereIsThere) {
  for_each_trial_combination([&](const LearnerEntry& learner, const FamilyEntry& family, const std::string& outer) {
    const Played played(small_line(learner, family, outer));
    const Array here = played.gradient(played.input, kGradientHere),
                there = played.gradient(played.input, kGradientThere);
    EXPECT_EQ(here, there) << learner.name << " " << family.name << " " << outer;
  });
}

// Proves for every learner and yardstick of trials, on every family, that what happens in an episode does not depend on
// how many follow: adaptation sees nothing of what it is judged on later. And that the tasks stay what they were drawn
// as through all resets of a trial.
TEST(Trials, EpisodesDependOnEarlierOnesAlone) {
  int count = 0;
  for_each_combination([&](const LearnerEntry& learner, const FamilyEntry& family, const std::string& outer) {
    if (takes_inner_steps(learner.adapts) || family.kind != Kind::reinforcement) return;
    // A rule that plans to the trial's end acts by when that is, and so does the choice of a learner.
    if (learner.name == "bayes-optimal" || learner.name == "whittle" || learner.adapts == Adapts::choice) return;
    const RunPointer run =
        make_run(with_more(line_of(learner, family, outer),
                           "&meta_batch_size=3&block=3&episodes=3&memory=4&latent=2&decoder=4&context=4"));
    const auto play = [&](int steps) {
      std::unique_ptr<Block> block = run->learner().make_block();
      BlockSpec spec;
      spec.tasks = 3;
      spec.steps = steps;
      block->begin(spec);
      Scalar none;
      Array drawn;
      for (const Operation& operation : run->learner().schedule(steps, run->parameters())) {
        block->perform(operation, &none);
        const Array tasks(block->task(0), block->task(0) + 3 * run->problem().task_size);
        if (drawn.empty()) drawn = tasks;
        EXPECT_EQ(tasks, drawn);
      }
      return block;
    };
    const std::unique_ptr<Block> few = play(1), many = play(3);
    const Trial &a = static_cast<const TrialBlock&>(*few).trial(), &b = static_cast<const TrialBlock&>(*many).trial();
    const std::ptrdiff_t columns = a.time() * a.lanes;
    ASSERT_GT(b.time(), a.time());
    for (const auto field : {&Trial::observation, &Trial::action, &Trial::reward, &Trial::active})
      for (std::ptrdiff_t i = 0; i < columns; ++i)
        ASSERT_EQ((a.*field)[static_cast<std::size_t>(i)], (b.*field)[static_cast<std::size_t>(i)])
            << learner.name << " on " << family.name;
    ++count;
  });
  EXPECT_GE(count, 20);
}

// Proves that with readout=products the first layer reads each product of a scaled feature with an entry of the
// observation, and each entry, by weights of its own: the critic, computed here from what a view is shown.
TEST(Readout, AddsProductsOfFeaturesWithTheObservation) {
  const Played played(
      "learner=rl2&tasks=cart-pole&meta_batch_size=2&block=2&episodes=1&horizon=8&memory=3&hidden=none&memory_scale=7"
      "&readout=products&seed=4");
  const Trial& trial = static_cast<const TrialBlock&>(*played.block).trial();
  const int units = 3, o = trial.observation_rows, rows = played.learner->actor_critic().outputs();
  ASSERT_EQ(played.learner->actor_critic().inputs(), units * o + o);
  const Scalar* weights = played.input.data() + played.learner->actor_critic_offset();
  const Scalar bias = weights[played.learner->actor_critic().bias_offset(0) + rows - 1];
  const auto weight = [&](int input) { return weights[input * rows + rows - 1]; };
  const TaskView view = played.block->view(1);
  const NamedArray critic = shown(view, "critic"), memory = shown(view, "memory");
  ASSERT_EQ(static_cast<int>(critic.data.size()), trial.time());
  ASSERT_EQ(static_cast<int>(memory.data.size()), trial.time() * units);
  for (int t = 0; t < trial.time(); ++t) {
    Scalar value = bias;
    for (int i = 0; i < o; ++i) value += weight(units * o + i) * trial.observations(t)(i, 1);
    for (int u = 0; u < units; ++u) {
      const Scalar feature = 7 * memory.data[static_cast<std::size_t>(t * units + u)];
      for (int i = 0; i < o; ++i) value += weight(i * units + u) * trial.observations(t)(i, 1) * feature;
    }
    EXPECT_NEAR(critic.data[static_cast<std::size_t>(t)] / played.learner->value_unit(), value, bound(1e-12, 1e-4))
        << t;
  }
}

// Proves that a prediction is made from the support alone: another number of query points changes neither the
// prototypes nor a gradient learner's steps, on every supervised family.
TEST(Adaptation, DoesNotSeeTheQuery) {
  int count = 0;
  for_each_combination([&](const LearnerEntry& learner, const FamilyEntry& family, const std::string& outer) {
    if (family.kind != Kind::supervised) return;
    const auto adapted = [&](const char* query) {
      const RunPointer run =
          make_run(with_more(line_of(learner, family, outer), std::string("&hidden=5&query=") + query));
      std::vector<float> task;
      for (const TaskParameter& p : run->problem().family->parameters())
        task.push_back(static_cast<float>(p.low + p.high) / 2);
      std::unique_ptr<Job> job;
      EXPECT_FALSE(Job::probe(*run, task, 2, job).refused());
      while (!job->advance()) continue;
      for (const TraceArray& a : job->result())
        if (a.name == "grid_outputs") return a.data;
      return std::vector<float>();
    };
    const std::vector<float> few = adapted("7"), many = adapted("20");
    ASSERT_FALSE(few.empty());
    EXPECT_EQ(few, many) << learner.name << " on " << family.name;
    ++count;
  });
  EXPECT_GE(count, 12);
}

// Proves that prototypical networks' gradient is that of the query's cross-entropy through the prototypes: against
// central differences of the loss that the block itself reports, and that loss against one computed here from the
// embeddings it shows.
TEST(PrototypicalGradient, IsThatOfTheQuerysCrossEntropy) {
  for (const std::string shots : {"6", "7"}) {
    const RunPointer run = make_run(
        "learner=prototypes&tasks=few-shot-points&preset=blobs&meta_batch_size=2&block=2&hidden=5&"
        "activation=tanh&latent=3&query=9&shots=" +
        shots);
    const Learner& learner = run->learner();
    const int size = learner.meta_size();
    const auto play = [&](const Array& at, Block& block) {
      BlockSpec spec;
      spec.tasks = 2;
      spec.steps = learner.steps();
      spec.derivatives = true;
      block.begin(spec);
      perform(learner.schedule(spec.steps, at), block);
    };
    const std::unique_ptr<Block> block = learner.make_block();
    const Array meta = run->parameters();
    const auto loss = [&](const Array& at) {
      play(at, *block);
      return static_cast<double>(block->value(0, learner.steps()) + block->value(1, learner.steps()));
    };
    const double base = loss(meta);
    EXPECT_NEAR(static_cast<double>(block->value(0, 0)), std::log(3.0), 1e-5)
        << "without points all classes are as likely";

    // The loss again, from the definition.
    double expected = 0;
    for (int t = 0; t < 2; ++t) {
      const TaskView view = block->view(t);
      const NamedArray& prototypes = view.more[0];
      MlpPass pass;
      pass.forward(static_cast<const PrototypicalLearner&>(learner).embedding(), meta.data(),
                   view.query->input_matrix());
      for (int n = 0; n < 9; ++n) {
        double total = 0, right = 0;
        for (int c = 0; c < 3; ++c) {
          double squared = 0;
          for (int i = 0; i < 3; ++i)
            squared += std::pow(
                static_cast<double>(pass.outputs()(i, n) - prototypes.data[static_cast<std::size_t>(3 * c + i)]), 2);
          total += std::exp(-squared);
          if (view.query->targets[static_cast<std::size_t>(n)] == Scalar(c)) right = std::exp(-squared);
        }
        expected -= std::log(right / total) / 9;
      }
    }
    EXPECT_NEAR(base, expected, bound(1e-12, 1e-4));

    Array found(static_cast<std::size_t>(size) + 1), differences(static_cast<std::size_t>(size));
    Operation operation;
    operation.code = kGradient;
    operation.input = &meta;
    operation.contribution = size + 1;
    block->perform(operation, found.data());
    EXPECT_NEAR(static_cast<double>(found[static_cast<std::size_t>(size)]), base, bound(1e-12, 1e-5));
    const Scalar h = Scalar(bound(1e-5, 1e-2));
    for (int i = 0; i < size; ++i) {
      Array up = meta, down = meta;
      up[static_cast<std::size_t>(i)] += h;
      down[static_cast<std::size_t>(i)] -= h;
      differences[static_cast<std::size_t>(i)] = Scalar((loss(up) - loss(down)) / (2 * static_cast<double>(h)));
    }
    EXPECT_LE(relative_error(found, differences, size), bound(1e-8, 5e-3));
  }
}

}  // namespace
}  // namespace metarl::testing
