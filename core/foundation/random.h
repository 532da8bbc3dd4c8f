// Random numbers by counting: Philox 4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3").
//
// A number is a function of (seed, meta-iteration, task, purpose, inner step, lane, draw), so it does not depend on the
// thread that computes it, or on the order. The 128-bit counter is laid out as
//
//     word 0  draw                          counts up within a stream
//     word 1  purpose << 26 | inner step << 18 | lane
//     word 2  task
//     word 3  meta-iteration
//
// and the 64-bit key is the seed. Limits: 64 purposes, kMostStreamSteps inner steps, kMostStreamLanes lanes (or as many
// as both together, where the step is always 0), 2^32 tasks, iterations and draws.
#pragma once

#include <cstdint>

#include "foundation/elementary.h"

namespace metarl {

typedef std::uint32_t Words __attribute__((vector_size(16)));

inline Words splat_word(std::uint32_t w) { return Words{w, w, w, w}; }

// Four independent counters at once: word i of counter j is c[i][j].
struct PhiloxBlock {
  Words c[4];
};

PhiloxBlock philox(PhiloxBlock block, std::uint64_t key);

enum class Purpose : std::uint32_t {
  initial_parameters,  // a network's first weights
  tasks,               // which tasks are in the meta-batch
  collect,             // episodes or points that an inner step adapts on
  query,               // episodes or points that the adapted result is judged on
  view,                // for pictures only
  yardstick,           // a yardstick's draws
  minibatch,           // which blocks share a minibatch
  latent,              // an encoder's draws
  world,               // the tables of a task that is named by a number
  perturbation,        // starts that an outer loop tries
  search,              // policies that an inner step tries
  plan,                // an agent's plans
};

constexpr int kMostStreamSteps = 1 << 8, kMostStreamLanes = 1 << 18;

// Which tasks a stream belongs to. Held-out tasks and probes are numbered in ranges of their own, so that no
// training task shares their numbers.
enum class Split : std::uint32_t { training = 0, held_out = 1u << 30, probe = 2u << 30 };

// Names one stream of random numbers.
struct StreamKey {
  std::uint64_t seed = 0;
  std::uint32_t iteration = 0;
  std::uint32_t task = 0;
  Purpose purpose = Purpose::tasks;
  std::uint32_t step = 0;
  std::uint32_t lane = 0;

  std::uint32_t word1() const { return static_cast<std::uint32_t>(purpose) << 26 | step << 18 | lane; }
};

// Words for draw number `draw` of four neighbouring lanes (key.lane .. key.lane + 3).
inline PhiloxBlock draw_lanes(const StreamKey& key, std::uint32_t draw) {
  const Words lanes = splat_word(key.word1()) + Words{0, 1, 2, 3};
  return philox({{splat_word(draw), lanes, splat_word(key.task), splat_word(key.iteration)}}, key.seed);
}

// The same for lane key.lane of four neighbouring tasks (key.task .. key.task + 3).
inline PhiloxBlock draw_tasks(const StreamKey& key, std::uint32_t draw) {
  const Words tasks = splat_word(key.task) + Words{0, 1, 2, 3};
  return philox({{splat_word(draw), splat_word(key.word1()), tasks, splat_word(key.iteration)}}, key.seed);
}

// Uniform in the open interval (0, 1), in steps of 2^-23.
inline Lanes to_uniform(Words w) {
  typedef std::int32_t Signed __attribute__((vector_size(16)));
  const Lanes x = __builtin_convertvector((Signed)(w >> 9), Lanes);
  return (x + splat(Scalar(0.5))) * splat(Scalar(1.0 / 8388608.0));
}

struct NormalPair {
  Lanes first, second;
};

// Two independent standard normals from two words (Box and Muller 1958).
inline NormalPair to_normal(Words a, Words b) {
  const Lanes radius = square_root(splat(-2) * logarithm(to_uniform(a)));
  const SineCosine angle = sine_cosine(splat(Scalar(6.283185307179586)) * to_uniform(b));
  return {radius * angle.cosine, radius * angle.sine};
}

// One stream, read number by number.
class Stream {
 public:
  explicit Stream(const StreamKey& key) : key_(key) {}

  std::uint32_t word() {
    if (used_ == 16) {
      const Words draws = splat_word(next_draw_) + Words{0, 1, 2, 3};
      const PhiloxBlock block =
          philox({{draws, splat_word(key_.word1()), splat_word(key_.task), splat_word(key_.iteration)}}, key_.seed);
      for (int i = 0; i < 16; ++i) words_[i] = block.c[i % 4][i / 4];
      // Only here: clang 14 moves a load that becomes a WebAssembly splat behind a store to the same place.
      next_draw_ += 4;
      used_ = 0;
    }
    return words_[used_++];
  }

  Scalar uniform() { return to_uniform(splat_word(word()))[0]; }
  Scalar uniform(Scalar low, Scalar high) { return low + (high - low) * uniform(); }

  Scalar normal() {
    if (!has_spare_) {
      const std::uint32_t a = word(), b = word();
      const NormalPair pair = to_normal(splat_word(a), splat_word(b));
      spare_ = pair.second[0];
      has_spare_ = true;
      return pair.first[0];
    }
    has_spare_ = false;
    return spare_;
  }

  // Uniform among 0 .. count - 1 (count at most 2^16; the bias is below 2^-16).
  std::uint32_t index(std::uint32_t count) {
    return static_cast<std::uint32_t>(static_cast<std::uint64_t>(word()) * count >> 32);
  }

 private:
  StreamKey key_;
  std::uint32_t words_[16] = {};
  std::uint32_t next_draw_ = 0;
  int used_ = 16;
  bool has_spare_ = false;
  Scalar spare_ = 0;
};

}  // namespace metarl
