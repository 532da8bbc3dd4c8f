// The dynamics of a two-link arm in a horizontal plane, for tests of what it keeps.
#pragma once

#include "foundation/lanes.h"

namespace metarl {

// Uniform rods of `kRodDensity` kg/m with a payload at the tip; angles from the x axis and from the first link.
struct ArmForm {
  Lanes length1, length2, payload;  // m, m, kg
};

constexpr Scalar kRodDensity = 1;

// M11, M12, M22 of the mass matrix in the second angle, by the closed form of Spong, Hutchinson & Vidyasagar (Robot
// Modeling and Control, section 7.4), and h = (m2/2 + payload) l1 l2 sin q2 of the Coriolis forces
// (-h (2 w1 w2 + w2²), h w1²).
struct ArmMass {
  Lanes m11, m12, m22, h;
};
ArmMass arm_mass(const ArmForm& arm, Lanes q2);

// Angular accelerations under torques.
void arm_acceleration(const ArmForm& arm, const Lanes* q, const Lanes* w, const Lanes* torque, Lanes* acceleration);

}  // namespace metarl
