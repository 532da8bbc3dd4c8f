// A car on a closed track: a kinematic bicycle (Kong, Pfeiffer, Schildbach & Borrelli 2015) that sees the track's edges
// by range sensors. Grip and the gain of the steering vary and do not show; the track's shape varies and does.
//
//     κ = clip(tan δ / L, ± μ g / v²)      the tyres carry a lateral acceleration of μ g at most
//     h = v κ dt / 2,  ψ' = ψ + 2 h,  (x, y)' = (x, y) + v dt sin(h) / h (cos, sin)(ψ + h)     an exact arc
//     v' = clip(v + (a - drag v) dt, 0, fastest)
#include "tasks/ranges.h"
#include "tasks/registry.h"
#include "tasks/track.h"

namespace metarl {

namespace {

constexpr double kTimeStep = 0.1;
constexpr Scalar kWheelBase = Scalar(0.5), kMostSteering = Scalar(0.5), kGravity = Scalar(9.81);
constexpr Scalar kMostAcceleration = 4, kDrag = Scalar(0.4), kFastest = 6;
constexpr Scalar kSteepest = Scalar(1.5);  // angle of the wheels, whatever the gain, rad
constexpr Scalar kPenalty = 5;  // for leaving the track
constexpr int kSensors = 5, kSensorSteps = 12, kEdgePoints = 120;
constexpr Scalar kFarthest = 6;  // that a sensor sees, m
// From the heading (rad), with cosine and sine.
constexpr struct {
  double angle, cosine, sine;
} kSensorRays[kSensors] = {{-1.2, 0.3623577544766736, -0.9320390859672263},
                           {-0.5, 0.8775825618903728, -0.479425538604203},
                           {0, 1, 0},
                           {0.5, 0.8775825618903728, 0.479425538604203},
                           {1.2, 0.3623577544766736, 0.9320390859672263}};
// How far the points of a ray lie from the car, k (k + 8) / 40: closer to each other near the car, where it matters.
constexpr Scalar kRayPoints[kSensorSteps + 1] = {0,
                                                 Scalar(0.225),
                                                 Scalar(0.5),
                                                 Scalar(0.825),
                                                 Scalar(1.2),
                                                 Scalar(1.625),
                                                 Scalar(2.1),
                                                 Scalar(2.625),
                                                 Scalar(3.2),
                                                 Scalar(3.825),
                                                 Scalar(4.5),
                                                 Scalar(5.225),
                                                 kFarthest};
// State: place, heading, speed, laps driven so far, and for the picture the sensors' readings.
enum Row { kX, kY, kHeading, kSpeed, kLaps, kSeen, kStates = kSeen + kSensors };
// Task: grip and steering, then the track's shape.
enum Parameter { kGrip, kGain, kA2, kB2, kA3, kB3, kParameters };

const std::vector<Range>& ranges() {
  static const std::vector<Range> list = {
      {"grip", "", 0.8, 0.3, 1.2, 0.05, 3, "coefficient of friction of the tyres"},
      {"steering_gain", "", 1, 0.6, 1.4, 0.1, 3, "factor on the steering angle"},
  };
  return list;
}

class Car final : public ReinforcementFamily {
 public:
  explicit Car(const Settings& s)
      : ranges_(ranges(), s),
        radius_(s.real("track_radius")),
        width_(s.real("track_width")),
        bends_(s.real("track_bends")) {}

  std::vector<TaskParameter> parameters() const override {
    std::vector<TaskParameter> list;
    ranges_.add_parameters(list);
    const char* const shape[][2] = {{"bend_a2", "second harmonic of the track, cosine"},
                                    {"bend_b2", "second harmonic of the track, sine"},
                                    {"bend_a3", "third harmonic of the track, cosine"},
                                    {"bend_b3", "third harmonic of the track, sine"}};
    for (int i = 0; i < 4; ++i) {
      const double most = bend(i);
      list.push_back({shape[i][0], "m", -most, most, shape[i][1]});
    }
    return list;
  }

  void sample(Stream& stream, Scalar* task) const override {
    ranges_.sample(stream, task);
    for (int i = 0; i < 4; ++i) task[kA2 + i] = stream.uniform(Scalar(-bend(i)), Scalar(bend(i)));
  }

