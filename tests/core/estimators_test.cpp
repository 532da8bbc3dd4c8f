// The differences between the objectives of gradient learners: the part that adapts, the loss that inner steps
// follow, and the outer loss's terms for their episodes.
#include "meta.h"

#include "foundation/vectors.h"

namespace metarl::testing {
namespace {

// Proves the inner loss: its form by `inner`, with clip and entropy as the knobs say and the advantages' lambda
// of its own; and that several epochs are as many gradient steps on the same episodes, ratios being to the policy that
// collected them.
TEST(MetaGradient, InnerLossIsWhatInnerSays) {
  const Learned plain("tasks=cart-pole", 2, 12, 65),
      actor("tasks=cart-pole&inner=a2c&inner_entropy=0.3&inner_lambda=0.5", 2, 12, 65),
      proximal("tasks=cart-pole&inner=ppo&inner_epochs=3&inner_clip=0.15", 2, 12, 65);
  const auto form = [](const Learned& l) { return l.learner->form(); };
  EXPECT_EQ(form(plain).inner_loss.kind, LossKind::reinforce);
  EXPECT_EQ(form(plain).inner_advantages.lambda, form(plain).advantages.lambda);
  EXPECT_EQ(form(actor).inner_loss.kind, LossKind::reinforce);
  EXPECT_EQ(form(actor).inner_loss.entropy_coefficient, Scalar(0.3));
  EXPECT_EQ(form(actor).inner_advantages.lambda, Scalar(0.5));
  EXPECT_EQ(form(actor).advantages.lambda, Scalar(1));
  EXPECT_EQ(form(proximal).inner_loss.kind, LossKind::clipped_surrogate);
  EXPECT_EQ(form(proximal).inner_loss.clip, Scalar(0.15));
  Array theta = proximal.start();
  for (int k = 0; k < 2; ++k) {
    for (int epoch = 0; epoch < 3; ++epoch) {
      const Array g = proximal.gradient_of(form(proximal).inner_loss, proximal.support(0, k), theta.data());
      for (std::size_t i = 0; i < g.size(); ++i) theta[i] -= Scalar(0.2) * g[i];
    }
    EXPECT_LE(relative_error(proximal.at_step(0, k + 1), theta, proximal.parameters()), bound(1e-12, 1e-4)) << k;
  }
}

// Proves that E-MAML adds its definition's term: with w the weight and c the task's credit, -w mean(ρ c) over the
// actions of every inner step, clipped where the outer loss is; at the policies that acted, its gradient is that of
// -w c mean(log π).
TEST(MetaGradient, EMamlCreditsTheActionsOfItsSteps) {
  for (const std::string text : {"tasks=point-navigation", "tasks=cart-pole&outer=adam", "tasks=two-step&outer=sgd"}) {
    const std::string line = "learner=e-maml&" + text;
    Learned with(line + "&sampling_weight=3", 2, 12, 63), without(line + "&sampling_weight=0", 2, 12, 63);
    for (int k = 0; k < 2; ++k) {
      for (int t = 0; t < with.tasks(); ++t) with.set_old(t, k, 0);
      with.use();
    }
    without.data = with.data;
    without.use();
    double expected = 0;
    Array direct(with.meta.size());
    for (int t = 0; t < with.tasks(); ++t) {
      const Scalar credit = with.data[static_cast<std::size_t>(t)].credit;
      expected -= 2 * 3 * static_cast<double>(credit);
      for (int k = 0; k < 2; ++k) {
        Samples ones = with.support(t, k);
        std::fill(ones.advantages.begin(), ones.advantages.end(), 3 * credit);
        Array g = with.gradient_of({LossKind::reinforce}, ones, with.at_step(t, k));
        if (k == 1) {  // through the first step
          Loss loss;
          Array unused(g.size()), hg(g.size());
          loss.evaluate(with.network(), with.meta.data(), with.support(t, 0), with.learner->form().inner_loss);
          loss.gradient(unused.data(), true);
          loss.hessian_product(g.data(), hg.data());
          for (std::size_t i = 0; i < g.size(); ++i) g[i] -= Scalar(0.2) * hg[i];
        }
        for (std::size_t i = 0; i < g.size(); ++i) direct[i] += g[i];
      }
    }
    EXPECT_NEAR(with.loss(with.meta) - without.loss(with.meta), expected, bound(1e-11, 1e-4)) << text;
    Array found = with.gradient(with.meta);
    const Array base = without.gradient(with.meta);
    for (std::size_t i = 0; i < found.size(); ++i) found[i] -= base[i];
    EXPECT_LE(relative_error(found, direct, with.parameters()), bound(1e-11, 1e-3)) << text;
  }
}

// Proves that ProMP's inner steps are MAML's where the policy has not moved since it acted, and their Hessian is not:
// it has the outer products of the actions' scores as well, which REINFORCE's loss leaves out; and that the penalty is
// the mean divergence of the inner steps' policies from those that acted.
TEST(MetaGradient, PrompKnowsHowEpisodesComeAbout) {
  for (const std::string text : {"tasks=point-navigation&outer=adam", "tasks=cart-pole&outer=adam"}) {
    Learned l("learner=promp&kl_penalty=0.25&" + text, 2, 12, 64),
        plain("learner=promp&kl_penalty=0&" + text, 2, 12, 64);
    double divergence = 0;
    for (int t = 0; t < l.tasks(); ++t) {
      for (int k = 0; k < 2; ++k) {
        Loss loss;
        loss.evaluate(l.network(), l.at_step(t, k), l.support(t, k), {LossKind::reinforce});
        divergence += static_cast<double>(loss.divergence()) / 2;
      }
    }
    EXPECT_GT(divergence, 1e-3);
    EXPECT_NEAR(l.loss(l.meta) - plain.loss(l.meta), divergence / 4, bound(1e-11, 1e-4)) << text;

    l.set_old(0, 0, 0);
    const Samples& samples = l.support(0, 0);
    const Array g = l.gradient_of({LossKind::surrogate}, samples, l.meta.data()),
                direct = l.gradient_of({LossKind::reinforce}, samples, l.meta.data());
    EXPECT_LE(relative_error(g, direct, l.parameters()), bound(1e-12, 1e-4)) << text;
    const Array v = l.numbers().normals(l.parameters());
    Array product(v.size()), expected(v.size()), score(v.size());
    Loss ratio, reinforce;
    ratio.evaluate(l.network(), l.meta.data(), samples, {LossKind::surrogate});
    ratio.gradient(score.data(), true);
    ratio.hessian_product(v.data(), product.data());
    reinforce.evaluate(l.network(), l.meta.data(), samples, {LossKind::reinforce});
    reinforce.gradient(score.data(), true);
    reinforce.hessian_product(v.data(), expected.data());
    EXPECT_GE(relative_error(product, expected, l.parameters()), 1e-2) << text;
    for (int n = 0; n < samples.count; ++n) {
      Samples one = samples;
      std::fill(one.advantages.begin(), one.advantages.end(), Scalar(0));
      one.advantages[static_cast<std::size_t>(n)] = Scalar(samples.count);
      score = l.gradient_of({LossKind::reinforce}, one, l.meta.data());  // -∇ log π of sample n
      const Scalar along = dot(score.data(), v.data(), l.parameters()) *
                           samples.advantages[static_cast<std::size_t>(n)] / Scalar(samples.count);
      for (std::size_t i = 0; i < v.size(); ++i) expected[i] -= along * score[i];
    }
    EXPECT_LE(relative_error(product, expected, l.parameters()), bound(1e-11, 1e-3)) << text;
  }
}

// Proves that CAVIA's inner loop moves the context alone, which begins at 0 on every task; that every other parameter
// is learned; and that the network gets its second-order term, by which it learns to be steered.
TEST(MetaGradient, CaviaMovesItsContextAlone) {
  for (const std::string text : {"tasks=sinusoid&activation=tanh", "tasks=point-navigation&activation=tanh",
                                 "tasks=cart-pole&outer=adam", "tasks=boolean&context_parameters=3&hidden=none"}) {
    const std::string line = "learner=cavia&inner_lr=1&" + text;
    const Learned second(line, 2, 12, 62), first(line + "&order=1", 2, 12, 62);
    const int context = second.network().mlp.context, n = second.parameters();
    EXPECT_EQ(context, text.find("context") == std::string::npos ? 5 : 3);
    ASSERT_EQ(second.learner->meta_size(), n - context);
    for (int i = 0; i < n; ++i) {
      if (i < context) {
        EXPECT_EQ(second.at_step(0, 0)[i], Scalar(0));
      }
      EXPECT_EQ(second.adapted(0)[i] != second.at_step(0, 0)[i], i < context) << text << " parameter " << i;
    }
    const Array exact = second.gradient(second.meta), constant = first.gradient(first.meta);
    EXPECT_GE(relative_error(exact, constant, n - context), 1e-2) << text;
    const Array expected = second.differences([&](const Array& at) { return second.loss(at); }, bound(2e-6, 4e-3));
    EXPECT_LE(relative_error(exact, expected, n - context), bound(2e-7, 8e-2)) << text;
  }
}

}  // namespace
}  // namespace metarl::testing
