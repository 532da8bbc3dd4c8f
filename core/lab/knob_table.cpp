#include "lab/knob_table.h"

namespace metarl {

namespace {

bool always(const Choice&) { return true; }
bool supervised(const Choice& c) { return c.family->kind == Kind::supervised; }
bool reinforcement(const Choice& c) { return c.family->kind == Kind::reinforcement; }
bool gaussian(const Choice& c) { return reinforcement(c) && !c.family->discrete; }
bool ordered(const Choice& c) { return c.learner->has_order; }
bool adapts_in_training(const Choice& c) { return c.learner->trains_adaptation; }
bool outer(const Choice& c) { return !c.outer.empty(); }
bool descends(const Choice& c) { return outer(c) && c.outer != "trpo"; }
bool trust_region(const Choice& c) { return c.outer == "trpo"; }
// The clipped surrogate, made of several steps on the same episodes.
bool clipped(const Choice& c) { return reinforcement(c) && descends(c) && c.learner->reinforcement_outers.size() > 1; }

Knob integer(const char* name, const char* fallback, double low, double high, const char* unit, const char* help,
             bool live, const char* group) {
  return {name, KnobType::integer, fallback, low, high, {}, unit, help, live, group};
}
Knob real(const char* name, const char* fallback, double low, double high, const char* unit, const char* help,
          bool live, const char* group) {
  return {name, KnobType::real, fallback, low, high, {}, unit, help, live, group};
}
Knob choice(const char* name, const char* fallback, std::vector<std::string> choices, const char* help,
            const char* group) {
  return {name, KnobType::choice, fallback, 0, 0, std::move(choices), "", help, false, group};
}

std::vector<CommonKnob> make_table() {
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

      {integer("meta_batch_size", "10", 1, 1000, "tasks", "tasks in one meta-iteration", false, "tasks"), always},
      {integer("block", "5", 1, 1000, "tasks",
               "tasks that are computed together; part of the run, because it changes the last bits", false, "tasks"),
       always},
      {integer("shots", "10", 1, 1000, "points", "points that a task is adapted on", false, "tasks"), supervised},
      {integer("query", "10", 1, 1000, "points", "points that the adapted network is judged on", false, "tasks"),
       supervised},
      {integer("episodes", "10", 1, 1000, "episodes", "episodes collected at once at each inner step", false, "tasks"),
       reinforcement},
      {integer("horizon", "100", 1, 1000, "steps", "longest episode", false, "tasks"), reinforcement},

      {{"hidden", KnobType::sizes, "32,32", 1, 256, {}, "units", "hidden layers of the network", false, "network"},
       always},
      {choice("activation", "tanh", {"tanh", "relu"}, "nonlinearity of the hidden layers", "network"), always},
      {choice("initial_weights", "glorot", {"glorot", "small"},
              "how weights begin: uniform with Glorot and Bengio's variance, or normal with standard deviation 0.01",
              "network"),
       always},
      {real("initial_std", "1", 0.01, 10, "", "standard deviation that a Gaussian policy begins with", false,
            "network"),
       gaussian},

      {integer("inner_steps", "1", 1, 10, "steps", "gradient steps of one adaptation", false, "inner loop"),
       adapts_in_training},
      {real("inner_lr", "0.1", 0, 100, "", "step size of an inner step (Meta-SGD's step sizes begin with it)", true,
            "inner loop"),
       always},
      {integer("order", "2", 1, 2, "",
               "2: the meta-gradient goes through the inner steps exactly; 1: each inner gradient counts as a constant",
               true, "inner loop"),
       ordered},
      {real("discount", "0.99", 0, 1, "", "weight of a reward one step later", true, "inner loop"), reinforcement},
      {real("gae_lambda", "1", 0, 1, "", "lambda of generalized advantage estimation", true, "inner loop"),
       reinforcement},

      {choice("outer", "adam", {"adam", "sgd", "trpo"}, "how the meta-update steps", "outer loop"), outer},
      {real("outer_lr", "0.001", 0, 100, "", "step size of the meta-update", true, "outer loop"), descends},
      {integer("outer_steps", "5", 1, 50, "steps", "steps of the meta-update on the same episodes", true, "outer loop"),
       clipped},
      {real("clip", "0.3", 0.01, 10, "", "how far the clipped surrogate lets a probability ratio move from 1", true,
            "outer loop"),
       clipped},
      {real("entropy_coefficient", "0", 0, 1, "", "weight of the policy's entropy in the meta-objective", true,
            "outer loop"),
       clipped},
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

      {integer("test_tasks", "40", 1, 10000, "tasks", "held-out tasks of an evaluation", true, "evaluation"), always},
      {integer("test_steps", "3", 1, 20, "steps", "inner steps of an evaluation", true, "evaluation"), always},
      {integer("test_shots", "10", 1, 1000, "points", "points that a held-out task is adapted on", false, "evaluation"),
       supervised},
      {real("test_lr_scale", "1", 0, 1, "", "factor on inner_lr after the first step of an evaluation", true,
            "evaluation"),
       always},
  };
}

}  // namespace

const std::vector<CommonKnob>& common_knobs() {
  static const std::vector<CommonKnob> table = make_table();
  return table;
}

const std::vector<Knob>& knob_table() {
  static const std::vector<Knob> table = [] {
    std::vector<Knob> all;
    for (const CommonKnob& entry : common_knobs()) all.push_back(entry.knob);
    for (const FamilyEntry& family : families()) all.insert(all.end(), family.knobs.begin(), family.knobs.end());
    return all;
  }();
  return table;
}

}  // namespace metarl
