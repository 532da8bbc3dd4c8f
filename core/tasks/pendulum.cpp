// A pendulum is swung up and held upright by a weak motor (Gymnasium's Pendulum-v1, its equations and reward), in a
// world whose gravity, mass and length vary.
//
//     theta_ddot = 3 g / (2 l) sin theta + 3 u / (m l²),   theta = 0 upright,   steps of 0.05 s, semi-implicit
#include "tasks/ranges.h"
#include "tasks/registry.h"

namespace metarl {

namespace {

constexpr double kTimeStep = 0.05;
constexpr Scalar kMostTorque = 2, kMostSpeed = 8;
constexpr Scalar kPi = Scalar(3.14159265358979323846);
constexpr int kGravity = 0, kMass = 1, kLength = 2;

const std::vector<Range>& ranges() {
  static const std::vector<Range> list = {
      {"pendulum_gravity", "m/s^2", 10, 5, 15, 0, 50, "acceleration by gravity"},
      {"pendulum_mass", "kg", 1, 0.5, 1.5, 0.05, 20, "mass of the pendulum"},
      {"pendulum_length", "m", 1, 0.7, 1.3, 0.1, 5, "length of the pendulum"},
  };
  return list;
}

// The same angle in [-π, π].
Lanes wrapped(Lanes angle) {
  const Lanes turns = elementary::round_to_integer(angle * splat(1 / (2 * kPi))).value;
  return angle - turns * splat(2 * kPi);
}

class Pendulum final : public ReinforcementFamily {
 public:
  explicit Pendulum(const Settings& s) : ranges_(ranges(), s) {}

  std::vector<TaskParameter> parameters() const override {
    std::vector<TaskParameter> list;
    ranges_.add_parameters(list);
    return list;
  }

  void sample(Stream& stream, Scalar* task) const override { ranges_.sample(stream, task); }

  int observations() const override { return 3; }
  int states() const override { return 2; }
  int actions() const override { return 1; }
  std::vector<std::string> variables() const override { return {"theta", "theta_dot"}; }
  std::vector<SceneNumbers> scene() const override {
    return {{"longest", ranges_.high(kLength)}, {"time_step", kTimeStep}};
  }
  std::vector<NamedArray> picture(const Scalar* task) const override {
    return {{"pendulum_length", {1}, {task[kLength]}}};
  }

  // As Gymnasium: any angle, a speed from -1 to 1 rad/s.
  void reset(Episodes& e, int first, Mask where, const PhiloxBlock& noise) const override {
    const Scalar width[] = {kPi, 1};
    for (int i = 0; i < 2; ++i) {
      const Lanes start = splat(width[i]) * (splat(2) * to_uniform(noise.c[i]) - splat(1));
      e.set(e.state, i, first, select(where, start, e.get(e.state, i, first)));
    }
  }

  void step(Episodes& e, int first, const PhiloxBlock&) const override {
    const Lanes gravity = e.get(e.task, kGravity, first), mass = e.get(e.task, kMass, first),
                length = e.get(e.task, kLength, first);
    const Lanes theta = e.get(e.state, 0, first), speed = e.get(e.state, 1, first);
    const Lanes torque = clamp(e.get(e.action, 0, first), splat(-kMostTorque), splat(kMostTorque));
    const Lanes angle = wrapped(theta);
    const Lanes reward = -(angle * angle + splat(Scalar(0.1)) * speed * speed + splat(Scalar(0.001)) * torque * torque);
    const Lanes acceleration =
        splat(Scalar(1.5)) * gravity / length * sine_cosine(theta).sine + splat(3) * torque / (mass * length * length);
    const Lanes new_speed = clamp(speed + splat(Scalar(kTimeStep)) * acceleration, splat(-kMostSpeed), splat(kMostSpeed));
    e.set(e.state, 0, first, theta + splat(Scalar(kTimeStep)) * new_speed);
    e.set(e.state, 1, first, new_speed);
    e.set(e.reward, 0, first, reward);
    e.set(e.score, 0, first, reward);
    e.set(e.done, 0, first, splat(0));
  }

  void observe(const Episodes& e, int first, Lanes* observation) const override {
    const SineCosine angle = sine_cosine(e.get(e.state, 0, first));
    observation[0] = angle.cosine;
    observation[1] = angle.sine;
    observation[2] = e.get(e.state, 1, first);
  }

  // Pumps energy until there is enough to stand upright (Åström & Furuta 2000), then balances.
  bool oracle(const Episodes& e, int first, Lanes* action) const override {
    const Lanes gravity = e.get(e.task, kGravity, first), mass = e.get(e.task, kMass, first),
                length = e.get(e.task, kLength, first), speed = e.get(e.state, 1, first);
    const Lanes angle = wrapped(e.get(e.state, 0, first)), half_weight = splat(Scalar(0.5)) * mass * gravity * length;
    const Lanes inertia = mass * length * length / splat(3);
    // Of standing upright without motion: 0.
    const Lanes energy =
        splat(Scalar(0.5)) * inertia * speed * speed + half_weight * (sine_cosine(angle).cosine - splat(1));
    const Lanes pump = select(speed * energy > splat(0), splat(-kMostTorque), splat(kMostTorque));
    // A torque that turns gravity's pull round, and critical damping of what is left.
    const Lanes stiffness = splat(2) * half_weight + splat(1);
    const Lanes hold = -stiffness * angle - splat(2) * square_root(inertia * (stiffness - half_weight)) * speed;
    const Mask near = (absolute(hold) < splat(2 * kMostTorque)) & (absolute(angle) < splat(Scalar(0.6)));
    action[0] = clamp(select(near, hold, pump), splat(-kMostTorque), splat(kMostTorque));
    return true;
  }

 private:
  Ranges ranges_;
};

}  // namespace

FamilyEntry pendulum() {
  FamilyEntry entry;
  entry.name = "pendulum";
  entry.title = "Pendulum";
  entry.help = "A weak motor swings a pendulum up and holds it, whatever its mass, its length and gravity.";
  entry.kind = Kind::reinforcement;
  entry.drawing = "pendulum";
  entry.oracle = "knows the pendulum, pumps energy into it and balances it upright";
  add_range_knobs(ranges(), entry.knobs);
  entry.defaults = {{"meta_batch_size", "10"}, {"episodes", "10"},   {"horizon", "100"},  {"hidden", "32,32"},
                    {"activation", "tanh"},    {"inner_lr", "0.05"}, {"inner_steps", "1"}};
  entry.presets = {
      {"all", "Gravity, mass and length vary.", {}},
      {"gravity", "Only gravity varies.", only_range(ranges(), "pendulum_gravity")},
      {"mass", "Only the mass varies.", only_range(ranges(), "pendulum_mass")},
      {"length", "Only the length varies.", only_range(ranges(), "pendulum_length")},
      {"gymnasium", "Nothing varies: Gymnasium's Pendulum-v1.", only_range(ranges(), "")},
  };
  entry.make = [](const Settings& s) -> std::unique_ptr<Family> { return std::make_unique<Pendulum>(s); };
  return entry;
}

}  // namespace metarl
