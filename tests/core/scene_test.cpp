// What a view is told of a family: the numbers that its pictures share, and the columns that it draws.
#include <map>

#include "lab/describe.h"
#include "lab/job.h"
#include "learning/rollout.h"
#include "support.h"

namespace metarl::testing {
namespace {

std::string scene_of(const std::string& text) {
  const std::string said = describe(read(text)), key = "\"scene\":";
  const std::size_t begin = said.find(key);
  EXPECT_NE(begin, std::string::npos) << said;
  return said.substr(begin + key.size(), said.find('}', begin) + 1 - begin - key.size());
}

std::map<std::string, std::vector<double>> numbers_of(const std::string& text) {
  const RunLine line = read(text);
  std::map<std::string, std::vector<double>> numbers;
  for (const SceneNumbers& entry : line.family->make(line.settings)->scene()) numbers[entry.name] = entry.numbers;
  return numbers;
}

// A trace's array of the given name from a finished probe of one task.
Trace probe(const std::string& text, const std::vector<float>& task, int steps) {
  const RunPointer run = make_run(text);
  std::unique_ptr<Job> job;
  EXPECT_FALSE(Job::probe(*run, task, steps, job).refused()) << text;
  while (!job->advance()) {
  }
  return job->result();
}

const TraceArray& array_in(const Trace& trace, const std::string& name) {
  static const TraceArray none;
  for (const TraceArray& array : trace)
    if (array.name == name) return array;
  ADD_FAILURE() << "no " << name;
  return none;
}

// Proves what is said of each drawing, number by number, and how it follows the settings; every drawing has a case.
TEST(Scenes, AreSaidOfEveryDrawing) {
  const std::pair<std::string, std::string> cases[] = {
      {"tasks=sinusoid", R"({"outputs":[-5,5]})"},
      {"tasks=sinusoid&amplitude_high=0.3", R"({"outputs":[-0.3,0.3]})"},
      {"tasks=boolean", R"({"outputs":[0,1],"corners":[0,0,0,1,1,0,1,1]})"},
      {"tasks=few-shot-points", "{}"},
      {"tasks=point-navigation", R"({"frame":[-0.5,0.5,-0.5,0.5]})"},
      {"tasks=point-navigation&preset=corners", R"({"frame":[-2,2,-2,2]})"},
      {"tasks=point-navigation&preset=walls",
       R"({"frame":[-2,2,-2,2],"walls":[0,0.5,0,2.5,0,-0.5,0,-2.5,0.5,0,2.5,0,-0.5,0,-2.5,0]})"},
      {"tasks=point-navigation&preset=pearl", R"({"frame":[-1,1,-1,1]})"},
      {"tasks=point-navigation&preset=pearl-sparse", R"({"frame":[-1,1,0,1]})"},
      {"tasks=cart-pole", R"({"position_limit":2.4,"angle_limit":0.20943951023931953,"time_step":0.02})"},
      {"tasks=cart-pole&preset=turning",
       R"({"position_limit":2.4,"angle_limit":0.20943951023931953,"time_step":0.02,"switch_at":100})"},
      {"tasks=pendulum", R"({"longest":1.3,"time_step":0.05})"},
      {"tasks=pendulum&preset=gymnasium", R"({"longest":1,"time_step":0.05})"},
      {"tasks=reacher", R"({"reach":1,"time_step":0.05})"},
      {"tasks=reacher&preset=arms", R"({"reach":1.2,"time_step":0.05})"},
      {"tasks=cheetah", R"({"rods":8,"radius":0.046,"feet":[4,7],"time_step":0.05})"},
      {"tasks=cheetah&preset=breakdown",
       R"({"rods":8,"radius":0.046,"feet":[4,7],"time_step":0.05,"switch_at":50})"},
      {"tasks=car", R"({"extent":8.2,"sensors":[-1.2,-0.5,0,0.5,1.2],"fastest":6,"time_step":0.1})"},
      {"tasks=car&preset=circle&track_radius=3&track_width=1",
       R"({"extent":3.5,"sensors":[-1.2,-0.5,0,0.5,1.2],"fastest":6,"time_step":0.1})"},
      {"tasks=catch", R"({"screen":[5,5]})"},
      {"tasks=catch&preset=large", R"({"screen":[10,10]})"},
      {"tasks=bernoulli-bandit", R"({"rewards":[0,1]})"},
      {"tasks=bernoulli-bandit&preset=dependent", R"({"rewards":[0,1]})"},
      {"tasks=bernoulli-bandit&preset=easy", R"({"rewards":[0,1],"levels":[0.1,0.9]})"},
      {"tasks=bernoulli-bandit&preset=medium", R"({"rewards":[0,1],"levels":[0.25,0.75]})"},
      {"tasks=bernoulli-bandit&preset=hard", R"({"rewards":[0,1],"levels":[0.4,0.6]})"},
      {"tasks=bernoulli-bandit&preset=easy-or-hard", R"({"rewards":[0,1],"levels":[0.1,0.4,0.6,0.9]})"},
      {"tasks=tabular-mdp", "{}"},
      {"tasks=grid-navigation", R"({"cells":[5,5],"rewards":[-0.1,1]})"},
      {"tasks=two-step", R"({"common_transition":0.75,"chances":[0.1,0.9]})"},
      {"tasks=two-step&pay_low=0.2&pay_high=0.7&common_transition=0.4",
       R"({"common_transition":0.4,"chances":[0.2,0.7]})"},
  };
  std::map<std::string, int> drawings;
  for (const auto& [line, expected] : cases) {
    EXPECT_EQ(scene_of(line), expected) << line;
    ++drawings[read(line).family->drawing];
  }
  for (const FamilyEntry& family : families()) EXPECT_GT(drawings[family.drawing], 0) << family.drawing;
}

// Proves that a scene is true: functions stay within their outputs, corners have the values of the parameters, goals lie
// in the frame, carts are within the limits until their episode ends, and steps bring nothing but the rewards.
TEST(Scenes, AreTrue) {
  Stream stream({3, 0, 0, Purpose::view, 0, 0});
  const auto family_of = [](const RunLine& line) { return line.family->make(line.settings); };
  {
    const RunLine line = read("tasks=sinusoid");
    const auto family = family_of(line);
    const auto& sinusoid = static_cast<const SupervisedFamily&>(*family);
    Scalar task[2], x[64], y[64];
    for (int i = 0; i < 200; ++i) {
      sinusoid.sample(stream, task);
      sinusoid.points(task, stream, {x, 1, 64}, {y, 1, 64});
      for (Scalar value : y) EXPECT_LE(std::fabs(static_cast<double>(value)), numbers_of("tasks=sinusoid")["outputs"][1]);
    }
  }
  {
    const RunLine line = read("tasks=boolean");
    const auto family = family_of(line);
    const std::vector<double> corners = numbers_of("tasks=boolean")["corners"];
    Scalar task[4], x[8], y[4];
    for (int i = 0; i < 8; ++i) x[i] = Scalar(corners[static_cast<std::size_t>(i)]);
    for (int i = 0; i < 50; ++i) {
      family->sample(stream, task);
      static_cast<const SupervisedFamily&>(*family).truth(task, {x, 2, 4}, {y, 1, 4});
      for (int j = 0; j < 4; ++j) EXPECT_EQ(y[j], task[j]);
    }
  }
  for (const char* variant : {"maml", "unscaled", "corners", "corners-code", "walls", "pearl", "pearl-sparse", "es-maml"}) {
    const std::string text = std::string("tasks=point-navigation&navigation=") + variant;
    const RunLine line = read(text);
    const auto family = family_of(line);
    const std::vector<double> frame = numbers_of(text)["frame"];
    Scalar task[2];
    for (int i = 0; i < 200; ++i) {
      family->sample(stream, task);
      for (std::size_t axis : {0u, 1u}) {
        EXPECT_GE(static_cast<double>(task[axis]), frame[2 * axis] - 1e-6) << text;
        EXPECT_LE(static_cast<double>(task[axis]), frame[2 * axis + 1] + 1e-6) << text;
      }
    }
  }
  {
    const std::string text = "tasks=cart-pole&episodes=8&horizon=200&hidden=4";
    auto limits = numbers_of(text);
    const std::vector<float> task{9.8f, 1, 0.1f, 0.7f, 10, 1};
    const Trace trace = probe(text, task, 1);
    EXPECT_EQ(array_in(trace, "pole_length").shape, (std::vector<int>{1}));
    EXPECT_FLOAT_EQ(array_in(trace, "pole_length").data[0], 1.4f);
    const TraceArray &episodes = array_in(trace, "episodes"), &lengths = array_in(trace, "lengths");
    ASSERT_EQ(episodes.shape, (std::vector<int>{2, 8, 201, 4}));
    int fell = 0;
    for (std::size_t lane = 0; lane < 16; ++lane) {
      for (int t = 0; t <= static_cast<int>(lengths.data[lane]); ++t) {
        const float* row = &episodes.data[(lane * 201 + static_cast<std::size_t>(t)) * 4];
        const bool out = std::fabs(row[0]) > static_cast<float>(limits["position_limit"][0]) ||
                         std::fabs(row[2]) > static_cast<float>(limits["angle_limit"][0]);
        const bool last = t == static_cast<int>(lengths.data[lane]) && t < 200;
        EXPECT_EQ(out, last) << "lane " << lane << " time " << t;
        fell += out;
        // A step later a cart is where its velocity takes it.
        if (t > 0) {
          EXPECT_NEAR(row[0], row[-4] + static_cast<float>(limits["time_step"][0]) * row[-3], 1e-6);
        }
      }
    }
    EXPECT_GT(fell, 0);
  }
  for (const std::string text : {"tasks=grid-navigation&learner=goal-known", "tasks=bernoulli-bandit&learner=random"}) {
    const std::vector<double> rewards = numbers_of(text)["rewards"];
    const RunPointer run = make_run(text);
    std::vector<float> task;
    for (const TaskParameter& p : run->problem().family->parameters())
      task.push_back(static_cast<float>(text.find("grid") != std::string::npos ? 2 : (p.low + p.high) / 2));
    const Trace trace = probe(text, task, 9);
    int seen[2] = {0, 0};
    for (float reward : array_in(trace, "rewards").data) {
      const bool first = reward == static_cast<float>(rewards[0]);
      EXPECT_TRUE(first || reward == static_cast<float>(rewards[1])) << text << " " << reward;
      ++seen[first ? 0 : 1];
    }
    EXPECT_GT(seen[0], 0) << text;
    EXPECT_GT(seen[1], 0) << text;
  }
}

// A point on a circle whose state is its angle; what is drawn is where it is.
class Circle final : public ReinforcementFamily {
 public:
  std::vector<TaskParameter> parameters() const override { return {{"speed", "rad", 0, 1, "turn of one step"}}; }
  void sample(Stream& stream, Scalar* task) const override { task[0] = stream.uniform(); }
  int observations() const override { return 1; }
  int states() const override { return 1; }
  int actions() const override { return 1; }
  std::vector<std::string> variables() const override { return {"x", "y"}; }
  void draw(const Episodes& e, int first, LaneRows& columns) const override {
    const SineCosine angle = sine_cosine(e.get(e.state, 0, first));
    columns[0] = angle.cosine;
    columns[1] = angle.sine;
  }
  void reset(Episodes& e, int first, Mask where, const PhiloxBlock& noise) const override {
    e.set(e.state, 0, first, select(where, to_uniform(noise.c[0]), e.get(e.state, 0, first)));
  }
  void step(Episodes& e, int first, const PhiloxBlock&) const override {
    e.set(e.state, 0, first, e.get(e.state, 0, first) + e.get(e.task, 0, first));
    for (Array* numbers : {&e.reward, &e.score, &e.done}) e.set(*numbers, 0, first, splat(0));
  }
  void observe(const Episodes& e, int first, Lanes* observation) const override {
    observation[0] = e.get(e.state, 0, first);
  }
  bool oracle(const Episodes&, int, Lanes* action) const override {
    *action = splat(0);
    return true;
  }
};

// Proves that recordings hold what the family draws, not its states: of whole episodes, each from its own start, for
// more lanes than are computed at once.
TEST(Scenes, DrawnColumnsAreTheFamilys) {
  constexpr int kEpisodes = 6, kHorizon = 5;
  const Circle circle;
  Network network;
  network.head = Head::gaussian;
  network.mlp.sizes = {1, 1};
  const Scalar task = Scalar(0.3);
  const StreamKey key{1, 0, 0, Purpose::view, 0, 0};
  Experience experience;
  Recording recording;
  recording.reserve(circle, kEpisodes, kHorizon, network.target_rows());
  ASSERT_EQ(recording.variables, 2);
  Experience* experiences[] = {&experience};
  Recording* recordings[] = {&recording};
  const Scalar* policies[] = {nullptr};
  Rollout rollout;
  rollout.run(circle, network, 1, 1, kEpisodes, kHorizon, &task, policies, &key, experiences, recordings);
  for (int lane = 0; lane < kEpisodes; ++lane) {
    for (int t = 0; t <= kHorizon; ++t) {
      const double angle = static_cast<double>(experience.samples.inputs[static_cast<std::size_t>(lane)]) + 0.3 * t;
      const Scalar* row = &recording.states[static_cast<std::size_t>((lane * (kHorizon + 1) + t) * 2)];
      EXPECT_NEAR(static_cast<double>(row[0]), std::cos(angle), 1e-5) << lane << " " << t;
      EXPECT_NEAR(static_cast<double>(row[1]), std::sin(angle), 1e-5) << lane << " " << t;
    }
  }
}

// Proves that a recording of one lane alone takes that lane's columns, whichever it is among those computed at once.
TEST(Scenes, ALaneIsDrawnWhereverItStands) {
  const Circle circle;
  Episodes e;
  e.reserve(2 * kLanes, 1, 1, 1);
  for (int lane = 0; lane < e.lanes; ++lane) e.state[static_cast<std::size_t>(lane)] = Scalar(0.1) * Scalar(lane);
  for (int lane = 0; lane < e.lanes; ++lane) {
    Recording recording;
    recording.reserve(circle, 1, 1, 1);
    const Scalar ended = 0;
    recording.take(circle, e, lane, 0, &ended);
    EXPECT_NEAR(static_cast<double>(recording.states[0]), std::cos(0.1 * lane), 1e-6) << lane;
    EXPECT_NEAR(static_cast<double>(recording.states[1]), std::sin(0.1 * lane), 1e-6) << lane;
  }
}

}  // namespace
}  // namespace metarl::testing
