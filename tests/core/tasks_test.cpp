// Task families: their rules, their distributions, and the numbers that papers report.
#include "stage.h"

#include "learning/rollout.h"

namespace metarl::testing {
namespace {

// Calls f(line) for every preset of every family.
template <class F>
void for_each_preset(F&& f) {
  for (const FamilyEntry& family : families())
    for (const Preset& preset : family.presets) f("tasks=" + family.name + "&preset=" + preset.name, family);
}

// Proves that CartPole reaches the states that Gymnasium 1.4.0 itself reached: one run of
// tests/golden/environments/cartpole-default.json (the golden runner checks the whole file).
TEST(CartPole, ReproducesGymnasium) {
  const Made made("tasks=cart-pole&preset=gymnasium");
  Stage stage(made);
  stage.set(stage.episodes.task, made.sample(0));
  stage.set(stage.episodes.state, {Scalar(0.0011821624700256717), Scalar(0.045046369632593536),
                                   Scalar(-0.03558403872803663), Scalar(0.04486494471372439)});
  const std::string actions = "001101011010001110100110011010111000010011110001010011001010";
  const std::vector<std::pair<int, std::vector<double>>> expected = {
      {1, {0.0020830898626775425, -0.14954773330767546, -0.034686739833762144, 0.32611181914266835}},
      {20, {-0.003504639608765795, 0.046733222344875064, 0.0018410291344052934, 0.007628036578525232}},
      {40, {0.046437627740474156, -0.3398419531278092, -0.042585165363074634, 0.5126654583519119}},
      {60, {0.022437166708319637, -0.32410713900956944, -0.060504693055409266, 0.1653091158798095}},
  };
  std::size_t next = 0;
  for (int t = 1; t <= 60; ++t) {
    stage.step({actions[static_cast<std::size_t>(t - 1)] == '1' ? Scalar(1) : Scalar(0)});
    EXPECT_EQ(stage.reward(), 1);
    EXPECT_FALSE(stage.done());
    if (expected[next].first != t) continue;
    for (int i = 0; i < 4; ++i)
      EXPECT_NEAR(stage.state(i), expected[next].second[static_cast<std::size_t>(i)], bound(1e-9, 2e-4))
          << "step " << t << " variable " << i;
    ++next;
  }
  EXPECT_EQ(next, expected.size());
}

// Proves that an episode ends beyond 2.4 or 12 degrees and not before, and that direction -1 inverts the controls.
TEST(CartPole, EndsAndInverts) {
  const Made made("tasks=cart-pole&preset=gymnasium");
  Stage stage(made);
  const Array task = made.sample(0);
  EXPECT_EQ(task, (Array{Scalar(9.8), 1, Scalar(0.1), Scalar(0.5), 10, 1}));
  const double degree = 3.14159265358979 / 180;
  for (const auto& [x, theta, done] : {std::tuple{2.39, 0.0, false},
                                       {2.41, 0.0, true},
                                       {-2.39, 0.0, false},
                                       {-2.41, 0.0, true},
                                       {0.0, 11.9 * degree, false},
                                       {0.0, 12.1 * degree, true},
                                       {0.0, -11.9 * degree, false},
                                       {0.0, -12.1 * degree, true}}) {
    stage.set(stage.episodes.task, task);
    stage.set(stage.episodes.state, {Scalar(x), 0, Scalar(theta), 0});
    stage.step({1});
    EXPECT_EQ(stage.done(), done) << x << " " << theta;
  }
  Array inverted = task;
  inverted[5] = -1;
  for (const int action : {0, 1}) {
    Array speeds;
    for (const Array& parameters : {task, inverted}) {
      stage.set(stage.episodes.task, parameters);
      stage.set(stage.episodes.state, {0, 0, 0, 0});
      stage.step({Scalar(action)});
      speeds.push_back(Scalar(stage.state(1)));
    }
    EXPECT_EQ(speeds[0] > 0, action == 1);
    EXPECT_EQ(speeds[1], -speeds[0]);
  }
}

// Proves that with switch_at pushes go the other way from that step of an episode on, and not before; that a new
// episode begins as the task says; and that nothing of it is observed.
TEST(CartPole, PushesTurnAroundWithinAnEpisode) {
  const Made turning("tasks=cart-pole&preset=gymnasium&switch_at=3"), plain("tasks=cart-pole&preset=gymnasium");
  ASSERT_EQ(turning.environment().observations(), plain.environment().observations());
  Stage stage(turning), other(plain);
  for (Stage* s : {&stage, &other}) {
    s->set(s->episodes.task, plain.sample(0));
    s->set(s->episodes.state, Array(static_cast<std::size_t>(s->family.states())));
  }
  for (int t = 0; t < 6; ++t) {
    stage.step({1});
    other.step({Scalar(t < 3)});
    for (int i = 0; i < 4; ++i) EXPECT_EQ(stage.state(i), other.state(i)) << "step " << t;
  }
  stage.family.reset(stage.episodes, 0, splat(0) == splat(0), {});
  stage.step({1});
  EXPECT_GT(stage.state(1), 0);
}

// Proves that with switch_at the task's motor of the half-cheetah works until that step of an episode and gives no force
// from there on; that it works again in a new episode; and that nothing of it is observed.
TEST(Cheetah, AMotorBreaksDownWithinAnEpisode) {
  const Made breaking("tasks=cheetah&preset=breakdown&switch_at=3"), lasting("tasks=cheetah&preset=crippled");
  ASSERT_EQ(breaking.environment().observations(), lasting.environment().observations());
  Stage stage(breaking), other(lasting);
  Array task = lasting.sample(0), healthy = task;
  ASSERT_GT(task[1], 0);
  healthy[1] = 0;
  const int rows = 18;  // positions and velocities
  // Both as one, before a step by some controls.
  const auto together = [&](const Array& another) {
    for (int i = 0; i < rows; ++i)
      other.episodes.set(other.episodes.state, i, 0, stage.episodes.get(stage.episodes.state, i, 0));
    other.set(other.episodes.task, another);
    for (Stage* s : {&stage, &other}) s->step({1, -1, Scalar(0.5), 1, -1, Scalar(0.5)});
    double apart = 0;
    for (int i = 0; i < rows; ++i) apart = std::max(apart, std::fabs(stage.state(i) - other.state(i)));
    return apart;
  };
  stage.set(stage.episodes.task, task);
  stage.family.reset(stage.episodes, 0, splat(0) == splat(0), {});
  for (int t = 0; t < 3; ++t) EXPECT_EQ(together(healthy), 0) << "step " << t;
  for (int t = 3; t < 5; ++t) EXPECT_EQ(together(task), 0) << "step " << t;
  EXPECT_GT(together(healthy), 1e-3);
  stage.family.reset(stage.episodes, 0, splat(0) == splat(0), {});
  EXPECT_EQ(together(healthy), 0);
}

// Proves that a graded reward is 1 less half of the squared shares of the way to either end, after the step, while what
// counts stays 1 a step and the world is the same.
TEST(CartPole, GradedRewardIsLessTowardsAnEnd) {
  const Made graded("tasks=cart-pole&preset=gymnasium&reward=graded"), plain("tasks=cart-pole&preset=gymnasium");
  const double most_theta = 12 * 3.14159265358979 / 180;
  for (const auto& [x, theta] :
       {std::pair{0.0, 0.0}, std::pair{1.2, 0.0}, std::pair{0.0, -0.1}, std::pair{-2.3, 0.2}}) {
    Stage stage(graded), other(plain);
    for (Stage* s : {&stage, &other}) {
      s->set(s->episodes.task, plain.sample(0));
      s->set(s->episodes.state, {Scalar(x), Scalar(0.3), Scalar(theta), Scalar(-0.2)});
      s->step({1});
      EXPECT_EQ(s->score(), 1);
    }
    for (int i = 0; i < 4; ++i) EXPECT_EQ(stage.state(i), other.state(i));
    const double out = stage.state(0) / 2.4, lean = stage.state(2) / most_theta;
    EXPECT_NEAR(stage.reward(), 1 - (out * out + lean * lean) / 2, bound(1e-12, 1e-6));
    EXPECT_EQ(other.reward(), 1);
  }
}

// The navigation problems of the docs' table, written down a second time; walls have tests of their own.
struct Rules {
  double x, y, reward, score;
  bool done, border;  // border: too near to a threshold to compare
};
Rules rules_of(const std::string& name, double x, double y, double gx, double gy, double ax, double ay) {
  const auto clip = [](double v, double most) { return std::min(std::max(v, -most), most); };
  Rules r{};
  const bool corners = name == "corners" || name == "corners-code";
  const double limit = corners ? 0.2 : 0.1;
  for (const auto& [from, action, to] : {std::tuple{x, ax, &r.x}, {y, ay, &r.y}}) {
    if (name == "es-maml")
      *to = clip(from + clip(action, limit), 1);
    else if (name == "unscaled" || corners)
      *to = from + clip(action, limit);
    else
      *to = from + 0.1 * clip(action, 1);
  }
  const double dx = r.x - gx, dy = r.y - gy, d = std::hypot(dx, dy), before = std::hypot(x - gx, y - gy);
  r.reward = r.score = -d;
  if (name == "es-maml") r.reward = r.score = -d * d;
  const auto in_dead_zone = [](double px, double py) { return std::fabs(px) + std::fabs(py) < 0.5; };
  const double middle = std::hypot(gx, gy);
  if (name == "corners")
    r.reward = r.score = (in_dead_zone(x, y) ? middle : before) - (in_dead_zone(r.x, r.y) ? middle : d);
  const bool nearest = (r.x > 0) == (gx > 0) && (r.y > 0) == (gy > 0);
  if (name == "corners-code") r.reward = r.score = in_dead_zone(r.x, r.y) || !nearest ? 0 : before - d;
  if (name == "pearl-sparse") r.score = d <= 0.2 ? 1 - d : 0;
  if (name == "maml" || name == "unscaled") r.done = std::fabs(dx) < 0.01 && std::fabs(dy) < 0.01;
  if (name == "es-maml") r.done = d < 0.1;
  for (const double v : {std::fabs(dx) - 0.01, std::fabs(dy) - 0.01, d - 0.1, d - 0.2,
                         std::fabs(r.x) + std::fabs(r.y) - 0.5, std::fabs(x) + std::fabs(y) - 0.5, r.x, r.y})
    r.border |= std::fabs(v) < 1e-5;
  return r;
}

// Proves each preset's movement, reward, score and end of an episode against the reference's table, near goals and far
// from them.
TEST(Navigation, PresetsFollowTheirRules) {
  for (const std::string name : {"maml", "unscaled", "corners", "corners-code", "pearl", "pearl-sparse", "es-maml"}) {
    const Made made("tasks=point-navigation&preset=" + name);
    Stage stage(made);
    Numbers numbers(70);
    int ends = 0, moves = 0;
    for (int i = 0; i < 4000; ++i) {
      const Array goal = made.sample(static_cast<std::uint32_t>(i));
      // A third of the states lies near the goal, a third near the origin.
      const double spread = i % 3 == 0 ? 0.01 : 1;
      const Array state{Scalar(spread) * numbers.normal() + (i % 3 == 0 ? goal[0] : 0),
                        Scalar(spread) * numbers.normal() + (i % 3 == 0 ? goal[1] : 0)};
      const Array action = numbers.normals(2, i % 2 ? 1 : 0.02);
      stage.set(stage.episodes.task, goal);
      stage.set(stage.episodes.state, state);
      stage.step(action);
      const Rules r =
          rules_of(name, static_cast<double>(state[0]), static_cast<double>(state[1]), static_cast<double>(goal[0]),
                   static_cast<double>(goal[1]), static_cast<double>(action[0]), static_cast<double>(action[1]));
      if (r.border) continue;
      ASSERT_NEAR(stage.state(0), r.x, bound(1e-14, 1e-6)) << name;
      ASSERT_NEAR(stage.state(1), r.y, bound(1e-14, 1e-6)) << name;
      ASSERT_NEAR(stage.reward(), r.reward, bound(1e-13, 1e-5)) << name;
      ASSERT_NEAR(stage.score(), r.score, bound(1e-13, 1e-5)) << name;
      ASSERT_EQ(stage.done(), r.done) << name;
      ends += r.done;
      ++moves;
    }
    EXPECT_GT(moves, 3900);
    EXPECT_EQ(ends >= 10, name == "maml" || name == "unscaled" || name == "es-maml") << name << ": " << ends;
  }
}

// Proves that goals and starts come from each preset's distribution: range, mean square, corners and half circle; and
// the horizon.
TEST(Navigation, GoalsAndStarts) {
  struct Expected {
    const char* name;
    double extent, start;
    int horizon;
  };
  for (const Expected& e : {Expected{"maml", 0.5, 0, 100},
                            {"unscaled", 0.5, 0, 100},
                            {"corners", 2, 0.2, 100},
                            {"corners-code", 2, 0.2, 100},
                            {"walls", 2, 0.2, 100},
                            {"pearl", 1, 1, 20},
                            {"pearl-sparse", 1, 0, 20},
                            {"es-maml", 1, 0, 100}}) {
    const Made made("tasks=point-navigation&preset=" + std::string(e.name));
    EXPECT_EQ(made.problem.horizon, e.horizon) << e.name;
    const std::string name = e.name;
    double square = 0, most = 0, mean = 0;
    int quadrants[4] = {};
    const int count = 4000;
    for (int i = 0; i < count; ++i) {
      const Array goal = made.sample(static_cast<std::uint32_t>(i));
      const double x = static_cast<double>(goal[0]), y = static_cast<double>(goal[1]);
      most = std::max({most, std::fabs(x), std::fabs(y)});
      square += x * x / count;
      mean += x / count;
      ++quadrants[(x > 0) + 2 * (y > 0)];
      if (e.extent == 2) {
        EXPECT_EQ(std::fabs(x), 2);
        EXPECT_EQ(std::fabs(y), 2);
      }
      if (name == "pearl-sparse") {
        EXPECT_NEAR(std::hypot(x, y), 1, 1e-5);
        EXPECT_GE(y, 0);
      }
    }
    EXPECT_LE(most, e.extent + 1e-6);
    EXPECT_GE(most, 0.99 * e.extent);
    const double expected_square = e.extent == 2 ? 4 : name == "pearl-sparse" ? 0.5 : e.extent * e.extent / 3;
    EXPECT_NEAR(square, expected_square, 0.06 * expected_square) << name;
    EXPECT_NEAR(mean, 0, 0.05 * e.extent);
    if (name != "pearl-sparse") {
      for (int q : quadrants) EXPECT_NEAR(q, count / 4, 150) << name;
    }
    Stage stage(made);
    double furthest = 0, start_square = 0;
    for (std::uint32_t i = 0; i < 1000; ++i) {
      stage.family.reset(stage.episodes, 0, splat(0) == splat(0), draw_lanes({1, i, 0, Purpose::collect, 0, 0}, 0));
      furthest = std::max({furthest, std::fabs(stage.state(0)), std::fabs(stage.state(1))});
      start_square += stage.state(0) * stage.state(0) / 1000;
    }
    EXPECT_LE(furthest, e.start);
    EXPECT_GE(furthest, 0.98 * e.start);
    EXPECT_NEAR(start_square, e.start * e.start / 3, 0.1 * e.start * e.start / 3 + 1e-12);
  }
}

// The mean return over 10,000 tasks of the `maml` preset, by a policy (null: the oracle). The goals are drawn, or lie
// evenly in the square: the oracle's return varies so much (0.34) that the mean of 10,000 drawn ones is known to 0.7 %
// only.
double navigation_return(const Array* policy, bool drawn) {
  Made made("tasks=point-navigation&preset=maml");
  made.problem.network.mlp.sizes = {2, 2};
  const int tasks = 500, rounds = 20;
  Rollout rollout;
  std::vector<Experience> experiences(tasks);
  std::vector<Experience*> pointers;
  for (Experience& e : experiences) pointers.push_back(&e);
  std::vector<const Scalar*> policies(tasks, policy ? policy->data() : nullptr);
  double total = 0;
  for (int round = 0; round < rounds; ++round) {
    Array parameters;
    std::vector<StreamKey> keys;
    for (int i = 0; i < tasks; ++i) {
      const int task = round * tasks + i;
      Array goal{Scalar((task % 100 + 0.5) / 100 - 0.5), Scalar((task / 100 + 0.5) / 100 - 0.5)};
      if (drawn) goal = made.sample(static_cast<std::uint32_t>(task));
      parameters.insert(parameters.end(), goal.begin(), goal.end());
      keys.push_back({1, 0, static_cast<std::uint32_t>(task), Purpose::view, 0, 0});
    }
    rollout.run(made.environment(), made.problem.network, 2, tasks, 1, 100, parameters.data(), policies.data(),
                keys.data(), pointers.data(), nullptr);
    for (const Experience& e : experiences) total += static_cast<double>(e.mean_return) / (tasks * rounds);
  }
  return total;
}

// Proves that standing still returns -38.26 on the `maml` preset, a hundred times the mean distance from a square's
// centre.
TEST(Navigation, StandingStill) {
  Array policy(8);  // W = 0, b = 0
  policy[6] = policy[7] = -30;
  EXPECT_NEAR(navigation_return(&policy, false), -38.26, 0.005 * 38.26);
  EXPECT_NEAR(navigation_return(&policy, true), -38.26, 4 * 14.3 / 100);  // four standard errors
}

// Proves that the oracle, which walks straight at the goal, returns -0.506 on the `maml` preset.
TEST(Navigation, Oracle) {
  EXPECT_NEAR(navigation_return(nullptr, false), -0.506, 0.005 * 0.506);
  EXPECT_NEAR(navigation_return(nullptr, true), -0.506, 4 * 0.34 / 100);
}

// Proves for every preset of every family that tasks lie inside the ranges which the family states, and reach nearly to
// their ends.
TEST(Families, SampledParametersLieInTheirRanges) {
  for_each_preset([](const std::string& text, const FamilyEntry&) {
    const Made made(text);
    const std::vector<TaskParameter> parameters = made.family().parameters();
    ASSERT_EQ(static_cast<int>(parameters.size()), made.problem.task_size);
    std::vector<double> low(parameters.size(), 1e9), high(parameters.size(), -1e9);
    for (std::uint32_t i = 0; i < 2000; ++i) {
      const Array task = made.sample(i);
      for (std::size_t p = 0; p < parameters.size(); ++p) {
        low[p] = std::min(low[p], static_cast<double>(task[p]));
        high[p] = std::max(high[p], static_cast<double>(task[p]));
      }
    }
    for (std::size_t p = 0; p < parameters.size(); ++p) {
      const double width = parameters[p].high - parameters[p].low, slack = 1e-5 * (1 + std::fabs(parameters[p].high));
      EXPECT_GE(low[p], parameters[p].low - slack) << text << " " << parameters[p].name;
      EXPECT_LE(high[p], parameters[p].high + slack) << text << " " << parameters[p].name;
      EXPECT_GE(high[p] - low[p], 0.98 * width - slack) << text << " " << parameters[p].name;
      EXPECT_FALSE(parameters[p].help.empty());
    }
  });
}

// Proves that a preset which varies one parameter of the cart-pole leaves all others at Gymnasium's values, and that
// inverted controls come half the time.
TEST(CartPole, PresetsVaryOneThing) {
  const Array standard = Made("tasks=cart-pole&preset=gymnasium").sample(0);
  const char* const presets[] = {"gravity", "cart-mass", "pole-mass", "pole-length", "force", "inverted"};
  for (std::size_t varied = 0; varied < 6; ++varied) {
    const Made made("tasks=cart-pole&preset=" + std::string(presets[varied]));
    int different = 0, inverted = 0;
    for (std::uint32_t i = 0; i < 400; ++i) {
      const Array task = made.sample(i);
      for (std::size_t p = 0; p < 6; ++p) {
        if (p == varied) continue;
        EXPECT_EQ(task[p], standard[p]) << presets[varied];
      }
      different += task[varied] != standard[varied];
      inverted += task[5] < 0;
    }
    if (varied == 5) {
      EXPECT_NEAR(inverted, 200, 50);
    } else {
      EXPECT_GE(different, 395);
      EXPECT_EQ(inverted, 0);
    }
  }
}

// Proves that all 16 functions of two bits are drawn, about equally often, and only XOR and its negation for `parity`.
TEST(Boolean, AllSixteenFunctionsAppear) {
  for (const std::string preset : {"all", "parity"}) {
    const Made made("tasks=boolean&preset=" + preset);
    int counts[16] = {};
    for (std::uint32_t i = 0; i < 3200; ++i) {
      const Array task = made.sample(i);
      int table = 0;
      for (std::size_t b = 0; b < 4; ++b) {
        ASSERT_TRUE(task[b] == 0 || task[b] == 1);
        table = 2 * table + (task[b] != 0);
      }
      ++counts[table];
    }
    for (int f = 0; f < 16; ++f) {
      const int expected = preset == "all" ? 200 : f == 6 || f == 9 ? 1600 : 0;
      EXPECT_NEAR(counts[f], expected, expected == 0 ? 0 : 6 * std::sqrt(expected)) << "function " << f;
    }
  }
}

// Proves that boolean points lie around the four corners in turn with their corner's value, and that the truth is the
// nearest corner's.
TEST(Boolean, PointsAndTruth) {
  const Made made("tasks=boolean");
  const Array task{0, 1, 1, 0};
  Array x(2 * 400), y(400), truth(400);
  Stream stream({3, 0, 0, Purpose::collect, 0, 0});
  made.problem.supervised().points(task.data(), stream, {x.data(), 2, 400}, {y.data(), 1, 400});
  made.problem.supervised().truth(task.data(), {x.data(), 2, 400}, {truth.data(), 1, 400});
  EXPECT_EQ(y, truth);  // noise 0.1 stays on its side of 0.5
  int corners[4] = {};
  double square = 0;
  for (std::size_t i = 0; i < 400; ++i) {
    const double a = std::round(static_cast<double>(x[2 * i])), b = std::round(static_cast<double>(x[2 * i + 1]));
    square += std::pow(static_cast<double>(x[2 * i]) - a, 2) / 400;
    ++corners[static_cast<int>(2 * a + b)];
    EXPECT_EQ(y[i], a != b ? Scalar(1) : Scalar(0));
  }
  for (int c : corners) EXPECT_EQ(c, 100);
  EXPECT_NEAR(std::sqrt(square), 0.1, 0.02);
}

// Proves that the sinusoid is A sin(x - φ), its points lie on it with x from -5 to 5, and its grid spans them.
TEST(Sinusoid, PointsLieOnTheWave) {
  const Made made("tasks=sinusoid");
  for (std::uint32_t i = 0; i < 20; ++i) {
    const Array task = made.sample(i);
    Array x(50), y(50);
    Stream stream({3, 0, i, Purpose::collect, 0, 0});
    made.problem.supervised().points(task.data(), stream, {x.data(), 1, 50}, {y.data(), 1, 50});
    for (std::size_t k = 0; k < 50; ++k) {
      EXPECT_LE(std::fabs(static_cast<double>(x[k])), 5);
      EXPECT_NEAR(static_cast<double>(y[k]),
                  static_cast<double>(task[0]) * std::sin(static_cast<double>(x[k]) - static_cast<double>(task[1])),
                  bound(1e-13, 1e-5));
    }
  }
  const int count = made.problem.supervised().grid({});
  Array grid(static_cast<std::size_t>(count));
  EXPECT_EQ(made.problem.supervised().grid({grid.data(), 1, count}), count);
  EXPECT_EQ(grid.front(), Scalar(-5));
  EXPECT_NEAR(static_cast<double>(grid.back()), 5, 1e-5);
}

// Proves for every environment that what a policy observes does not depend on the task, only on the state.
TEST(Families, ObservationsDoNotTellTheTask) {
  for_each_preset([](const std::string& text, const FamilyEntry& family) {
    if (family.kind != Kind::reinforcement) return;
    const Made made(text);
    Stage stage(made);
    Numbers numbers(71);
    const Array state = numbers.normals(stage.family.states());
    std::vector<Lanes> observation[2];
    for (std::uint32_t i = 0; i < 2; ++i) {
      observation[i].resize(static_cast<std::size_t>(stage.family.observations()));
      stage.set(stage.episodes.task, made.sample(i + 1));
      stage.set(stage.episodes.state, state);
      stage.family.observe(stage.episodes, 0, observation[i].data());
    }
    for (std::size_t r = 0; r < observation[0].size(); ++r)
      EXPECT_EQ(observation[0][r][0], observation[1][r][0]) << text;
  });
}

}  // namespace
}  // namespace metarl::testing
