// Trials that were played, for tests of what their learners make of them.
#pragma once

#include "support.h"

#include "meta/actor_critic_block.h"

namespace metarl::testing {

// Plays the trials that `spec` says by the learner's own parameters, and records them.
inline void play(Learner& learner, Block& block, BlockSpec spec) {
  spec.recorded = spec.tasks;
  block.begin(spec);
  perform(learner.schedule(spec.steps, learner.meta_parameters()), block);
}

// What a view shows by that name; no data where it shows none.
inline NamedArray shown(const TaskView& view, const char* name) {
  for (const NamedArray& array : view.more)
    if (array.name == name) return array;
  return {};
}

// One block of a small run, played and ready for its gradient; with advantages scaled by numbers that no batch has.
struct Played {
  RunPointer run;
  const ActorCriticLearner* learner = nullptr;
  std::unique_ptr<Block> block;
  Array input;

  explicit Played(const std::string& line) : run(make_run(line)) {
    learner = static_cast<const ActorCriticLearner*>(&run->learner());
    Array& meta = run->learner().meta_parameters();
    // Away from the small weights of a fresh policy, where many terms vanish.
    Stream stream({5, 0, 0, Purpose::view, 0, 0});
    for (Scalar& p : meta) p += Scalar(0.3) * stream.normal();
    block = learner->make_block();
    BlockSpec spec;
    spec.tasks = run->problem().meta_batch_size;
    spec.steps = learner->steps();
    spec.derivatives = true;
    play(run->learner(), *block, spec);
    Array sums(static_cast<std::size_t>(3 * learner->blocks()));
    Operation operation;
    operation.code = kAdvantages;
    operation.contribution = static_cast<int>(sums.size());
    block->perform(operation, sums.data());
    input = meta;
    input.resize(static_cast<std::size_t>(learner->meta_size() + ActorCriticScales::count));
    Scalar* scales = input.data() + learner->meta_size();
    scales[ActorCriticScales::mean] = Scalar(0.2);
    scales[ActorCriticScales::inverse_deviation] = Scalar(1.3);
    scales[ActorCriticScales::per_step] = 1 / sums[2];
    scales[ActorCriticScales::per_task] = Scalar(0.4);
  }

  Array gradient(const Array& at, int code) const {
    Array contribution(static_cast<std::size_t>(learner->meta_size() + ActorCriticSums::count));
    Operation operation;
    operation.code = code;
    operation.input = &at;
    operation.contribution = static_cast<int>(contribution.size());
    block->perform(operation, contribution.data());
    return contribution;
  }

  // The loss of acting, and the encoder's own.
  std::pair<double, double> losses(const Array& at) const {
    const Array c = gradient(at, kGradientThere);
    const Scalar* sums = c.data() + learner->meta_size();
    const ActorCriticForm& form = learner->form();
    return {static_cast<double>(sums[ActorCriticSums::policy_loss] +
                                form.value_coefficient * sums[ActorCriticSums::value_loss] -
                                form.entropy_coefficient * sums[ActorCriticSums::entropy]),
            static_cast<double>(sums[ActorCriticSums::own_loss])};
  }
};

}  // namespace metarl::testing
