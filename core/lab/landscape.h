// The figure of MAML (Finn et al. 2017, figure 1) made of real numbers: parameter space cut by a plane through θ. On it
// lie what a few tasks adapt θ to, the meta-gradient with and without its second-order part, and where θ came from; its
// height is the meta-objective, and each task's inner loss. All on the same data, and the run is left untouched.
//
// The tasks are the first of those that training never sees, the same throughout a run. Done in quanta, like the run.
#pragma once

#include <memory>

#include "lab/fixed_tasks.h"

namespace metarl {

constexpr int kLandscapeTasks = 5;
constexpr int kFewestCells = 3, kMostCells = 65, kMostTrail = 256;

struct LandscapeForm {
  // The plane through θ and
  enum class Plane {
    tasks,     // what two tasks adapt it to
    gradient,  // the first-order meta-gradient and the second-order part
    trail,     // the two directions in which the trail is longest (its principal components)
  } plane = Plane::tasks;
  int first = 0, second = 1;  // tasks of the plane
  int cells = 25;             // to each side, an odd number
};

class Landscape {
 public:
  // `trail`: earlier meta-parameters, one after the other.
  static Refusal begin(const Run& run, const LandscapeForm& form, const std::vector<float>& trail,
                       std::unique_ptr<Landscape>& result);

  // One operation on one block. True when the landscape is complete.
  bool advance();
  bool complete() const { return stage_ == Stage::complete; }
  // How much of it is done, 0 to 1.
  double share() const { return complete() ? 1 : std::min(1.0, static_cast<double>(done_) / total_); }

  // What was found (names in wasm/engine.d.ts); empty before it is complete.
  Trace result() const;

  // Of the plane: two directions of length 1 at right angles, its middle and its half width.
  const Array& axis(int i) const { return axes_[i]; }
  Scalar middle(int i) const { return middle_[i]; }
  Scalar half() const { return half_; }
  FixedTasks& tasks() { return tasks_; }

 private:
  enum class Stage { data, gradients, cells, complete };

  Landscape(const Run& run, const LandscapeForm& form, const std::vector<float>& trail);
  void reserve(Memory memory);
  int steps() const { return tasks_.learner().steps(); }
  int trail_points() const { return static_cast<int>(trail_.size()) / tasks_.parameters(); }
  const Scalar* path(int task, int step) const {
    return paths_.data() + (static_cast<std::ptrdiff_t>(task) * steps() + step) * tasks_.parameters();
  }
  void take_gradients();
  void lay_plane();
  void find_trail_axes();
  void put_axes(const Scalar* a, const Scalar* b);
  void place(const Scalar* x, Scalar* to) const;
  void take_cell();

  LandscapeForm form_;
  FixedTasks tasks_;
  bool differentiates_;
  Array trail_;  // less θ
  Stage stage_ = Stage::data;
  int block_ = 0, cell_ = 0, done_ = 0, total_ = 0;
  Array each_;            // of a block's tasks
  Array paths_;           // of each task, after each inner step: less θ
  Array descents_[3];     // minus the mean gradient: exact, of first order, and what lies between
  Array axes_[2], at_;
  Scalar middle_[2] = {0, 0}, half_ = 1;
  Array surface_, task_surfaces_;
};

}  // namespace metarl
