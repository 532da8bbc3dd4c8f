// Why the products are not Eigen's: its kernel packs both factors, which pays for matrices of thousands; these have 1
// to 256 rows, and a factor that lies in the cache. Without packing, WebAssembly ran products of 16, 40 and 100
// rows 1.4 to 2.4 times as fast as Eigen 3.4 did, and SSE4.2 1.0 to 1.6 times.
#include "foundation/products.h"

#include <Eigen/Cholesky>

#include "foundation/lanes.h"

namespace metarl {

namespace {

// A factor that is read number by number: element (i, j) is data[i * down + j * right].
struct Strided {
  const Scalar* data;
  std::ptrdiff_t down, right;
};

// The target of a product: `rows` of every column, which are `stride` apart.
struct Target {
  Scalar* data;
  int rows, cols;
  std::ptrdiff_t stride;
};

// A tile of C, packets * 4 rows by `columns`: the old values (or 0) and the product of rows of A and columns of B over
// `depth`. It stays in registers: 8 x 4 numbers are eight packets, beside two of A and one of B.
template <bool adds, int packets, int columns>
inline void tile(Scalar* c, std::ptrdiff_t c_stride, const Scalar* a, std::ptrdiff_t a_stride, Strided b, int depth) {
  Lanes sum[packets][columns];
  for (int p = 0; p < packets; ++p)
    for (int j = 0; j < columns; ++j) sum[p][j] = adds ? load(c + j * c_stride + p * kLanes) : splat(0);
  for (int i = 0; i < depth; ++i, a += a_stride, b.data += b.down) {
    Lanes x[packets];
    for (int p = 0; p < packets; ++p) x[p] = load(a + p * kLanes);
    for (int j = 0; j < columns; ++j) {
      const Lanes y = splat(b.data[j * b.right]);
      for (int p = 0; p < packets; ++p) sum[p][j] = sum[p][j] + x[p] * y;
    }
  }
  for (int p = 0; p < packets; ++p)
    for (int j = 0; j < columns; ++j) store(c + j * c_stride + p * kLanes, sum[p][j]);
}

// Number by number: through memory, as load_part does it, gcc would wait for its own stores in every step of the sum.
template <int rows>
inline Lanes load_rows(const Scalar* p) {
  return Lanes{p[0], rows > 1 ? p[1] : Scalar(0), rows > 2 ? p[2] : Scalar(0), 0};
}

// The same for the last 1 to 3 rows, which do not fill a packet.
template <bool adds, int rows, int columns>
inline void edge(Scalar* c, std::ptrdiff_t c_stride, const Scalar* a, std::ptrdiff_t a_stride, Strided b, int depth) {
  Lanes sum[columns];
  for (int j = 0; j < columns; ++j) sum[j] = adds ? load_rows<rows>(c + j * c_stride) : splat(0);
  for (int i = 0; i < depth; ++i, a += a_stride, b.data += b.down) {
    const Lanes x = load_rows<rows>(a);
    for (int j = 0; j < columns; ++j) sum[j] = sum[j] + x * splat(b.data[j * b.right]);
  }
  for (int j = 0; j < columns; ++j)
    for (int r = 0; r < rows; ++r) c[j * c_stride + r] = sum[j][r];
}

template <bool adds, int columns>
inline void some_columns(Target c, int j, const Scalar* a, std::ptrdiff_t a_stride, Strided b, int depth) {
  Scalar* to = c.data + j * c.stride;
  b.data += j * b.right;
  int r = 0;
  for (; r + 2 * kLanes <= c.rows; r += 2 * kLanes) tile<adds, 2, columns>(to + r, c.stride, a + r, a_stride, b, depth);
  for (; r + kLanes <= c.rows; r += kLanes) tile<adds, 1, columns>(to + r, c.stride, a + r, a_stride, b, depth);
  switch (c.rows - r) {
    case 1:
      edge<adds, 1, columns>(to + r, c.stride, a + r, a_stride, b, depth);
      break;
    case 2:
      edge<adds, 2, columns>(to + r, c.stride, a + r, a_stride, b, depth);
      break;
    case 3:
      edge<adds, 3, columns>(to + r, c.stride, a + r, a_stride, b, depth);
      break;
  }
}

template <bool adds>
void multiply(Target c, const Scalar* a, std::ptrdiff_t a_stride, Strided b, int depth) {
  int j = 0;
  for (; j + 4 <= c.cols; j += 4) some_columns<adds, 4>(c, j, a, a_stride, b, depth);
  for (; j < c.cols; ++j) some_columns<adds, 1>(c, j, a, a_stride, b, depth);
}

// A is turned a panel at a time, on the stack: it is a layer's weights, small beside a batch. An element's sum goes on
// in its natural order from panel to panel.
template <bool adds>
void multiply_turned(Matrix c, ConstMatrix a, ConstMatrix b) {
  constexpr int kMostRows = 256, kDepth = 32;
  Scalar turned[kMostRows * kDepth];
  for (int row = 0; row < c.rows; row += kMostRows) {
    const int rows = std::min(kMostRows, c.rows - row);
    for (int first = 0; first < a.rows; first += kDepth) {
      const int depth = std::min(kDepth, a.rows - first);
      for (int i = 0; i < rows; ++i)
        for (int k = 0; k < depth; ++k) turned[k * rows + i] = a(first + k, row + i);
      const Target target{c.data + row, rows, c.cols, c.rows};
      const Strided from{b.data + first, 1, b.rows};
      if (adds || first > 0) {
        multiply<true>(target, turned, rows, from, depth);
      } else {
        multiply<false>(target, turned, rows, from, depth);
      }
    }
  }
}

}  // namespace

void add_product(Matrix c, ConstMatrix a, ConstMatrix b) {
  multiply<true>({c.data, c.rows, c.cols, c.rows}, a.data, a.rows, {b.data, 1, b.rows}, a.cols);
}

void add_product_transposed(Matrix c, ConstMatrix a, ConstMatrix b) {
  multiply<true>({c.data, c.rows, c.cols, c.rows}, a.data, a.rows, {b.data, b.rows, 1}, a.cols);
}

void transposed_product(Matrix c, ConstMatrix a, ConstMatrix b) { multiply_turned<false>(c, a, b); }
void add_transposed_product(Matrix c, ConstMatrix a, ConstMatrix b) { multiply_turned<true>(c, a, b); }

bool solve_positive_definite(Matrix s, const Scalar* b, Scalar* x) {
  using Dense = Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic>;
  using Column = Eigen::Matrix<Scalar, Eigen::Dynamic, 1>;
  Eigen::Map<Dense> matrix(s.data, s.rows, s.rows);
  Eigen::Map<Column> solution(x, s.rows);
  solution = Eigen::Map<const Column>(b, s.rows);
  const Eigen::LLT<Eigen::Ref<Dense>> decomposition(matrix);  // in place
  bool solved = decomposition.info() == Eigen::Success;
  if (solved) {
    decomposition.solveInPlace(solution);
    solved = solution.allFinite();
  }
  if (!solved) solution.setZero();
  return solved;
}

}  // namespace metarl