  int observations() const override { return kSensors + 1; }
  int states() const override { return kStates; }
  int actions() const override { return 2; }
  std::vector<std::string> variables() const override {
    std::vector<std::string> names = {"x", "y", "heading", "speed", "laps"};
    for (int i = 1; i <= kSensors; ++i) names.push_back("sensor" + std::to_string(i));
    return names;
  }

  std::vector<SceneNumbers> scene() const override {
    // Harmonics and half the width reach so far from the origin at most.
    double extent = radius_ + width_ / 2;
    for (int i = 0; i < 4; ++i) extent += bend(i);
    std::vector<double> angles;
    for (const auto& ray : kSensorRays) angles.push_back(ray.angle);
    return {{"extent", extent},
            {"sensors", angles},
            {"fastest", double(kFastest)},
            {"time_step", kTimeStep}};
  }
  // Both edges of the track, as closed lines.
  std::vector<NamedArray> picture(const Scalar* task) const override {
    NamedArray edges{"track_edges", {2, kEdgePoints, 2}, Array(2 * kEdgePoints * 2)};
    const Track track = {splat(Scalar(radius_)), splat(task[kA2]), splat(task[kB2]),
                         splat(task[kA3]),       splat(task[kB3]), half_width()};
    for (int i = 0; i < kEdgePoints; ++i) {
      const SineCosine at = sine_cosine(splat(Scalar(6.283185307179586 * i / kEdgePoints)));
      const Lanes centre = track.centre(at.cosine, at.sine);
      for (int side = 0; side < 2; ++side) {
        const Lanes r = side == 0 ? centre - half_width() : centre + half_width();
        Scalar* point = edges.data.data() + (side * kEdgePoints + i) * 2;
        point[0] = (r * at.cosine)[0];
        point[1] = (r * at.sine)[0];
      }
    }
    return {edges};
  }

  // On the centre line to the right of the origin, along the track, at rest; a little off and askew.
  void reset(Episodes& e, int first, Mask where, const PhiloxBlock& noise) const override {
    const Track track = track_of(e, first);
    const Lanes around = splat(Scalar(6.2831853)) * to_uniform(noise.c[0]);
    const SineCosine at = sine_cosine(around);
    const Lanes r = track.centre(at.cosine, at.sine), slope = track.slope(at.cosine, at.sine);
    const Lanes off = splat(Scalar(0.4)) * track.half_width * (to_uniform(noise.c[1]) - splat(Scalar(0.5)));
    Lanes state[kStates];
    state[kX] = (r + off) * at.cosine;
    state[kY] = (r + off) * at.sine;
    // Across the ray, turned by the track's slope: atan(slope / r) as slope / r for so gentle ones.
    const Lanes askew = splat(Scalar(0.2)) * (to_uniform(noise.c[2]) - splat(Scalar(0.5)));
    state[kHeading] = around + splat(Scalar(1.5707963)) - slope / r + askew;
    state[kSpeed] = state[kLaps] = splat(0);
    look(track, state);
    for (int i = 0; i < kStates; ++i) e.set(e.state, i, first, select(where, state[i], e.get(e.state, i, first)));
  }

  void step(Episodes& e, int first, const PhiloxBlock&) const override {
    const Track track = track_of(e, first);
    Lanes state[kStates];
    for (int i = 0; i <= kLaps; ++i) state[i] = e.get(e.state, i, first);
    const Lanes x = state[kX], y = state[kY];
    const Lanes steering = clamp(e.get(e.action, 0, first), splat(-1), splat(1)) * e.get(e.task, kGain, first);
    const Lanes push = splat(kMostAcceleration) * clamp(e.get(e.action, 1, first), splat(-1), splat(1));
    drive(state, splat(kMostSteering) * steering, push, e.get(e.task, kGrip, first));

    // Metres along the centre line: the angle moved around the origin, by its sine, times the radius there.
    const Lanes before = square_root(x * x + y * y), after = square_root(state[kX] * state[kX] + state[kY] * state[kY]);
    const Lanes turn = (x * state[kY] - y * state[kX]) / at_least(before * after, splat(Scalar(1e-6)));
    const Lanes progress = turn * track.centre(x / before, y / before);
    const Mask left = absolute(track.offset(state[kX], state[kY])) > track.half_width;
    state[kLaps] += turn * splat(Scalar(1 / 6.283185307179586));
    look(track, state);
    for (int i = 0; i < kStates; ++i) e.set(e.state, i, first, state[i]);
    const Lanes reward = progress - select(left, splat(kPenalty), splat(0));
    e.set(e.reward, 0, first, reward);
    e.set(e.score, 0, first, reward);
    e.set(e.done, 0, first, select(left, splat(1), splat(0)));
  }

