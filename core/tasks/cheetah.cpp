// The half-cheetah: a planar runner of seven links with six motors (Wawrzyński 2009; the model and observation of
// Gymnasium's HalfCheetah), in a world that varies: which way or how fast to run (Finn et al. 2017), a motor that is
// out of order (Nagabandi et al. 2019), from the beginning or within an episode; slope, mass and friction.
//
// The ground is our own (planar_body.h). A slope turns gravity instead of the ground: x runs along it.
#include "tasks/change.h"
#include "tasks/cheetah_model.h"
#include "tasks/ranges.h"
#include "tasks/registry.h"
#include "tasks/spread_noise.h"

namespace metarl {

namespace {

constexpr int kJoints = 9, kMotors = 6;
constexpr int kPosition = 0, kVelocity = kJoints, kHindFoot = 2 * kJoints, kForeFoot = kHindFoot + 1,
              kAge = kForeFoot + 1, kStates = kAge + 1;
constexpr int kGoal = 0, kCrippled = 1, kSlope = 2, kMass = 3, kFriction = 4;
constexpr double kTimeStep = 0.01;
constexpr Scalar kGravity = Scalar(9.81), kControlCost = Scalar(0.05);
constexpr int kSubsteps = 5;
// Where spheres of the feet begin in the model.
constexpr int kHindFootSpheres = 8, kForeFootSpheres = 14;

enum class Running { direction, velocity, forward };

const std::vector<Range>& ranges() {
  static const std::vector<Range> list = {
      {"slope", "rad", 0, 0, 0, -0.5, 0.5, "slope of the ground, upwards where positive"},
      {"body_mass", "", 1, 1, 1, 0.2, 5, "factor on the mass of every link"},
      {"ground_friction", "", 0.4, 0.4, 0.4, 0, 5, "coefficient of friction of the ground"},
  };
  return list;
}

class Cheetah final : public ReinforcementFamily {
 public:
  explicit Cheetah(const Settings& s) : body_(cheetah_model()), ranges_(ranges(), s), change_(s, kAge) {
    const std::string& running = s.text("running");
    running_ = running == "direction"  ? Running::direction
               : running == "velocity" ? Running::velocity
                                       : Running::forward;
    slowest_ = Scalar(s.real("velocity_low"));
    fastest_ = Scalar(s.real("velocity_high"));
    crippled_ = Scalar(s.real("crippled"));
  }

  std::vector<TaskParameter> parameters() const override {
    std::vector<TaskParameter> list;
    if (running_ == Running::velocity) {
      list.push_back({"velocity", "m/s", slowest_, fastest_, "speed to run at"});
    } else {
      const double back = running_ == Running::direction ? -1 : 1;
      list.push_back({"direction", "", back, 1, "1: forward; -1: backward"});
    }
    list.push_back({"crippled", "", crippled_ < 1 ? 0.0 : 1.0, crippled_ > 0 ? double(kMotors) : 0.0,
                    "motor that is out of order, 1 to 6 from the hind thigh to the fore foot; 0: none"});
    ranges_.add_parameters(list);
    return list;
  }

  void sample(Stream& stream, Scalar* task) const override {
    const Scalar goal = stream.uniform();
    task[kGoal] = running_ == Running::velocity    ? slowest_ + (fastest_ - slowest_) * goal
                  : running_ == Running::direction ? (goal < Scalar(0.5) ? Scalar(-1) : Scalar(1))
                                                   : Scalar(1);
    const Scalar luck = stream.uniform();
    const std::uint32_t motor = stream.index(kMotors);
    task[kCrippled] = luck < crippled_ ? Scalar(motor + 1) : Scalar(0);
    ranges_.sample(stream, task + kSlope);
  }

