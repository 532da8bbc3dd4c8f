// A two-link arm reaches with its tip for a goal that it cannot see, by torques at shoulder and elbow. Goal, lengths of
// the links and a payload at the tip vary. It lies in a horizontal plane: no gravity.
#include "tasks/reacher.h"

#include <algorithm>

#include "tasks/ranges.h"
#include "tasks/registry.h"

namespace metarl {

namespace {

constexpr double kTimeStep = 0.025;
constexpr Scalar kDamping = Scalar(0.1), kMostTorque = 1, kControlCost = Scalar(0.01);
constexpr int kSubsteps = 2;
constexpr Scalar kPi = Scalar(3.14159265358979323846);
constexpr int kGoalX = 0, kGoalY = 1, kLength1 = 2, kLength2 = 3, kPayload = 4;
constexpr int kQ = 0, kW = 2, kStates = 4;

const std::vector<Range>& ranges() {
  static const std::vector<Range> list = {
      {"upper_arm", "m", 0.5, 0.5, 0.5, 0.1, 2, "length of the upper arm"},
      {"forearm", "m", 0.5, 0.5, 0.5, 0.1, 2, "length of the forearm"},
      {"payload", "kg", 0, 0, 0, 0, 5, "mass carried at the tip"},
  };
  return list;
}

ArmForm arm_of(const Episodes& e, int first) {
  return {e.get(e.task, kLength1, first), e.get(e.task, kLength2, first), e.get(e.task, kPayload, first)};
}

struct ArmPlaces {
  Lanes elbow_x, elbow_y, tip_x, tip_y;
};
ArmPlaces places(const ArmForm& arm, Lanes shoulder_angle, Lanes elbow_angle) {
  const SineCosine shoulder = sine_cosine(shoulder_angle), both = sine_cosine(shoulder_angle + elbow_angle);
  ArmPlaces p;
  p.elbow_x = arm.length1 * shoulder.cosine;
  p.elbow_y = arm.length1 * shoulder.sine;
  p.tip_x = p.elbow_x + arm.length2 * both.cosine;
  p.tip_y = p.elbow_y + arm.length2 * both.sine;
  return p;
}
ArmPlaces places(const Episodes& e, int first) {
  return places(arm_of(e, first), e.get(e.state, kQ, first), e.get(e.state, kQ + 1, first));
}

class Reacher final : public ReinforcementFamily {
 public:
  explicit Reacher(const Settings& s)
      : ranges_(ranges(), s), nearest_(s.real("reach_low")), farthest_(s.real("reach_high")) {}

  std::vector<TaskParameter> parameters() const override {
    std::vector<TaskParameter> list = {{"goal_x", "m", -farthest_, farthest_, "the goal's first coordinate"},
                                       {"goal_y", "m", -farthest_, farthest_, "the goal's second coordinate"}};
    ranges_.add_parameters(list);
    return list;
  }

  void sample(Stream& stream, Scalar* task) const override {
    const Scalar direction = stream.uniform(-kPi, kPi), distance = stream.uniform(Scalar(nearest_), Scalar(farthest_));
    task[kGoalX] = distance * cosine(direction);
    task[kGoalY] = distance * sine(direction);
    ranges_.sample(stream, task + kLength1);
  }

  int observations() const override { return 6; }
  int states() const override { return kStates; }
  int actions() const override { return 2; }
  // Drawn: elbow and tip, from the shoulder on.
  std::vector<std::string> variables() const override { return {"elbow_x", "elbow_y", "tip_x", "tip_y"}; }
  void draw(const Episodes& e, int first, LaneRows& columns) const override {
    const ArmPlaces p = places(e, first);
    columns[0] = p.elbow_x;
    columns[1] = p.elbow_y;
    columns[2] = p.tip_x;
    columns[3] = p.tip_y;
  }
  // The farthest that any arm or goal of the distribution reaches.
  std::vector<SceneNumbers> scene() const override {
    return {{"reach", std::max(farthest_, ranges_.high(0) + ranges_.high(1))},
            {"time_step", kSubsteps * kTimeStep}};
  }

