#include "foundation/elementary.h"
#include "foundation/vectors.h"
#include "learning/optimizer.h"
#include "meta/outer.h"

namespace metarl {

namespace {

class Descent final : public Outer {
 public:
  Descent(const Settings& settings, const OuterSize& size, bool by_adam) : size_(size), by_adam_(by_adam) {
    configure(settings);
  }

  void reserve(Memory memory) override {
    memory.take(gradient_, size_.parameters);
    if (by_adam_) adam_.reserve(size_.parameters, memory);
  }

  void configure(const Settings& s) override {
    outer_lr_ = Scalar(s.real("outer_lr"));
    steps_ = s.has("outer_steps") ? s.integer("outer_steps") : 1;
    if (s.has("clip")) loss_.clip = Scalar(s.real("clip"));
    if (s.has("entropy_coefficient")) loss_.entropy_coefficient = Scalar(s.real("entropy_coefficient"));
  }

  std::vector<Array*> state() override {
    if (!by_adam_) return {};
    return {&adam_.first, &adam_.second, &adam_.powers};
  }

  void begin() override { asked_ = 0; }

  // The first gradient is taken of the adaptations that are there already.
  bool next(const Array& reduced, Array& meta, Operation& operation, UpdateReport& report) override {
    if (asked_ > 0) step(reduced, meta, report);
    if (asked_ == steps_) return false;
    operation = {.phase = Phase::update,
                 .code = asked_ == 0 ? kGradient : kGradientAt,
                 .input = &meta,
                 .contribution = size_.parameters + 1};
    ++asked_;
    return true;
  }

  int operations() const override { return steps_; }
  bool needs_curvature(int order) const override { return order == 2; }
  LossForm policy_loss() const override { return loss_; }

 private:
  void step(const Array& reduced, Array& meta, UpdateReport& report) {
    const int n = size_.parameters;
    for (int i = 0; i < n; ++i) gradient_[i] = size_.mean() * reduced[i];
    if (asked_ == 1) {
      report.objective = size_.mean() * reduced[n];
      report.gradient_norm = square_root(dot(gradient_.data(), gradient_.data(), n));
    }
    if (by_adam_) {
      adam_.step(meta, gradient_, n, outer_lr_);
    } else {
      descend(meta, gradient_, n, outer_lr_);
    }
  }

  OuterSize size_;
  bool by_adam_;
  Scalar outer_lr_ = 0;
  int steps_ = 1;
  LossForm loss_{LossKind::clipped_surrogate};
  Array gradient_;
  Adam adam_;
  int asked_ = 0;  // gradients of this update
};

}  // namespace

std::unique_ptr<Outer> make_sgd(const Settings& settings, const OuterSize& size) {
  return std::make_unique<Descent>(settings, size, false);
}

std::unique_ptr<Outer> make_adam(const Settings& settings, const OuterSize& size) {
  return std::make_unique<Descent>(settings, size, true);
}

}  // namespace metarl
