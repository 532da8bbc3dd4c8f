#include "tasks/planar_body.h"

#include <utility>

#include "foundation/elementary.h"

namespace metarl {

namespace {

constexpr int kRootX = 0, kRootZ = 1, kRootAngle = 2;

// The hinge (or, for the root, the angle) of a link.
constexpr int joint_of(int link) { return link + 2; }

// How near to the ground a sphere is looked at: faster ones than this in a step are caught by the spring.
constexpr Scalar kMargin = Scalar(0.03);
// The fastest that a spring pushes out what lies too deep (m/s or rad/s).
constexpr Scalar kFastestPush = Scalar(3);
// The fastest that a joint moves (m/s or rad/s): far beyond what motors do, and as fast as steps of a hundredth of a
// second can follow.
constexpr Scalar kFastestJoint = Scalar(100);

}  // namespace

bool PlanarBody::fits(const PlanarModel& model) {
  const std::size_t links = model.links.size();
  if (links < 1 || links > static_cast<std::size_t>(kMostLinks) || model.joints.size() != links + 2) return false;
  if (model.motors.size() > static_cast<std::size_t>(kMostMotors)) return false;
  if (model.spheres.size() > static_cast<std::size_t>(PlanarContacts::kMost)) return false;
  for (std::size_t k = 0; k < links; ++k) {
    const int parent = model.links[k].parent;
    if (k == 0 ? parent != -1 : parent < 0 || parent >= static_cast<int>(k)) return false;
  }
  for (const PlanarMotor& motor : model.motors)
    if (motor.joint < 0 || motor.joint >= static_cast<int>(links) + 2) return false;
  for (const PlanarSphere& sphere : model.spheres)
    if (sphere.link < 0 || sphere.link >= static_cast<int>(links)) return false;
  return true;
}

PlanarBody::PlanarBody(PlanarModel model) : model_(std::move(model)) {
  parent_joint_ = {-1, kRootX, kRootZ};
  for (int k = 1; k < links(); ++k) parent_joint_.push_back(joint_of(model_.links[static_cast<std::size_t>(k)].parent));
}

void PlanarBody::pose(const Lanes* q, Pose& p) const {
  Lanes angle[kMostLinks];
  for (int k = 0; k < links(); ++k) {
    const PlanarLink& link = model_.links[static_cast<std::size_t>(k)];
    angle[k] = q[joint_of(k)] + splat(link.rest_angle);
    if (link.parent < 0) {
      p.origin_x[k] = q[kRootX] + splat(link.anchor_x);
      p.origin_z[k] = q[kRootZ] + splat(link.anchor_z);
    } else {
      angle[k] += angle[link.parent];
      place(p, link.parent, link.anchor_x, link.anchor_z, p.origin_x[k], p.origin_z[k]);
    }
    const SineCosine turn = sine_cosine(angle[k]);
    p.sine[k] = turn.sine;
    p.cosine[k] = turn.cosine;
    place(p, k, link.centre_x, link.centre_z, p.centre_x[k], p.centre_z[k]);
  }
}

void PlanarBody::place(const Pose& p, int link, Scalar x, Scalar z, Lanes& px, Lanes& pz) {
  px = p.origin_x[link] + splat(x) * p.cosine[link] + splat(z) * p.sine[link];
  pz = p.origin_z[link] - splat(x) * p.sine[link] + splat(z) * p.cosine[link];
}

// Of each link with all that hangs on it: mass, first moment and second moment about the link's own origin.
void PlanarBody::composite(const Pose& p, const PlanarWorld& world, Lanes* mass, Lanes* first_x, Lanes* first_z,
                           Lanes* second) const {
  for (int k = 0; k < links(); ++k) {
    const PlanarLink& link = model_.links[static_cast<std::size_t>(k)];
    const Lanes rx = p.centre_x[k] - p.origin_x[k], rz = p.centre_z[k] - p.origin_z[k];
    mass[k] = splat(link.mass) * world.mass_scale;
    first_x[k] = mass[k] * rx;
    first_z[k] = mass[k] * rz;
    const Scalar about_origin =
        link.inertia + link.mass * (link.centre_x * link.centre_x + link.centre_z * link.centre_z);
    second[k] = splat(about_origin) * world.mass_scale;
  }
  for (int k = links() - 1; k > 0; --k) {
    const int parent = model_.links[static_cast<std::size_t>(k)].parent;
    const Lanes dx = p.origin_x[k] - p.origin_x[parent], dz = p.origin_z[k] - p.origin_z[parent];
    mass[parent] += mass[k];
    first_x[parent] += first_x[k] + mass[k] * dx;
    first_z[parent] += first_z[k] + mass[k] * dz;
    second[parent] += second[k] + splat(2) * (dx * first_x[k] + dz * first_z[k]) + mass[k] * (dx * dx + dz * dz);
  }
}

void PlanarBody::mass_matrix(const Pose& p, const PlanarWorld& world, Lanes* m) const {
  const int n = joints();
  Lanes mass[kMostLinks], first_x[kMostLinks], first_z[kMostLinks], second[kMostLinks];
  composite(p, world, mass, first_x, first_z, second);
  for (int i = 0; i < n * n; ++i) m[i] = splat(0);
  const auto set = [&](int i, int j, Lanes x) { m[i * n + j] = m[j * n + i] = x; };
  m[kRootX * n + kRootX] = m[kRootZ * n + kRootZ] = mass[0];
  for (int k = 0; k < links(); ++k) {
    // A turn of the link moves what hangs on it by (z, -x) of the lever arm.
    set(kRootX, joint_of(k), first_z[k]);
    set(kRootZ, joint_of(k), -first_x[k]);
    set(joint_of(k), joint_of(k), second[k]);
    for (int i = model_.links[static_cast<std::size_t>(k)].parent; i >= 0;
         i = model_.links[static_cast<std::size_t>(i)].parent) {
      const Lanes dx = p.origin_x[k] - p.origin_x[i], dz = p.origin_z[k] - p.origin_z[i];
      set(joint_of(i), joint_of(k), second[k] + dx * first_x[k] + dz * first_z[k]);
    }
  }
  for (int j = 0; j < n; ++j) m[j * n + j] += splat(model_.joints[static_cast<std::size_t>(j)].armature);
}

void PlanarBody::bias(const Pose& p, const Lanes* v, const PlanarWorld& world, Lanes* c) const {
  Lanes omega[kMostLinks], ax[kMostLinks], az[kMostLinks];
  Lanes force_x[kMostLinks], force_z[kMostLinks], moment[kMostLinks];
  for (int k = 0; k < links(); ++k) {
    const PlanarLink& link = model_.links[static_cast<std::size_t>(k)];
    if (link.parent < 0) {
      omega[k] = v[joint_of(k)];
      // Gravity is an acceleration of everything the other way.
      ax[k] = -world.gravity_x;
      az[k] = -world.gravity_z;
    } else {
      const int i = link.parent;
      omega[k] = omega[i] + v[joint_of(k)];
      const Lanes square = omega[i] * omega[i];
      ax[k] = ax[i] - square * (p.origin_x[k] - p.origin_x[i]);
      az[k] = az[i] - square * (p.origin_z[k] - p.origin_z[i]);
    }
    const Lanes rx = p.centre_x[k] - p.origin_x[k], rz = p.centre_z[k] - p.origin_z[k];
    const Lanes square = omega[k] * omega[k], mass = splat(link.mass) * world.mass_scale;
    force_x[k] = mass * (ax[k] - square * rx);
    force_z[k] = mass * (az[k] - square * rz);
    moment[k] = force_x[k] * rz - force_z[k] * rx;
  }
  for (int k = links() - 1; k > 0; --k) {
    const int parent = model_.links[static_cast<std::size_t>(k)].parent;
    const Lanes dx = p.origin_x[k] - p.origin_x[parent], dz = p.origin_z[k] - p.origin_z[parent];
    c[joint_of(k)] = moment[k];
    force_x[parent] += force_x[k];
    force_z[parent] += force_z[k];
    moment[parent] += moment[k] + force_x[k] * dz - force_z[k] * dx;
  }
  c[kRootX] = force_x[0];
  c[kRootZ] = force_z[0];
  c[kRootAngle] = moment[0];
}

void PlanarBody::passive(const Lanes* q, const Lanes* v, Lanes* force) const {
  for (int j = 0; j < joints(); ++j) {
    const PlanarJoint& joint = model_.joints[static_cast<std::size_t>(j)];
    force[j] = splat(-joint.stiffness) * (q[j] - splat(joint.reference)) - splat(joint.damping) * v[j];
  }
}

void PlanarBody::actuate(const Lanes* control, const Lanes* gear_scale, Lanes* force) const {
  for (int i = 0; i < motors(); ++i) {
    const PlanarMotor& motor = model_.motors[static_cast<std::size_t>(i)];
    const Lanes push = splat(motor.gear) * clamp(control[i], splat(-1), splat(1));
    force[motor.joint] += gear_scale ? gear_scale[i] * push : push;
  }
}

// M = LᵀDL in place of m; only entries between a joint and its ancestors are other than zero.
void PlanarBody::factorize(Lanes* m, Factors& f) const {
  const int n = joints();
  for (int k = n - 1; k >= 0; --k) {
    f.inverse_d[k] = splat(1) / m[k * n + k];
    for (int i = parent_joint_[static_cast<std::size_t>(k)]; i >= 0; i = parent_joint_[static_cast<std::size_t>(i)]) {
      const Lanes a = m[k * n + i] * f.inverse_d[k];
      for (int j = i; j >= 0; j = parent_joint_[static_cast<std::size_t>(j)]) m[i * n + j] -= a * m[k * n + j];
      f.l[k][i] = a;
    }
  }
}

void PlanarBody::solve_transposed(const Factors& f, Lanes* b) const {
  for (int k = joints() - 1; k >= 0; --k)
    for (int i = parent_joint_[static_cast<std::size_t>(k)]; i >= 0; i = parent_joint_[static_cast<std::size_t>(i)])
      b[i] -= f.l[k][i] * b[k];
}

void PlanarBody::solve_lower(const Factors& f, Lanes* y) const {
  for (int k = 0; k < joints(); ++k)
    for (int i = parent_joint_[static_cast<std::size_t>(k)]; i >= 0; i = parent_joint_[static_cast<std::size_t>(i)])
      y[k] -= f.l[k][i] * y[i];
}

void PlanarBody::accelerate(const Pose& p, const Lanes* v, const PlanarWorld& world, const Lanes* force,
                            Lanes* a) const {
  Lanes m[kMostJoints * kMostJoints], c[kMostJoints];
  Factors f;
  mass_matrix(p, world, m);
  bias(p, v, world, c);
  factorize(m, f);
  for (int j = 0; j < joints(); ++j) a[j] = force[j] - c[j];
  solve_transposed(f, a);
  for (int j = 0; j < joints(); ++j) a[j] *= f.inverse_d[j];
  solve_lower(f, a);
}

Lanes PlanarBody::kinetic(const Pose& p, const Lanes* v, const PlanarWorld& world) const {
  const int n = joints();
  Lanes m[kMostJoints * kMostJoints], energy = splat(0);
  mass_matrix(p, world, m);
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < n; ++j) energy += v[i] * m[i * n + j] * v[j];
  return splat(Scalar(0.5)) * energy;
}

