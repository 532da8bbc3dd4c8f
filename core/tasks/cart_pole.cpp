// A cart balances a pole (Barto, Sutton & Anderson 1983) with the equations of Gymnasium's CartPole-v1, in a world that
// varies: gravity, masses, length, force, and whether the controls are inverted; they may turn around within an
// episode.
#include "tasks/change.h"
#include "tasks/ranges.h"
#include "tasks/registry.h"

namespace metarl {

namespace {

// An episode ends beyond these (m, rad).
constexpr double kTimeStep = 0.02, kMostX = 2.4, kMostTheta = 12 * 2 * 3.14159265358979323846 / 360;
constexpr Scalar kStartRange = Scalar(0.05);

// The task's parameters in order; after them comes the direction of the controls.
const std::vector<Range>& ranges() {
  static const std::vector<Range> list = {
      {"gravity", "m/s^2", 9.8, 5, 15, 0, 50, "acceleration by gravity"},
      {"cart_mass", "kg", 1, 0.5, 2, 0.05, 20, "mass of the cart"},
      {"pole_mass", "kg", 0.1, 0.05, 0.5, 0.001, 5, "mass of the pole"},
      {"half_pole_length", "m", 0.5, 0.25, 1, 0.05, 5, "half the length of the pole"},
      {"force", "N", 10, 5, 15, 0, 100, "force of a push"},
  };
  return list;
}
constexpr int kRangeCount = 5, kHalfLength = 3;
// The row of the state that holds an episode's steps so far, after those that are observed.
constexpr int kObserved = 4, kAge = kObserved;

class CartPole final : public ReinforcementFamily {
 public:
  explicit CartPole(const Settings& s)
      : ranges_(ranges(), s),
        inverted_(Scalar(s.real("inverted"))),
        change_(s, kAge),
        graded_(s.text("reward") == "graded") {}

  std::vector<TaskParameter> parameters() const override {
    std::vector<TaskParameter> list;
    ranges_.add_parameters(list);
    list.push_back({"direction", "", inverted_ > 0 ? -1.0 : 1.0, inverted_ < 1 ? 1.0 : -1.0,
                    "1: an action pushes where it points; -1: the controls are inverted"});
    return list;
  }

  void sample(Stream& stream, Scalar* task) const override {
    ranges_.sample(stream, task);
    task[kRangeCount] = stream.uniform() < inverted_ ? Scalar(-1) : Scalar(1);
  }

  std::vector<SceneNumbers> scene() const override {
    std::vector<SceneNumbers> list = {
        {"position_limit", kMostX}, {"angle_limit", kMostTheta}, {"time_step", kTimeStep}};
    change_.add_to(list);
    return list;
  }
  std::vector<NamedArray> picture(const Scalar* task) const override {
    return {{"pole_length", {1}, {2 * task[kHalfLength]}}};
  }

  int observations() const override { return kObserved; }
  int states() const override { return kObserved + 1; }
  int actions() const override { return 2; }
  std::vector<std::string> variables() const override { return {"x", "x_dot", "theta", "theta_dot"}; }

  void reset(Episodes& e, int first, Mask where, const PhiloxBlock& noise) const override {
    for (int i = 0; i < 4; ++i) {
      const Lanes start = splat(2 * kStartRange) * to_uniform(noise.c[i]) - splat(kStartRange);
      e.set(e.state, i, first, select(where, start, e.get(e.state, i, first)));
    }
    change_.reset(e, first, where);
  }

