// The learners' derivatives through the inner loop, against central differences of the whole objective.
#include "meta.h"

namespace metarl::testing {
namespace {

bool has_gradient(const LearnerEntry& learner, const std::string& outer) {
  return learner.adapts == Adapts::gradient && !outer.empty() && learner.name != "reptile";
}

// Whether an earlier family has policies of the same shape: as many numbers or choices for an action. The data here are
// made up, so that a family is no more than the shape of its networks.
bool looks_like_earlier(const FamilyEntry& family) {
  if (family.kind != Kind::reinforcement) return false;
  const auto actions = [](const FamilyEntry& f) {
    const RunLine line = read("tasks=" + f.name);
    const std::unique_ptr<Family> made = f.make(line.settings);
    return std::pair{f.discrete, static_cast<const ReinforcementFamily&>(*made).actions()};
  };
  for (const FamilyEntry& earlier : families()) {
    if (&earlier == &family) return false;
    if (earlier.kind == Kind::reinforcement && actions(earlier) == actions(family)) return true;
  }
  return false;
}

// Calls f(line, steps) for every learner, family that looks like no other and outer that has a meta-gradient, tanh and
// relu, 1 to 4 inner steps.
template <class F>
void for_each_gradient(F&& f) {
  for_each_combination([&](const LearnerEntry& learner, const FamilyEntry& family, const std::string& outer) {
    if (!has_gradient(learner, outer) || looks_like_earlier(family)) return;
    for (const std::string activation : {"tanh", "relu"})
      for (int steps = 1; steps <= (learner.trains_adaptation ? 4 : 1); ++steps)
        f(line_of(learner, family, outer) + "&activation=" + activation, steps);
  });
}

// The same for every learner whose inner steps may follow other losses, by numbers and by indices for actions, 1 to 4
// inner steps: actor and critic with an entropy bonus, and the clipped surrogate, several times on the same episodes.
// Where the clip holds a ratio the inner gradient jumps, so wide differences are taken without (`clip` far off).
template <class F>
void for_each_inner(const std::string& clip, F&& f) {
  for_each_combination([&](const LearnerEntry& learner, const FamilyEntry& family, const std::string& outer) {
    if (!has_gradient(learner, outer) || learner.inners.empty() || !learner.trains_adaptation) return;
    if (family.name != "point-navigation" && family.name != "cart-pole") return;
    for (const std::string& inner : {std::string("a2c"), "ppo&inner_epochs=2&inner_lr=0.1&inner_clip=" + clip})
      for (int steps = 1; steps <= 4; ++steps)
        f(with_more(line_of(learner, family, outer) + "&activation=tanh&inner=" + inner, "&inner_entropy=0.05"), steps);
  });
}

double inner_product(const Array& a, const Array& b) {
  double total = 0;
  for (std::size_t i = 0; i < a.size(); ++i) total += static_cast<double>(a[i]) * static_cast<double>(b[i]);
  return total;
}

Array part(const Array& a, std::ptrdiff_t first, std::ptrdiff_t last) {
  return Array(a.begin() + first, a.begin() + last);
}

// Proves, for every learner, family and outer pair, that the meta-gradient is that of the whole objective through 1 to
// 4 inner steps, with frozen data that differ from step to step: against central differences by every meta-parameter,
// Meta-SGD's step sizes among them.
TEST(MetaGradient, IsThatOfTheWholeObjective) {
  int count = 0;
  const auto check = [&](const std::string& text, int steps) {
    if (!kDouble && (steps == 2 || text.find("relu") != std::string::npos)) return;
    // Differences in float are so wide that they step over kinks: of relu, and of the clipped surrogate.
    const Learned l(kDouble ? text : with_more(text, "&clip=10"), steps, 12, 61);
    const Array found = l.gradient(l.meta);
    EXPECT_NEAR(static_cast<double>(found.back()), l.loss(l.meta), bound(1e-12, 1e-5));
    const Array expected = l.differences([&](const Array& at) { return l.loss(at); }, bound(2e-6, 4e-3));
    EXPECT_LE(relative_error(found, expected, l.learner->meta_size()), bound(2e-7, 8e-2))
        << text << " with " << steps << " steps";
    ++count;
  };
  for_each_gradient(check);
  EXPECT_GE(count, bound(150, 50));
  count = 0;
  for_each_inner(kDouble ? "0.3" : "10", check);
  EXPECT_GE(count, bound(5 * 2 * 3 * 2 * 4, 5 * 2 * 3 * 2 * 3));
}

// Proves that the loss which is differentiated is the definition's: adapt step by step, then the outer loss on the
// query data.
TEST(MetaGradient, ObjectiveIsTheDefinition) {
  const auto check = [&](const std::string& text, int steps) {
    const Learned l(text, steps, 12, 51);
    const std::size_t n = static_cast<std::size_t>(l.parameters());
    double expected = 0;
    for (int t = 0; t < l.tasks(); ++t) {
      Array theta = l.start();
      const int body = l.network().mlp.weight_offset(l.network().mlp.layers() - 1);
      for (int k = 0; k < l.inner_steps(); ++k) {
        Array own;
        expected += l.step_term(t, k, theta.data(), own);
        for (int epoch = 0; epoch < (text.find("inner_epochs=2") == std::string::npos ? 1 : 2); ++epoch) {
          const Array g = l.gradient_of(l.learner->form().inner_loss, l.support(t, k), theta.data());
          for (std::size_t i = 0; i < n; ++i) {
            Scalar alpha = Scalar(l.line.settings.real("inner_lr"));
            if (l.learner->traits().learns_alpha) alpha = l.meta[n + i];
            if (l.line.learner->name == "anil" && static_cast<int>(i) < body) alpha = 0;
            if (l.line.learner->name == "cavia" && static_cast<int>(i) >= l.network().mlp.context) alpha = 0;
            theta[i] -= alpha * g[i];
          }
        }
      }
      EXPECT_LE(relative_error(l.adapted(t), theta, l.parameters()), bound(1e-12, 1e-4)) << text;
      Loss loss;
      expected += static_cast<double>(loss.evaluate(
          l.network(), theta.data(), l.data[static_cast<std::size_t>(t)].query, l.learner->form().outer_loss));
    }
    EXPECT_NEAR(l.loss(l.meta), expected, bound(1e-11, 1e-3) * (1 + std::fabs(expected))) << text;
  };
  for_each_gradient(check);
  for_each_inner("0.3", check);
}

// Proves that order=1 takes each inner gradient for a constant: the gradient at the adapted parameters, unchanged; and
// by step sizes -Σ v ∘ g_k.
TEST(MetaGradient, FirstOrderIsItsDefinition) {
  for_each_gradient([&](const std::string& text, int steps) {
    if (text.find("pretrained") != std::string::npos) return;
    const Learned l(text + "&order=1", steps, 12, 52);
    const Array found = l.gradient(l.meta);
    Array expected(l.meta.size());
    for (int t = 0; t < l.tasks(); ++t) {
      const Array v =
          l.gradient_of(l.learner->form().outer_loss, l.data[static_cast<std::size_t>(t)].query, l.adapted(t));
      const std::size_t first = static_cast<std::size_t>(l.unlearned());
      for (std::size_t i = first; i < v.size(); ++i) expected[i - first] += v[i];
      Array own;
      for (int k = 0; k < steps; ++k) {
        l.step_term(t, k, l.at_step(t, k), own);
        for (std::size_t i = first; i < v.size(); ++i) expected[i - first] += own[i];
      }
      for (int k = 0; k < steps && l.learner->traits().learns_alpha; ++k) {
        const Array g = l.gradient_of(l.learner->form().inner_loss, l.support(t, k), l.at_step(t, k));
        for (std::size_t i = 0; i < v.size(); ++i) expected[v.size() + i] -= v[i] * g[i];
      }
    }
    EXPECT_LE(relative_error(found, expected, l.learner->meta_size()), bound(1e-12, 1e-4)) << text;
  });
}

// Proves that the second-order term is there and large enough to be missed: order=2 gives another gradient than
// order=1, by the term −α H v.
TEST(MetaGradient, HasItsSecondOrderTerm) {
  for (const std::string text : {"tasks=sinusoid&activation=tanh", "tasks=boolean&outer=sgd", "tasks=point-navigation",
                                 "tasks=cart-pole&outer=adam"}) {
    const Learned second(text, 1, 12, 53), first(text + "&order=1", 1, 12, 53);
    const int n = second.parameters();
    const Array exact = second.gradient(second.meta), constant = first.gradient(first.meta);
    EXPECT_GE(relative_error(exact, constant, n), 1e-2) << text;
    Array expected = part(constant, 0, n);
    for (int t = 0; t < second.tasks(); ++t) {
      Array v = second.gradient_of(second.learner->form().outer_loss, second.data[static_cast<std::size_t>(t)].query,
                                   second.adapted(t)),
            hv(v.size()), g(v.size());
      Loss loss;
      loss.evaluate(second.network(), second.meta.data(), second.support(t, 0), second.learner->form().inner_loss);
      loss.gradient(g.data(), true);
      loss.hessian_product(v.data(), hv.data());
      for (std::size_t i = 0; i < v.size(); ++i) expected[i] -= Scalar(0.2) * hv[i];
    }
    EXPECT_LE(relative_error(exact, expected, n), bound(1e-12, 1e-4)) << text;
  }
}

// J_k = I - diag(α) H_k of one task as plain matrices, and the chain multiplied out in either order.
struct Chain {
  int n, steps;
  std::vector<std::vector<double>> jacobians;  // row-major
  Chain(const Learned& l, int t, const Array& alpha) : n(l.parameters()), steps(l.inner_steps()) {
    for (int k = 0; k < steps; ++k) {
      std::vector<double> j(static_cast<std::size_t>(n) * static_cast<std::size_t>(n));
      Loss loss;
      Array g(static_cast<std::size_t>(n)), e(g.size()), column(g.size());
      loss.evaluate(l.network(), l.at_step(t, k), l.support(t, k), l.learner->form().inner_loss);
      loss.gradient(g.data(), true);
      for (int c = 0; c < n; ++c) {
        e.assign(e.size(), Scalar(0));
        e[static_cast<std::size_t>(c)] = 1;
        loss.hessian_product(e.data(), column.data());
        for (int r = 0; r < n; ++r)
          j[static_cast<std::size_t>(r * n + c)] =
              (r == c) - static_cast<double>(alpha[static_cast<std::size_t>(r)]) *
                             static_cast<double>(column[static_cast<std::size_t>(r)]);
      }
      jacobians.push_back(j);
    }
  }
  Array times(int k, const Array& v, bool transposed) const {
    Array result(v.size());
    for (int r = 0; r < n; ++r) {
      double total = 0;
      for (int c = 0; c < n; ++c)
        total += jacobians[static_cast<std::size_t>(k)][static_cast<std::size_t>(transposed ? c * n + r : r * n + c)] *
                 static_cast<double>(v[static_cast<std::size_t>(c)]);
      result[static_cast<std::size_t>(r)] = Scalar(total);
    }
    return result;
  }
  Array back(Array v, bool wrong = false) const {
    for (int k = 0; k < steps; ++k) v = times(wrong ? k : steps - 1 - k, v, true);
    return v;
  }
  Array forth(Array v, bool wrong = false) const {
    for (int k = 0; k < steps; ++k) v = times(wrong ? steps - 1 - k : k, v, false);
    return v;
  }
};

// An Adaptation of task 0 of three steps on different data, with a step size of its own for each parameter: such that
// their order matters.
struct ThreeSteps {
  Learned l;
  Array alpha;
  Adaptation adaptation;
  Chain chain;
  explicit ThreeSteps(const std::string& text) : l(text, 3, 12, 54, 1), alpha(large_steps(l)), chain(l, 0, alpha) {
    adaptation.begin(l.network(), l.meta.data());
    for (int k = 0; k < 3; ++k) adaptation.step(l.support(0, k), l.learner->form().inner_loss, alpha.data(), true);
  }
  static Array large_steps(Learned& l) {
    for (auto a = l.meta.begin() + l.parameters(); a != l.meta.end(); ++a) *a *= 4;
    l.use();
    return Array(l.meta.begin() + l.parameters(), l.meta.end());
  }
};

const char* const kThreeSteps[] = {"learner=meta-sgd&tasks=point-navigation&activation=tanh",
                                   "learner=meta-sgd&tasks=cart-pole&activation=tanh",
                                   "learner=meta-sgd&tasks=sinusoid&activation=tanh"};

// Proves that pull_back multiplies by the Jacobians' transposes from the last step to the first; the other order is
// measurably another vector.
TEST(Chain, PullBackRunsFromTheLastStepToTheFirst) {
  for (const char* text : kThreeSteps) {
    ThreeSteps s(text);
    const Array v = s.l.numbers().normals(s.l.parameters());
    Array found = v;
    s.adaptation.pull_back(found.data(), s.alpha.data(), 2, nullptr);
    EXPECT_LE(relative_error(found, s.chain.back(v), s.l.parameters()), bound(1e-12, 1e-4)) << text;
    EXPECT_GE(relative_error(s.chain.back(v, true), s.chain.back(v), s.l.parameters()), 5e-4)
        << text << " cannot tell the orders apart";
  }
}

// Proves that push_forward multiplies by the Jacobians from the first step to the last; the other order is measurably
// another vector.
TEST(Chain, PushForwardRunsFromTheFirstStepToTheLast) {
  for (const char* text : kThreeSteps) {
    ThreeSteps s(text);
    const Array u = s.l.numbers().normals(s.l.parameters());
    Array found = u;
    s.adaptation.push_forward(found.data(), s.alpha.data(), nullptr);
    EXPECT_LE(relative_error(found, s.chain.forth(u), s.l.parameters()), bound(1e-12, 1e-4)) << text;
    EXPECT_GE(relative_error(s.chain.forth(u, true), s.chain.forth(u), s.l.parameters()), 5e-4)
        << text << " cannot tell the orders apart";
  }
}

// Proves that push_forward with a change of the step sizes is the derivative of the adapted parameters along both, by
// central differences.
TEST(Chain, PushForwardIncludesTheStepSizes) {
  for (const char* text : kThreeSteps) {
    ThreeSteps s(text);
    const Array u = s.l.numbers().normals(s.l.parameters()), d = s.l.numbers().normals(s.l.parameters());
    Array found = u, ends[2];
    s.adaptation.push_forward(found.data(), s.alpha.data(), d.data());
    const double h = bound(1e-6, 5e-3);
    for (int side = 0; side < 2; ++side) {
      Array theta = part(s.l.meta, 0, s.l.parameters()), alpha = s.alpha;
      for (std::size_t i = 0; i < u.size(); ++i) {
        theta[i] += Scalar(side ? -h : h) * u[i];
        alpha[i] += Scalar(side ? -h : h) * d[i];
      }
      Adaptation moved;
      moved.begin(s.l.network(), theta.data());
      for (int k = 0; k < 3; ++k) moved.step(s.l.support(0, k), s.l.learner->form().inner_loss, alpha.data(), false);
      ends[side].assign(moved.adapted(), moved.adapted() + s.l.parameters());
    }
    for (std::size_t i = 0; i < u.size(); ++i) ends[0][i] = (ends[0][i] - ends[1][i]) / Scalar(2 * h);
    EXPECT_LE(relative_error(found, ends[0], s.l.parameters()), bound(1e-7, 2e-2)) << text;
  }
}

// Proves that ANIL's inner loop moves the last layer (and log_std) alone, and that its body gets the direct gradient
// and a second-order term all the same.
TEST(MetaGradient, AnilBodyGetsItsSecondOrderTerm) {
  for (const std::string text :
       {"learner=anil&tasks=sinusoid&activation=tanh", "learner=anil&tasks=point-navigation&activation=tanh",
        "learner=anil&tasks=cart-pole&outer=adam"}) {
    const Learned second(text, 2, 12, 55), first(text + "&order=1", 2, 12, 55);
    const int body = second.network().mlp.weight_offset(2), n = second.parameters();
    for (int i = 0; i < n; ++i)
      EXPECT_EQ(second.adapted(0)[i] == second.meta[static_cast<std::size_t>(i)], i < body)
          << text << " parameter " << i;
    const Array exact = part(second.gradient(second.meta), 0, body),
                constant = part(first.gradient(first.meta), 0, body);
    EXPECT_GE(relative_error(exact, constant, body), 1e-2) << text;
    const Array expected = second.differences([&](const Array& at) { return second.loss(at); }, bound(2e-6, 4e-3));
    EXPECT_LE(relative_error(exact, expected, body), bound(1e-7, 8e-2)) << text;
  }
}

// Proves that Meta-SGD's step sizes get their gradient in both orders, of the size of the parameters' own.
TEST(MetaGradient, MetaSgdStepSizesGetTheirGradient) {
  for (const std::string text :
       {"tasks=sinusoid&activation=tanh", "tasks=cart-pole&outer=adam", "tasks=point-navigation"}) {
    const Learned l("learner=meta-sgd&" + text, 3, 12, 56);
    const int n = l.parameters();
    ASSERT_EQ(l.learner->meta_size(), 2 * n);
    const Array found = part(l.gradient(l.meta), n, 2 * n);
    const Array expected =
        part(l.differences([&](const Array& at) { return l.loss(at); }, bound(2e-6, 4e-3)), n, 2 * n);
    EXPECT_GT(inner_product(found, found), 1e-6) << text;
    EXPECT_LE(relative_error(found, expected, n), bound(1e-7, 8e-2)) << text;
  }
}

// Calls f(line, steps) for every learner and family whose outer loop is a trust region.
template <class F>
void for_each_curvature(F&& f) {
  const auto among = [&](const std::string& text, int steps) {
    if (text.find("outer=trpo") != std::string::npos && text.find("tanh") != std::string::npos) f(text, steps);
  };
  for_each_gradient(among);
  for_each_inner("10", among);
}

// Proves, for every trust region, that the curvature product is the Hessian of the mean KL through the adaptation at
// old = new: against mixed second differences of the very divergence that the line search reads, by every
// meta-parameter.
TEST(MetaCurvature, IsTheHessianOfTheDivergence) {
  int count = 0;
  for_each_curvature([&](const std::string& text, int steps) {
    ++count;
    Learned l(text, steps, 12, 57);
    for (int t = 0; t < l.tasks(); ++t) l.set_old(t, l.inner_steps(), 0);
    l.use();
    EXPECT_NEAR(l.divergence(l.meta), 0, bound(1e-13, 1e-5)) << text;
    const Array v = l.numbers().normals(l.learner->meta_size());
    const Array found = l.curvature(v);
    const double h = bound(3e-4, 3e-2);
    if (!kDouble) {  // only the quadratic form
      Array forward = l.meta, backward = l.meta;
      for (std::size_t i = 0; i < v.size(); ++i) forward[i] += Scalar(h) * v[i], backward[i] -= Scalar(h) * v[i];
      const double form = inner_product(v, found);
      EXPECT_NEAR((l.divergence(forward) + l.divergence(backward)) / (h * h), form, 0.25 * form)
          << text << " with " << steps << " steps";
      return;
    }
    Array forward = l.meta, backward = l.meta;
    for (std::size_t i = 0; i < v.size(); ++i) forward[i] += Scalar(h) * v[i], backward[i] -= Scalar(h) * v[i];
    Array expected(v.size());
    for (std::size_t i = 0; i < v.size(); ++i) {
      const auto at = [&](Array point, double step) {
        point[i] += Scalar(step);
        return l.divergence(point);
      };
      expected[i] = Scalar((at(forward, h) - at(forward, -h) - at(backward, h) + at(backward, -h)) / (4 * h * h));
    }
    EXPECT_LE(relative_error(found, expected, l.learner->meta_size()), 1e-4) << text << " with " << steps << " steps";
  });
  EXPECT_GE(count, 5 * 4 * 2 + 2 + 5 * 2 * 2 * 4);
}

// Proves that the curvature product is symmetric and positive, and the same when it is asked for again.
TEST(MetaCurvature, IsSymmetricAndPositive) {
  for_each_curvature([&](const std::string& text, int steps) {
    Learned l(text, steps, 20, 58);
    for (int t = 0; t < l.tasks(); ++t) l.set_old(t, l.inner_steps(), 0);
    l.use();
    const Array u = l.numbers().normals(l.learner->meta_size()), v = l.numbers().normals(l.learner->meta_size());
    const Array hu = l.curvature(u), hv = l.curvature(v);
    EXPECT_NEAR(inner_product(u, hv) / inner_product(v, hu), 1, bound(1e-10, 2e-2))
        << text << " with " << steps << " steps";
    EXPECT_GT(inner_product(u, hu), 0);
    EXPECT_GT(inner_product(v, hv), 0);
    EXPECT_EQ(l.curvature(u), hu);
  });
}

// Proves that Reptile's contribution is the displacement -Σ inner_lr g_k of its tasks and nothing else, whatever the
// outer loss.
TEST(Learners, ReptileIsTheDisplacement) {
  for (const FamilyEntry& family : families()) {
    const Learned l("learner=reptile&tasks=" + family.name + "&activation=tanh", 3, 12, 59);
    const Array found = l.perform(kDisplacement, l.meta, l.learner->meta_size());
    Array expected(l.meta.size());
    for (int t = 0; t < l.tasks(); ++t) {
      for (int k = 0; k < 3; ++k) {
        const Array g = l.gradient_of(l.learner->form().inner_loss, l.support(t, k), l.at_step(t, k));
        for (std::size_t i = 0; i < g.size(); ++i) expected[i] -= Scalar(0.2) * g[i];
      }
    }
    EXPECT_LE(relative_error(found, expected, l.parameters()), bound(1e-12, 1e-4)) << family.name;
  }
}

// Proves that pretrained's gradient is that of the joint loss of its tasks at the unadapted parameters.
TEST(Learners, PretrainedHasTheJointGradient) {
  for_each_combination([&](const LearnerEntry& learner, const FamilyEntry& family, const std::string& outer) {
    if (learner.name != "pretrained") return;
    const Learned l(line_of(learner, family, outer), 0, 6, 60);
    const Array found = l.gradient(l.meta);
    Array expected(l.meta.size());
    for (int t = 0; t < l.tasks(); ++t) {
      const Array g =
          l.gradient_of(l.learner->form().outer_loss, l.data[static_cast<std::size_t>(t)].query, l.meta.data());
      for (std::size_t i = 0; i < g.size(); ++i) expected[i] += g[i];
    }
    EXPECT_LE(relative_error(found, expected, l.parameters()), bound(1e-12, 1e-5)) << family.name << outer;
  });
}

}  // namespace
}  // namespace metarl::testing
