// More random words from the four that a reset or a step is given.
#pragma once

#include "foundation/random.h"

namespace metarl {

// Block number `i` of as many as are wanted, each of four fresh words a lane.
inline PhiloxBlock spread_noise(const PhiloxBlock& noise, std::uint32_t i) {
  constexpr std::uint64_t kKey = 0x4e6f'6973'654d'6f72;
  PhiloxBlock counter = noise;
  counter.c[3] += splat_word(i);
  return philox(counter, kKey);
}

}  // namespace metarl
