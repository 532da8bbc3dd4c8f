// The MLP's exact derivatives and the action distributions, against differences and direct formulas.
#include "support.h"

#include "networks/distribution.h"
#include "networks/mlp.h"

namespace metarl::testing {
namespace {

// A loss with a curvature that is neither diagonal nor constant in the outputs: sum of exp(o/2) w + (sum of o)^2 / 2,
// per sample.
struct TestLoss final : OutputCurvature {
  ConstMatrix outputs;
  Array weights;
  Scalar value() const {
    double total = 0;
    for (int n = 0; n < outputs.cols; ++n) {
      double row = 0;
      for (int i = 0; i < outputs.rows; ++i) {
        const double o = static_cast<double>(outputs(i, n));
        row += o;
        total += static_cast<double>(weight(i, n)) * std::exp(o / 2);
      }
      total += row * row / 2;
    }
    return Scalar(total / outputs.cols);
  }
  Scalar weight(int i, int n) const { return weights[static_cast<std::size_t>((n * outputs.rows + i) % 97)]; }
  Scalar bend(int i, int n) const { return weight(i, n) * Scalar(std::exp(static_cast<double>(outputs(i, n)) / 2)); }
  void derivative(Matrix d) const {
    for (int n = 0; n < d.cols; ++n) {
      Scalar row = 0;
      for (int i = 0; i < d.rows; ++i) row += outputs(i, n);
      for (int i = 0; i < d.rows; ++i) d(i, n) = (bend(i, n) / 2 + row) / Scalar(d.cols);
    }
  }
  void apply(int first, ConstMatrix r, Matrix out) override {
    for (int n = 0; n < r.cols; ++n) {
      Scalar row = 0;
      for (int i = 0; i < r.rows; ++i) row += r(i, n);
      for (int i = 0; i < r.rows; ++i) out(i, n) = (bend(i, first + n) / 4 * r(i, n) + row) / Scalar(outputs.cols);
    }
  }
};

struct NetworkCase {
  Mlp mlp;
  int samples;
};

std::vector<NetworkCase> cases() {
  std::vector<NetworkCase> list;
  for (const Activation activation : {Activation::tanh, Activation::relu})
    for (const auto& [sizes, samples] : {std::pair<std::vector<int>, int>{{1, 1}, 3},
                                         {{2, 3}, 1},
                                         {{1, 1, 1}, 5},
                                         {{3, 5, 2}, 7},
                                         {{1, 40, 40, 1}, 10},
                                         {{2, 37, 4, 9, 3}, 33},
                                         {{4, 7, 1, 2}, 16}})
      for (const int context : {0, 3}) list.push_back({{sizes, activation, context}, samples});
  return list;
}

// Everything that a pass computes at parameters `p`.
struct Computed {
  MlpPass pass;
  TestLoss loss;
  Array gradient;
  Computed(const Mlp& mlp, const Array& p, ConstMatrix inputs, bool curvature) {
    Numbers numbers(77);
    loss.weights = numbers.normals(97);
    pass.forward(mlp, p.data(), inputs);
    loss.outputs = pass.outputs();
    Array d(static_cast<std::size_t>(loss.outputs.size()));
    loss.derivative({d.data(), loss.outputs.rows, loss.outputs.cols});
    gradient.resize(static_cast<std::size_t>(mlp.parameter_count()));
    pass.backward({d.data(), loss.outputs.rows, loss.outputs.cols}, gradient.data(), curvature);
  }
};

// Columns that the passes cut a batch into, found by what they hand to the head at once.
int chunk_of(const Mlp& mlp, int samples) {
  struct Counter final : OutputCurvature {
    int widest = 0;
    void apply(int, ConstMatrix r, Matrix out) override {
      widest = std::max(widest, r.cols);
      std::fill(out.data, out.data + out.size(), Scalar(0));
    }
  } counter;
  const Array p(static_cast<std::size_t>(mlp.parameter_count())), x(static_cast<std::size_t>(mlp.inputs() * samples));
  Computed computed(mlp, p, {x.data(), mlp.inputs(), samples}, true);
  Array result(p.size());
  computed.pass.hessian_product(p.data(), counter, result.data());
  return counter.widest;
}

// Proves that the forward pass is W x + b layer by layer with f between, in the documented order of parameters; a
// context, which comes first in it, is read after the first layer's inputs.
TEST(Mlp, ForwardIsTheFormula) {
  Numbers numbers(20);
  for (const NetworkCase& c : cases()) {
    const Array p = numbers.normals(c.mlp.parameter_count()), inputs = numbers.normals(c.mlp.inputs() * c.samples);
    MlpPass pass;
    pass.forward(c.mlp, p.data(), {inputs.data(), c.mlp.inputs(), c.samples});
    Array expected;
    for (int n = 0; n < c.samples; ++n) {
      std::vector<double> x(inputs.begin() + n * c.mlp.inputs(), inputs.begin() + (n + 1) * c.mlp.inputs());
      x.insert(x.end(), p.begin(), p.begin() + c.mlp.context);
      std::size_t at = static_cast<std::size_t>(c.mlp.context);
      for (int l = 0; l < c.mlp.layers(); ++l) {
        const std::size_t in = x.size(), out = static_cast<std::size_t>(c.mlp.sizes[l + 1]);
        std::vector<double> z(out);
        for (std::size_t o = 0; o < out; ++o) {
          z[o] = static_cast<double>(p[at + in * out + o]);
          for (std::size_t i = 0; i < in; ++i) z[o] += static_cast<double>(p[at + i * out + o]) * x[i];
          if (l + 1 < c.mlp.layers())
            z[o] = c.mlp.activation == Activation::tanh ? std::tanh(z[o]) : std::max(z[o], 0.0);
        }
        x = z;
        at += (in + 1) * out;
      }
      for (double y : x) expected.push_back(Scalar(y));
    }
    EXPECT_LE(relative_error(pass.outputs().data, expected, pass.outputs().size()), bound(1e-13, 1e-5));
  }
}

// Proves that the gradient agrees with central differences of the loss, for tanh and relu, with 0 to 3 hidden layers.
TEST(Mlp, GradientAgreesWithDifferences) {
  Numbers numbers(21);
  for (const NetworkCase& c : cases()) {
    const Array p = numbers.normals(c.mlp.parameter_count(), 0.5), inputs = numbers.normals(c.mlp.inputs() * c.samples);
    const ConstMatrix x{inputs.data(), c.mlp.inputs(), c.samples};
    const Computed at(c.mlp, p, x, false);
    const bool bends = c.mlp.activation == Activation::relu;
    const double h = bound(1e-6, bends ? 2e-4 : 2e-3);  // in float wide, but not over many kinks
    for (int direction = 0; direction < 4; ++direction) {
      const Array u = numbers.normals(c.mlp.parameter_count());
      Array forward = p, backward = p;
      double expected = 0, size = 0;
      for (std::size_t i = 0; i < p.size(); ++i) {
        forward[i] += Scalar(h) * u[i];
        backward[i] -= Scalar(h) * u[i];
        expected += static_cast<double>(at.gradient[i]) * static_cast<double>(u[i]);
        size += std::fabs(static_cast<double>(at.gradient[i]));
      }
      const double found = (static_cast<double>(Computed(c.mlp, forward, x, false).loss.value()) -
                            static_cast<double>(Computed(c.mlp, backward, x, false).loss.value())) /
                           (2 * h);
      EXPECT_NEAR(found, expected, bound(2e-6, 3e-2) * (size + 1e-3))
          << c.mlp.layers() << " layers, context " << c.mlp.context << (bends ? ", relu" : ", tanh");
    }
  }
}

// Proves that the Hessian-vector product agrees with central differences of the gradient, in both activations and at
// every depth.
TEST(Mlp, HessianProductAgreesWithDifferences) {
  Numbers numbers(22);
  for (const NetworkCase& c : cases()) {
    const int count = c.mlp.parameter_count();
    const Array p = numbers.normals(count, 0.5), v = numbers.normals(count),
                inputs = numbers.normals(c.mlp.inputs() * c.samples);
    const ConstMatrix x{inputs.data(), c.mlp.inputs(), c.samples};
    Computed at(c.mlp, p, x, true);
    Array found(p.size()), expected(p.size()), forward = p, backward = p;
    at.pass.hessian_product(v.data(), at.loss, found.data());
    const double h = bound(1e-6, 1e-3);
    for (std::size_t i = 0; i < p.size(); ++i) {
      forward[i] += Scalar(h) * v[i];
      backward[i] -= Scalar(h) * v[i];
    }
    const Computed f(c.mlp, forward, x, false), b(c.mlp, backward, x, false);
    for (std::size_t i = 0; i < p.size(); ++i) expected[i] = (f.gradient[i] - b.gradient[i]) / Scalar(2 * h);
    // relu's kinks make differences worthless where a unit switches within the step.
    if (c.mlp.activation == Activation::relu && !kDouble) continue;
    EXPECT_LE(relative_error(found, expected, count), bound(1e-6, 5e-2))
        << c.mlp.layers() << " layers, " << c.samples << " samples";
  }
}

// Proves that uᵀ H v = vᵀ H u, and that a second product from the same pass is the same: nothing kept is spoilt.
TEST(Mlp, HessianIsSymmetric) {
  Numbers numbers(23);
  for (const NetworkCase& c : cases()) {
    const int count = c.mlp.parameter_count();
    const Array p = numbers.normals(count, 0.5), u = numbers.normals(count), v = numbers.normals(count),
                inputs = numbers.normals(c.mlp.inputs() * c.samples);
    Computed at(c.mlp, p, {inputs.data(), c.mlp.inputs(), c.samples}, true);
    Array hu(p.size()), hv(p.size()), again(p.size());
    at.pass.hessian_product(u.data(), at.loss, hu.data());
    at.pass.hessian_product(v.data(), at.loss, hv.data());
    at.pass.hessian_product(u.data(), at.loss, again.data());
    EXPECT_EQ(hu, again);
    double uhv = 0, vhu = 0, size = 0;
    for (std::size_t i = 0; i < p.size(); ++i) {
      uhv += static_cast<double>(u[i] * hv[i]);
      vhu += static_cast<double>(v[i] * hu[i]);
      size += std::fabs(static_cast<double>(u[i] * hv[i]));
    }
    EXPECT_NEAR(uhv, vhu, bound(1e-13, 1e-4) * size);
  }
}

// Proves that batches just below, at and just above the width of a chunk, and of several chunks, have the derivatives
// of their samples' sum.
TEST(Mlp, ChunksAddUp) {
  Numbers numbers(24);
  for (const Activation activation : {Activation::tanh, Activation::relu}) {
    const Mlp mlp{{2, 100, 100, 2}, activation, 3};
    const int chunk = chunk_of(mlp, 4000);
    ASSERT_GT(chunk, 1);
    ASSERT_LT(chunk, 4000) << "this test needs several chunks";
    const int count = mlp.parameter_count();
    const Array p = numbers.normals(count, 0.2), v = numbers.normals(count);
    for (const int samples : {chunk - 1, chunk, chunk + 1, 2 * chunk + 3}) {
      const Array inputs = numbers.normals(2 * samples);
      Computed whole(mlp, p, {inputs.data(), 2, samples}, true);
      Array product(p.size()), newton(p.size()), gradient_sum(p.size()), product_sum(p.size()), newton_sum(p.size()),
          part(p.size());
      whole.pass.hessian_product(v.data(), whole.loss, product.data());
      whole.pass.gauss_newton_product(v.data(), whole.loss, newton.data());
      for (int first = 0; first < samples; first += 97) {  // the loss's weights repeat after 97
        const int width = std::min(97, samples - first);
        Numbers same(77);
        TestLoss loss;
        loss.weights = same.normals(97);
        std::rotate(loss.weights.begin(), loss.weights.begin() + first * 2 % 97, loss.weights.end());
        MlpPass pass;
        pass.forward(mlp, p.data(), {inputs.data() + 2 * first, 2, width});
        loss.outputs = pass.outputs();
        Array d(static_cast<std::size_t>(2 * width));
        loss.derivative({d.data(), 2, width});
        const Scalar share = Scalar(width) / Scalar(samples);
        pass.backward({d.data(), 2, width}, part.data(), true);
        for (std::size_t i = 0; i < p.size(); ++i) gradient_sum[i] += share * part[i];
        pass.hessian_product(v.data(), loss, part.data());
        for (std::size_t i = 0; i < p.size(); ++i) product_sum[i] += share * part[i];
        pass.gauss_newton_product(v.data(), loss, part.data());
        for (std::size_t i = 0; i < p.size(); ++i) newton_sum[i] += share * part[i];
      }
      EXPECT_LE(relative_error(whole.gradient, gradient_sum, count), bound(1e-12, 1e-4)) << samples;
      EXPECT_LE(relative_error(product, product_sum, count), bound(1e-12, 1e-4)) << samples;
      EXPECT_LE(relative_error(newton, newton_sum, count), bound(1e-12, 1e-4)) << samples;
    }
  }
}

// Proves that a pass gives the same after it has served another network and a larger batch.
TEST(Mlp, PassCanBeUsedAgain) {
  Numbers numbers(25);
  const Mlp small{{3, 5, 2}, Activation::tanh}, large{{2, 37, 37, 37, 3}, Activation::tanh};
  const Array p = numbers.normals(small.parameter_count()), q = numbers.normals(large.parameter_count()),
              v = numbers.normals(small.parameter_count());
  const Array x = numbers.normals(3 * 9), y = numbers.normals(2 * 50), d = numbers.normals(150);
  Array fresh(p.size()), again(p.size()), fresh_product(p.size()), again_product(p.size()), other(q.size());
  Computed base(small, p, {x.data(), 3, 9}, true);
  fresh = base.gradient;
  base.pass.hessian_product(v.data(), base.loss, fresh_product.data());
  MlpPass pass;
  pass.forward(large, q.data(), {y.data(), 2, 50});
  pass.backward({d.data(), 3, 50}, other.data(), true);
  pass.forward(small, p.data(), {x.data(), 3, 9});
  TestLoss loss = base.loss;
  loss.outputs = pass.outputs();
  Array derivative(18);
  loss.derivative({derivative.data(), 2, 9});
  pass.backward({derivative.data(), 2, 9}, again.data(), true);
  pass.hessian_product(v.data(), loss, again_product.data());
  EXPECT_EQ(fresh, again);
  EXPECT_EQ(fresh_product, again_product);
}

}  // namespace
}  // namespace metarl::testing
