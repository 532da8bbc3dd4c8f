// Snapshots that a stranger may have made.
#pragma once

#include <cstring>

#include "foundation/hash.h"
#include "support.h"

namespace metarl::testing {

using Bytes = std::vector<std::uint8_t>;

inline Bytes small_snapshot() {
  const RunPointer run = make_run("tasks=sinusoid&meta_batch_size=1&hidden=2&shots=1&query=1");
  go_to(*run, 2);
  run->advance();
  return run->snapshot();
}

// Makes the checksum right again.
inline void seal(Bytes& bytes) {
  if (bytes.size() < 8) return;
  const std::uint64_t checksum = hash_bytes(bytes.data(), bytes.size() - 8);
  std::memcpy(bytes.data() + bytes.size() - 8, &checksum, 8);
}

}  // namespace metarl::testing
