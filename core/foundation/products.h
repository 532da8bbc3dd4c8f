// Matrix products and the one linear solve, on Eigen. The only header behind which Eigen is compiled.
//
// All matrices are column-major. The bits of a product depend on its width, so callers cut their batches by the run
// line, never by the number of workers.
#pragma once

#include "foundation/array.h"

namespace metarl {

// Must be called once before the first product: fixes the cache sizes that Eigen blocks its products by, which it
// would ask the processor for natively and assume in WebAssembly.
void fix_product_blocking();

void product(Matrix c, ConstMatrix a, ConstMatrix b);                 // C  = A B
void add_product(Matrix c, ConstMatrix a, ConstMatrix b);             // C += A B
void transposed_product(Matrix c, ConstMatrix a, ConstMatrix b);      // C  = Aᵀ B
void add_transposed_product(Matrix c, ConstMatrix a, ConstMatrix b);  // C += Aᵀ B
void add_product_transposed(Matrix c, ConstMatrix a, ConstMatrix b);  // C += A Bᵀ

// Solves S x = b for a symmetric positive definite S (n x n, n <= 64, overwritten), by Cholesky. False, and x = 0,
// where S is not positive definite.
bool solve_positive_definite(Matrix s, const Scalar* b, Scalar* x);

}  // namespace metarl