Lanes PlanarBody::potential(const Pose& p, const PlanarWorld& world) const {
  Lanes energy = splat(0);
  for (int k = 0; k < links(); ++k) {
    const Lanes mass = splat(model_.links[static_cast<std::size_t>(k)].mass) * world.mass_scale;
    energy -= mass * (world.gravity_x * p.centre_x[k] + world.gravity_z * p.centre_z[k]);
  }
  return energy;
}

Lanes PlanarBody::spring_energy(const Lanes* q) const {
  Lanes energy = splat(0);
  for (int j = 0; j < joints(); ++j) {
    const PlanarJoint& joint = model_.joints[static_cast<std::size_t>(j)];
    const Lanes stretch = q[j] - splat(joint.reference);
    energy += splat(joint.stiffness / 2) * stretch * stretch;
  }
  return energy;
}

// One constraint on the velocities, J v. With M = LᵀDL and u = L v it is (L⁻ᵀJᵀ)ᵀ u, whose entries lie on the joint's
// way to the root alone, so that a sweep touches few numbers.
struct PlanarBody::Row {
  int joints[kMostJoints], count;
  Lanes y[kMostJoints], dy[kMostJoints];  // L⁻ᵀJᵀ, and D⁻¹ times it
  Lanes inverse_mass;                     // J M⁻¹ Jᵀ
  Lanes mass, relaxation, target;         // of the soft constraint
  Lanes impulse;

