#include "learning/optimizer.h"

#include "foundation/elementary.h"

namespace metarl {

void descend(Array& x, const Array& gradient, int count, Scalar step) {
  for (int i = 0; i < count; ++i) x[i] -= step * gradient[i];
}

void Adam::reserve(int count, Memory memory) {
  for (Array* a : {&first, &second}) memory.take(*a, count);
  powers.resize(2, 1);
}

void Adam::step(Array& x, const Array& gradient, int count, Scalar step) {
  const Scalar b1 = Scalar(0.9), b2 = Scalar(0.999);
  powers[0] *= b1;
  powers[1] *= b2;
  const Scalar c1 = 1 / (1 - powers[0]), c2 = 1 / (1 - powers[1]);
  for_lanes(count, [&](std::ptrdiff_t i, int n) {
    const Lanes g = load_some(gradient.data() + i, n);
    const Lanes m = splat(b1) * load_some(first.data() + i, n) + splat(1 - b1) * g;
    const Lanes v = splat(b2) * load_some(second.data() + i, n) + splat(1 - b2) * g * g;
    store_some(first.data() + i, m, n);
    store_some(second.data() + i, v, n);
    const Lanes change = splat(step * c1) * m / (square_root(splat(c2) * v) + splat(Scalar(1e-8)));
    store_some(x.data() + i, load_some(x.data() + i, n) - change, n);
  });
}

}  // namespace metarl