  int observations() const override { return 2 * kJoints - 1; }
  int states() const override { return kStates; }
  int actions() const override { return kMotors; }
  // Drawn: both ends of each of the eight rods that the body is made of, and the ground's force on the feet.
  std::vector<std::string> variables() const override {
    std::vector<std::string> names;
    for (const char* rod :
         {"torso", "head", "hind_thigh", "hind_shin", "hind_foot", "fore_thigh", "fore_shin", "fore_foot"})
      for (const char* end : {"_x1", "_z1", "_x2", "_z2"}) names.push_back(std::string(rod) + end);
    names.insert(names.end(), {"hind_contact", "fore_contact"});
    return names;
  }
  void draw(const Episodes& e, int first, LaneRows& columns) const override {
    Lanes q[kJoints];
    for (int j = 0; j < kJoints; ++j) q[j] = e.get(e.state, kPosition + j, first);
    PlanarBody::Pose pose;
    body_.pose(q, pose);
    const std::vector<PlanarSphere>& ends = body_.model().spheres;
    std::size_t column = 0;
    for (const PlanarSphere& end : ends) {
      PlanarBody::place(pose, end.link, end.x, end.z, columns[column], columns[column + 1]);
      column += 2;
    }
    columns[column] = e.get(e.state, kHindFoot, first);
    columns[column + 1] = e.get(e.state, kForeFoot, first);
  }
  std::vector<SceneNumbers> scene() const override {
    std::vector<SceneNumbers> list = {{"rods", 8},
                                      {"radius", kCheetahRadius},
                                      {"feet", std::vector<double>{kHindFootSpheres / 2, kForeFootSpheres / 2}},
                                      {"time_step", kSubsteps * kTimeStep}};
    change_.add_to(list);
    return list;
  }

  // As Gymnasium: positions off rest by U(-0.1, 0.1), velocities by 0.1 N(0, 1).
  void reset(Episodes& e, int first, Mask where, const PhiloxBlock& noise) const override {
    Words words[kJoints + kJoints + 4];
    for (int i = 0; i < kJoints + kJoints + 1; i += 4) {
      const PhiloxBlock block = spread_noise(noise, static_cast<std::uint32_t>(i / 4));
      std::copy_n(block.c, 4, words + i);
    }
    Lanes state[kAge];
    for (int j = 0; j < kJoints; ++j)
      state[kPosition + j] = splat(Scalar(0.2)) * to_uniform(words[j]) - splat(Scalar(0.1));
    for (int j = 0; j < kJoints; j += 2) {
      const NormalPair pair = to_normal(words[kJoints + j], words[kJoints + j + 1]);
      state[kVelocity + j] = splat(Scalar(0.1)) * pair.first;
      if (j + 1 < kJoints) state[kVelocity + j + 1] = splat(Scalar(0.1)) * pair.second;
    }
    state[kHindFoot] = state[kForeFoot] = splat(0);
    for (int i = 0; i < kAge; ++i) e.set(e.state, i, first, select(where, state[i], e.get(e.state, i, first)));
    change_.reset(e, first, where);
  }

  void step(Episodes& e, int first, const PhiloxBlock&) const override {
    Lanes q[kJoints], v[kJoints], control[kMotors], gear[kMotors], force[kJoints] = {};
    for (int j = 0; j < kJoints; ++j) {
      q[j] = e.get(e.state, kPosition + j, first);
      v[j] = e.get(e.state, kVelocity + j, first);
    }
    Lanes effort = splat(0);
    const Lanes crippled = select(change_.step(e, first), e.get(e.task, kCrippled, first), splat(0));
    for (int i = 0; i < kMotors; ++i) {
      control[i] = clamp(e.get(e.action, i, first), splat(-1), splat(1));
      gear[i] = select(absolute(crippled - splat(Scalar(i + 1))) < splat(Scalar(0.5)), splat(0), splat(1));
      effort += control[i] * control[i];
    }
    const SineCosine slope = sine_cosine(e.get(e.task, kSlope, first));
    PlanarWorld world;
    world.gravity_x = splat(-kGravity) * slope.sine;
    world.gravity_z = splat(-kGravity) * slope.cosine;
    world.mass_scale = e.get(e.task, kMass, first);
    world.friction = e.get(e.task, kFriction, first);

    const Lanes before = q[0];
    PlanarContacts contacts;
    body_.actuate(control, gear, force);
    for (int s = 0; s < kSubsteps; ++s)
      body_.step(q, v, force, world, Scalar(kTimeStep), s == kSubsteps - 1 ? &contacts : nullptr);
    const Lanes speed = (q[0] - before) / splat(Scalar(kSubsteps * kTimeStep)), goal = e.get(e.task, kGoal, first);
    const Lanes reward =
        (running_ == Running::velocity ? -absolute(speed - goal) : goal * speed) - splat(kControlCost) * effort;
    for (int j = 0; j < kJoints; ++j) {
      e.set(e.state, kPosition + j, first, q[j]);
      e.set(e.state, kVelocity + j, first, v[j]);
    }
    e.set(e.state, kHindFoot, first, contacts.normal[kHindFootSpheres] + contacts.normal[kHindFootSpheres + 1]);
    e.set(e.state, kForeFoot, first, contacts.normal[kForeFootSpheres] + contacts.normal[kForeFootSpheres + 1]);
    e.set(e.reward, 0, first, reward);
    e.set(e.score, 0, first, reward);
    e.set(e.done, 0, first, splat(0));
  }