  void step(Episodes& e, int first, const PhiloxBlock&) const override {
    const Lanes gravity = e.get(e.task, 0, first), cart_mass = e.get(e.task, 1, first),
                pole_mass = e.get(e.task, 2, first);
    const Lanes length = e.get(e.task, kHalfLength, first);
    Lanes push = e.get(e.task, 4, first) * e.get(e.task, 5, first);
    const Mask changed = change_.step(e, first);
    if (change_.happens()) push = select(changed, -push, push);
    const Lanes x = e.get(e.state, 0, first), x_dot = e.get(e.state, 1, first);
    const Lanes theta = e.get(e.state, 2, first), theta_dot = e.get(e.state, 3, first);
    const Lanes force = select(e.get(e.action, 0, first) > splat(Scalar(0.5)), push, -push);

    const Lanes total_mass = cart_mass + pole_mass;
    const Lanes pole_moment = pole_mass * length;
    const SineCosine angle = sine_cosine(theta);
    const Lanes push_acceleration = (force + pole_moment * theta_dot * theta_dot * angle.sine) / total_mass;
    const Lanes theta_acceleration =
        (gravity * angle.sine - angle.cosine * push_acceleration) /
        (length * (splat(Scalar(4.0 / 3.0)) - pole_mass * angle.cosine * angle.cosine / total_mass));
    const Lanes x_acceleration = push_acceleration - pole_moment * theta_acceleration * angle.cosine / total_mass;

    const Lanes step = splat(Scalar(kTimeStep));
    const Lanes new_x = x + step * x_dot, new_theta = theta + step * theta_dot;
    e.set(e.state, 0, first, new_x);
    e.set(e.state, 1, first, x_dot + step * x_acceleration);
    e.set(e.state, 2, first, new_theta);
    e.set(e.state, 3, first, theta_dot + step * theta_acceleration);
    const Mask fell = (absolute(new_x) > splat(Scalar(kMostX))) | (absolute(new_theta) > splat(Scalar(kMostTheta)));
    Lanes reward = splat(1);
    if (graded_) {  // half of it goes towards either end
      const Lanes off = new_x * splat(Scalar(1 / kMostX)), lean = new_theta * splat(Scalar(1 / kMostTheta));
      reward -= splat(Scalar(0.5)) * (off * off + lean * lean);
    }
    e.set(e.reward, 0, first, reward);
    e.set(e.score, 0, first, splat(1));
    e.set(e.done, 0, first, select(fell, splat(1), splat(0)));
  }

  void observe(const Episodes& e, int first, Lanes* observation) const override {
    for (int i = 0; i < kObserved; ++i) observation[i] = e.get(e.state, i, first);
  }

 private:
  Ranges ranges_;
  Scalar inverted_;
  Change change_;  // pushes go the other way
  bool graded_;    // whether a step's reward is less, the more the pole leans and the farther the cart is out
};

// The values with others after them.
std::vector<KnobValue> with(std::vector<KnobValue> values, const std::vector<KnobValue>& more) {
  values.insert(values.end(), more.begin(), more.end());
  return values;
}

// Everything at Gymnasium's value except the range named.
std::vector<KnobValue> only(const std::string& varied, const char* inverted) {
  std::vector<KnobValue> values = only_range(ranges(), varied);
  values.push_back({"inverted", inverted});
  return values;
}

}  // namespace

FamilyEntry cart_pole() {
  FamilyEntry entry;
  entry.name = "cart-pole";
  entry.title = "Cart-pole";
  entry.help = "A cart balances a pole in a world whose gravity, masses, length, force and direction of control vary.";
  entry.kind = Kind::reinforcement;
  entry.drawing = "cart-pole";
  entry.discrete = true;
  add_range_knobs(ranges(), entry.knobs);
  entry.knobs.push_back(
      {"inverted", KnobType::real, "0.5", 0, 1, {}, "", "chance that a task's controls are inverted", false, "tasks"});
  entry.knobs.push_back(change_knob());
  entry.knobs.push_back({"reward",
                         KnobType::choice,
                         "step",
                         0,
                         0,
                         {"step", "graded"},
                         "",
                         "reward of a step: 1; or graded, less the more the pole leans and the farther out the cart is",
                         false,
                         "tasks"});
  entry.defaults = {{"meta_batch_size", "10"}, {"episodes", "10"},  {"horizon", "100"},  {"hidden", "16,16"},
                    {"activation", "tanh"},    {"inner_lr", "0.2"}, {"inner_steps", "2"}};
  entry.presets = {
      {"all", "Everything varies, the direction of control included.", {}},
      {"inverted", "Only the direction of control varies.", only("", "0.5")},
      {"gravity", "Only gravity varies.", only("gravity", "0")},
      {"cart-mass", "Only the cart's mass varies.", only("cart_mass", "0")},
      {"pole-mass", "Only the pole's mass varies.", only("pole_mass", "0")},
      {"pole-length", "Only the pole's length varies.", only("half_pole_length", "0")},
      {"force", "Only the force varies.", only("force", "0")},
      {"gymnasium", "Nothing varies: Gymnasium's CartPole-v1.", only("", "0")},
      {"turning", "The direction of control varies, and turns around at step 100 of an episode of 200.",
       with(only("", "0.5"), {{"switch_at", "100"}, {"reward", "graded"}, {"horizon", "200"}})},
  };
  entry.make = [](const Settings& s) -> std::unique_ptr<Family> { return std::make_unique<CartPole>(s); };
  return entry;
}

}  // namespace metarl
