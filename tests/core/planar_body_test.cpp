// Bodies in the plane: what the free equations keep, and what the ground may and may not do. (The equations themselves
// are held to MuJoCo's values by tests/golden/dynamics.)
#include "support.h"
#include "tasks/cheetah_model.h"
#include "tasks/reacher.h"

namespace metarl::testing {
namespace {

constexpr int kJoints = 9;
constexpr Scalar kStep = Scalar(0.01);
constexpr double kWeight = 14 * 9.81;

struct Runner {
  PlanarBody body{cheetah_model()};
  PlanarWorld world;
  Lanes q[kJoints] = {}, v[kJoints] = {}, force[kJoints] = {};
  PlanarContacts contacts;

  void step() { body.step(q, v, force, world, kStep, &contacts); }
  Lanes energy() const {
    PlanarBody::Pose pose;
    body.pose(q, pose);
    return body.kinetic(pose, v, world) + body.potential(pose, world) + body.spring_energy(q);
  }
  Lanes lowest() const {
    PlanarBody::Pose pose;
    body.pose(q, pose);
    Lanes low = splat(100);
    for (const PlanarSphere& sphere : body.model().spheres) {
      Lanes x, z;
      PlanarBody::place(pose, sphere.link, sphere.x, sphere.z, x, z);
      low = at_most(low, z - splat(sphere.radius));
    }
    return low;
  }
  Lanes weight_carried() const {
    Lanes sum = splat(0);
    for (int s = 0; s < body.spheres(); ++s) sum += contacts.normal[s];
    return sum;
  }
  // Anywhere above the ground, in any pose, with any velocity; another one in each lane.
  void throw_up(Numbers& numbers) {
    for (int j = 0; j < kJoints; ++j)
      for (int lane = 0; lane < kLanes; ++lane) {
        q[j][lane] = numbers.uniform(-0.4, 0.4);
        v[j][lane] = numbers.uniform(-2, 2);
      }
    for (int lane = 0; lane < kLanes; ++lane) q[2][lane] = numbers.uniform(-3, 3);
    const Lanes low = lowest();
    for (int lane = 0; lane < kLanes; ++lane) q[1][lane] += numbers.uniform(0.01, 1) - low[lane];
  }
};

TEST(PlanarBody, AtRestTheGroundCarriesItsWeight) {
  Runner r;
  r.world.friction = Lanes{Scalar(0.2), Scalar(0.4), Scalar(0.8), Scalar(2)};
  for (int t = 0; t < 1000; ++t) r.step();
  const Lanes carried = r.weight_carried();
  for (int lane = 0; lane < kLanes; ++lane) {
    EXPECT_NEAR(carried[lane], kWeight, 0.01 * kWeight);
    for (int j = 0; j < kJoints; ++j) EXPECT_NEAR(r.v[j][lane], 0, 1e-3);
    EXPECT_GT(r.lowest()[lane], -0.01);
  }
}

TEST(PlanarBody, FrictionStaysWithinItsConeAndTheGroundNeverPulls) {
  Numbers numbers(401);
  double sliding = 0;
  for (int drop = 0; drop < 20; ++drop) {
    Runner r;
    r.throw_up(numbers);
    r.world.friction = Lanes{0, Scalar(0.1), Scalar(0.4), Scalar(1.5)};
    for (int t = 0; t < 200; ++t) {
      r.step();
      for (int s = 0; s < r.body.spheres(); ++s)
        for (int lane = 0; lane < kLanes; ++lane) {
          const double normal = r.contacts.normal[s][lane], tangent = std::fabs(double(r.contacts.tangent[s][lane]));
          ASSERT_GE(normal, 0);
          ASSERT_LE(tangent, r.world.friction[lane] * normal * (1 + 1e-5) + 1e-9);
          sliding = std::max(sliding, tangent);
        }
    }
  }
  EXPECT_GT(sliding, 10);
}

// Mechanical energy, its springs' included, never exceeds what it was thrown with.
TEST(PlanarBody, ADropCreatesNoEnergy) {
  Numbers numbers(402);
  double lost = 0;
  for (int drop = 0; drop < 30; ++drop) {
    Runner r;
    r.throw_up(numbers);
    const Lanes before = r.energy();
    for (int t = 0; t < 300; ++t) {
      r.step();
      const Lanes now = r.energy();
      for (int lane = 0; lane < kLanes; ++lane) ASSERT_LE(now[lane], before[lane] + 1e-3 * std::fabs(before[lane]));
    }
    for (int lane = 0; lane < kLanes; ++lane) lost = std::max(lost, double(before[lane] - r.energy()[lane]));
  }
  EXPECT_GT(lost, 10);
}

// v' = v + h (M + hD)⁻¹ (gear control + passive - bias), solved here by elimination on the full matrix.
TEST(PlanarBody, AStepInTheAirIsImplicitInDamping) {
  Numbers numbers(403);
  Runner r;
  r.throw_up(numbers);
  for (int lane = 0; lane < kLanes; ++lane) {
    r.q[1][lane] += 3;
    for (int j = 3; j < kJoints; ++j) r.q[j][lane] *= Scalar(0.9);
  }
  for (int j = 3; j < kJoints; ++j) r.force[j] = splat(numbers.uniform(-50, 50));
  PlanarBody::Pose pose;
  Lanes m[kJoints * kJoints], bias[kJoints], passive[kJoints];
  r.body.pose(r.q, pose);
  r.body.mass_matrix(pose, r.world, m);
  r.body.bias(pose, r.v, r.world, bias);
  r.body.passive(r.q, r.v, passive);
  double a[kJoints][kJoints + 1];
  for (int i = 0; i < kJoints; ++i) {
    for (int j = 0; j < kJoints; ++j) a[i][j] = m[i * kJoints + j][1];
    a[i][i] += kStep * r.body.model().joints[static_cast<std::size_t>(i)].damping;
    a[i][kJoints] = r.force[i][1] + passive[i][1] - bias[i][1];
  }
  for (int k = 0; k < kJoints; ++k)
    for (int i = 0; i < kJoints; ++i) {
      if (i == k) continue;
      const double f = a[i][k] / a[k][k];
      for (int j = k; j <= kJoints; ++j) a[i][j] -= f * a[k][j];
    }
  Array expected, found;
  for (int i = 0; i < kJoints; ++i) expected.push_back(Scalar(r.v[i][1] + kStep * a[i][kJoints] / a[i][i]));
  r.step();
  for (int i = 0; i < kJoints; ++i) found.push_back(r.v[i][1]);
  EXPECT_LT(relative_error(found, expected, kJoints), bound(1e-12, 1e-4));
}

TEST(PlanarBody, ALaneDoesNotDependOnItsNeighbours) {
  Numbers numbers(404);
  Runner together;
  together.throw_up(numbers);
  for (int lane = 0; lane < kLanes; ++lane) {
    Runner alone, all = together;
    for (int j = 0; j < kJoints; ++j) {
      alone.q[j] = splat(together.q[j][lane]);
      alone.v[j] = splat(together.v[j][lane]);
    }
    for (int t = 0; t < 150; ++t) {
      alone.step();
      all.step();
    }
    for (int j = 0; j < kJoints; ++j) EXPECT_EQ(alone.q[j][0], all.q[j][lane]);
  }
}

TEST(PlanarBody, RefusesAModelThatDoesNotFit) {
  PlanarModel model = cheetah_model();
  EXPECT_TRUE(PlanarBody::fits(model));
  model.links[2].parent = 5;
  EXPECT_FALSE(PlanarBody::fits(model));
  model = cheetah_model();
  model.joints.pop_back();
  EXPECT_FALSE(PlanarBody::fits(model));
  model = cheetah_model();
  model.motors[0].joint = 9;
  EXPECT_FALSE(PlanarBody::fits(model));
  model = cheetah_model();
  while (model.spheres.size() <= static_cast<std::size_t>(PlanarContacts::kMost))
    model.spheres.push_back(model.spheres[0]);
  EXPECT_FALSE(PlanarBody::fits(model));
}

struct Arm {
  ArmForm form{splat(Scalar(0.6)), splat(Scalar(0.4)), splat(Scalar(0.3))};
  Lanes q[2] = {splat(Scalar(0.3)), splat(Scalar(1.1))}, w[2] = {splat(2), splat(-3)};

