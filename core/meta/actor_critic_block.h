// The trials of some tasks in the hands of an actor-critic learner: it acts in them, and computes the gradient on them.
#pragma once

#include "meta/actor_critic_learner.h"
#include "networks/distribution.h"

namespace metarl {

class ActorCriticBlock final : public TrialBlock, private Agent {
 public:
  explicit ActorCriticBlock(const ActorCriticLearner& learner);

 private:
  void reserve_agent(const BlockSpec& spec, Memory memory) override;
  double agent_shown(int time) const override { return time + encoder_->shown(time); }
  Agent& begin_trial(const Array& meta_parameters) override;
  void act(Trial& trial, int t, Episodes& e) override;
  void update(const Operation& operation, Scalar* contribution) override;
  void show(int i, int time, std::vector<NamedArray>& list) const override;

  void write_inputs(int t);
  ConstMatrix d_features(ConstMatrix d_inputs);
  void split_outputs(ConstMatrix outputs, int first);
  void advantages(Scalar* contribution);
  void gradient(const Scalar* input, Scalar* contribution);
  void memory_reach(Scalar* contribution);
  PolicyBatch policy(const Scalar* parameters, int columns) const {
    return {problem_.network.head, {policy_outputs_.data(), actions_, columns}, parameters + learner_.log_std_offset()};
  }
  ConstMatrix actions() const { return {trial_.action.data(), trial_.action_rows, trial_.time() * trial_.lanes}; }

  const ActorCriticLearner& learner_;
  std::unique_ptr<EncoderPass> encoder_;
  int actions_;                     // outputs that are the policy's
  const Scalar* acting_ = nullptr;  // the parameters that act
  StreamKey noise_;                 // the first task's
  MlpPass step_pass_, pass_;        // over one step's columns, over all
  Array inputs_;                    // the actor and critic's
  Array policy_outputs_, values_;   // of all columns; values in the problem's own unit
  Array old_log_prob_;
  Array advantages_, returns_;
  Array normalized_, log_prob_, slopes_;
  Array d_policy_, d_outputs_, d_inputs_, d_features_;
};

}  // namespace metarl