  // What the sensors read (0: at the edge, 1: nothing in sight) and the speed.
  void observe(const Episodes& e, int first, Lanes* observation) const override {
    for (int i = 0; i < kSensors; ++i) observation[i] = e.get(e.state, kSeen + i, first) * splat(1 / kFarthest);
    observation[kSensors] = e.get(e.state, kSpeed, first) * splat(1 / kFastest);
  }

  // Pure pursuit of a point ahead on the centre line (Coulter 1992), as fast as the grip allows in the bend.
  bool oracle(const Episodes& e, int first, Lanes* action) const override {
    const Track track = track_of(e, first);
    const Lanes x = e.get(e.state, kX, first), y = e.get(e.state, kY, first), speed = e.get(e.state, kSpeed, first);
    const SineCosine heading = sine_cosine(e.get(e.state, kHeading, first));
    const Lanes ahead = splat(Scalar(0.6)) + splat(Scalar(0.25)) * speed;
    const auto curvature_to = [&](Lanes lead) {
      // The point on the centre line that lies `lead` metres further around.
      const Lanes r = square_root(x * x + y * y), angle = lead / r;
      const SineCosine turn = sine_cosine(angle);
      const Lanes c = (x * turn.cosine - y * turn.sine) / r, s = (y * turn.cosine + x * turn.sine) / r;
      const Lanes far = track.centre(c, s), dx = far * c - x, dy = far * s - y;
      const Lanes across = dy * heading.cosine - dx * heading.sine;
      return splat(2) * across / at_least(dx * dx + dy * dy, splat(Scalar(0.01)));
    };
    const Lanes curvature = curvature_to(ahead), later = curvature_to(splat(2) * ahead);
    // tan δ = L κ, nearly δ; what the gain makes of it is undone.
    const Lanes wanted = splat(kWheelBase) * curvature;
    const Lanes angle = wanted - wanted * wanted * wanted * splat(Scalar(1) / 3);
    const Lanes gain = at_least(e.get(e.task, kGain, first), splat(Scalar(0.05)));
    action[0] = clamp(angle / (splat(kMostSteering) * gain), splat(-1), splat(1));
    const Lanes sharpest = at_least(at_least(absolute(curvature), absolute(later)), splat(Scalar(0.02)));
    const Lanes target =
        at_most(square_root(splat(Scalar(0.7) * kGravity) * e.get(e.task, kGrip, first) / sharpest), splat(kFastest));
    action[1] = clamp((target - speed) * splat(2) + splat(kDrag / kMostAcceleration) * speed, splat(-1), splat(1));
    return true;
  }

 private:
  // The largest amplitude of a harmonic: higher ones bend more.
  double bend(int i) const { return bends_ * radius_ * (i < 2 ? 0.16 : 0.08); }
  Lanes half_width() const { return splat(Scalar(width_ / 2)); }
  Track track_of(const Episodes& e, int first) const {
    return {splat(Scalar(radius_)),
            e.get(e.task, kA2, first),
            e.get(e.task, kB2, first),
            e.get(e.task, kA3, first),
            e.get(e.task, kB3, first),
            half_width()};
  }

