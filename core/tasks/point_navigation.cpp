// A point in the plane walks to a goal that it cannot see. At least eight incompatible problems go by this name; the
// ones that papers report figures on are variants here. The goal never shows in the observation, and a reset keeps it.
#include <algorithm>
#include <cmath>

#include "tasks/cross_walls.h"
#include "tasks/registry.h"

namespace metarl {

namespace {

enum class Goals { square, corners, half_circle };
enum class Move { scaled, clipped };  // policy's [-1, 1] scaled to the step; clipped to the step
// progress: of a potential, so that no loop pays. corner_progress: counted only near the goal's corner. path: progress
// along the shortest path around the walls.
enum class Reward { distance, squared_distance, progress, corner_progress, path, sparse };
enum class Done { never, box, radius };

struct Variant {
  const char* name;
  Goals goals;
  Scalar extent;  // half side, corner coordinate or radius
  Scalar start;   // half side of the square of starts
  Move move;
  Scalar step;
  Scalar bound;  // positions are clipped to this (0: not at all)
  Reward reward;
  Done done;
  Scalar near;         // of `done`
  Scalar opening = 0;  // where walls along the axes begin (0: there are none)
};

constexpr Variant kVariants[] = {
    // Finn et al. 2017, the authors' code (the text has the squared distance)
    {"maml", Goals::square, 0.5, 0, Move::scaled, 0.1, 0, Reward::distance, Done::box, 0.01},
    // pytorch-maml-rl, learn2learn
    {"unscaled", Goals::square, 0.5, 0, Move::clipped, 0.1, 0, Reward::distance, Done::box, 0.01},
    // Rothfuss et al. 2019 (ProMP)
    {"corners", Goals::corners, 2, 0.2, Move::clipped, 0.2, 0, Reward::progress, Done::never, 0},
    // The same in the authors' code: a loop out of the dead zone and back pays
    {"corners-code", Goals::corners, 2, 0.2, Move::clipped, 0.2, 0, Reward::corner_progress, Done::never, 0},
    {"walls", Goals::corners, 2, 0.2, Move::clipped, 0.2, 2.5, Reward::path, Done::never, 0, 0.5},
    // Rakelly et al. 2019 (PEARL)
    {"pearl", Goals::square, 1, 1, Move::scaled, 0.1, 0, Reward::distance, Done::never, 0},
    {"pearl-sparse", Goals::half_circle, 1, 0, Move::scaled, 0.1, 0, Reward::sparse, Done::never, 0},
    // Song et al. 2020 (ES-MAML), the authors' code
    {"es-maml", Goals::square, 1, 0, Move::clipped, 0.1, 1, Reward::squared_distance, Done::radius, 0.1},
};

constexpr Scalar kSparseRadius = 0.2, kDeadZone = 0.5;

class PointNavigation final : public ReinforcementFamily {
 public:
  explicit PointNavigation(const Variant& variant) : v_(variant), walls_(variant.opening) {}

  std::vector<TaskParameter> parameters() const override {
    const double low = v_.goals == Goals::half_circle ? 0 : -v_.extent;
    return {{"goal_x", "", -v_.extent, v_.extent, "the goal's first coordinate"},
            {"goal_y", "", low, v_.extent, "the goal's second coordinate"}};
  }

  // Goals and starts.
  std::vector<SceneNumbers> scene() const override {
    const double side = std::max(v_.extent, v_.start), low = v_.goals == Goals::half_circle ? -v_.start : -side;
    std::vector<SceneNumbers> numbers = {{"frame", {-side, side, low, side}}};
    if (v_.opening > 0) {
      const double from = v_.opening, to = v_.bound;
      numbers.push_back({"walls", {0, from, 0, to, 0, -from, 0, -to, from, 0, to, 0, -from, 0, -to, 0}});
    }
    return numbers;
  }

  // Where only the goal's surroundings pay, most episodes find nothing.
  bool told_by_mean() const override { return v_.reward == Reward::sparse; }

