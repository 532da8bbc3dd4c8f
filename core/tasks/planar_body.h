// A planar articulated body: a tree of rigid links whose root moves freely in the plane and whose other links turn on
// hinges. Four bodies of one model move at once, one a lane, each in a world of its own.
//
// Conventions, those of MuJoCo's planar models. x points forward and z up; angles are right-handed about +y, so that a
// positive pitch puts the nose down: a point p of a link at absolute angle t lies at
// origin + (px cos t + pz sin t, -px sin t + pz cos t). Coordinates are x and z of the root's origin (z from the
// model's rest height), its angle, and each hinge's angle in the order of the links: joints = links + 2. SI units and
// radians.
//
// Equations of motion: M(q) a + c(q, v) = actuation + passive, with the mass matrix by composite rigid bodies and the
// bias c (gravity, Coriolis and centrifugal forces) by the recursive Newton-Euler method (Featherstone, Rigid Body
// Dynamics Algorithms, 2008, chapters 5 and 6), both written out for the plane. M = LᵀDL is factorized along the tree
// without fill-in (his chapter 6.5).
#pragma once

#include <vector>

#include "foundation/lanes.h"

namespace metarl {

struct PlanarLink {
  int parent;                 // an earlier link; -1: the root
  Scalar anchor_x, anchor_z;  // of its hinge, in the parent's frame; the root's is where it rests
  Scalar rest_angle;          // added to its hinge's angle
  Scalar mass;                // kg
  Scalar centre_x, centre_z;  // of mass, in its own frame
  Scalar inertia;             // about the centre of mass, kg m²
};

// What acts on a joint by itself. The passive force is -stiffness (q - reference) - damping v.
struct PlanarJoint {
  Scalar stiffness = 0, reference = 0, damping = 0;
  Scalar armature = 0;  // rotor inertia, on the diagonal of the mass matrix
  bool limited = false;
  Scalar low = 0, high = 0;  // where limited
};

// A motor: force = gear * control, control within [-1, 1].
struct PlanarMotor {
  int joint;
  Scalar gear;
};

// A sphere of a link that touches the ground.
struct PlanarSphere {
  int link;
  Scalar x, z, radius;  // centre in the link's frame
};

struct PlanarModel {
  std::vector<PlanarLink> links;    // parents before children
  std::vector<PlanarJoint> joints;  // links + 2 of them
  std::vector<PlanarMotor> motors;
  std::vector<PlanarSphere> spheres;
};

// What may differ from lane to lane.
struct PlanarWorld {
  Lanes gravity_x = splat(0), gravity_z = splat(Scalar(-9.81));  // m/s²
  Lanes mass_scale = splat(1);                                   // on every link's mass and inertia
  Lanes friction = splat(Scalar(0.4));                           // Coulomb's coefficient of the ground
};

// What the ground did in a step, for views and tests: forces on each sphere (N).
struct PlanarContacts {
  static constexpr int kMost = 24;
  Lanes normal[kMost], tangent[kMost];
};

class PlanarBody {
 public:
  // Models larger than this are refused by `fits`.
  static constexpr int kMostLinks = 12, kMostJoints = kMostLinks + 2, kMostMotors = kMostJoints;
  static bool fits(const PlanarModel& model);

  // The model must fit.
  explicit PlanarBody(PlanarModel model);

  const PlanarModel& model() const { return model_; }
  int links() const { return static_cast<int>(model_.links.size()); }
  int joints() const { return links() + 2; }
  int motors() const { return static_cast<int>(model_.motors.size()); }
  int spheres() const { return static_cast<int>(model_.spheres.size()); }

  // Where the links are: sine and cosine of their absolute angles, their origins and centres of mass.
  struct Pose {
    Lanes sine[kMostLinks], cosine[kMostLinks];
    Lanes origin_x[kMostLinks], origin_z[kMostLinks], centre_x[kMostLinks], centre_z[kMostLinks];
  };
  void pose(const Lanes* q, Pose& pose) const;
  // A point of a link's frame in the plane.
  static void place(const Pose& pose, int link, Scalar x, Scalar z, Lanes& px, Lanes& pz);

  // joints x joints, row by row, symmetric; armature included.
  void mass_matrix(const Pose& pose, const PlanarWorld& world, Lanes* m) const;
  void bias(const Pose& pose, const Lanes* v, const PlanarWorld& world, Lanes* c) const;
  void passive(const Lanes* q, const Lanes* v, Lanes* force) const;
  // Adds the motors' forces; controls are clamped to [-1, 1]. `gear_scale` (one for each motor, or null: 1) cripples.
  void actuate(const Lanes* control, const Lanes* gear_scale, Lanes* force) const;
  // Without contacts and limits: a = M⁻¹ (force - c).
  void accelerate(const Pose& pose, const Lanes* v, const PlanarWorld& world, const Lanes* force, Lanes* a) const;
  // Energies (J): of motion, of gravity from z = 0 on, and of the joints' springs.
  Lanes kinetic(const Pose& pose, const Lanes* v, const PlanarWorld& world) const;
  Lanes potential(const Pose& pose, const PlanarWorld& world) const;
  Lanes spring_energy(const Lanes* q) const;

  // One step of `h` seconds: semi-implicit Euler, implicit in damping, v' = v + h (M + hD)⁻¹ (force + passive - c) and
  // then the impulses of ground and limits, q' = q + h v'. `force` is what motors bring (without passive forces).
  //
  // Ground and limits are unilateral soft constraints (the implicit spring and damper of Catto, Soft Constraints, GDC
  // 2011), solved on velocities by `kSweeps` projected Gauss-Seidel sweeps: an impulse never pulls, and friction stays
  // within Coulomb's cone by projection. Implicit springs take energy, they do not bring any.
  void step(Lanes* q, Lanes* v, const Lanes* force, const PlanarWorld& world, Scalar h,
            PlanarContacts* contacts = nullptr) const;

  static constexpr int kSweeps = 8;
  // Of the ground's and the limits' springs: natural frequency (rad/s); damping is critical. MuJoCo's solref .02 1 with
  // an impedance of .8 is the same.
  static constexpr Scalar kContactFrequency = Scalar(62.5);

 private:
  struct Factors {
    Lanes l[kMostJoints][kMostJoints];  // unit lower triangular, along the tree
    Lanes inverse_d[kMostJoints];
  };
  struct Row;
  void factorize(Lanes* m, Factors& f) const;
  // Lᵀ y = b and L x = y, in place.
  void solve_transposed(const Factors& f, Lanes* b) const;
  void solve_lower(const Factors& f, Lanes* y) const;
  void composite(const Pose& pose, const PlanarWorld& world, Lanes* mass, Lanes* first_x, Lanes* first_z,
                 Lanes* second) const;

  PlanarModel model_;
  std::vector<int> parent_joint_;  // of each joint; -1: none
};

}  // namespace metarl