  static void drive(Lanes* state, Lanes angle, Lanes push, Lanes grip) {
    const SineCosine wheel = sine_cosine(clamp(angle, splat(-kSteepest), splat(kSteepest)));
    const Lanes speed = state[kSpeed];
    const Lanes most =
        at_least(grip, splat(0)) * splat(kGravity) / at_least(speed * speed, splat(Scalar(0.01)));
    const Lanes curvature = clamp(wheel.sine / (wheel.cosine * splat(kWheelBase)), -most, most);
    const Lanes way = speed * splat(Scalar(kTimeStep)), half = splat(Scalar(0.5)) * way * curvature, square = half * half;
    // sin(h) / h
    const Lanes chord = splat(1) - square * (splat(Scalar(1) / 6) -
                                             square * (splat(Scalar(1) / 120) - square * splat(Scalar(1) / 5040)));
    const SineCosine course = sine_cosine(state[kHeading] + half);
    state[kX] += way * chord * course.cosine;
    state[kY] += way * chord * course.sine;
    state[kHeading] += splat(2) * half;
    state[kSpeed] = clamp(speed + splat(Scalar(kTimeStep)) * (push - splat(kDrag) * speed), splat(0), splat(kFastest));
  }

  // Distances to the edge: of a row of points along the ray the first that is off the track, and from there back to the
  // edge by the rule of false position.
  static void look(const Track& track, Lanes* state) {
    const SineCosine heading = sine_cosine(state[kHeading]);
    const Lanes start = track.offset(state[kX], state[kY]);
    for (int i = 0; i < kSensors; ++i) {
      const Lanes c = splat(Scalar(kSensorRays[i].cosine)), s = splat(Scalar(kSensorRays[i].sine));
      const Lanes along_x = heading.cosine * c - heading.sine * s, along_y = heading.sine * c + heading.cosine * s;
      Mask open = absolute(start) <= track.half_width;
      const Mask inside_at_first = open;
      // On both sides of the edge: how far along the ray, and how far off the centre line.
      Lanes from = splat(0), to = splat(0), before = start, after = start, last = start;
      for (int k = 1; k <= kSensorSteps; ++k) {
        const Lanes reached = splat(kRayPoints[k]);
        const Lanes off = track.offset(state[kX] + reached * along_x, state[kY] + reached * along_y);
        const Mask leaves = open & (absolute(off) > track.half_width);
        from = select(leaves, splat(kRayPoints[k - 1]), from);
        to = select(leaves, reached, to);
        before = select(leaves, last, before);
        after = select(leaves, off, after);
        open = open & ~leaves;
        last = off;
        if (k % 3 == 0 && !any(open)) break;
      }
      // Over the edge that the ray leaves by.
      const Lanes side = select(after < splat(0), splat(-1), splat(1));
      const Lanes inside = track.half_width - side * before, outside = absolute(after) - track.half_width;
      const Lanes met = from + (to - from) * (inside / (inside + outside));
      const Lanes seen = select(open, splat(kFarthest), select(inside_at_first, met, splat(0)));
      state[kSeen + i] = seen;
    }
  }

  Ranges ranges_;
  double radius_, width_, bends_;  // m, m, as knobs
};

}  // namespace

FamilyEntry car() {
  FamilyEntry entry;
  entry.name = "car";
  entry.title = "Car on a track";
  entry.help = "A car drives around a closed track; grip and steering vary and have to be felt, the track is seen.";
  entry.kind = Kind::reinforcement;
  entry.drawing = "track";
  entry.oracle = "knows track, grip and steering; aims ahead and drives as fast as the bend allows";
  entry.knobs = {
      {"track_radius", KnobType::real, "5", 2, 20, {}, "m", "mean distance of a track from its centre", false, "tasks"},
      {"track_width", KnobType::real, "1.6", 0.4, 4, {}, "m", "width of a track", false, "tasks"},
      {"track_bends", KnobType::real, "1", 0, 1.5, {}, "", "how far tracks depart from a circle", false, "tasks"}};
  add_range_knobs(ranges(), entry.knobs);
  entry.defaults = {{"meta_batch_size", "20"}, {"episodes", "8"},    {"horizon", "100"},  {"hidden", "32,32"},
                    {"activation", "tanh"},    {"inner_lr", "0.05"}, {"inner_steps", "1"}};
  entry.presets = {
      {"all", "Grip, steering and track vary.", {}},
      {"grip", "Grip and track vary.", {{"steering_gain_low", "1"}, {"steering_gain_high", "1"}}},
      {"circle", "Grip and steering vary on one circle.", {{"track_bends", "0"}}},
  };
  entry.make = [](const Settings& s) -> std::unique_ptr<Family> { return std::make_unique<Car>(s); };
  return entry;
}

}  // namespace metarl