  void sample(Stream& stream, Scalar* task) const override {
    if (v_.goals == Goals::corners) {
      const std::uint32_t corner = stream.index(4);
      task[0] = corner & 1 ? v_.extent : -v_.extent;
      task[1] = corner & 2 ? v_.extent : -v_.extent;
    } else if (v_.goals == Goals::half_circle) {
      const Scalar angle = stream.uniform(0, Scalar(3.14159265358979));
      task[0] = v_.extent * cosine(angle);
      task[1] = v_.extent * sine(angle);
    } else {
      task[0] = stream.uniform(-v_.extent, v_.extent);
      task[1] = stream.uniform(-v_.extent, v_.extent);
    }
  }

  int observations() const override { return 2; }
  int states() const override { return 2; }
  int actions() const override { return 2; }
  std::vector<std::string> variables() const override { return {"x", "y"}; }

  void reset(Episodes& e, int first, Mask where, const PhiloxBlock& noise) const override {
    for (int i = 0; i < 2; ++i) {
      const Lanes start = splat(v_.start) * (splat(2) * to_uniform(noise.c[i]) - splat(1));
      e.set(e.state, i, first, select(where, start, e.get(e.state, i, first)));
    }
  }

  void step(Episodes& e, int first, const PhiloxBlock&) const override {
    const Lanes x0 = e.get(e.state, 0, first), y0 = e.get(e.state, 1, first);
    const Lanes gx = e.get(e.task, 0, first), gy = e.get(e.task, 1, first);
    const auto [x, y] =
        walls_.move({x0, y0}, {moved(x0, e.get(e.action, 0, first)), moved(y0, e.get(e.action, 1, first))});
    const Lanes dx = x - gx, dy = y - gy;
    const Lanes squared = dx * dx + dy * dy, distance = square_root(squared);
    Lanes reward = -distance, score = reward;
    if (v_.reward == Reward::squared_distance) {
      reward = score = -squared;
    } else if (v_.reward == Reward::progress) {
      reward = score = potential(x, y, gx, gy) - potential(x0, y0, gx, gy);
    } else if (v_.reward == Reward::corner_progress) {
      const Mask counts = ~near_start(x, y) & (x * gx > splat(0)) & (y * gy > splat(0));
      reward = score = select(counts, distance_between({x0, y0}, {gx, gy}) - distance, splat(0));
    } else if (v_.reward == Reward::path) {
      reward = score = walls_.path({x0, y0}, {gx, gy}).length - walls_.path({x, y}, {gx, gy}).length;
    } else if (v_.reward == Reward::sparse) {
      // Learned from the distance, judged by the sparse reward.
      score = select(distance <= splat(kSparseRadius), splat(1) - distance, splat(0));
    }
    Lanes done = splat(0);
    if (v_.done == Done::box) {
      const Mask inside = (absolute(dx) < splat(v_.near)) & (absolute(dy) < splat(v_.near));
      done = select(inside, splat(1), splat(0));
    } else if (v_.done == Done::radius) {
      done = select(distance < splat(v_.near), splat(1), splat(0));
    }
    e.set(e.state, 0, first, x);
    e.set(e.state, 1, first, y);
    e.set(e.reward, 0, first, reward);
    e.set(e.score, 0, first, score);
    e.set(e.done, 0, first, done);
  }

  void observe(const Episodes& e, int first, Lanes* observation) const override {
    observation[0] = e.get(e.state, 0, first);
    observation[1] = e.get(e.state, 1, first);
  }

  // Straight at the goal, or at the end of a wall that is in the way, each coordinate by at most a step.
  bool oracle(const Episodes& e, int first, Lanes* action) const override {
    const Scalar scale = v_.move == Move::scaled ? 1 / v_.step : Scalar(1);
    const PlanePoint here = {e.get(e.state, 0, first), e.get(e.state, 1, first)};
    const PlanePoint next = walls_.path(here, {e.get(e.task, 0, first), e.get(e.task, 1, first)}).next;
    const Lanes way[] = {next.x - here.x, next.y - here.y};
    for (int i = 0; i < 2; ++i) action[i] = clamp(way[i], splat(-v_.step), splat(v_.step)) * splat(scale);
    return true;
  }

