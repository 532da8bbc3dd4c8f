#include "native/golden_environments.h"

#include "tasks/registry.h"

namespace metarl {

namespace {

// A family that has the equations of an environment of Gymnasium's, and its task parameters' names in a case.
struct Known {
  const char *environment, *family;
  std::vector<const char*> physics;
  std::vector<double> more;  // task parameters after those
};

const Known kKnown[] = {
    {"CartPole-v1", "cart-pole", {"gravity", "cart_mass", "pole_mass", "half_pole_length", "force"}, {1}},
    {"Pendulum-v1", "pendulum", {"gravity", "mass", "length"}, {}},
};

void check_run(GoldenCase& c, Verdict& v, const std::string& path, const ReinforcementFamily& family, Episodes& e) {
  const std::vector<double>&start = c.numbers(path + ".start"), &actions = c.numbers(path + ".actions");
  // A state may have more rows, such as an episode's age, which begin at 0.
  const int rows = static_cast<int>(start.size());
  if (rows > family.states()) return v.refuse(path + ".start");
  for (int i = 0; i < family.states(); ++i)
    e.set(e.state, i, 0, splat(i < rows ? Scalar(start[static_cast<std::size_t>(i)]) : Scalar(0)));
  Array states, rewards, observations;
  std::vector<double> over;
  std::vector<Lanes> observation(static_cast<std::size_t>(family.observations()));
  for (double action : actions) {
    e.set(e.action, 0, 0, splat(Scalar(action)));
    family.step(e, 0, {});
    for (int i = 0; i < rows; ++i) states.push_back(e.get(e.state, i, 0)[0]);
    rewards.push_back(e.reward[0]);
    over.push_back(static_cast<double>(e.done[0]));
    family.observe(e, 0, observation.data());
    for (const Lanes& row : observation) observations.push_back(row[0]);
  }
  const auto compare = [&](const std::string& what, const Array& found) {
    const std::vector<double>& expected = c.numbers(path + "." + what);
    if (expected.size() != found.size()) return v.refuse(path + "." + what);
    v.compare(what, expected, found.data());
  };
  compare("states", states);
  if (c.has(path + ".rewards")) compare("rewards", rewards);
  if (c.has(path + ".observations")) {
    // Gymnasium gives observations in single precision: a number that rounds to the same is the same.
    const std::vector<double>& given = c.numbers(path + ".observations");
    for (std::size_t i = 0; i < std::min(given.size(), observations.size()); ++i)
      if (static_cast<float>(observations[i]) == static_cast<float>(given[i])) observations[i] = Scalar(given[i]);
    compare("observations", observations);
  }
  if (c.has(path + ".terminated")) v.note("terminated", c.numbers(path + ".terminated") == over ? 0 : INFINITY);
}

}  // namespace

void check_environment(GoldenCase& c, Verdict& v) {
  const std::string environment = c.text("environment");
  for (const Known& known : kKnown) {
    if (environment != known.environment) continue;
    const FamilyEntry& entry = *find_family(known.family);
    Settings settings;
    for (const Knob& knob : entry.knobs) settings.set(knob.name, knob.fallback);
    const std::unique_ptr<Family> family = entry.make(settings);
    const auto& stepped = static_cast<const ReinforcementFamily&>(*family);
    Episodes e;
    e.reserve(kLanes, static_cast<int>(family->parameters().size()), stepped.states(), 1);
    int row = 0;
    for (const char* name : known.physics)
      e.set(e.task, row++, 0, splat(Scalar(c.number(std::string("physics.") + name))));
    for (double value : known.more) e.set(e.task, row++, 0, splat(Scalar(value)));
    for (int run = 0; c.has("runs." + std::to_string(run) + ".start"); ++run)
      check_run(c, v, "runs." + std::to_string(run), stepped, e);
    return;
  }
  v.refuse("environment " + environment);
}

}  // namespace metarl
