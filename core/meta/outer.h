// The outer loop: how the meta-parameters step once every task of an iteration has been adapted to.
//
// It holds no data and computes no derivative. It says which sums over tasks it wants next and is told them, so that
// the holder of the tasks can compute them block by block:
//
//     for (outer.begin(); outer.next(reduced, meta, operation, report); )  reduced = sum over blocks of operation
//
// To add one, write one file with a function that makes it, declare that here and name it in outer.cpp.
#pragma once

#include <memory>
#include <string>

#include "learning/loss.h"
#include "meta/learner.h"

namespace metarl {

// The size of an outer step: so many meta-parameters, by the mean over so many tasks.
struct OuterSize {
  int parameters = 0, tasks = 1;
  Scalar mean() const { return Scalar(1) / Scalar(tasks); }
};

class Outer {
 public:
  virtual ~Outer() = default;

  // Reads the knobs that may change while a run goes on.
  virtual void configure(const Settings& settings) = 0;
  // Its own arrays; one that was only made has none yet.
  virtual void reserve(Memory) {}
  // Its state from one update to the next: a snapshot holds these arrays.
  virtual std::vector<Array*> state() { return {}; }

  // An update begins; next names an operation, or false once `meta` is the updated parameters. `reduced` is the sum
  // that the last operation named here came to; numbers for the statistics go to `report`.
  virtual void begin() = 0;
  virtual bool next(const Array& reduced, Array& meta, Operation& operation, UpdateReport& report) = 0;
  // About how many operations an update takes.
  virtual int operations() const = 0;

  // Whether its operations differentiate the adaptation twice; `order` is the meta-gradient's.
  virtual bool needs_curvature(int order) const = 0;
  // The loss of episodes that it lowers, where the tasks have episodes.
  virtual LossForm policy_loss() const { return {LossKind::clipped_surrogate}; }
};

using MakeOuter = std::unique_ptr<Outer>(const Settings& settings, const OuterSize& size);

// The one that the knob `outer` names.
MakeOuter make_outer;

// outer_descent.cpp: down the meta-gradient, plainly or by Adam (Kingma & Ba 2015); `outer_steps` times on the same
// episodes, whose surrogate is clipped so that they may be used again (Schulman et al. 2017).
MakeOuter make_sgd, make_adam;
// outer_trust_region.cpp: a trust-region step (Schulman et al. 2015).
MakeOuter make_trust_region;
// outer_displacement.cpp: towards the adapted parameters (Nichol et al. 2018); only where a learner asks for it.
MakeOuter make_displacement;

// A learner whose update is an outer loop's; without one it never changes its parameters.
class OuterLearner : public Learner {
 public:
  Array& meta_parameters() override { return meta_; }
  int meta_size() const override { return meta_size_; }
  void reserve(Memory memory) override;
  std::vector<Array*> state() override;
  void configure(const Settings& settings) override;
  int update_operations() const override { return outer_ ? outer_->operations() : 0; }
  int most_contributed() const override { return outer_ ? meta_size_ + 1 : 0; }

 protected:
  OuterLearner(int meta_size, std::unique_ptr<Outer> outer) : meta_size_(meta_size), outer_(std::move(outer)) {}
  const Outer* outer() const { return outer_.get(); }
  void begin_update(std::uint32_t) override;
  bool next_update(const Array& reduced, Operation& operation) override;

  Array meta_;

 private:
  int meta_size_;
  std::unique_ptr<Outer> outer_;
};

}  // namespace metarl
