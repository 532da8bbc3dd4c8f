// exp, log, sin, cos, tanh and sqrt: the only ones that the core may call. Their names differ from the C library's, so
// that none of those is called by mistake.
//
// System libraries differ in their last bits (and their packet and scalar versions differ from each other), so a run
// that called them would not have the same bits on two machines. These are made of additions, multiplications,
// divisions and integer operations alone, which IEEE 754 fixes. They work on four lanes at once; a lane's result does
// not depend on its neighbours, so the tail of an array has the same bits as its middle.
//
// Accuracy (tested against the C library): float within 3e-7 relative (log near 1 and sin near its zeros: absolute),
// double within 1e-15 or so. NaN gives NaN. exp overflows to infinity and underflows to 0.
// sin and cos want |x| <= 8000 (float), the reduction being by three parts of pi/2.
#pragma once

#include <cstdint>
#include <type_traits>

#include "foundation/lanes.h"

namespace metarl {

namespace elementary {

#ifdef METARL_DOUBLE
constexpr int kMantissaBits = 52;
constexpr LaneInteger kExponentBias = 1023;
constexpr int kExpTerms = 14, kLogTerms = 11, kSineTerms = 9;
constexpr Scalar kExpHigh = 709.78, kExpLow = -708.39;
constexpr Scalar kLn2High = 6.93147180369123816490e-01, kLn2Low = 1.90821492927058770002e-10;
constexpr Scalar kHalfPi1 = 1.57079632673412561417, kHalfPi2 = 6.07710050630396597660e-11,
                 kHalfPi3 = 2.02226624879595063154e-21;
#else
constexpr int kMantissaBits = 23;
constexpr LaneInteger kExponentBias = 127;
constexpr int kExpTerms = 8, kLogTerms = 5, kSineTerms = 5;
constexpr Scalar kExpHigh = 88.72f, kExpLow = -87.33f;
constexpr Scalar kLn2High = 0.693359375f, kLn2Low = -2.12194440e-4f;
constexpr Scalar kHalfPi1 = 1.5703125f, kHalfPi2 = 4.837512969970703125e-4f, kHalfPi3 = 7.54978995489188216e-8f;
#endif

// Adding and subtracting 1.5 * 2^mantissa rounds to the nearest integer and leaves it in the low bits.
constexpr Scalar kRound = static_cast<Scalar>(3LL << (kMantissaBits - 1));

struct Rounded {
  Lanes value;
  Mask integer;
};

// Far beyond 2^mantissa the integer is any.
inline Rounded round_to_integer(Lanes x) {
  typedef std::make_unsigned_t<LaneInteger> Bits __attribute__((vector_size(sizeof(Lanes))));
  const Lanes shifted = x + splat(kRound);
  return {shifted - splat(kRound), (Mask)((Bits)shifted - (Bits)splat(kRound))};
}

inline Mask splat_integer(LaneInteger i) { return Mask{i, i, i, i}; }

// 2^n for integers n of the normal range.
inline Lanes power_of_two(Mask n) { return (Lanes)((n + splat_integer(kExponentBias)) << kMantissaBits); }

// The series' coefficients, computed by the compiler.
struct Series {
  Scalar exponential[kExpTerms], logarithm[kLogTerms], sine[kSineTerms], cosine[kSineTerms + 1];
  constexpr Series() : exponential(), logarithm(), sine(), cosine() {
    double factorial[2 * kSineTerms + kExpTerms + 1] = {1};
    for (int i = 1; i <= 2 * kSineTerms + kExpTerms; ++i) factorial[i] = factorial[i - 1] * i;
    for (int i = 0; i < kExpTerms; ++i) exponential[i] = Scalar(1 / factorial[i]);
    for (int i = 0; i < kLogTerms; ++i) logarithm[i] = Scalar(1.0 / (2 * i + 1));
    for (int i = 0; i < kSineTerms; ++i) sine[i] = Scalar((i % 2 ? -1 : 1) / factorial[2 * i + 1]);
    for (int i = 0; i <= kSineTerms; ++i) cosine[i] = Scalar((i % 2 ? -1 : 1) / factorial[2 * i]);
  }
};
inline constexpr Series kSeries;

// c[0] + c[1] x + c[2] x² + ..., by Horner's rule.
template <int n>
inline Lanes polynomial(const Scalar (&c)[n], Lanes x) {
  Lanes p = splat(c[n - 1]);
#pragma GCC unroll 16
  for (int i = n - 2; i >= 0; --i) p = p * x + splat(c[i]);
  return p;
}

}  // namespace elementary

inline Lanes exponential(Lanes x) {
  using namespace elementary;
  const Lanes inside = clamp(x, splat(kExpLow), splat(kExpHigh));
  const Rounded n = round_to_integer(inside * splat(Scalar(1.4426950408889634)));
  const Lanes r = (inside - n.value * splat(kLn2High)) - n.value * splat(kLn2Low);
  const Lanes p = polynomial(kSeries.exponential, r);
  // 2^n in two halves: n may be 128, whose power of two alone is infinite.
  const Mask half = n.integer >> 1;
  const Lanes y = p * power_of_two(half) * power_of_two(n.integer - half);
  return select(x > splat(kExpHigh), splat(Scalar(INFINITY)), select(x < splat(kExpLow), splat(0), y));
}

// Natural logarithm of normal positive numbers; of 0 it gives -infinity, below 0 NaN.
inline Lanes logarithm(Lanes x) {
  using namespace elementary;
  const Mask bits = (Mask)x;
  // The mantissa in [sqrt(1/2), sqrt(2)): subtracting sqrt(1/2)'s bits first moves the border there.
  const Mask half_root = (Mask)splat(Scalar(0.70710678118654752));
  const Mask exponent = (bits - half_root) >> kMantissaBits;
  const Lanes m = (Lanes)(bits - (exponent << kMantissaBits));
  const Lanes e = __builtin_convertvector(exponent, Lanes);
  // log m = 2 atanh((m - 1) / (m + 1))
  const Lanes s = (m - splat(1)) / (m + splat(1));
  const Lanes s2 = s * s;
  const Lanes p = polynomial(kSeries.logarithm, s2);
  const Lanes y = (e * splat(kLn2Low) + splat(2) * s * p) + e * splat(kLn2High);
  const Lanes special = select(x == splat(0), splat(Scalar(-INFINITY)), splat(Scalar(NAN)));
  return select(x > splat(0), select(x == splat(Scalar(INFINITY)), x, y), special);
}

struct SineCosine {
  Lanes sine, cosine;
};

inline SineCosine sine_cosine(Lanes x) {
  using namespace elementary;
  const Rounded n = round_to_integer(x * splat(Scalar(0.63661977236758134)));
  const Lanes r = ((x - n.value * splat(kHalfPi1)) - n.value * splat(kHalfPi2)) - n.value * splat(kHalfPi3);
  const Lanes r2 = r * r;
  const Lanes s = polynomial(kSeries.sine, r2) * r, c = polynomial(kSeries.cosine, r2);
  // Quadrant: odd ones swap sine and cosine, the upper half changes the sign.
  const Mask swap = (n.integer & splat_integer(1)) == splat_integer(1);
  const Mask negative_sine = (n.integer & splat_integer(2)) == splat_integer(2);
  const Mask negative_cosine = ((n.integer + splat_integer(1)) & splat_integer(2)) == splat_integer(2);
  const Lanes sine = select(swap, c, s), cosine = select(swap, s, c);
  return {select(negative_sine, -sine, sine), select(negative_cosine, -cosine, cosine)};
}

inline Lanes hyperbolic_tangent(Lanes x) {
#ifdef METARL_DOUBLE
  const Lanes t = exponential(absolute(x) * splat(-2));
  const Lanes y = (splat(1) - t) / (splat(1) + t);
  return select(x < splat(0), -y, y);
#else
  // A rational minimax approximation, odd 13 over even 6; beyond +-7.905 float's tanh is 1.
  const Lanes c = clamp(x, splat(-7.90531110763549805f), splat(7.90531110763549805f));
  const Lanes c2 = c * c;
  Lanes p = c2 * splat(-2.76076847742355e-16f) + splat(2.00018790482477e-13f);
  p = c2 * p + splat(-8.60467152213735e-11f);
  p = c2 * p + splat(5.12229709037114e-08f);
  p = c2 * p + splat(1.48572235717979e-05f);
  p = c2 * p + splat(6.37261928875436e-04f);
  p = c2 * p + splat(4.89352455891786e-03f);
  Lanes q = c2 * splat(1.19825839466702e-06f) + splat(1.18534705686654e-04f);
  q = c2 * q + splat(2.26843463243900e-03f);
  q = c2 * q + splat(4.89352518554385e-03f);
  return clamp(c * p / q, splat(-1), splat(1));
#endif
}

// 1 / (1 + exp(-x))
inline Lanes logistic(Lanes x) { return splat(1) / (splat(1) + exponential(-x)); }

// One at a time, with the bits of a lane.
inline Scalar exponential(Scalar x) { return exponential(splat(x))[0]; }
inline Scalar logarithm(Scalar x) { return logarithm(splat(x))[0]; }
inline Scalar sine(Scalar x) { return sine_cosine(splat(x)).sine[0]; }
inline Scalar cosine(Scalar x) { return sine_cosine(splat(x)).cosine[0]; }
inline Scalar hyperbolic_tangent(Scalar x) { return hyperbolic_tangent(splat(x))[0]; }
inline Scalar square_root(Scalar x) { return std::sqrt(x); }

}  // namespace metarl
