#include "meta/planner.h"

#include <algorithm>

#include "foundation/elementary.h"

namespace metarl {

namespace {

// Every action keeps a chance, and every dimension a deviation, so that no round is the last that finds something new.
constexpr Scalar kLeastShare = Scalar(0.1), kLeastDeviation = Scalar(0.05);

int best_of(const ModelForm& form) { return std::max(1, form.plans / 8); }

}  // namespace

void Planner::reserve(const ModelForm& form, Memory memory) {
  const int n = form.plans;
  if (form.discrete) {
    memory.take(chances_, form.actions, form.plan_steps);
  } else {
    for (Array* a : {&means_, &deviations_}) memory.take(*a, form.actions, form.plan_steps);
  }
  memory.take(plans_, form.action_rows(), form.plan_steps, n);
  memory.take(observations_, form.observations, n);
  memory.take(inputs_, form.network.mlp.inputs(), n);
  for (Array* a : {&worth_, &alive_}) memory.take(*a, n);
  memory.take(order_, n);
  pass_.reserve(form.network.mlp, n, false, memory);
}

void Planner::begin(const ModelForm& form) {
  if (form.discrete) {
    std::fill_n(chances_.begin(), form.actions * form.plan_steps, Scalar(1) / Scalar(form.actions));
    return;
  }
  std::fill_n(means_.begin(), form.actions * form.plan_steps, Scalar(0));
  std::fill_n(deviations_.begin(), form.actions * form.plan_steps, Scalar(1));
}

void Planner::draw(const ModelForm& form, Stream& stream) {
  Scalar* action = plans_.data();
  for (int n = 0; n < form.plans; ++n) {
    for (int h = 0; h < form.plan_steps; ++h) {
      const int at = h * form.actions;
      if (form.discrete) {
        const Scalar u = stream.uniform();
        int choice = 0;
        for (Scalar below = chances_[at]; choice < form.actions - 1 && u > below; below += chances_[at + choice])
          ++choice;
        *action++ = Scalar(choice);
        continue;
      }
      for (int d = 0; d < form.actions; ++d) *action++ = means_[at + d] + deviations_[at + d] * stream.normal();
    }
  }
}

void Planner::imagine(const ModelForm& form, const Scalar* parameters, const Scales& scales,
                      const Scalar* observation) {
  const int count = form.plans, rows = form.observations, inputs = form.network.mlp.inputs(), r = scales.reward();
  for (int n = 0; n < count; ++n) {
    std::copy_n(observation, rows, observations_.begin() + n * rows);
    worth_[n] = 0;
    alive_[n] = 1;
  }
  Scalar weight = 1;
  for (int h = 0; h < form.plan_steps; ++h, weight *= form.discount) {
    for (int n = 0; n < count; ++n)
      write_model_input(form, scales, observations_.data() + n * rows, planned(form, n, h),
                        inputs_.data() + n * inputs);
    pass_.forward(form.network.mlp, parameters, {inputs_.data(), inputs, count});
    const ConstMatrix predicted = pass_.outputs();
    for (int n = 0; n < count; ++n) {
      const Scalar* output = predicted.column(n);
      Scalar* now = observations_.data() + n * rows;
      for (int i = 0; i < rows; ++i) {
        const int c = scales.change(i);
        now[i] += scales.mean(c) + scales.deviation(c) * output[i];
      }
      worth_[n] += weight * alive_[n] * (scales.mean(r) + scales.deviation(r) * output[rows]);
      alive_[n] *= 1 - std::min(std::max(output[rows + 1], Scalar(0)), Scalar(1));
    }
  }
}

void Planner::fit(const ModelForm& form) {
  const int best = best_of(form);
  for (int n = 0; n < form.plans; ++n) order_[static_cast<std::size_t>(n)] = n;
  // A worth that is no number is the least.
  const auto better = [&](int a, int b) {
    const bool a_is_number = worth(a) == worth(a), b_is_number = worth(b) == worth(b);
    if (a_is_number != b_is_number) return a_is_number;
    if (!a_is_number || worth(a) == worth(b)) return a < b;
    return worth(a) > worth(b);
  };
  std::partial_sort(order_.begin(), order_.begin() + best, order_.begin() + form.plans, better);
  const Scalar share = Scalar(1) / Scalar(best);
  for (int h = 0; h < form.plan_steps; ++h) {
    const int at = h * form.actions;
    if (form.discrete) {
      std::fill_n(chances_.begin() + at, form.actions, kLeastShare / Scalar(form.actions));
      for (int e = 0; e < best; ++e)
        chances_[at + static_cast<int>(*planned(form, order_[static_cast<std::size_t>(e)], h))] +=
            (1 - kLeastShare) * share;
      continue;
    }
    for (int d = 0; d < form.actions; ++d) {
      Scalar mean = 0, squares = 0;
      for (int e = 0; e < best; ++e) mean += share * planned(form, order_[static_cast<std::size_t>(e)], h)[d];
      for (int e = 0; e < best; ++e) {
        const Scalar distance = planned(form, order_[static_cast<std::size_t>(e)], h)[d] - mean;
        squares += share * distance * distance;
      }
      means_[at + d] = mean;
      deviations_[at + d] = std::max(square_root(squares), kLeastDeviation);
    }
  }
}

void Planner::plan(const ModelForm& form, const Scalar* parameters, const Scales& scales, const Scalar* observation,
                   Stream& stream, Scalar* action) {
  begin(form);
  for (int round = 0; round < form.plan_rounds; ++round) {
    draw(form, stream);
    imagine(form, parameters, scales, observation);
    fit(form);
  }
  // Of the best plan itself: where plans are worth the same, it is one drawn at random.
  std::copy_n(planned(form, order_[0], 0), form.action_rows(), action);
}

}  // namespace metarl