  // Nearly stretched along the x axis, nearly at rest.
  void reset(Episodes& e, int first, Mask where, const PhiloxBlock& noise) const override {
    Lanes state[kStates];
    for (int i = 0; i < kStates; ++i)
      state[i] = splat(Scalar(i < 2 ? 0.2 : 0.01)) * (to_uniform(noise.c[i]) - splat(Scalar(0.5)));
    // Off the stretched position, from which no torque bends the arm one way rather than the other.
    state[kQ + 1] += splat(kPi / 4);
    for (int i = 0; i < kStates; ++i) e.set(e.state, i, first, select(where, state[i], e.get(e.state, i, first)));
  }

  void step(Episodes& e, int first, const PhiloxBlock&) const override {
    const ArmForm arm = arm_of(e, first);
    Lanes state[kStates], torque[2], effort = splat(0);
    for (int i = 0; i < kStates; ++i) state[i] = e.get(e.state, i, first);
    for (int i = 0; i < 2; ++i) {
      const Lanes control = clamp(e.get(e.action, i, first), splat(-1), splat(1));
      torque[i] = splat(kMostTorque) * control;
      effort += control * control;
    }
    const Lanes h = splat(Scalar(kTimeStep));
    for (int s = 0; s < kSubsteps; ++s) {
      // Semi-implicit, and implicit in damping: (M + hD) w' = M w + h (torque - Coriolis).
      const ArmMass m = arm_mass(arm, state[kQ + 1]);
      const Lanes w1 = state[kW], w2 = state[kW + 1];
      const Lanes b1 = m.m11 * w1 + m.m12 * w2 + h * (torque[0] + m.h * (splat(2) * w1 * w2 + w2 * w2));
      const Lanes b2 = m.m12 * w1 + m.m22 * w2 + h * (torque[1] - m.h * w1 * w1);
      const Lanes m11 = m.m11 + h * splat(kDamping), m22 = m.m22 + h * splat(kDamping);
      const Lanes determinant = m11 * m22 - m.m12 * m.m12;
      state[kW] = (m22 * b1 - m.m12 * b2) / determinant;
      state[kW + 1] = (m11 * b2 - m.m12 * b1) / determinant;
      for (int i = 0; i < 2; ++i) state[kQ + i] += h * state[kW + i];
    }
    for (int i = 0; i < kStates; ++i) e.set(e.state, i, first, state[i]);
    const ArmPlaces p = places(arm, state[kQ], state[kQ + 1]);
    const Lanes dx = p.tip_x - e.get(e.task, kGoalX, first), dy = p.tip_y - e.get(e.task, kGoalY, first);
    const Lanes distance = square_root(dx * dx + dy * dy);
    e.set(e.reward, 0, first, -distance - splat(kControlCost) * effort);
    e.set(e.score, 0, first, -distance - splat(kControlCost) * effort);
    e.set(e.done, 0, first, splat(0));
  }

  // Where the tip is depends on the arm, so it is not observed.
  void observe(const Episodes& e, int first, Lanes* observation) const override {
    for (int i = 0; i < 2; ++i) {
      const SineCosine angle = sine_cosine(e.get(e.state, kQ + i, first));
      observation[2 * i] = angle.cosine;
      observation[2 * i + 1] = angle.sine;
      observation[4 + i] = e.get(e.state, kW + i, first);
    }
  }

