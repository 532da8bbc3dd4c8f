// The half-cheetah: a torso with head, and a hind and a fore leg of three links each, in the plane.
#pragma once

#include "tasks/planar_body.h"

namespace metarl {

// The numbers of Gymnasium's half_cheetah.xml as MuJoCo compiles it (settotalmass 14, inertiafromgeom): SI units.
// Joints: x, z, pitch of the torso, then thigh, shin and foot of the hind leg and of the fore leg; a motor for each of
// the six. Spheres: both ends of each capsule, in pairs: torso, head, then the six limbs in the order of the joints.
PlanarModel cheetah_model();

// Of every sphere (m).
constexpr double kCheetahRadius = 0.046;

}  // namespace metarl
