// FNV-1a, 64 bits (Fowler, Noll, Vo): identifies parameters and detects damage. It is no defence against an adversary;
// whatever is read after a checksum matched is still checked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace metarl {

constexpr std::uint64_t kHashStart = 0xcbf29ce484222325u;

inline std::uint64_t hash_bytes(const void* data, std::size_t size, std::uint64_t hash = kHashStart) {
  const auto* bytes = static_cast<const unsigned char*>(data);
  for (std::size_t i = 0; i < size; ++i) hash = (hash ^ bytes[i]) * 0x100000001b3u;
  return hash;
}

// 16 lower-case hex digits.
inline std::string hex(std::uint64_t value) {
  std::string text(16, '0');
  for (int i = 15; i >= 0; --i, value >>= 4) text[static_cast<std::size_t>(i)] = "0123456789abcdef"[value & 15];
  return text;
}

}  // namespace metarl