  double energy() const {
    const ArmMass m = arm_mass(form, q[1]);
    return ((m.m11 * w[0] * w[0] + splat(2) * m.m12 * w[0] * w[1] + m.m22 * w[1] * w[1]) * splat(Scalar(0.5)))[0];
  }
  double momentum() const {
    const ArmMass m = arm_mass(form, q[1]);
    return (m.m11 * w[0] + m.m12 * w[1])[0];
  }
  void runge_kutta(Scalar h) {
    const Lanes none[2] = {};
    Lanes kq[4][2], kw[4][2];
    const Scalar at[] = {0, h / 2, h / 2, h};
    for (int s = 0; s < 4; ++s) {
      Lanes sq[2], sw[2];
      for (int i = 0; i < 2; ++i) {
        sq[i] = q[i] + (s ? splat(at[s]) * kq[s - 1][i] : splat(0));
        sw[i] = w[i] + (s ? splat(at[s]) * kw[s - 1][i] : splat(0));
        kq[s][i] = sw[i];
      }
      arm_acceleration(form, sq, sw, none, kw[s]);
    }
    for (int i = 0; i < 2; ++i) {
      q[i] += splat(h / 6) * (kq[0][i] + splat(2) * (kq[1][i] + kq[2][i]) + kq[3][i]);
      w[i] += splat(h / 6) * (kw[0][i] + splat(2) * (kw[1][i] + kw[2][i]) + kw[3][i]);
    }
  }
};

TEST(Reacher, WithoutTorqueAndDampingKeepsEnergyAndAngularMomentum) {
  Arm arm;
  const double energy = arm.energy(), momentum = arm.momentum();
  for (int t = 0; t < 2000; ++t) arm.runge_kutta(Scalar(0.001));
  EXPECT_NEAR(arm.energy() / energy, 1, bound(1e-10, 1e-4));
  EXPECT_NEAR(arm.momentum() / momentum, 1, bound(1e-10, 1e-4));
  EXPECT_GT(std::fabs(double(arm.q[1][0]) - 1.1), 0.1);
}

// The mass matrix from the kinetic energy of the two rods and the payload, integrated along the rods.
TEST(Reacher, HasTheMassMatrixOfTwoRodsAndAPayload) {
  const Arm arm;
  const int pieces = 4000;
  const double l1 = double(arm.form.length1[0]), l2 = double(arm.form.length2[0]), mp = double(arm.form.payload[0]);
  const double q2 = double(arm.q[1][0]);
  double m[3] = {};
  // A mass at distance s along the forearm moves with (l1 + s cos q2, s sin q2) by the first angle, (s cos q2, ...) by
  // both.
  const auto add = [&](double mass, double along, bool fore) {
    const double ax = fore ? l1 + along * std::cos(q2) : along, ay = fore ? along * std::sin(q2) : 0;
    const double bx = fore ? along * std::cos(q2) : 0, by = fore ? along * std::sin(q2) : 0;
    m[0] += mass * (ax * ax + ay * ay);
    m[1] += mass * (ax * bx + ay * by);
    m[2] += mass * (bx * bx + by * by);
  };
  for (int i = 0; i < pieces; ++i) {
    add(kRodDensity * l1 / pieces, l1 * (i + 0.5) / pieces, false);
    add(kRodDensity * l2 / pieces, l2 * (i + 0.5) / pieces, true);
  }
  add(mp, l2, true);
  const ArmMass found = arm_mass(arm.form, arm.q[1]);
  EXPECT_NEAR(found.m11[0], m[0], 1e-6);
  EXPECT_NEAR(found.m12[0], m[1], 1e-6);
  EXPECT_NEAR(found.m22[0], m[2], 1e-6);
}

}  // namespace
}  // namespace metarl::testing
