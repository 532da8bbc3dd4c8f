// An embedding of a task's data in which tasks lie near or far (Li et al. 2021, "FOCAL"). A network maps each past
// transition to a point; the mean of those of the episodes before is what the policy acts by, with no gradient from
// there. The embedding learns by comparison alone: each task's trial is split into two halves by odd and even steps,
// whose means a_i and b_i should meet, and those of other tasks stay away from them:
//
//     mean over tasks i of  |a_i - b_i|²  +  repulsion · mean over j ≠ i of  1 / (|a_i - b_j|² + .1)
//
// Tasks are compared within a block, so blocks stay independent; a block of one task has nothing to compare with.
#pragma once

#include "meta/encoder.h"
#include "networks/mlp.h"

namespace metarl {

struct EmbeddingForm {
  Mlp point;  // transition → point
  int latent = 1;
  Scalar repulsion = 1;
};

class EmbeddingEncoder final : public Encoder {
 public:
  EmbeddingEncoder(const Problem& problem, const Settings& settings);

  int parameter_count() const override { return form_.point.parameter_count(); }
  int features() const override { return form_.latent; }
  bool learns_from_policy() const override { return false; }
  void initialise(Scalar* parameters, Stream& stream) const override;
  void configure(const Settings& settings) override;
  std::unique_ptr<EncoderPass> make_pass() const override;

 private:
  Problem problem_;
  EmbeddingForm form_;
};

}  // namespace metarl
