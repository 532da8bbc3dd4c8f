// A learned critic: a meta value function that adapts with the policy.
#include "meta.h"

#include "learning/advantages.h"

namespace metarl::testing {
namespace {

// The critic's own operations on made-up data.
Array gradient_of_critic(const Learned& l, const Array& at) {
  return l.perform(kCriticGradientAt, at, static_cast<int>(at.size()) + 1);
}
double loss_of_critic(const Learned& l, const Array& at) {
  return static_cast<double>(l.perform(kCriticLossAt, at, 1)[0]);
}

// Proves that the critic's meta-gradient is that of its squared error after adaptation, through 1 to 4 inner steps on
// data that differ from step to step, and their epochs: against central differences by every meta-parameter; and that
// by order 1 each inner gradient is a constant.
TEST(LearnedCritic, MetaGradientIsThatOfTheErrorAfterAdaptation) {
  for (const std::string text : {"tasks=point-navigation", "tasks=cart-pole&outer=adam",
                                 "learner=anil&tasks=cart-pole&outer=sgd", "learner=meta-sgd&tasks=point-navigation",
                                 "learner=cavia&tasks=point-navigation&outer=adam", "learner=promp&tasks=cart-pole",
                                 "learner=pretrained&tasks=cart-pole", "tasks=cart-pole&inner=ppo&inner_epochs=2"}) {
    for (int steps = 1; steps <= 4; ++steps) {
      const Learned l(text + "&activation=tanh&critic=learned&critic_lr=0.3", steps, 12, 71),
          first(
              text + (l.line.settings.has("order") ? "&order=1" : "") + "&activation=tanh&critic=learned&critic_lr=0.3",
              steps, 12, 71);
      const int size = static_cast<int>(l.critic_meta.size());
      const Array found = gradient_of_critic(l, l.critic_meta);
      EXPECT_NEAR(static_cast<double>(found.back()), loss_of_critic(l, l.critic_meta), bound(1e-12, 1e-5));
      Array expected(l.critic_meta.size()), constant(l.critic_meta.size());
      const double h = bound(2e-6, 4e-3);
      for (std::size_t i = 0; i < expected.size(); ++i) {
        Array forward = l.critic_meta, backward = l.critic_meta;
        forward[i] += Scalar(h);
        backward[i] -= Scalar(h);
        expected[i] = Scalar((loss_of_critic(l, forward) - loss_of_critic(l, backward)) / (2 * h));
      }
      EXPECT_LE(relative_error(found, expected, size), bound(2e-7, 3e-2)) << text << " with " << steps << " steps";

      // Its definition, step by step.
      const Network& network = l.learner->critic()->value.network;
      double error = 0;
      for (const GradientBlock::Data& task : l.data) {
        Array psi = l.critic_meta, g(psi.size());
        Loss loss;
        for (int k = 0; k < l.inner_steps(); ++k) {
          for (int epoch = 0; epoch < (text.find("ppo") == std::string::npos ? 1 : 2); ++epoch) {
            loss.evaluate(network, psi.data(), task.values[static_cast<std::size_t>(k)], {LossKind::squared_error});
            loss.gradient(g.data(), false);
            for (std::size_t i = 0; i < psi.size(); ++i) psi[i] -= Scalar(0.3) * g[i];
          }
        }
        error += static_cast<double>(loss.evaluate(
            network, psi.data(), task.values[static_cast<std::size_t>(l.inner_steps())], {LossKind::squared_error}));
        loss.gradient(g.data(), false);
        for (std::size_t i = 0; i < psi.size(); ++i) constant[i] += g[i];
      }
      EXPECT_NEAR(loss_of_critic(l, l.critic_meta), error, bound(1e-11, 1e-4) * (1 + error)) << text;
      EXPECT_LE(relative_error(gradient_of_critic(first, l.critic_meta), constant, size), bound(1e-12, 1e-4)) << text;
      if (l.inner_steps() > 0) {
        EXPECT_GE(relative_error(found, constant, size), 1e-2) << text;
      }
    }
  }
}

// One block of a run, with all that its first iteration has before the update.
struct Collected {
  RunPointer run;
  const GradientLearner* learner;
  Array meta;
  std::unique_ptr<Block> owner;
  const GradientBlock* block;
  explicit Collected(const std::string& line)
      : run(make_run(line)), learner(static_cast<const GradientLearner*>(&run->learner())), meta(run->parameters()) {
    BlockSpec spec;
    spec.tasks = run->problem().meta_batch_size;
    spec.steps = run->status().steps;
    spec.derivatives = true;
    owner = run->learner().make_block();
    owner->begin(spec);
    perform(run->learner().schedule(spec.steps, meta), *owner);
    block = static_cast<const GradientBlock*>(owner.get());
  }
  double critic_loss(const Array& at) const {
    Operation operation;
    operation.code = kCriticLossAt;
    operation.input = &at;
    operation.contribution = 1;
    Scalar loss;
    owner->perform(operation, &loss);
    return static_cast<double>(loss) / run->problem().meta_batch_size;
  }
  Array critic_meta() const { return Array(meta.begin() + learner->policy_size(), meta.end()); }
};

// Proves that advantages are taken with the values of the critic as it has adapted so far: for each task and inner
// step, against the critic adapted by hand on the returns of the steps before; the query's by the critic after all of
// them.
TEST(LearnedCritic, AdvantagesAreByTheAdaptedCritic) {
  for (const std::string text : {"tasks=point-navigation&discount=0.9", "tasks=cart-pole&inner=a2c&inner_lambda=0.8"}) {
    const Collected c(
        text + "&critic=learned&critic_lr=0.5&inner_steps=2&meta_batch_size=3&block=3&episodes=4&horizon=30&hidden=6");
    const GradientForm& form = c.learner->form();
    const Network& network = c.learner->critic()->value.network;
    ASSERT_EQ(network.mlp.inputs(), c.run->problem().network.mlp.inputs() + 1);
    double unit = 0, weight = 1;
    for (int t = 0; t < 30; ++t, weight *= static_cast<double>(form.advantages.discount)) unit += weight;
    for (int task = 0; task < 3; ++task) {
      Array psi = c.critic_meta(), g(psi.size());
      for (int k = 0; k <= 2; ++k) {
        const Experience& e = c.block->experience(task, k);
        const AdvantageForm& advantages = k < 2 ? form.inner_advantages : form.advantages;
        const int count = e.samples.count, rows = e.samples.input_rows;
        Samples samples;
        samples.reserve(network, count);
        const auto value = [&](const Scalar* observation, Scalar age) {
          Array input(observation, observation + rows);
          input.push_back(age / 30);
          MlpPass pass;
          pass.forward(network.mlp, psi.data(), {input.data(), rows + 1, 1});
          return Scalar(unit) * pass.outputs().data[0];
        };
        Array values;
        for (int n = 0; n < count; ++n) {
          const Scalar* observation = e.samples.input_matrix().column(n);
          values.push_back(value(observation, e.age[static_cast<std::size_t>(n)]));
          std::copy_n(observation, rows, samples.inputs.begin() + n * (rows + 1));
          samples.inputs[static_cast<std::size_t>(n * (rows + 1) + rows)] = e.age[static_cast<std::size_t>(n)] / 30;
        }
        for (int lane = 0; lane < e.lanes; ++lane) {
          const Scalar age = e.last_age[static_cast<std::size_t>(lane)];
          values.push_back(age == 30 ? Scalar(0) : value(e.last_observation.data() + lane * rows, age));
        }
        Array expected(static_cast<std::size_t>(count)), returns(expected.size());
        generalized_advantages(e.reward.data(), values.data(), e.done.data(), e.time, e.lanes, advantages.discount,
                               advantages.lambda, expected.data(), returns.data());
        standardize(expected.data(), count);
        EXPECT_LE(relative_error(e.samples.advantages, expected, count), bound(1e-9, 2e-3)) << text << " step " << k;
        for (int n = 0; n < count; ++n)
          samples.targets[static_cast<std::size_t>(n)] = returns[static_cast<std::size_t>(n)] / Scalar(unit);
        Loss loss;
        loss.evaluate(network, psi.data(), samples, {LossKind::squared_error});
        loss.gradient(g.data(), false);
        for (std::size_t i = 0; i < psi.size(); ++i) psi[i] -= Scalar(0.5) * g[i];
      }
    }
  }
}

// Proves that an update moves the critic by Adam along its own meta-gradient, whatever the policy's outer loop, and
// Reptile's towards where it adapted to.
TEST(LearnedCritic, HasAnUpdateOfItsOwn) {
  for (const std::string text :
       {"tasks=point-navigation&critic_outer_lr=0.02", "tasks=cart-pole&outer=sgd&outer_steps=1&critic_outer_lr=0.02",
        "learner=reptile&tasks=cart-pole&inner_steps=1&outer_lr=0.02"}) {
    const Collected c(text + "&critic=learned&meta_batch_size=3&block=3&episodes=4&horizon=20&hidden=6");
    const bool reptile = text.find("reptile") != std::string::npos;
    Array expected = c.critic_meta();
    const int size = static_cast<int>(expected.size());
    Operation operation;
    operation.code = reptile ? kCriticDisplacement : kCriticGradient;
    operation.contribution = size + 1;
    Array sum(expected.size() + 1);
    c.owner->perform(operation, sum.data());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      const Scalar mean = sum[i] / 3;
      expected[i] += Scalar(0.02) * (reptile ? mean : -mean / (std::fabs(mean) + Scalar(1e-8)));
    }
    go_to(*c.run, 1);
    EXPECT_LE(relative_error(c.run->parameters().data() + c.learner->policy_size(), expected, size), bound(1e-5, 1e-3))
        << text;
  }
}

// Proves that the critic learns: after 30 iterations its error after adaptation, on episodes of the first one, is well
// below that of the first critic.
TEST(LearnedCritic, Learns) {
  const Collected c("tasks=cart-pole&critic=learned&meta_batch_size=4&block=4&episodes=4&horizon=40&hidden=8");
  const double first = c.critic_loss(c.critic_meta());
  go_to(*c.run, 30);
  const Array& trained = c.run->parameters();
  EXPECT_LT(c.critic_loss(Array(trained.begin() + c.learner->policy_size(), trained.end())), 0.5 * first);
}

}  // namespace
}  // namespace metarl::testing
