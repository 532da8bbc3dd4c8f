#include "networks/mlp.h"

#include <algorithm>

#include "foundation/columns.h"
#include "foundation/elementary.h"
#include "foundation/products.h"

namespace metarl {

namespace {

// Chunks of about 24,000 activations: three or four such arrays lie in a processor's second cache side by side, and
// Eigen's packed copy of one stays below its limit for the stack.
int chunk_width(const Mlp& mlp) { return std::max(16, 24576 / mlp.widest() / 8 * 8); }

void activate(Matrix z, Activation activation) {
  for_lanes(z.size(), [&](std::ptrdiff_t i, int count) {
    const Lanes x = load_some(z.data + i, count);
    store_some(z.data + i, activation == Activation::tanh ? hyperbolic_tangent(x) : at_least(x, splat(0)), count);
  });
}

// f'(z) from x = f(z).
Lanes slope(Lanes x, Activation activation) {
  return activation == Activation::tanh ? splat(1) - x * x : select(x > splat(0), splat(1), splat(0));
}

}  // namespace

int Mlp::widest() const { return *std::max_element(sizes.begin(), sizes.end()); }
int Mlp::parameter_count() const { return weight_offset(layers()); }

int Mlp::weight_offset(int l) const {
  int offset = context;
  for (int i = 0; i < l; ++i) offset += (fan_in(i) + 1) * sizes[i + 1];
  return offset;
}

Matrix MlpPass::weight(int l, const Scalar* p) const {
  return {const_cast<Scalar*>(p) + mlp_->weight_offset(l), mlp_->sizes[l + 1], mlp_->sizes[l]};
}

Matrix MlpPass::context_weight(const Scalar* p) const {
  return {const_cast<Scalar*>(p) + mlp_->context_weight_offset(), mlp_->sizes[1], mlp_->context};
}

// b + C c.
const Scalar* MlpPass::first_bias(const Scalar* p) {
  const Scalar* bias = p + mlp_->bias_offset(0);
  if (mlp_->context == 0) return bias;
  std::copy_n(bias, mlp_->sizes[1], first_bias_.data());
  add_product({first_bias_.data(), mlp_->sizes[1], 1}, context_weight(p), context(p));
  return first_bias_.data();
}

// v_b + V_C c + C v_c.
void MlpPass::r_first_bias(const Scalar* v) {
  std::copy_n(v + mlp_->bias_offset(0), mlp_->sizes[1], r_first_bias_.data());
  if (mlp_->context == 0) return;
  const Matrix result{r_first_bias_.data(), mlp_->sizes[1], 1};
  add_product(result, context_weight(v), context(parameters_));
  add_product(result, context_weight(parameters_), context(v));
}

ConstMatrix MlpPass::input_of(int l, int first, int count) const {
  if (l == 0) return inputs_.columns(first, count);
  return ConstMatrix{layers_[l - 1].x.data(), mlp_->sizes[l], samples_}.columns(first, count);
}

void MlpPass::reserve(const Mlp& mlp, int samples, bool curvature, Memory memory) {
  chunk_ = chunk_width(mlp);
  const int chunk = std::min(chunk_, samples);
  memory.take_each(layers_, mlp.layers() - 1, [&](Layer& layer, int l) {
    const int size = mlp.sizes[l + 1];
    memory.take(layer.x, size, samples);
    memory.take(layer.r_x, size, chunk);
    if (!curvature) return;
    memory.take(layer.delta, size, samples);
    if (mlp.activation == Activation::tanh) memory.take(layer.bend, size, samples);
  });
  for (Array* a : {&first_bias_, &r_first_bias_, &first_delta_}) memory.take(*a, mlp.sizes[1]);
  for (Array* a : {&outputs_, &output_delta_}) memory.take(*a, mlp.outputs(), samples);
  memory.take(r_outputs_, mlp.outputs(), chunk);
  for (Array* a : {&scratch_a_, &scratch_b_}) memory.take(*a, mlp.widest(), chunk);
}

void MlpPass::forward(const Mlp& mlp, const Scalar* parameters, ConstMatrix inputs) {
  reserve(mlp, inputs.cols, false);
  mlp_ = &mlp;
  parameters_ = parameters;
  inputs_ = inputs;
  samples_ = inputs.cols;
  output_rows_ = mlp.outputs();
  const int last = mlp.layers() - 1;
  const Scalar* bias = first_bias(parameters);
  for (int first = 0; first < samples_; first += chunk_) {
    const int count = std::min(chunk_, samples_ - first);
    for (int l = 0; l <= last; ++l) {
      Array& out = l == last ? outputs_ : layers_[l].x;
      const Matrix z = Matrix{out.data(), mlp.sizes[l + 1], samples_}.columns(first, count);
      fill_columns(z, l == 0 ? bias : parameters + mlp.bias_offset(l));
      add_product(z, weight(l, parameters), input_of(l, first, count));
      if (l < last) activate(z, mlp.activation);
    }
  }
}

void MlpPass::backward(ConstMatrix d_outputs, Scalar* gradient, bool curvature, Matrix d_inputs) {
  const Mlp& mlp = *mlp_;
  const int last = mlp.layers() - 1;
  if (curvature) {
    reserve(mlp, samples_, true);
    std::copy(d_outputs.data, d_outputs.data + d_outputs.size(), output_delta_.data());
  }
  std::fill(gradient, gradient + mlp.parameter_count(), Scalar(0));
  for (int first = 0; first < samples_; first += chunk_) {
    const int count = std::min(chunk_, samples_ - first);
    ConstMatrix delta = d_outputs.columns(first, count);
    for (int l = last; l >= 0; --l) {
      const ConstMatrix x = input_of(l, first, count);
      add_product_transposed(weight(l, gradient), delta, x);
      add_row_sums(delta, gradient + mlp.bias_offset(l));
      if (l == 0) {
        if (d_inputs.data) transposed_product(d_inputs.columns(first, count), weight(0, parameters_), delta);
        break;
      }
      Layer& layer = layers_[l - 1];
      const std::ptrdiff_t offset = static_cast<std::ptrdiff_t>(first) * mlp.sizes[l];
      Array& scratch = l % 2 ? scratch_a_ : scratch_b_;
      const Matrix below{curvature ? layer.delta.data() + offset : scratch.data(), mlp.sizes[l], count};
      transposed_product(below, weight(l, parameters_), delta);
      const bool bend = curvature && mlp.activation == Activation::tanh;
      for_lanes(below.size(), [&](std::ptrdiff_t i, int n) {
        const Lanes e = load_some(below.data + i, n), a = load_some(x.data + i, n);
        if (bend) store_some(layer.bend.data() + offset + i, splat(-2) * a * e, n);  // tanh'' / tanh' = -2 tanh
        store_some(below.data + i, e * slope(a, mlp.activation), n);
      });
      delta = below;
    }
  }
  if (mlp.context == 0) return;
  const ConstMatrix sums{gradient + mlp.bias_offset(0), mlp.sizes[1], 1};
  add_product_transposed(context_weight(gradient), sums, context(parameters_));
  transposed_product({gradient, mlp.context, 1}, context_weight(parameters_), sums);
  if (curvature) std::copy_n(sums.data, sums.rows, first_delta_.data());
}

void MlpPass::r_forward(const Scalar* v, int first, int count) {
  const Mlp& mlp = *mlp_;
  const int last = mlp.layers() - 1;
  for (int l = 0; l <= last; ++l) {
    Array& out = l == last ? r_outputs_ : layers_[l].r_x;
    const Matrix r{out.data(), mlp.sizes[l + 1], count};
    fill_columns(r, l == 0 ? r_first_bias_.data() : v + mlp.bias_offset(l));
    add_product(r, weight(l, v), input_of(l, first, count));
    if (l > 0) add_product(r, weight(l, parameters_), ConstMatrix{layers_[l - 1].r_x.data(), mlp.sizes[l], count});
    if (l == last) return;
    const Scalar* x = layers_[l].x.data() + static_cast<std::ptrdiff_t>(first) * r.rows;
    for_lanes(r.size(), [&](std::ptrdiff_t i, int n) {
      store_some(r.data + i, load_some(r.data + i, n) * slope(load_some(x + i, n), mlp.activation), n);
    });
  }
}

// `full` adds the terms with δ; without them it is the Gauss-Newton product's way back. scratch_a_ holds the head's
// part at the start.
void MlpPass::r_backward(const Scalar* v, int first, int count, bool full, Scalar* result) {
  const Mlp& mlp = *mlp_;
  const int last = mlp.layers() - 1;
  Matrix r_delta{scratch_a_.data(), output_rows_, count};
  bool in_a = true;
  for (int l = last; l >= 0; --l) {
    const ConstMatrix x = input_of(l, first, count);
    const Array& kept = l == last ? output_delta_ : layers_[l].delta;
    const ConstMatrix delta = ConstMatrix{kept.data(), mlp.sizes[l + 1], samples_}.columns(first, count);
    add_product_transposed(weight(l, result), r_delta, x);
    add_row_sums(r_delta, result + mlp.bias_offset(l));
    if (l == 0) break;
    Layer& below_layer = layers_[l - 1];
    const ConstMatrix r_x{below_layer.r_x.data(), mlp.sizes[l], count};
    if (full) add_product_transposed(weight(l, result), delta, r_x);
    const Matrix below{(in_a ? scratch_b_ : scratch_a_).data(), mlp.sizes[l], count};
    transposed_product(below, weight(l, parameters_), r_delta);
    if (full) add_transposed_product(below, weight(l, v), delta);
    const bool bend = full && mlp.activation == Activation::tanh;
    const Scalar* bends = bend ? below_layer.bend.data() + static_cast<std::ptrdiff_t>(first) * mlp.sizes[l] : nullptr;
    for_lanes(below.size(), [&](std::ptrdiff_t i, int n) {
      Lanes r = load_some(below.data + i, n) * slope(load_some(x.data + i, n), mlp.activation);
      if (bend) r = r + load_some(bends + i, n) * load_some(r_x.data + i, n);
      store_some(below.data + i, r, n);
    });
    r_delta = below;
    in_a = !in_a;
  }
}

// The context's part of the way back, once the batch is through: the biases' result is the sum over it.
void MlpPass::r_context(const Scalar* v, bool full, Scalar* result) {
  const Mlp& mlp = *mlp_;
  if (mlp.context == 0) return;
  const Matrix r_weight = context_weight(result), r_context{result, mlp.context, 1};
  const ConstMatrix r_sums{result + mlp.bias_offset(0), mlp.sizes[1], 1}, sums{first_delta_.data(), mlp.sizes[1], 1};
  add_product_transposed(r_weight, r_sums, context(parameters_));
  transposed_product(r_context, context_weight(parameters_), r_sums);
  if (!full) return;
  add_product_transposed(r_weight, sums, context(v));
  add_transposed_product(r_context, context_weight(v), sums);
}

void MlpPass::r_passes(const Scalar* v, OutputCurvature& head, bool full, Scalar* result) {
  std::fill(result, result + mlp_->parameter_count(), Scalar(0));
  r_first_bias(v);
  for (int first = 0; first < samples_; first += chunk_) {
    const int count = std::min(chunk_, samples_ - first);
    r_forward(v, first, count);
    head.apply(first, {r_outputs_.data(), output_rows_, count}, {scratch_a_.data(), output_rows_, count});
    r_backward(v, first, count, full, result);
  }
  r_context(v, full, result);
}

void MlpPass::hessian_product(const Scalar* v, OutputCurvature& head, Scalar* result) {
  r_passes(v, head, true, result);
}

void MlpPass::gauss_newton_product(const Scalar* v, OutputCurvature& head, Scalar* result) {
  r_passes(v, head, false, result);
}

}  // namespace metarl