  // All but the place along the ground, as Gymnasium: eight positions, nine velocities.
  void observe(const Episodes& e, int first, Lanes* observation) const override {
    for (int i = 0; i < 2 * kJoints - 1; ++i) observation[i] = e.get(e.state, i + 1, first);
  }

 private:
  PlanarBody body_;
  Running running_;
  Ranges ranges_;
  Change change_;  // the task's motor is out of order
  Scalar slowest_, fastest_, crippled_;
};

}  // namespace

FamilyEntry cheetah() {
  FamilyEntry entry;
  entry.name = "cheetah";
  entry.title = "Half-cheetah";
  entry.help = "A runner of seven links whose direction, speed, motors or ground vary from task to task.";
  entry.kind = Kind::reinforcement;
  entry.drawing = "body";
  entry.knobs = {{"running",
                  KnobType::choice,
                  "direction",
                  0,
                  0,
                  {"direction", "velocity", "forward"},
                  "",
                  "the goal: forward or backward, as the task says; a speed that the task says; or always forward",
                  false,
                  "tasks"},
                 {"velocity_low", KnobType::real, "0", -10, 10, {}, "m/s", "smallest speed to run at", false, "tasks"},
                 {"velocity_high", KnobType::real, "2", -10, 10, {}, "m/s", "largest speed to run at", false, "tasks"},
                 {"crippled",
                  KnobType::real,
                  "0",
                  0,
                  1,
                  {},
                  "",
                  "chance that one of the six motors is out of order",
                  false,
                  "tasks"}};
  entry.knobs.push_back(change_knob());
  add_range_knobs(ranges(), entry.knobs);
  entry.defaults = {{"meta_batch_size", "20"}, {"episodes", "10"},  {"horizon", "100"},  {"hidden", "64,64"},
                    {"activation", "tanh"},    {"inner_lr", "0.1"}, {"inner_steps", "1"}};
  entry.presets = {
      {"direction", "Forward or backward (Finn et al. 2017).", {}},
      {"velocity", "A speed between 0 and 2 m/s (Finn et al. 2017).", {{"running", "velocity"}}},
      {"crippled",
       "Forward, with one of six motors out of order (Nagabandi et al. 2019).",
       {{"running", "forward"}, {"crippled", "1"}}},
      {"breakdown",
       "Forward; at step 50 of an episode of 100 one of six motors breaks down.",
       {{"running", "forward"}, {"crippled", "1"}, {"switch_at", "50"}, {"horizon", "100"}}},
      {"terrain",
       "Forward on ground of another slope and friction, with another mass.",
       {{"running", "forward"},
        {"slope_low", "-0.2"},
        {"slope_high", "0.2"},
        {"body_mass_low", "0.7"},
        {"body_mass_high", "1.5"},
        {"ground_friction_low", "0.2"},
        {"ground_friction_high", "1"}}},
  };
  entry.make = [](const Settings& s) -> std::unique_ptr<Family> { return std::make_unique<Cheetah>(s); };
  return entry;
}

}  // namespace metarl
