// A look into the gradient that a run learns by, which leaves the run untouched. Done in quanta, like the run.
//
// Of a learner that differentiates its inner loop: the meta-gradient that the run's next update is made of, exactly and of first order, and central differences of the meta-objective
//
//     D(ε) = (V(θ + ε d) - V(θ - ε d)) / 2ε
//
// on the same data, along directions d of length 1. Their error grows with ε² by the third derivative, with ε where
// rectifiers have kinks (an inner step across one even jumps), and with 1/ε by rounding. So D is taken for ε = 1/64 and
// steps that shrink fourfold from there, three in a row are trusted that differ least, for each task by itself, and of the
// last two of them ε² is cancelled (Richardson 1911): (16 D(ε/4) - D(ε)) / 15. A task whose differences do not come to rest
// lies on a kink, where there is no derivative to compare with; it is left out along that direction.
//
// Of a learner with a memory: how far the credit of the last action reaches back, as the norm of the gradient of its log
// probability by the state of the memory at each step before.
#pragma once

#include <memory>

#include "lab/fixed_tasks.h"

namespace metarl {

// Directions that are drawn at random.
constexpr int kRandomDirections = 8;
// Up to this relative error gradient and differences agree: single precision leaves no more of them.
constexpr double kAgreement = 0.02;

class Inspection {
 public:
  // What a quantum is for, so that a host can tell what takes how long.
  enum class Stage { data, exact, first_order, differences, reach, complete };

  static Refusal begin(const Run& run, std::unique_ptr<Inspection>& result);

  // One operation on one block. Returns what it was for.
  Stage advance();
  bool complete() const { return stage_ == Stage::complete; }
  // How much of it is done, 0 to 1.
  double share() const { return complete() ? 1 : std::min(1.0, static_cast<double>(done_) / total_); }

  // What was found (names in wasm/engine.d.ts); empty before it is complete.
  Trace result() const;

 private:
  Inspection(const Run& run);
  void reserve(Memory memory);
  int parts() const { return static_cast<int>(parts_.size()); }
  int directions() const { return 1 + parts() + kRandomDirections; }
  const Scalar* of_task(const Array& each, int task) const {
    return each.data() + static_cast<std::ptrdiff_t>(task) * (tasks_.parameters() + 1);
  }
  void take_each(int order, Array& each);
  void take_gradients();
  void finish_gradients();
  void add_norms(int row, const Scalar* exact, const Scalar* first);
  void begin_direction();
  void take_losses();
  void finish_direction();
  void take_reach();

  FixedTasks tasks_;
  std::uint64_t seed_;
  std::vector<MetaPart> parts_;
  bool remembers_;
  Stage stage_ = Stage::data;
  int block_ = 0, done_ = 0, total_ = 0;

  Array exact_each_, first_each_;              // of each task, with its loss
  Array block_each_;                           // of a block's tasks
  Array exact_block_, first_block_;            // sums over a block
  Array exact_, first_;                        // sums of these, then means
  Array objective_;                            // of each task
  Array exact_norms_, first_norms_, cosines_;  // tasks, then their mean; by parts, then whole

  int direction_ = 0, level_ = 0;
  bool minus_ = false;
  Array along_, at_, losses_;        // the direction, a point on it, a block's losses there
  Array differences_;                // of each task and step; the loss alone as long as the other one is missing
  Array found_;                      // of each direction: difference, exact and first-order derivative, tasks in these
  Array reach_;                      // pairs, see kMemoryReach
};

}  // namespace metarl
