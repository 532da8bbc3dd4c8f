#include "networks/gru.h"

#include <algorithm>

#include "foundation/columns.h"
#include "foundation/elementary.h"
#include "foundation/products.h"

namespace metarl {

namespace {

// Columns of a product over all steps that are taken at once, so that they stay in the cache.
constexpr int kChunk = 256;

}  // namespace

void Gru::initialise(Scalar* parameters, Scalar timescale, Stream& stream) const {
  const Scalar limit = 1 / square_root(Scalar(units));
  for (int i = 0; i < bias_offset(); ++i) parameters[i] = stream.uniform(-limit, limit);
  std::fill(parameters + bias_offset(), parameters + parameter_count(), Scalar(0));
  if (timescale == 1) return;
  for (int i = 0; i < units; ++i) parameters[bias_offset() + units + i] = logarithm(stream.uniform(1, timescale));
}

void GruPass::reserve(const Gru& gru, int lanes, int time, Memory memory) {
  for (Array* a : {&states_, &entering_, &recalled_}) memory.take(*a, gru.units, lanes, time);
  for (Array* a : {&gates_, &d_input_, &d_state_}) memory.take(*a, gru.gates(), lanes, time);
  memory.take(from_state_, gru.gates(), lanes);
  for (Array* a : {&carried_, &total_}) memory.take(*a, gru.units, lanes);
}

void GruPass::begin(const Gru& gru, const Scalar* parameters, int lanes, int time) {
  reserve(gru, lanes, time);
  gru_ = gru;
  parameters_ = parameters;
  lanes_ = lanes;
  time_ = time;
  std::fill_n(entering_.begin(), gru.units * lanes, Scalar(0));
}

void GruPass::advance(int t, ConstMatrix x, const Scalar* active, const Scalar* keep) {
  const int units = gru_.units, rows = gru_.gates();
  const std::ptrdiff_t first = static_cast<std::ptrdiff_t>(t) * lanes_;
  const Scalar* p = parameters_;
  const ConstMatrix h{entering_.data() + first * units, units, lanes_};
  const Matrix gates{gates_.data() + first * rows, rows, lanes_};
  const Matrix from_state{from_state_.data(), rows, lanes_};
  fill_columns(gates, p + gru_.bias_offset());
  add_product(gates, {p, rows, gru_.inputs}, x);
  fill_columns(from_state, p + gru_.bias_offset() + rows);
  add_product(from_state, {p + gru_.state_offset(), rows, units}, h);
  for (int c = 0; c < lanes_; ++c) {
    Scalar* g = gates.column(c);
    const Scalar* s = from_state.column(c);
    const Scalar* before = h.column(c);
    Scalar* after = states_.data() + (first + c) * units;
    Scalar* recalled = recalled_.data() + (first + c) * units;
    const bool waits = active && active[c] == 0;
    for_lanes(units, [&](std::ptrdiff_t i, int n) {
      const Lanes r = logistic(load_some(g + i, n) + load_some(s + i, n));
      Lanes z = logistic(load_some(g + units + i, n) + load_some(s + units + i, n));
      if (waits) z = splat(1);
      const Lanes u = load_some(s + 2 * units + i, n);
      const Lanes fresh = hyperbolic_tangent(load_some(g + 2 * units + i, n) + r * u);
      store_some(g + i, r, n);
      store_some(g + units + i, z, n);
      store_some(g + 2 * units + i, fresh, n);
      store_some(recalled + i, u, n);
      store_some(after + i, (splat(1) - z) * fresh + z * load_some(before + i, n), n);
    });
    if (t + 1 == time_) continue;
    Scalar* next = entering_.data() + (first + lanes_ + c) * units;
    const Lanes kept = splat(keep ? keep[c] : Scalar(1));
    for_lanes(units, [&](std::ptrdiff_t i, int n) { store_some(next + i, kept * load_some(after + i, n), n); });
  }
}

void GruPass::go_back(ConstMatrix d_states, const Scalar* keep, Scalar* norms) {
  const int units = gru_.units, rows = gru_.gates();
  const ConstMatrix u{parameters_ + gru_.state_offset(), rows, units};
  std::fill_n(carried_.begin(), static_cast<std::size_t>(units) * static_cast<std::size_t>(lanes_), Scalar(0));
  for (int t = time_ - 1; t >= 0; --t) {
    const std::ptrdiff_t first = static_cast<std::ptrdiff_t>(t) * lanes_;
    for (int c = 0; c < lanes_; ++c) {
      const Scalar* g = gates_.data() + (first + c) * rows;
      const Scalar* recalled = recalled_.data() + (first + c) * units;
      const Scalar* before = entering_.data() + (first + c) * units;
      const Scalar* direct = d_states.column(static_cast<int>(first) + c);
      Scalar* di = d_input_.data() + (first + c) * rows;
      Scalar* ds = d_state_.data() + (first + c) * rows;
      Scalar* carried = carried_.data() + static_cast<std::ptrdiff_t>(c) * units;
      Scalar* through = total_.data() + static_cast<std::ptrdiff_t>(c) * units;
      const Lanes kept = splat(keep ? keep[first + c] : Scalar(1));
      if (norms) {
        Lanes squares = splat(0);
        for_lanes(units, [&](std::ptrdiff_t i, int n) {
          const Lanes d = load_some(direct + i, n) + kept * load_some(carried + i, n);
          squares = squares + d * d;
        });
        norms[first + c] = square_root(sum(squares));
      }
      for_lanes(units, [&](std::ptrdiff_t i, int n) {
        const Lanes d = load_some(direct + i, n) + kept * load_some(carried + i, n);
        const Lanes r = load_some(g + i, n), z = load_some(g + units + i, n), fresh = load_some(g + 2 * units + i, n);
        const Lanes d_new = d * (splat(1) - z) * (splat(1) - fresh * fresh);
        const Lanes d_update = d * (load_some(before + i, n) - fresh) * z * (splat(1) - z);
        const Lanes d_reset = d_new * load_some(recalled + i, n) * r * (splat(1) - r);
        store_some(di + i, d_reset, n);
        store_some(di + units + i, d_update, n);
        store_some(di + 2 * units + i, d_new, n);
        store_some(ds + i, d_reset, n);
        store_some(ds + units + i, d_update, n);
        store_some(ds + 2 * units + i, d_new * r, n);
        store_some(through + i, d * z, n);
      });
    }
    if (t == 0) break;
    std::swap(carried_, total_);
    add_transposed_product({carried_.data(), units, lanes_}, u, {d_state_.data() + first * rows, rows, lanes_});
  }
}

void GruPass::backward(ConstMatrix inputs, ConstMatrix d_states, const Scalar* keep, Scalar* gradient) {
  go_back(d_states, keep, nullptr);
  const int units = gru_.units, rows = gru_.gates();
  const int columns = lanes_ * time_;
  for (int first = 0; first < columns; first += kChunk) {
    const int count = std::min(kChunk, columns - first);
    const ConstMatrix di{d_input_.data() + static_cast<std::ptrdiff_t>(first) * rows, rows, count};
    const ConstMatrix ds{d_state_.data() + static_cast<std::ptrdiff_t>(first) * rows, rows, count};
    const ConstMatrix h{entering_.data() + static_cast<std::ptrdiff_t>(first) * units, units, count};
    add_product_transposed({gradient, rows, gru_.inputs}, di, inputs.columns(first, count));
    add_product_transposed({gradient + gru_.state_offset(), rows, units}, ds, h);
    add_row_sums(di, gradient + gru_.bias_offset());
    add_row_sums(ds, gradient + gru_.bias_offset() + rows);
  }
}

}  // namespace metarl
