#include "native/golden_dynamics.h"

#include "tasks/planar_body.h"

namespace metarl {

namespace {

std::string at(const std::string& list, int i) { return list + "." + std::to_string(i); }

// The model that a case brings, whatever it is; false where it is not a planar tree with a free root.
bool read_model(GoldenCase& c, PlanarModel& model) {
  std::vector<std::string> names;
  for (int k = 0; c.has(at("model.bodies", k) + ".name"); ++k) {
    const std::string path = at("model.bodies", k);
    const std::vector<double>&anchor = c.numbers(path + ".anchor_in_parent"), &centre = c.numbers(path + ".com");
    if (anchor.size() != 2 || centre.size() != 2) return false;
    names.push_back(c.text(path + ".name"));
    model.links.push_back({static_cast<int>(c.number(path + ".parent")), Scalar(anchor[0]), Scalar(anchor[1]),
                           Scalar(c.number(path + ".rest_angle")), Scalar(c.number(path + ".mass")), Scalar(centre[0]),
                           Scalar(centre[1]), Scalar(c.number(path + ".inertia_yy_com"))});
  }
  for (int j = 0; c.has(at("model.joints", j) + ".name"); ++j) {
    const std::string path = at("model.joints", j), type = c.text(path + ".type");
    const std::size_t link = j < 3 ? 0 : static_cast<std::size_t>(j - 2);
    if (link >= names.size() || c.text(path + ".body") != names[link] || type != (j < 2 ? "slide" : "hinge"))
      return false;
    PlanarJoint joint;
    joint.stiffness = Scalar(c.number(path + ".stiffness"));
    joint.reference = Scalar(c.number(path + ".spring_reference"));
    joint.damping = Scalar(c.number(path + ".damping"));
    joint.armature = Scalar(c.number(path + ".armature"));
    model.joints.push_back(joint);
  }
  for (int i = 0; c.has(at("model.actuators", i) + ".name"); ++i) {
    const std::string path = at("model.actuators", i);
    model.motors.push_back({static_cast<int>(c.number(path + ".dof")), Scalar(c.number(path + ".gear"))});
  }
  return PlanarBody::fits(model);
}

struct State {
  Lanes q[PlanarBody::kMostJoints], v[PlanarBody::kMostJoints];
};

bool read_state(GoldenCase& c, const std::string& path, int joints, State& state) {
  const std::vector<double>&q = c.numbers(path + ".qpos"), &v = c.numbers(path + ".qvel");
  const std::size_t n = static_cast<std::size_t>(joints);
  if (q.size() != n || v.size() != n) return false;
  for (std::size_t j = 0; j < n; ++j) {
    state.q[j] = splat(Scalar(q[j]));
    state.v[j] = splat(Scalar(v[j]));
  }
  return true;
}

std::vector<Scalar> first_lanes(const Lanes* values, int count) {
  std::vector<Scalar> first;
  for (int i = 0; i < count; ++i) first.push_back(values[i][0]);
  return first;
}

void check_states(GoldenCase& c, Verdict& v, const PlanarBody& body, const PlanarWorld& world) {
  const int n = body.joints();
  for (int i = 0; c.has(at("cases", i) + ".qpos"); ++i) {
    const std::string path = at("cases", i);
    State s;
    if (!read_state(c, path, n, s)) return v.refuse(path);
    const std::vector<double>& controls = c.numbers(path + ".ctrl");
    if (controls.size() != static_cast<std::size_t>(body.motors())) return v.refuse(path + ".ctrl");
    Lanes control[PlanarBody::kMostMotors], motor[PlanarBody::kMostJoints] = {}, passive[PlanarBody::kMostJoints],
                                            force[PlanarBody::kMostJoints], bias[PlanarBody::kMostJoints],
                                            acceleration[PlanarBody::kMostJoints];
    std::vector<Lanes> mass(static_cast<std::size_t>(n * n));
    for (std::size_t m = 0; m < controls.size(); ++m) control[m] = splat(Scalar(controls[m]));
    PlanarBody::Pose pose;
    body.pose(s.q, pose);
    body.mass_matrix(pose, world, mass.data());
    body.bias(pose, s.v, world, bias);
    body.passive(s.q, s.v, passive);
    body.actuate(control, nullptr, motor);
    for (int j = 0; j < n; ++j) force[j] = motor[j] + passive[j];
    body.accelerate(pose, s.v, world, force, acceleration);
    v.compare("mass_matrix", c.numbers(path + ".mass_matrix"), first_lanes(mass.data(), n * n).data());
    v.compare("bias", c.numbers(path + ".bias"), first_lanes(bias, n).data());
    v.compare("actuator", c.numbers(path + ".actuator"), first_lanes(motor, n).data());
    v.compare("passive", c.numbers(path + ".passive"), first_lanes(passive, n).data());
    v.compare("qacc", c.numbers(path + ".qacc"), first_lanes(acceleration, n).data());
    v.compare("kinetic", c.number(path + ".kinetic"), body.kinetic(pose, s.v, world)[0]);
    v.compare("potential", c.number(path + ".potential"), body.potential(pose, world)[0] + body.spring_energy(s.q)[0]);
  }
}

// The derivative of a state without motors, springs and damping.
void flow(const PlanarBody& body, const PlanarWorld& world, const State& s, State& d) {
  const Lanes nothing[PlanarBody::kMostJoints] = {};
  PlanarBody::Pose pose;
  body.pose(s.q, pose);
  body.accelerate(pose, s.v, world, nothing, d.v);
  std::copy_n(s.v, body.joints(), d.q);
}

State moved(const State& s, const State& d, Scalar by, int n) {
  State result = s;
  for (int j = 0; j < n; ++j) {
    result.q[j] += splat(by) * d.q[j];
    result.v[j] += splat(by) * d.v[j];
  }
  return result;
}

void runge_kutta(const PlanarBody& body, const PlanarWorld& world, State& s, Scalar h) {
  const int n = body.joints();
  State k1, k2, k3, k4;
  flow(body, world, s, k1);
  flow(body, world, moved(s, k1, h / 2, n), k2);
  flow(body, world, moved(s, k2, h / 2, n), k3);
  flow(body, world, moved(s, k3, h, n), k4);
  for (int j = 0; j < n; ++j) {
    s.q[j] += splat(h / 6) * (k1.q[j] + splat(2) * (k2.q[j] + k3.q[j]) + k4.q[j]);
    s.v[j] += splat(h / 6) * (k1.v[j] + splat(2) * (k2.v[j] + k3.v[j]) + k4.v[j]);
  }
}

// Integrated as the case was, from its first state to its last.
void check_trajectory(GoldenCase& c, Verdict& v, const PlanarBody& body, const PlanarWorld& world) {
  const std::string states = "trajectory.states";
  const double dt = c.number("trajectory.dt");
  State s;
  if (c.text("trajectory.integrator") != "RK4" || !(dt > 0) || !read_state(c, at(states, 0), body.joints(), s))
    return v.refuse("trajectory");
  double time = c.number(at(states, 0) + ".t");
  for (int i = 1; c.has(at(states, i) + ".t"); ++i) {
    const std::string path = at(states, i);
    const double until = c.number(path + ".t");
    if (!(until > time) || (until - time) / dt > 1e6) return v.refuse(path + ".t");
    for (; time < until - dt / 2; time += dt) runge_kutta(body, world, s, Scalar(dt));
    PlanarBody::Pose pose;
    body.pose(s.q, pose);
    v.compare("qpos", c.numbers(path + ".qpos"), first_lanes(s.q, body.joints()).data());
    v.compare("qvel", c.numbers(path + ".qvel"), first_lanes(s.v, body.joints()).data());
    v.compare("energy", c.number(path + ".energy"), body.kinetic(pose, s.v, world)[0] + body.potential(pose, world)[0]);
  }
}

}  // namespace

void check_dynamics(GoldenCase& c, Verdict& v) {
  PlanarModel model;
  if (!read_model(c, model)) return v.refuse("the model: a planar tree with a free root and hinges is known");
  PlanarWorld world;
  world.gravity_z = splat(Scalar(c.number("model.gravity_z")));
  const PlanarBody body(model);
  check_states(c, v, body, world);
  if (c.has("trajectory.dt")) check_trajectory(c, v, body, world);
}

}  // namespace metarl
