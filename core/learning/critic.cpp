#include "learning/critic.h"

#include <algorithm>

#include "foundation/vectors.h"

namespace metarl {

void FittedCritic::reserve(const Problem& problem, Memory memory) {
  baseline_.reserve(problem.network.mlp.inputs(), memory);
  memory.take(fitted_, problem.episodes, problem.horizon);
}

// The baseline is fitted to whole episodes: those that ended, or reached the horizon.
void FittedCritic::judge(int, const Experience& e, const Scalar* returns, Scalar* values) {
  for (int lane = 0; lane < e.lanes; ++lane) {
    bool whole = e.last_age[static_cast<std::size_t>(lane)] == Scalar(e.time);
    for (int t = e.time - 1; t >= 0; --t) {
      const std::size_t i = static_cast<std::size_t>(t * e.lanes + lane);
      if (e.done[i] != 0) whole = true;
      fitted_[i] = whole ? 1 : 0;
    }
  }
  const ConstMatrix observations = e.samples.input_matrix();
  baseline_.fit(observations, e.age.data(), returns, fitted_.data());
  baseline_.predict(observations, e.age.data(), values);
  baseline_.predict({e.last_observation.data(), observations.rows, e.lanes}, e.last_age.data(),
                    values + e.samples.count);
}

ValueForm::ValueForm(const Problem& problem) : horizon(problem.horizon) {
  network.mlp = problem.network.mlp;
  network.mlp.context = 0;
  network.mlp.sizes.front() += 1;
  network.mlp.sizes.back() = 1;
  network.head = Head::values;
}

void ValueForm::set_discount(Scalar discount) {
  unit = 0;
  Scalar weight = 1;
  for (int t = 0; t < horizon; ++t, weight *= discount) unit += weight;
}

void ValueForm::write_inputs(ConstMatrix observations, const Scalar* age, Scalar* inputs) const {
  for (int c = 0; c < observations.cols; ++c) {
    inputs = std::copy_n(observations.column(c), observations.rows, inputs);
    *inputs++ = age[c] / Scalar(horizon);
  }
}

void ValueForm::write_samples(const Experience& e, Samples& samples) const {
  samples.reserve(network, e.samples.count);
  write_inputs(e.samples.input_matrix(), e.age.data(), samples.inputs.data());
  set_scaled(samples.targets.data(), 1 / unit, e.returns.data(), e.samples.count);
}

void NetworkCritic::reserve(const Problem& problem, Memory memory) {
  pass_.reserve(form_.network.mlp, problem.episodes * problem.horizon, false, memory);
  memory.take(inputs_, form_.network.mlp.inputs(), problem.episodes, problem.horizon);
}

void NetworkCritic::judge(int i, ConstMatrix observations, const Scalar* age, Scalar* values) {
  form_.write_inputs(observations, age, inputs_.data());
  pass_.forward(form_.network.mlp, parameters_[static_cast<std::size_t>(i)],
                {inputs_.data(), form_.network.mlp.inputs(), observations.cols});
  set_scaled(values, form_.unit, pass_.outputs().data, observations.cols);
}

void NetworkCritic::judge(int i, const Experience& e, const Scalar*, Scalar* values) {
  const ConstMatrix observations = e.samples.input_matrix();
  judge(i, observations, e.age.data(), values);
  judge(i, {e.last_observation.data(), observations.rows, e.lanes}, e.last_age.data(), values + e.samples.count);
}

}  // namespace metarl
