#include "foundation/elementary.h"
#include "foundation/vectors.h"
#include "meta/outer.h"

namespace metarl {

namespace {

class Displacement final : public Outer {
 public:
  Displacement(const Settings& settings, const OuterSize& size) : size_(size) { configure(settings); }

  void configure(const Settings& settings) override { outer_lr_ = Scalar(settings.real("outer_lr")); }
  void begin() override { asked_ = false; }

  bool next(const Array& reduced, Array& meta, Operation& operation, UpdateReport& report) override {
    if (!asked_) {
      operation = {.phase = Phase::update, .code = kDisplacement, .contribution = size_.parameters};
      return asked_ = true;
    }
    report.gradient_norm = size_.mean() * square_root(dot(reduced.data(), reduced.data(), size_.parameters));
    add_scaled(meta.data(), outer_lr_ * size_.mean(), reduced.data(), size_.parameters);
    return false;
  }

  int operations() const override { return 1; }
  bool needs_curvature(int) const override { return false; }

 private:
  OuterSize size_;
  Scalar outer_lr_ = 0;
  bool asked_ = false;
};

}  // namespace

std::unique_ptr<Outer> make_displacement(const Settings& settings, const OuterSize& size) {
  return std::make_unique<Displacement>(settings, size);
}

}  // namespace metarl
