// GrBAL: a model of the world that adapts to the last steps by a gradient step, and plans with what it has become.
#include "foundation/refuse.h"
#include "meta/model_learner.h"
#include "meta/registry.h"

namespace metarl {

LearnerEntry grbal() {
  LearnerEntry entry;
  entry.name = "grbal";
  entry.title = "GrBAL";
  entry.help = "Adapts a model of the world to its last steps by a gradient step, at every step, and plans with it.";
  entry.source = "Nagabandi, Clavera, Liu, Fearing, Abbeel, Levine & Finn 2019, arXiv 1803.11347";
  entry.adapts = Adapts::model;
  entry.reinforcement_outers = {"adam", "sgd"};
  entry.has_order = true;
  entry.fits = has_episodes;
  entry.misfit = "pair.needs-episodes";
  const auto integer = [](const char* name, const char* fallback, double low, double high, const char* unit,
                          const char* help, const char* group) -> Knob {
    return {name, KnobType::integer, fallback, low, high, {}, unit, help, false, group};
  };
  entry.knobs = {
      integer("past", "4", 1, 200, "steps", "last steps that the model adapts to", "inner loop"),
      integer("future", "16", 1, 200, "steps", "steps after those, which the adapted model is judged on in training",
              "outer loop"),
      integer("segments", "10", 1, 200, "segments", "pieces of each trial that a meta-update trains on", "outer loop"),
      integer("plans", "32", 2, 1000, "plans", "plans that are imagined side by side", "inner loop"),
      integer("plan_steps", "10", 1, 100, "steps", "how far a plan looks ahead", "inner loop"),
      integer("plan_rounds", "2", 1, 20, "rounds", "how often the plans are drawn anew around the best of them",
              "inner loop"),
  };
  entry.knobs.push_back({"exploration",
                         KnobType::real,
                         "0.2",
                         0,
                         1,
                         {},
                         "",
                         "share of steps in training that are taken at random",
                         true,
                         "outer loop"});
  entry.reinforcement_defaults = {{"meta_batch_size", "12"}, {"block", "4"},         {"episodes", "1"},
                                  {"hidden", "32,32"},       {"activation", "tanh"}, {"inner_lr", "0.2"},
                                  {"outer_lr", "0.003"},     {"outer_steps", "20"}};
  entry.make = [](const Problem& problem, const Settings& settings) -> std::unique_ptr<Learner> {
    return std::make_unique<ModelLearner>(problem, settings);
  };
  return entry;
}

}  // namespace metarl
