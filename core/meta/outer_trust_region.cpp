#include "learning/trust_region.h"

#include <algorithm>

#include "foundation/elementary.h"
#include "foundation/vectors.h"
#include "meta/outer.h"

namespace metarl {

namespace {

class TrustRegionStep final : public Outer {
 public:
  TrustRegionStep(const Settings& settings, const OuterSize& size) : size_(size) { configure(settings); }

  void reserve(Memory memory) override {
    memory.take(mean_, size_.parameters);
    region_.reserve(size_.parameters, memory);
  }

  void configure(const Settings& s) override {
    form_.max_divergence = Scalar(s.real("max_kl"));
    form_.products = s.integer("cg_iterations");
    form_.damping = Scalar(s.real("cg_damping"));
    form_.backtracks = s.integer("line_search_steps");
    form_.backtrack_ratio = Scalar(s.real("line_search_ratio"));
  }

  void begin() override { asked_ = 0; }

  bool next(const Array& reduced, Array& meta, Operation& operation, UpdateReport& report) override {
    if (asked_++ == 0) {
      operation = {.phase = Phase::update, .code = kGradient, .input = &meta, .contribution = size_.parameters + 1};
      return true;
    }
    take(reduced, meta, report);
    switch (region_.wants()) {
      case TrustRegion::Want::product:
        operation = {.phase = Phase::update,
                     .code = kCurvature,
                     .input = &region_.direction(),
                     .contribution = size_.parameters};
        return true;
      case TrustRegion::Want::evaluation:
        operation = {.phase = Phase::update,
                     .code = kLossAt,
                     .input = &region_.candidate(),
                     .contribution = 2,
                     .may_be_infinite = true};
        return true;
      case TrustRegion::Want::nothing:
        break;
    }
    report.divergence = region_.divergence();
    report.evaluations = Scalar(region_.evaluations());
    report.accepted = region_.accepted() ? Scalar(1) : Scalar(0);
    if (region_.accepted()) std::copy_n(region_.candidate().begin(), size_.parameters, meta.begin());
    return false;
  }

  int operations() const override { return 2 + form_.products; }
  bool needs_curvature(int) const override { return true; }
  LossForm policy_loss() const override { return {LossKind::surrogate}; }

 private:
  void take(const Array& reduced, const Array& meta, UpdateReport& report) {
    const Scalar mean = size_.mean();
    if (asked_ > 2 && region_.wants() == TrustRegion::Want::evaluation)
      return region_.take_evaluation(mean * reduced[0], mean * reduced[1]);
    for (int i = 0; i < size_.parameters; ++i) mean_[i] = mean * reduced[i];
    if (asked_ > 2) return region_.take_product(mean_);
    report.objective = mean * reduced[size_.parameters];
    report.gradient_norm = square_root(dot(mean_.data(), mean_.data(), size_.parameters));
    region_.begin(form_, meta, mean_, report.objective, size_.parameters);
  }

  OuterSize size_;
  TrustRegionForm form_;
  TrustRegion region_;
  Array mean_;     // over tasks, of the gradient or a product
  int asked_ = 0;  // operations of this update
};

}  // namespace

std::unique_ptr<Outer> make_trust_region(const Settings& settings, const OuterSize& size) {
  return std::make_unique<TrustRegionStep>(settings, size);
}

}  // namespace metarl
