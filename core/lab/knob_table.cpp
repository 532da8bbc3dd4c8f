#include "lab/knob_table.h"

#include <algorithm>

#include "foundation/once.h"

namespace metarl {

namespace {

bool always(const Choice&) { return true; }
bool supervised(const Choice& c) { return c.family->kind == Kind::supervised; }
bool reinforcement(const Choice& c) { return c.family->kind == Kind::reinforcement; }

bool outer(const Choice& c) { return !c.outer.empty(); }
// Trains networks of its own.
bool learns(const Choice& c) { return c.learner->adapts != Adapts::rule && c.learner->adapts != Adapts::choice; }
bool by_gradient(const Choice& c) { return c.learner->adapts == Adapts::gradient; }
bool in_steps(const Choice& c) { return takes_inner_steps(c.learner->adapts); }
bool by_model(const Choice& c) { return c.learner->adapts == Adapts::model; }
// Steps that can be shorter in an evaluation, after the first one.
bool has_later_steps(const Choice& c) { return by_gradient(c) || c.inner == "es"; }
bool has_inner_lr(const Choice& c) { return has_later_steps(c) || by_model(c); }
bool begins_weights(const Choice& c) { return in_steps(c) || by_model(c); }
bool steps_in_training(const Choice& c) { return in_steps(c) && c.learner->trains_adaptation; }
bool recurrent(const Choice& c) { return c.learner->adapts == Adapts::memory || c.learner->adapts == Adapts::belief; }
bool latent(const Choice& c) {
  return c.learner->adapts == Adapts::belief || c.learner->adapts == Adapts::latent ||
         c.learner->adapts == Adapts::embedding;
}
bool reads_context(const Choice& c) {
  return reinforcement(c) && (c.learner->adapts == Adapts::latent || c.learner->adapts == Adapts::embedding);
}
bool diverges(const Choice& c) { return c.learner->adapts == Adapts::belief || c.learner->adapts == Adapts::latent; }
bool repels(const Choice& c) { return reinforcement(c) && c.learner->adapts == Adapts::embedding; }
bool chooses_inner(const Choice& c) { return reinforcement(c) && !c.learner->inners.empty(); }
bool inner_actor_critic(const Choice& c) { return c.inner == "a2c" || c.inner == "ppo"; }
// The entropy of a Gaussian policy depends on log_std alone, which a context leaves as it is.
bool inner_rewards_entropy(const Choice& c) {
  return inner_actor_critic(c) && (c.family->discrete || !c.learner->has_context);
}
bool inner_proximal(const Choice& c) { return c.inner == "ppo"; }
bool chooses_critic(const Choice& c) { return by_gradient(c) && reinforcement(c); }
bool learns_critic(const Choice& c) { return c.critic == "learned"; }
bool learns_critic_apart(const Choice& c) {
  return learns_critic(c) && outer(c) && c.learner->reinforcement_outers.size() > 1;
}
bool has_context(const Choice& c) { return c.learner->has_context; }
bool tested_by_points(const Choice& c) { return supervised(c) && by_gradient(c); }
// Policies that a search tries act without chance, and a model plans.
bool by_chance(const Choice& c) {
  return learns(c) && reinforcement(c) && c.learner->adapts != Adapts::search && !by_model(c);
}
bool gaussian(const Choice& c) { return by_chance(c) && !c.family->discrete; }
bool ordered(const Choice& c) { return c.learner->has_order; }
bool estimates_advantages(const Choice& c) { return by_chance(c); }
bool weighs_later(const Choice& c) { return estimates_advantages(c) || by_model(c); }

bool descends(const Choice& c) { return outer(c) && c.outer != "trpo"; }
bool trust_region(const Choice& c) { return c.outer == "trpo"; }
// An actor and a critic, trained on whole trials.
bool actor_critic(const Choice& c) { return c.outer == "ppo" || c.outer == "a2c"; }
bool proximal(const Choice& c) { return c.outer == "ppo"; }
bool reads_observation(const Choice& c) { return actor_critic(c) && !c.family->sightless; }
bool remembers_observation(const Choice& c) { return recurrent(c) && !c.family->sightless; }
// Gradient learners: several steps of the clipped surrogate on the same episodes.
bool repeats_surrogate(const Choice& c) {
  return by_gradient(c) && reinforcement(c) && descends(c) && c.learner->reinforcement_outers.size() > 1;
}
bool repeated(const Choice& c) { return repeats_surrogate(c) || by_model(c); }
bool clipped(const Choice& c) { return repeats_surrogate(c) || proximal(c); }
bool rewards_entropy(const Choice& c) { return repeats_surrogate(c) || actor_critic(c); }

Knob integer(const char* name, const char* fallback, double low, double high, const char* unit, const char* help,
             bool live, const char* group) {
  return {name, KnobType::integer, fallback, low, high, {}, unit, help, live, group};
}
Knob real(const char* name, const char* fallback, double low, double high, const char* unit, const char* help,
          bool live, const char* group) {
  return {name, KnobType::real, fallback, low, high, {}, unit, help, live, group};
}
Knob choice(const char* name, const char* fallback, std::vector<std::string> choices, const char* help,
            const char* group, bool live = false) {
  return {name, KnobType::choice, fallback, 0, 0, std::move(choices), "", help, live, group};
}

METARL_ONCE std::vector<CommonKnob> make_table() {
  std::vector<std::string> learner_names, family_names, preset_names;
  for (const LearnerEntry& entry : learners()) learner_names.push_back(entry.name);
  for (const FamilyEntry& entry : families()) {
    family_names.push_back(entry.name);
    for (const Preset& preset : entry.presets) preset_names.push_back(preset.name);
  }
  return {
      {choice("learner", "maml", learner_names, "the meta-learning algorithm", "run"), always},
      {choice("tasks", "point-navigation", family_names, "the task family", "run"), always},
      {choice("preset", preset_names[0].c_str(), preset_names, "a family's ready-made settings", "run"), always},
      {{"seed", KnobType::seed, "1", 0, 0, {}, "", "fixes every random number of the run", false, "run"}, always},
      {{"init", KnobType::hash, "none", 0, 0, {}, "", "hash of saved meta-parameters to start from", false, "run"},
       always},

      {integer("meta_batch_size", "10", 1, 100000, "tasks", "tasks in one meta-iteration", false, "tasks"), always},
      {integer("block", "5", 1, 1000, "tasks",
               "tasks that are computed together; part of the run, because it changes the last bits", false, "tasks"),
       always},
      {integer("shots", "10", 1, 1000, "points", "points that a task is adapted on", false, "tasks"), supervised},
      {integer("query", "10", 1, 1000, "points", "points that the adapted network is judged on", false, "tasks"),
       supervised},
      {integer("episodes", "10", 1, 1000, "episodes",
               "episodes that an adaptation has: collected at once at each inner step, or played in a row in one trial",
               false, "tasks"),
       reinforcement},
      {integer("horizon", "100", 1, 1000, "steps", "longest episode", false, "tasks"), reinforcement},

      {{"hidden", KnobType::sizes, "32,32", 1, 256, {}, "units", "hidden layers of the network", false, "network"},
       learns},
      {choice("activation", "tanh", {"tanh", "relu"}, "nonlinearity of the hidden layers", "network"), learns},
      {choice("initial_weights", "glorot", {"glorot", "small"},
              "how weights begin: uniform with Glorot and Bengio's variance, or normal with standard deviation 0.01",
              "network"),
       begins_weights},
      {real("initial_std", "1", 0.01, 10, "", "standard deviation that a Gaussian policy begins with", false,
            "network"),
       gaussian},
      {integer("memory", "32", 1, 512, "units", "units of the recurrent network (GRU)", false, "network"), recurrent},
      {choice("memory_span", "trial", {"trial", "episode"},
              "how long the memory lasts: through all episodes of a trial, or wiped at the end of each", "network"),
       recurrent},
      {real("initial_timescale", "1", 1, 100000, "steps",
            "how long units of a fresh memory keep what they saw: drawn from 1 to so many steps", false, "network"),
       recurrent},
      {choice("initial_gates", "even", {"even", "selective"},
              "how the gates of a fresh memory weigh what comes in: even: little; selective: each unit takes in the "
              "rewards of some situations",
              "network"),
       recurrent},
      {choice("memory_input", "step", {"step", "transition"},
              "what the memory is fed: the observation with the last action, its reward and whether an episode ended; "
              "transition: also the observation before it",
              "network"),
       remembers_observation},
      {real("memory_scale", "1", 0.001, 1000, "",
            "the memory's state is read times this; units that keep for long move little", false, "network"),
       recurrent},
      {choice(
           "readout", "features", {"features", "products"},
           "what the policy reads of the task: its features, or their products with the observation, as if they made "
           "its first weights (a linear hypernetwork)",
           "network"),
       reads_observation},
      {integer("latent", "5", 1, 64, "dimensions", "dimensions of what stands for a task", false, "network"), latent},
      {integer("context_parameters", "5", 1, 64, "numbers",
               "size of the context, which the first layer reads beside its inputs and which alone adapts", false,
               "network"),
       has_context},
      {{"context",
        KnobType::sizes,
        "32,32",
        1,
        256,
        {},
        "units",
        "hidden layers of the network that reads transitions",
        false,
        "network"},
       reads_context},

      {integer("inner_steps", "1", 1, 10, "steps",
               "steps of one adaptation, each on data of its own where they are collected", false, "inner loop"),
       steps_in_training},
      {real("inner_lr", "0.1", 0, 100, "", "step size of an inner step (Meta-SGD's step sizes begin with it)", true,
            "inner loop"),
       has_inner_lr},
      {choice("inner", "reinforce", {"reinforce", "a2c", "ppo", "es", "hill-climbing"},
              "inner steps follow the gradient of REINFORCE; of an actor and critic, whose advantages a critic cuts "
              "short; or of the clipped surrogate, several times on the same episodes; or without a gradient evolution "
              "strategies, or the best of tried policies",
              "inner loop"),
       chooses_inner},
      {real("inner_lambda", "0.95", 0, 1, "", "lambda of generalized advantage estimation in inner steps", true,
            "inner loop"),
       inner_actor_critic},
      {real("inner_entropy", "0", 0, 1, "", "weight of the policy's entropy in the inner loss", true, "inner loop"),
       inner_rewards_entropy},
      {real("inner_clip", "0.2", 0.01, 10, "", "how far the inner loss lets a probability ratio move from 1", true,
            "inner loop"),
       inner_proximal},
      {integer("inner_epochs", "3", 1, 10, "", "gradient steps that one inner step makes on its episodes", false,
               "inner loop"),
       inner_proximal},
      {choice("critic", "linear", {"linear", "learned"},
              "the value of states in advantages: by a linear baseline fitted to the same episodes, or by a "
              "network whose start is meta-learned and which adapts with the policy",
              "inner loop"),
       chooses_critic},
      {real("critic_lr", "0.1", 0, 100, "", "step size of the critic's inner steps", true, "inner loop"),
       learns_critic},
      {integer("order", "2", 1, 2, "",
               "2: the meta-gradient goes through the inner steps exactly; 1: each inner gradient counts as a constant",
               true, "inner loop"),
       ordered},
      {real("discount", "0.99", 0, 1, "", "weight of a reward one step later", true, "inner loop"), weighs_later},
      {real("gae_lambda", "1", 0, 1, "", "lambda of generalized advantage estimation", true, "inner loop"),
       estimates_advantages},

      {choice("outer", "adam", {"adam", "sgd", "trpo", "ppo", "a2c"}, "how the meta-update steps", "outer loop"),
       outer},
      {real("outer_lr", "0.001", 0, 100, "", "step size of the meta-update", true, "outer loop"), descends},
      {real("critic_outer_lr", "0.01", 0, 100, "", "step size of the critic's meta-update, by Adam", true,
            "outer loop"),
       learns_critic_apart},
      {integer("outer_steps", "5", 1, 50, "steps", "steps of the meta-update on the same episodes", true, "outer loop"),
       repeated},
      {integer("epochs", "3", 1, 50, "", "how often a meta-update goes through its trials", true, "outer loop"),
       proximal},
      {integer("minibatches", "4", 1, 100, "", "parts that the blocks of a meta-batch are dealt into for each epoch",
               true, "outer loop"),
       proximal},
      {real("clip", "0.3", 0.01, 10, "", "how far the clipped surrogate lets a probability ratio move from 1", true,
            "outer loop"),
       clipped},
      {real("entropy_coefficient", "0", 0, 1, "", "weight of the policy's entropy in the meta-objective", true,
            "outer loop"),
       rewards_entropy},
      {choice("advantage_mean", "batch", {"batch", "step"},
              "what is subtracted from advantages: their mean over all steps of the tasks together, or before that "
              "also the mean at each step over a block's tasks, so that a critic need not know the time",
              "outer loop", true),
       actor_critic},
      {real("value_coefficient", "0.5", 0, 100, "", "weight of the critic's squared error in the meta-objective", true,
            "outer loop"),
       actor_critic},
      {real("max_gradient_norm", "0.5", 0.001, 1000, "", "longer gradients are shortened to this length", true,
            "outer loop"),
       actor_critic},
      {real("kl_weight", "0.1", 0, 100, "", "weight of the latent variable's divergence from where it was before", true,
            "outer loop"),
       diverges},
      {real("repulsion", "1", 0, 100, "", "how strongly embeddings of other tasks are pushed away", true, "outer loop"),
       repels},
      {real("max_kl", "0.01", 1e-6, 1, "nats", "largest divergence of one meta-update", true, "outer loop"),
       trust_region},
      {integer("cg_iterations", "10", 1, 50, "", "conjugate-gradient iterations of a meta-update", true, "outer loop"),
       trust_region},
      {real("cg_damping", "0.00001", 0, 1, "", "added to the curvature's diagonal", true, "outer loop"), trust_region},
      {integer("line_search_steps", "15", 1, 50, "", "candidates that the line search tries at most", true,
               "outer loop"),
       trust_region},
      {real("line_search_ratio", "0.8", 0.1, 0.99, "", "how much shorter each candidate is than the one before", true,
            "outer loop"),
       trust_region},

      {integer("test_tasks", "40", 1, 100000, "tasks", "held-out tasks of an evaluation", true, "evaluation"), always},
      {integer("test_steps", "3", 0, 999, "steps",
               "steps of adaptation in an evaluation: inner steps, or episodes played before the last one", true,
               "evaluation"),
       always},
      {integer("test_shots", "10", 1, 1000, "points", "points that a held-out task is adapted on", false, "evaluation"),
       tested_by_points},
      {real("test_lr_scale", "1", 0, 1, "", "factor on inner_lr after the first step of an evaluation", true,
            "evaluation"),
       has_later_steps},
  };
}

}  // namespace

const std::vector<CommonKnob>& common_knobs() {
  static const std::vector<CommonKnob> table = make_table();
  return table;
}

bool has_knob(const std::vector<Knob>& knobs, const std::string& name) {
  return std::any_of(knobs.begin(), knobs.end(), [&](const Knob& knob) { return knob.name == name; });
}

bool applies(const Knob& knob, const Choice& choice) {
  for (const CommonKnob& entry : common_knobs())
    if (entry.knob.name == knob.name) return entry.applies(choice);
  if (has_knob(choice.family->knobs, knob.name)) return true;
  // Families may have yardsticks of one name, each with knobs of its own.
  const YardstickEntry* yardstick = find_yardstick(*choice.family, choice.learner->name);
  return has_knob(yardstick ? yardstick->knobs : choice.learner->knobs, knob.name);
}

const std::vector<Knob>& knob_table() {
  static const std::vector<Knob> table = [] {
    std::vector<Knob> all;
    for (const CommonKnob& entry : common_knobs()) all.push_back(entry.knob);
    const auto add = [&](const std::vector<Knob>& knobs) {
      for (const Knob& knob : knobs)
        if (!has_knob(all, knob.name)) all.push_back(knob);
    };
    for (const FamilyEntry& family : families()) add(family.knobs);
    for (const LearnerEntry& learner : learners()) add(learner.knobs);
    for (const FamilyEntry& family : families())
      for (const YardstickEntry& yardstick : family.yardsticks) add(yardstick.knobs);
    return all;
  }();
  return table;
}

}  // namespace metarl