  // A spring and a damper pull the tip to the goal: torque = Jᵀ force (Khatib 1987).
  bool oracle(const Episodes& e, int first, Lanes* action) const override {
    const auto [elbow_x, elbow_y, tip_x, tip_y] = places(e, first);
    const Lanes w1 = e.get(e.state, kW, first), w12 = w1 + e.get(e.state, kW + 1, first);
    const Lanes rx = tip_x - elbow_x, ry = tip_y - elbow_y;
    const Lanes vx = -elbow_y * w1 - ry * w12, vy = elbow_x * w1 + rx * w12;
    const Lanes stiffness = splat(6), damping = splat(Scalar(2.2));
    const Lanes fx = stiffness * (e.get(e.task, kGoalX, first) - tip_x) - damping * vx;
    const Lanes fy = stiffness * (e.get(e.task, kGoalY, first) - tip_y) - damping * vy;
    action[0] = clamp((tip_x * fy - tip_y * fx) * splat(1 / kMostTorque), splat(-1), splat(1));
    action[1] = clamp((rx * fy - ry * fx) * splat(1 / kMostTorque), splat(-1), splat(1));
    return true;
  }

 private:
  Ranges ranges_;
  double nearest_, farthest_;  // distances of goals from the shoulder, m
};

}  // namespace

ArmMass arm_mass(const ArmForm& arm, Lanes q2) {
  const Lanes l1 = arm.length1, l2 = arm.length2;
  const Lanes m1 = splat(kRodDensity) * l1, m2 = splat(kRodDensity) * l2;
  const SineCosine bend = sine_cosine(q2);
  const Lanes coupling = (m2 * splat(Scalar(0.5)) + arm.payload) * l1 * l2;
  const Lanes fore = (m2 * splat(Scalar(1) / 3) + arm.payload) * l2 * l2;
  ArmMass m;
  m.m11 = (m1 * splat(Scalar(1) / 3) + m2 + arm.payload) * l1 * l1 + fore + splat(2) * coupling * bend.cosine;
  m.m12 = fore + coupling * bend.cosine;
  m.m22 = fore;
  m.h = coupling * bend.sine;
  return m;
}

void arm_acceleration(const ArmForm& arm, const Lanes* q, const Lanes* w, const Lanes* torque, Lanes* acceleration) {
  const ArmMass m = arm_mass(arm, q[1]);
  const Lanes b1 = torque[0] + m.h * (splat(2) * w[0] * w[1] + w[1] * w[1]), b2 = torque[1] - m.h * w[0] * w[0];
  const Lanes determinant = m.m11 * m.m22 - m.m12 * m.m12;
  acceleration[0] = (m.m22 * b1 - m.m12 * b2) / determinant;
  acceleration[1] = (m.m11 * b2 - m.m12 * b1) / determinant;
}

FamilyEntry reacher() {
  FamilyEntry entry;
  entry.name = "reacher";
  entry.title = "Reaching arm";
  entry.help = "A two-link arm reaches for a goal that it cannot see; its lengths and payload may vary, too.";
  entry.kind = Kind::reinforcement;
  entry.drawing = "arm";
  entry.oracle = "pulls the tip to the goal, which it knows, as by a spring with a damper";
  entry.knobs = {{"reach_low",
                  KnobType::real,
                  "0.3",
                  0,
                  4,
                  {},
                  "m",
                  "smallest distance of a goal from the shoulder",
                  false,
                  "tasks"},
                 {"reach_high",
                  KnobType::real,
                  "0.9",
                  0,
                  4,
                  {},
                  "m",
                  "largest distance of a goal from the shoulder",
                  false,
                  "tasks"}};
  add_range_knobs(ranges(), entry.knobs);
  entry.defaults = {{"meta_batch_size", "20"}, {"episodes", "10"},  {"horizon", "50"},   {"hidden", "32,32"},
                    {"activation", "tanh"},    {"inner_lr", "0.1"}, {"inner_steps", "1"}};
  entry.presets = {
      {"goals", "Only the goal varies.", {}},
      {"arms",
       "The goal and the lengths of both links vary.",
       {{"upper_arm_low", "0.4"}, {"upper_arm_high", "0.6"}, {"forearm_low", "0.4"}, {"forearm_high", "0.6"}}},
      {"payload", "The goal and a payload of up to half a kilogram vary.", {{"payload_high", "0.5"}}},
  };
  entry.make = [](const Settings& s) -> std::unique_ptr<Family> { return std::make_unique<Reacher>(s); };
  return entry;
}

}  // namespace metarl
