#include "native/golden_recurrent.h"

#include "foundation/vectors.h"
#include "networks/distribution.h"
#include "networks/gru.h"
#include "networks/mlp.h"

namespace metarl {

namespace {

// A matrix of rows into columns, at the end of `flat`.
bool append_matrix(GoldenCase& c, const std::string& path, int rows, int columns, Array& flat) {
  const std::vector<double>& numbers = c.numbers(path);
  if (numbers.size() != static_cast<std::size_t>(rows * columns)) return false;
  for (int j = 0; j < columns; ++j)
    for (int i = 0; i < rows; ++i) flat.push_back(Scalar(numbers[static_cast<std::size_t>(i * columns + j)]));
  return true;
}

// The parameters of the memory, then of the head.
bool read_parameters(GoldenCase& c, const std::string& path, const Gru& gru, int outputs, Array& flat) {
  return append_matrix(c, path + ".w_input", gru.gates(), gru.inputs, flat) &&
         append_matrix(c, path + ".w_hidden", gru.gates(), gru.units, flat) &&
         append_matrix(c, path + ".b_input", gru.gates(), 1, flat) &&
         append_matrix(c, path + ".b_hidden", gru.gates(), 1, flat) &&
         append_matrix(c, path + ".w_head", outputs, gru.units, flat) &&
         append_matrix(c, path + ".b_head", outputs, 1, flat);
}

}  // namespace

void check_gru(GoldenCase& c, Verdict& v) {
  const std::vector<int> shape = c.leaf("inputs").shape, head = c.leaf("params.w_head").shape;
  const double hidden = c.number("hidden");
  if (shape.size() != 3 || head.size() != 2 || hidden < 1 || hidden > 100000)
    return v.refuse("inputs, hidden or w_head");
  const int time = shape[0], lanes = shape[1], outputs = head[0], columns = time * lanes;
  Gru gru;
  gru.inputs = shape[2];
  gru.units = static_cast<int>(hidden);
  Array parameters, expected;
  if (!read_parameters(c, "params", gru, outputs, parameters) ||
      !read_parameters(c, "expect.gradient", gru, outputs, expected))
    return v.refuse("params or expect.gradient");
  const Array inputs = to_array(c.numbers("inputs")), actions = to_array(c.numbers("actions")),
              advantages = to_array(c.numbers("advantages"));
  Array keep = to_array(c.numbers("dones"));
  for (Scalar& k : keep) k = 1 - k;
  const std::size_t n = static_cast<std::size_t>(columns);
  if (inputs.size() != n * static_cast<std::size_t>(gru.inputs) || actions.size() != n || advantages.size() != n ||
      keep.size() != n || columns == 0)
    return v.refuse("inputs, actions, advantages or dones");
  for (Scalar a : actions)
    if (!(a >= 0 && a < Scalar(outputs))) return v.refuse("actions");

  const ConstMatrix x{inputs.data(), gru.inputs, columns};
  GruPass memory;
  memory.begin(gru, parameters.data(), lanes, time);
  for (int t = 0; t < time; ++t) memory.advance(t, x.columns(t * lanes, lanes), nullptr, keep.data() + t * lanes);
  Mlp linear;
  linear.sizes = {gru.units, outputs};
  MlpPass pass;
  pass.forward(linear, parameters.data() + gru.parameter_count(), memory.states());
  v.compare("logits", c.numbers("expect.logits"), pass.outputs().data);

  const PolicyBatch policy{Head::categorical, pass.outputs(), nullptr};
  Array log_prob(n), coefficients(n), d_outputs(n * static_cast<std::size_t>(outputs)),
      d_states(n * static_cast<std::size_t>(gru.units)), gradient(parameters.size());
  log_probabilities(policy, {actions.data(), 1, columns}, log_prob.data());
  const Scalar mean = Scalar(1) / Scalar(columns);
  v.compare("loss", c.number("expect.loss"), -mean * dot(log_prob.data(), advantages.data(), columns));
  for (int i = 0; i < columns; ++i) coefficients[i] = -mean * advantages[i];
  differentiate_log_probabilities(policy, {actions.data(), 1, columns}, coefficients.data(),
                                  {d_outputs.data(), outputs, columns}, nullptr);
  pass.backward({d_outputs.data(), outputs, columns}, gradient.data() + gru.parameter_count(), false,
                {d_states.data(), gru.units, columns});
  memory.backward(x, {d_states.data(), gru.units, columns}, keep.data(), gradient.data());
  v.compare("gradient", {expected.begin(), expected.end()}, gradient.data());
}

}  // namespace metarl