  Lanes velocity(const Lanes* u) const {
    Lanes sum = splat(0);
    for (int i = 0; i < count; ++i) sum += y[i] * u[joints[i]];
    return sum;
  }
  void push(Lanes by, Lanes* u) const {
    for (int i = 0; i < count; ++i) u[joints[i]] += dy[i] * by;
  }
};

void PlanarBody::step(Lanes* q, Lanes* v, const Lanes* force, const PlanarWorld& world, Scalar h,
                      PlanarContacts* contacts) const {
  const int n = joints();
  Pose p;
  Lanes m[kMostJoints * kMostJoints], c[kMostJoints], u[kMostJoints], spring[kMostJoints];
  Factors f;
  pose(q, p);
  mass_matrix(p, world, m);
  bias(p, v, world, c);
  passive(q, v, spring);
  for (int j = 0; j < n; ++j) m[j * n + j] += splat(h * model_.joints[static_cast<std::size_t>(j)].damping);
  factorize(m, f);
  for (int j = 0; j < n; ++j) u[j] = force[j] + spring[j] - c[j];
  solve_transposed(f, u);
  for (int j = 0; j < n; ++j) u[j] *= splat(h) * f.inverse_d[j];
  // u = L v' before impulses: L v, and what the forces add.
  for (int k = n - 1; k >= 0; --k) {
    Lanes sum = v[k];
    for (int i = parent_joint_[static_cast<std::size_t>(k)]; i >= 0; i = parent_joint_[static_cast<std::size_t>(i)])
      sum += f.l[k][i] * v[i];
    u[k] += sum;
  }

  // Catto's soft constraint, critically damped.
  const Scalar w = h * kContactFrequency, a1 = 2 + w, a2 = w * a1, a3 = 1 / (1 + a2);
  const Scalar push_rate = kContactFrequency / a1;
  const auto soften = [&](Row& row, Lanes distance, Mask active) {
    const Mask apart = distance > splat(0);
    const Lanes target =
        select(apart, distance / splat(h), at_least(splat(push_rate) * distance, splat(-kFastestPush)));
    const Lanes exact = splat(1) / row.inverse_mass;
    row.mass = select(active, select(apart, exact, splat(a2 * a3) * exact), splat(0));
    row.relaxation = select(apart, splat(0), splat(a3));
    row.target = target;
    row.impulse = splat(0);
  };
  const auto finish = [&](Row& row, int joint, Lanes* b) {
    row.count = 0;
    row.inverse_mass = splat(0);
    for (int j = joint; j >= 0; j = parent_joint_[static_cast<std::size_t>(j)]) {
      for (int i = parent_joint_[static_cast<std::size_t>(j)]; i >= 0; i = parent_joint_[static_cast<std::size_t>(i)])
        b[i] -= f.l[j][i] * b[j];
      row.joints[row.count] = j;
      row.y[row.count] = b[j];
      row.dy[row.count] = b[j] * f.inverse_d[j];
      row.inverse_mass += row.y[row.count] * row.dy[row.count];
      ++row.count;
    }
  };

  Row limits[kMostJoints], normals[PlanarContacts::kMost], tangents[PlanarContacts::kMost];
  int limit_count = 0, contact_count = 0, sphere_of[PlanarContacts::kMost];
  for (int j = kRootAngle + 1; j < n; ++j) {
    const PlanarJoint& joint = model_.joints[static_cast<std::size_t>(j)];
    if (!joint.limited) continue;
    const Lanes below = q[j] - splat(joint.low), above = splat(joint.high) - q[j];
    const Mask lower = below < above;
    const Lanes distance = select(lower, below, above);
    const Mask active = distance < splat(0);
    if (!any(active)) continue;
    Lanes b[kMostJoints] = {};
    b[j] = select(lower, splat(1), splat(-1));
    Row& row = limits[limit_count++];
    finish(row, j, b);
    soften(row, distance, active);
  }
  for (int s = 0; s < spheres(); ++s) {
    const PlanarSphere& sphere = model_.spheres[static_cast<std::size_t>(s)];
    Lanes px, pz;
    place(p, sphere.link, sphere.x, sphere.z, px, pz);
    const Lanes distance = pz - splat(sphere.radius);
    const Mask active = distance < splat(kMargin);
    if (!any(active)) continue;
    // The ground touches the sphere's lowest point.
    const Lanes ground = distance;
    Lanes bn[kMostJoints] = {}, bt[kMostJoints] = {};
    bn[kRootZ] = splat(1);
    bt[kRootX] = splat(1);
    for (int k = sphere.link; k >= 0; k = model_.links[static_cast<std::size_t>(k)].parent) {
      bn[joint_of(k)] = p.origin_x[k] - px;
      bt[joint_of(k)] = ground - p.origin_z[k];
    }
    sphere_of[contact_count] = s;
    finish(normals[contact_count], joint_of(sphere.link), bn);
    soften(normals[contact_count], distance, active);
    Row& tangent = tangents[contact_count++];
    finish(tangent, joint_of(sphere.link), bt);
    tangent.mass = select(active, splat(1) / tangent.inverse_mass, splat(0));
    tangent.impulse = splat(0);
  }

  const auto press = [&](Row& row) {
    const Lanes before = row.impulse;
    const Lanes wanted = before - row.mass * (row.velocity(u) + row.target) -
                         select(row.mass == splat(0), splat(0), row.relaxation * before);
    row.impulse = at_least(wanted, splat(0));
    row.push(row.impulse - before, u);
  };
  for (int sweep = 0; sweep < kSweeps; ++sweep) {
    for (int i = 0; i < limit_count; ++i) press(limits[i]);
    for (int i = 0; i < contact_count; ++i) {
      press(normals[i]);
      Row& row = tangents[i];
      const Lanes most = world.friction * normals[i].impulse, before = row.impulse;
      row.impulse = clamp(before - row.mass * row.velocity(u), -most, most);
      row.push(row.impulse - before, u);
    }
  }
  solve_lower(f, u);
  for (int j = 0; j < n; ++j) {
    v[j] = clamp(u[j], splat(-kFastestJoint), splat(kFastestJoint));
    q[j] += splat(h) * v[j];
  }
  if (!contacts) return;
  for (int s = 0; s < spheres(); ++s) contacts->normal[s] = contacts->tangent[s] = splat(0);
  for (int i = 0; i < contact_count; ++i) {
    contacts->normal[sphere_of[i]] = normals[i].impulse / splat(h);
    contacts->tangent[sphere_of[i]] = tangents[i].impulse / splat(h);
  }
}

}  // namespace metarl