 private:
  static Mask near_start(Lanes x, Lanes y) { return absolute(x) + absolute(y) < splat(kDeadZone); }

  // Minus the distance from the goal; in the dead zone that of the origin.
  static Lanes potential(Lanes x, Lanes y, Lanes gx, Lanes gy) {
    const Lanes none = splat(0);
    return -select(near_start(x, y), distance_between({none, none}, {gx, gy}), distance_between({x, y}, {gx, gy}));
  }

  Lanes moved(Lanes position, Lanes action) const {
    const Lanes displacement = v_.move == Move::scaled ? clamp(action, splat(-1), splat(1)) * splat(v_.step)
                                                       : clamp(action, splat(-v_.step), splat(v_.step));
    const Lanes there = position + displacement;
    return v_.bound > 0 ? clamp(there, splat(-v_.bound), splat(v_.bound)) : there;
  }

  Variant v_;
  CrossWalls walls_;
};

}  // namespace

FamilyEntry point_navigation() {
  FamilyEntry entry;
  entry.name = "point-navigation";
  entry.title = "2D navigation";
  entry.help = "A point in the plane walks to a goal that it cannot see; only the rewards tell where the goal is.";
  entry.kind = Kind::reinforcement;
  entry.drawing = "plane";
  entry.oracle = "walks straight at the goal, which it knows";
  entry.knobs = {{"navigation",
                  KnobType::choice,
                  "maml",
                  0,
                  0,
                  {"maml", "unscaled", "corners", "corners-code", "walls", "pearl", "pearl-sparse", "es-maml"},
                  "",
                  "which paper's problem: goals, starts, actions, reward and end of an episode",
                  false,
                  "tasks"}};
  entry.defaults = {{"meta_batch_size", "10"}, {"episodes", "10"},  {"horizon", "100"},      {"hidden", "16,16"},
                    {"activation", "tanh"},    {"inner_lr", "0.1"}, {"test_lr_scale", "0.5"}};
  entry.presets = {
      {"maml", "Goals in a square around the start, reward minus the distance (Finn et al. 2017, code).", {}},
      {"unscaled",
       "The same with actions clipped to 0.1 instead of scaled (pytorch-maml-rl, learn2learn).",
       {{"navigation", "unscaled"}}},
      {"corners",
       "Four far corners, rewarded by progress, not near the start (after ProMP).",
       {{"navigation", "corners"}}},
      {"corners-code",
       "The same as the authors' code rewards it: a loop out of the start and back pays (ProMP).",
       {{"navigation", "corners-code"}}},
      {"walls",
       "Four far corners with walls between, rewarded by progress along the shortest path.",
       {{"navigation", "walls"}}},
      {"pearl",
       "Goals and starts in a square, 20 steps (PEARL).",
       {{"navigation", "pearl"}, {"horizon", "20"}, {"episodes", "20"}}},
      {"pearl-sparse",
       "Goals on a half circle, judged only near the goal (PEARL).",
       {{"navigation", "pearl-sparse"}, {"horizon", "20"}, {"episodes", "20"}}},
      {"es-maml", "Squared distance, in a box (ES-MAML).", {{"navigation", "es-maml"}}},
      {"maml-paper",
       "The maml problem at the paper's size: 20 tasks of 20 episodes, two layers of 100.",
       {{"meta_batch_size", "20"}, {"episodes", "20"}, {"hidden", "100,100"}}},
  };
  entry.make = [](const Settings& s) -> std::unique_ptr<Family> {
    const Variant* chosen = std::find_if(std::begin(kVariants), std::end(kVariants),
                                         [&](const Variant& v) { return s.text("navigation") == v.name; });
    return std::make_unique<PointNavigation>(*chosen);
  };
  return entry;
}

}  // namespace metarl
