// Sine waves of varying amplitude and phase, the regression of Finn et al. 2017: y = A sin(x − φ).
#include "foundation/elementary.h"
#include "tasks/registry.h"

namespace metarl {

namespace {

class Sinusoid final : public SupervisedFamily {
 public:
  explicit Sinusoid(const Settings& s)
      : amplitude_low_(s.real("amplitude_low")),
        amplitude_high_(s.real("amplitude_high")),
        phase_low_(s.real("phase_low")),
        phase_high_(s.real("phase_high")) {}

  std::vector<TaskParameter> parameters() const override {
    return {{"amplitude", "", amplitude_low_, amplitude_high_, "height of the wave"},
            {"phase", "rad", phase_low_, phase_high_, "shift of the wave to the right"}};
  }

  std::vector<SceneNumbers> scene() const override {
    return {{"outputs", {-amplitude_high_, amplitude_high_}}};
  }

  void sample(Stream& stream, Scalar* task) const override {
    task[0] = stream.uniform(Scalar(amplitude_low_), Scalar(amplitude_high_));
    task[1] = stream.uniform(Scalar(phase_low_), Scalar(phase_high_));
  }

  int inputs() const override { return 1; }
  int outputs() const override { return 1; }

  void points(const Scalar* task, Stream& stream, Matrix x, Matrix y) const override {
    for (int i = 0; i < x.cols; ++i) x.data[i] = stream.uniform(-5, 5);
    truth(task, x, y);
  }

  void truth(const Scalar* task, ConstMatrix x, Matrix y) const override {
    for_lanes(x.cols, [&](std::ptrdiff_t i, int count) {
      const Lanes wave = sine_cosine(load_some(x.data + i, count) - splat(task[1])).sine;
      store_some(y.data + i, splat(task[0]) * wave, count);
    });
  }

  int grid(Matrix x) const override {
    constexpr int count = 101;
    if (x.data)
      for (int i = 0; i < count; ++i) x.data[i] = Scalar(-5) + Scalar(0.1) * Scalar(i);
    return count;
  }

  // Waves are at most 5 high, so a useless network is at about 25.
  double diverged_above() const override { return 1000; }

 private:
  double amplitude_low_, amplitude_high_, phase_low_, phase_high_;  // as the line has them
};

}  // namespace

FamilyEntry sinusoid() {
  FamilyEntry entry;
  entry.name = "sinusoid";
  entry.title = "Sinusoid";
  entry.help = "Regression of y = A sin(x - phase) for x from -5 to 5, from a handful of points.";
  entry.kind = Kind::supervised;
  entry.drawing = "curve";
  entry.shows_late = true;
  entry.knobs = {
      {"amplitude_low", KnobType::real, "0.1", 0, 20, {}, "", "smallest amplitude of the distribution", false, "tasks"},
      {"amplitude_high", KnobType::real, "5", 0, 20, {}, "", "largest amplitude of the distribution", false, "tasks"},
      {"phase_low", KnobType::real, "0", -10, 10, {}, "rad", "smallest phase of the distribution", false, "tasks"},
      {"phase_high",
       KnobType::real,
       "3.141592653589793",
       -10,
       10,
       {},
       "rad",
       "largest phase of the distribution",
       false,
       "tasks"},
  };
  entry.defaults = {{"meta_batch_size", "25"}, {"hidden", "40,40"}, {"activation", "relu"}, {"inner_lr", "0.01"},
                    {"outer_lr", "0.001"},     {"shots", "10"},     {"query", "10"}};
  entry.presets = {
      {"maml", "Sizes of Finn et al. 2017 with their text's inner step size 0.01.", {}},
      {"maml-code",
       "The same with the step size 0.001 and the small first weights of the authors' code.",
       {{"inner_lr", "0.001"}, {"initial_weights", "small"}}},
      {"narrow",
       "Amplitudes 1 to 2 only: tasks that resemble each other.",
       {{"amplitude_low", "1"}, {"amplitude_high", "2"}}},
  };
  entry.make = [](const Settings& s) -> std::unique_ptr<Family> { return std::make_unique<Sinusoid>(s); };
  return entry;
}

}  // namespace metarl
