#include "tasks/cheetah_model.h"

namespace metarl {

PlanarModel cheetah_model() {
  PlanarModel model;
  const Scalar radius = Scalar(kCheetahRadius);
  model.links = {
      // parent, anchor, rest angle, mass, centre of mass, inertia
      {-1, 0, Scalar(0.7), 0, Scalar(6.25020920502092), Scalar(0.15238987816307403), Scalar(0.025398313027179008),
       Scalar(0.897117688111749)},  // torso
      {0, Scalar(-0.5), 0, 0, Scalar(1.5435146443514645), Scalar(0.1), Scalar(-0.13),
       Scalar(0.01684433958158996)},  // bthigh
      {1, Scalar(0.16), Scalar(-0.25), 0, Scalar(1.5874476987447697), Scalar(-0.14), Scalar(-0.07),
       Scalar(0.018267419079497905)},  // bshin
      {2, Scalar(-0.28), Scalar(-0.14), 0, Scalar(1.0953974895397491), Scalar(0.03), Scalar(-0.097),
       Scalar(0.0063524232635983275)},  // bfoot
      {0, Scalar(0.5), 0, 0, Scalar(1.4380753138075317), Scalar(-0.07), Scalar(-0.12),
       Scalar(0.013739643347280341)},  // fthigh
      {4, Scalar(-0.14), Scalar(-0.24), 0, Scalar(1.200836820083682), Scalar(0.065), Scalar(-0.09),
       Scalar(0.008222108619246861)},  // fshin
      {5, Scalar(0.13), Scalar(-0.18), 0, Scalar(0.8845188284518829), Scalar(0.045), Scalar(-0.07),
       Scalar(0.003529109456066946)},  // ffoot
  };
  model.joints = {
      {},
      {},
      {},  // the torso moves freely
      // stiffness, reference, damping, armature, limits
      {240, 0, 6, Scalar(0.1), true, Scalar(-0.52), Scalar(1.05)},
      {180, 0, Scalar(4.5), Scalar(0.1), true, Scalar(-0.785), Scalar(0.785)},
      {120, 0, 3, Scalar(0.1), true, Scalar(-0.4), Scalar(0.785)},
      {180, 0, Scalar(4.5), Scalar(0.1), true, -1, Scalar(0.7)},
      {120, 0, 3, Scalar(0.1), true, Scalar(-1.2), Scalar(0.87)},
      {60, 0, Scalar(1.5), Scalar(0.1), true, Scalar(-0.5), Scalar(0.5)},
  };
  model.motors = {{3, 120}, {4, 90}, {5, 60}, {6, 120}, {7, 60}, {8, 30}};
  model.spheres = {
      {0, Scalar(0.5), 0, radius},
      {0, Scalar(-0.5), 0, radius},
      {0, Scalar(0.4853506594461742), Scalar(0.0032760179139998263), radius},
      {0, Scalar(0.7146493405538257), Scalar(0.19672398208600017), radius},
      {1, Scalar(0.011280605813305769), Scalar(-0.015309681772409586), radius},
      {1, Scalar(0.18871939418669426), Scalar(-0.2446903182275904), radius},
      {2, Scalar(-0.005539138827266005), Scalar(-0.00351483765014364), radius},
      {2, Scalar(-0.27446086117273405), Scalar(-0.13648516234985636), radius},
      {3, Scalar(0.05507275504875012), Scalar(-0.1875944642583937), radius},
      {3, Scalar(0.004927244951249875), Scalar(-0.006405535741606294), radius},
      {4, Scalar(-0.136085058333217), Scalar(-0.23541995089712742), radius},
      {4, Scalar(-0.003914941666783009), Scalar(-0.00458004910287256), radius},
      {5, Scalar(0.12485210217987375), Scalar(-0.1774855751804259), radius},
      {5, Scalar(0.005147897820126264), Scalar(-0.0025144248195740904), radius},
      {6, Scalar(0.08452497313765248), Scalar(-0.1277734930436775), radius},
      {6, Scalar(0.005475026862347528), Scalar(-0.01222650695632252), radius},
  };
  return model;
}

}  // namespace metarl
