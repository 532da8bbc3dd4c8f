#include "foundation/random.h"

namespace metarl {

namespace {

// The upper halves of four 64-bit products with one multiplier, by the schoolbook from 32-bit operations, which every
// SIMD has. (Vectors of 64-bit products took 1.5 times as long natively and 1.8 times in WebAssembly.)
inline Words high_product(Words x, std::uint32_t multiplier) {
  const Words low = splat_word(multiplier & 0xffff), high = splat_word(multiplier >> 16), mask = splat_word(0xffff);
  const Words x_low = x & mask, x_high = x >> 16;
  const Words middle = x_high * low + (x_low * low >> 16);
  return x_high * high + (middle >> 16) + ((x_low * high + (middle & mask)) >> 16);
}

}  // namespace

PhiloxBlock philox(PhiloxBlock block, std::uint64_t key) {
  constexpr std::uint32_t kFirst = 0xD2511F53, kSecond = 0xCD9E8D57;
  Words k0 = splat_word(static_cast<std::uint32_t>(key)), k1 = splat_word(static_cast<std::uint32_t>(key >> 32));
  for (int round = 0; round < 10; ++round) {
    const Words high0 = high_product(block.c[0], kFirst), low0 = block.c[0] * splat_word(kFirst);
    const Words high1 = high_product(block.c[2], kSecond), low1 = block.c[2] * splat_word(kSecond);
    block = {{high1 ^ block.c[1] ^ k0, low1, high0 ^ block.c[3] ^ k1, low0}};
    k0 += splat_word(0x9E3779B9u);
    k1 += splat_word(0xBB67AE85u);
  }
  return block;
}

}  // namespace metarl
