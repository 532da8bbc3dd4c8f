// Multilayer perceptron: forward pass, gradient, and Hessian-vector product by Pearlmutter's R-operator
// (Pearlmutter 1994, "Fast exact multiplication by the Hessian"), all over a batch whose samples are columns.
//
// Parameters are one flat vector: for each layer its weights (column-major, output x input), then its bias (output).
// Layer l computes z_l = W_l x_{l-1} + b_l and x_l = f(z_l), with no f after the last one. With δ_l = dL/dz_l:
//
//     gradient    δ_{l-1} = (W_lᵀ δ_l) ∘ f'          G_l  = δ_l x_{l-1}ᵀ
//     R forward   Rz_l  = W_l Rx_{l-1} + V_l x_{l-1} + v_l,   Rx_l = f' ∘ Rz_l
//     R backward  Rδ_{l-1} = (W_lᵀ Rδ_l + V_lᵀ δ_l) ∘ f' + (W_lᵀ δ_l) ∘ f'' ∘ Rz_{l-1}
//                 RG_l  = Rδ_l x_{l-1}ᵀ + δ_l Rx_{l-1}ᵀ
//
// Everything but the R values depends on the parameters alone, so a pass keeps it: conjugate gradients multiply by
// the same Hessian ten times.
//
// A network may have a context c (Zintgraf et al. 2019, section 3.1): more inputs, whose values are parameters too, the
// same for all samples. Their weights C are the last columns of W_1, and c comes first in the vector. Their sum is
// the same in every column, so a pass computes it once, beside the bias; with s = Σ_n δ_1 the bias's gradient:
//
//     z_1 = W x + (b_1 + C c)        G_C = s cᵀ              g_c = Cᵀ s
//     R:    ... (+ V_C c + C v_c)    RG_C = Rs cᵀ + s v_cᵀ   Rg_c = Cᵀ Rs + V_Cᵀ s
#pragma once

#include <vector>

#include "foundation/array.h"
#include "foundation/memory.h"

namespace metarl {

enum class Activation { tanh, relu };

struct Mlp {
  std::vector<int> sizes;  // inputs, hidden layers, outputs; at least two entries, each at least 1
  Activation activation = Activation::tanh;
  int context = 0;  // inputs that are parameters; not counted in sizes

  int layers() const { return static_cast<int>(sizes.size()) - 1; }
  int inputs() const { return sizes.front(); }
  int outputs() const { return sizes.back(); }
  int widest() const;
  int parameter_count() const;
  // Inputs of layer l (0-based), a context's among them.
  int fan_in(int l) const { return sizes[l] + (l == 0 ? context : 0); }
  // Where the parameters of layer l begin: its weights, its bias.
  int weight_offset(int l) const;
  int bias_offset(int l) const { return weight_offset(l) + fan_in(l) * sizes[l + 1]; }
  // Where the context's weights begin, those of layer 0 by the data's inputs being before them.
  int context_weight_offset() const { return weight_offset(0) + sizes[0] * sizes[1]; }
};

// How the derivative by the network's outputs changes along a direction of the outputs: the part of a Hessian
// that the loss contributes. Called for consecutive chunks of the batch.
class OutputCurvature {
 public:
  // r_outputs (outputs x count): change of the outputs of samples first, first+1, ...; to be written to r_derivative:
  // change of dL/d outputs.
  virtual void apply(int first, ConstMatrix r_outputs, Matrix r_derivative) = 0;

 protected:
  ~OutputCurvature() = default;
};

// The stored results of the passes over one batch at one parameter vector. A pass works in chunks of columns that fit
// the cache; their width depends on the network alone.
class MlpPass {
 public:
  // For batches of up to `samples`; no memory is taken afterwards. `curvature` says whether Hessian-vector products
  // will be asked for.
  void reserve(const Mlp& mlp, int samples, bool curvature, Memory memory = {});

  // Computes outputs() for the inputs (inputs x samples). `parameters` and `inputs` must stay until the passes below
  // are done.
  void forward(const Mlp& mlp, const Scalar* parameters, ConstMatrix inputs);
  ConstMatrix outputs() const { return {outputs_.data(), output_rows_, samples_}; }

  // Writes the gradient of a loss with derivative `d_outputs` (outputs x samples) into gradient[0 .. parameter_count).
  // With `curvature` it keeps the intermediate values for hessian_product, d_outputs among it. Where d_inputs (inputs x
  // samples) is given, it takes the derivative by the inputs.
  void backward(ConstMatrix d_outputs, Scalar* gradient, bool curvature, Matrix d_inputs = {});

  // result = H v, H the Hessian of that loss by the parameters; needs backward(..., true).
  void hessian_product(const Scalar* v, OutputCurvature& head, Scalar* result);

  // result = Jᵀ C J v, J the outputs' Jacobian and C the head's curvature: the Gauss-Newton (Fisher) product.
  void gauss_newton_product(const Scalar* v, OutputCurvature& head, Scalar* result);

 private:
  struct Layer {
    Array x;      // activations (kept)
    Array delta;  // δ of this layer's z (kept with curvature)
    Array bend;  // f'' ∘ (Wᵀ δ) / f', so that bend ∘ Rx is the last term of R backward (kept with curvature; tanh only)
    Array r_x;  // Rx of one chunk
  };

  Matrix weight(int l, const Scalar* p) const;
  Matrix context_weight(const Scalar* p) const;
  ConstMatrix context(const Scalar* p) const { return {p, mlp_->context, 1}; }
  const Scalar* first_bias(const Scalar* p);
  void r_first_bias(const Scalar* v);
  ConstMatrix input_of(int l, int first, int count) const;  // the input of layer l
  void r_forward(const Scalar* v, int first, int count);
  void r_backward(const Scalar* v, int first, int count, bool full, Scalar* result);
  void r_context(const Scalar* v, bool full, Scalar* result);
  void r_passes(const Scalar* v, OutputCurvature& head, bool full, Scalar* result);

  const Mlp* mlp_ = nullptr;
  const Scalar* parameters_ = nullptr;
  ConstMatrix inputs_;
  int samples_ = 0, output_rows_ = 0, chunk_ = 0;
  std::vector<Layer> layers_;  // layers_[l] belongs to hidden layer l (the output of weight layer l)
  Array outputs_, output_delta_;
  Array first_bias_, r_first_bias_;          // the context's sum in every column, with the bias
  Array first_delta_;                        // Σ_n δ of layer 0 (kept with curvature)
  Array r_outputs_, scratch_a_, scratch_b_;  // one chunk each
};

}  // namespace metarl
