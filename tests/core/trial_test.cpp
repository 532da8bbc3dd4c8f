// Learners that adapt within a trial: their gradients, and what a trial is.
#include "support.h"

#include "lab/job.h"
#include "learning/trial_inputs.h"
#include "meta/actor_critic_block.h"
#include "meta/prototypical_learner.h"

namespace metarl::testing {
namespace {

// Learners that act in trials and learn from them by an actor and a critic.
template <class F>
void for_each_trial_combination(F&& f) {
  for_each_combination([&](const LearnerEntry& learner, const FamilyEntry& family, const std::string& outer) {
    if (learner.adapts == Adapts::gradient || learner.adapts == Adapts::rule) return;
    if (family.kind != Kind::reinforcement) return;
    f(learner, family, outer);
  });
}

// One block of a small run, played and ready for its gradient; with advantages scaled by numbers that no batch has.
struct Played {
  RunPointer run;
  const ActorCriticLearner* learner = nullptr;
  std::unique_ptr<Block> block;
  Array input;

  explicit Played(const std::string& line) : run(make_run(line)) {
    learner = static_cast<const ActorCriticLearner*>(&run->learner());
    Array& meta = run->learner().meta_parameters();
    // Away from the small weights of a fresh policy, where many terms vanish.
    Stream stream({5, 0, 0, Purpose::view, 0, 0});
    for (Scalar& p : meta) p += Scalar(0.3) * stream.normal();
    block = learner->make_block();
    BlockSpec spec;
    spec.tasks = run->problem().meta_batch_size;
    spec.steps = learner->steps();
    spec.derivatives = true;
    block->begin(spec);
    block->record(spec.tasks);
    Operation operation;
    Array sums(static_cast<std::size_t>(3 * learner->blocks()));
    for (int i = 0; learner->adapting(i, spec.steps, meta, operation); ++i) block->perform(operation, sums.data());
    operation = {};
    operation.code = kAdvantages;
    operation.contribution = static_cast<int>(sums.size());
    block->perform(operation, sums.data());
    input = meta;
    input.resize(static_cast<std::size_t>(learner->meta_size() + ActorCriticScales::count));
    Scalar* scales = input.data() + learner->meta_size();
    scales[ActorCriticScales::mean] = Scalar(0.2);
    scales[ActorCriticScales::inverse_deviation] = Scalar(1.3);
    scales[ActorCriticScales::per_step] = 1 / sums[2];
    scales[ActorCriticScales::per_task] = Scalar(0.4);
  }

  Array gradient(const Array& at, int code) const {
    Array contribution(static_cast<std::size_t>(learner->meta_size() + ActorCriticSums::count));
    Operation operation;
    operation.code = code;
    operation.input = &at;
    operation.contribution = static_cast<int>(contribution.size());
    block->perform(operation, contribution.data());
    return contribution;
  }

  // The loss of acting, and the encoder's own.
  std::pair<double, double> losses(const Array& at) const {
    const Array c = gradient(at, kGradientThere);
    const Scalar* sums = c.data() + learner->meta_size();
    const ActorCriticForm& form = learner->form();
    return {static_cast<double>(sums[ActorCriticSums::policy_loss] +
                                form.value_coefficient * sums[ActorCriticSums::value_loss] -
                                form.entropy_coefficient * sums[ActorCriticSums::entropy]),
            static_cast<double>(sums[ActorCriticSums::own_loss])};
  }
};

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
  const Scalar h = Scalar(1e-5);
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
    if (learner.adapts == Adapts::gradient || family.kind != Kind::reinforcement) return;
    // A rule that plans to the trial's end acts by when that is.
    if (learner.name == "bayes-optimal" || learner.name == "whittle") return;
    const RunPointer run =
        make_run(with_more(line_of(learner, family, outer),
                           "&meta_batch_size=3&block=3&episodes=3&memory=4&latent=2&decoder=4&context=4"));
    const auto play = [&](int steps) {
      std::unique_ptr<Block> block = run->learner().make_block();
      BlockSpec spec;
      spec.tasks = 3;
      spec.steps = steps;
      block->begin(spec);
      Operation operation;
      Scalar none;
      Array drawn;
      for (int i = 0; run->learner().adapting(i, steps, run->parameters(), operation); ++i) {
        block->perform(operation, &none);
        const Array tasks(block->task(0), block->task(0) + 3 * run->problem().task_size);
        if (i == 0) drawn = tasks;
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
  const auto shown = [&](const char* name) {
    const auto found = std::find_if(view.more.begin(), view.more.end(), [&](const auto& a) { return a.name == name; });
    return found == view.more.end() ? NamedArray{} : *found;
  };
  const NamedArray critic = shown("critic"), memory = shown("memory");
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
      Operation operation;
      Scalar none;
      for (int i = 0; learner.adapting(i, spec.steps, at, operation); ++i) block.perform(operation, &none);
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
    operation.code = kPrototypeGradient;
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
