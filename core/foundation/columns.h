// Operations of networks on the columns of a batch besides products.
#pragma once

#include "foundation/array.h"
#include "foundation/lanes.h"

namespace metarl {

// Every column of z becomes `column`: a product adds to it, which spares a pass that adds the bias and one that writes
// zeros.
inline void fill_columns(Matrix z, const Scalar* column) {
  for (int c = 0; c < z.cols; ++c) {
    Scalar* to = z.column(c);
    for_lanes(z.rows, [&](std::ptrdiff_t i, int count) { store_some(to + i, load_some(column + i, count), count); });
  }
}

inline void add_row_sums(ConstMatrix d, Scalar* sums) {
  for (int c = 0; c < d.cols; ++c) {
    const Scalar* column = d.column(c);
    for (int i = 0; i < d.rows; ++i) sums[i] += column[i];
  }
}

}  // namespace metarl
