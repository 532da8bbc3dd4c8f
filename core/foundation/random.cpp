#include "foundation/random.h"

namespace metarl {

PhiloxBlock philox(PhiloxBlock block, std::uint64_t key) {
  typedef std::uint64_t Wide __attribute__((vector_size(32)));
  std::uint32_t k0 = static_cast<std::uint32_t>(key), k1 = static_cast<std::uint32_t>(key >> 32);
  for (int round = 0; round < 10; ++round) {
    const Wide p0 = __builtin_convertvector(block.c[0], Wide) * std::uint64_t{0xD2511F53};
    const Wide p1 = __builtin_convertvector(block.c[2], Wide) * std::uint64_t{0xCD9E8D57};
    const Words high0 = __builtin_convertvector(p0 >> 32, Words), low0 = __builtin_convertvector(p0, Words);
    const Words high1 = __builtin_convertvector(p1 >> 32, Words), low1 = __builtin_convertvector(p1, Words);
    block = {{high1 ^ block.c[1] ^ splat_word(k0), low1, high0 ^ block.c[3] ^ splat_word(k1), low0}};
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  return block;
}

}  // namespace metarl
