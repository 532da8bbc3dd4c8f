// A learner that adapts within a trial: an encoder makes features of the past, a policy and a critic act and judge by
// them, and all are trained on whole trials by proximal policy optimization (Schulman et al. 2017) or advantage
// actor-critic (Mnih et al. 2016; Wang et al. 2016 for trials).
//
// A trial counts as one long episode: advantages and values reach across its episodes' ends, and nothing comes after
// the last one.
#pragma once

#include <algorithm>

#include "learning/optimizer.h"
#include "meta/encoder.h"
#include "meta/trial_learner.h"

namespace metarl {

enum ActorCriticOperation {
  kAdvantages = kTrialUpdates,  // → for each block: sum of advantages, of their squares, steps taken
  kGradientHere,                // → gradient and the sums of ActorCriticSums by the parameters that acted
  kGradientThere,               // the same by the input's parameters
};

// The numbers after the gradient in a contribution: shares of the minibatch's means.
struct ActorCriticSums {
  enum { policy_loss, value_loss, entropy, divergence, own_loss, count };
};

// The numbers after the parameters in the input of a gradient operation.
struct ActorCriticScales {
  enum {
    mean,
    inverse_deviation,
    per_step,
    per_task,
    count
  };  // of the advantages; 1 / steps, 1 / tasks of a minibatch
};

struct ActorCriticForm {
  bool proximal = true;
  Scalar outer_lr = 0, clip = 0, entropy_coefficient = 0, value_coefficient = 0, max_gradient_norm = 0;
  Scalar discount = 1, lambda = 1;
  int epochs = 1, minibatches = 1;
  bool centres_steps = false;    // advantage_mean=step
  bool episodic_memory = false;  // memory_span=episode
};

class ActorCriticLearner final : public TrialLearner {
 public:
  ActorCriticLearner(const Problem& problem, std::unique_ptr<Encoder> encoder, const Settings& settings);

  void reserve(Memory memory) override;
  void initialise() override;
  Array& meta_parameters() override { return meta_; }
  int meta_size() const override { return meta_size_; }
  std::vector<Array*> state() override { return {&meta_, &adam_.first, &adam_.second, &adam_.powers}; }
  void configure(const Settings& settings) override;
  std::unique_ptr<Block> make_block() const override;
  int most_contributed() const override { return std::max(3 * blocks(), meta_size_ + int{ActorCriticSums::count}); }
  int update_operations() const override { return 1 + form_.epochs * parts(); }

  const ActorCriticForm& form() const { return form_; }
  const Encoder& encoder() const { return *encoder_; }
  // Parameters are the encoder's, the actor and critic's, and log standard deviations for a Gaussian.
  const Mlp& actor_critic() const { return actor_critic_; }
  // Its inputs are the encoder's features; with readout=products instead the products of each feature with each entry
  // of the observation, as [entry][feature]: the first layer then reads the observation by weights that are linear in
  // the features, what a linear hypernetwork makes of them (Beck et al. 2023, "Recurrent hypernetworks are surprisingly
  // strong in meta-RL"). Features that every observation shares are left out on purpose, because they drown what tells
  // observations apart. The observation comes after them, unless the features tell it.
  bool reads_observation() const { return products_ || encoder_->beside_observation(); }
  bool reads_products() const { return products_; }
  int actor_critic_offset() const { return encoder_->parameter_count(); }
  int log_std_offset() const { return actor_critic_offset() + actor_critic_.parameter_count(); }
  int blocks() const { return (problem_.meta_batch_size + problem_.block - 1) / problem_.block; }
  // Values are said in units of a whole trial's discounted steps, so that the critic's loss does not grow with their
  // number.
  Scalar value_unit() const { return value_unit_; }

 private:
  void begin_update(std::uint32_t iteration) override;
  bool next_update(const Array& reduced, Operation& operation) override;
  int parts() const { return std::min(form_.minibatches, blocks()); }
  void take_advantages(const Array& reduced);
  void deal(int epoch);
  void ask_gradient(int number, Operation& operation);
  void take_gradient(const Array& reduced, bool first);

  std::unique_ptr<Encoder> encoder_;
  bool products_;
  Mlp actor_critic_;  // outputs: logits or means, then the value
  ActorCriticForm form_;
  double initial_std_ = 1;
  Scalar value_unit_ = 1;
  int meta_size_ = 0;

  Array meta_, gradient_, input_;
  Adam adam_;
  std::uint32_t iteration_ = 0;
  int asked_ = 0;                    // operations of the update: the advantages, then gradients
  Array steps_;                      // taken, of each block
  std::vector<int> order_;           // blocks, as they are dealt into minibatches
  std::vector<std::uint8_t> among_;  // the minibatch under way
};

// The building blocks of the learners' own files.
template <class E>
std::unique_ptr<Learner> make_actor_critic(const Problem& problem, const Settings& settings) {
  return std::make_unique<ActorCriticLearner>(problem, std::make_unique<E>(problem, settings), settings);
}

}  // namespace metarl
