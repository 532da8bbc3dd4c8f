// Matrix products and the one linear solve.
//
// All matrices are column-major. Every element of a product is one sum over the inner index in its natural order,
// whatever the shapes: its bits depend neither on the width of the batch nor on the processor's caches.
#pragma once

#include "foundation/array.h"

namespace metarl {

void add_product(Matrix c, ConstMatrix a, ConstMatrix b);             // C += A B
void transposed_product(Matrix c, ConstMatrix a, ConstMatrix b);      // C  = Aᵀ B
void add_transposed_product(Matrix c, ConstMatrix a, ConstMatrix b);  // C += Aᵀ B
void add_product_transposed(Matrix c, ConstMatrix a, ConstMatrix b);  // C += A Bᵀ

// Solves S x = b for a symmetric positive definite S (n x n, overwritten), by Eigen's Cholesky decomposition.
// False, and x = 0, where S is not positive definite.
bool solve_positive_definite(Matrix s, const Scalar* b, Scalar* x);

}  // namespace metarl
