// The sixteen functions of two bits, XOR among them, seen through noisy points around the four corners of the unit
// square.
#include "tasks/registry.h"

namespace metarl {

namespace {

class Boolean final : public SupervisedFamily {
 public:
  explicit Boolean(const Settings& s)
      : noise_(Scalar(s.real("noise"))), parity_only_(s.text("functions") == "parity") {}

  std::vector<TaskParameter> parameters() const override {
    return {{"f00", "", 0, 1, "value at (0, 0)"},
            {"f01", "", 0, 1, "value at (0, 1)"},
            {"f10", "", 0, 1, "value at (1, 0)"},
            {"f11", "", 0, 1, "value at (1, 1)"}};
  }

  // The corners that the parameters are the values at.
  std::vector<SceneNumbers> scene() const override {
    return {{"outputs", {0, 1}}, {"corners", {0, 0, 0, 1, 1, 0, 1, 1}}};
  }

  void sample(Stream& stream, Scalar* task) const override {
    // Bit 3 is f00, bit 0 is f11: 6 is XOR, 9 is its negation.
    const std::uint32_t table = parity_only_ ? (stream.index(2) ? 6 : 9) : stream.index(16);
    for (int i = 0; i < 4; ++i) task[i] = Scalar(table >> (3 - i) & 1);
  }

  int inputs() const override { return 2; }
  int outputs() const override { return 1; }

  // Corners in turn, so that each is seen from four points on.
  void points(const Scalar* task, Stream& stream, Matrix x, Matrix y) const override {
    const int offset = static_cast<int>(stream.index(4));
    for (int i = 0; i < x.cols; ++i) {
      const int corner = (i + offset) % 4;
      x(0, i) = Scalar(corner >> 1) + noise_ * stream.normal();
      x(1, i) = Scalar(corner & 1) + noise_ * stream.normal();
      y(0, i) = task[corner];
    }
  }

  void truth(const Scalar* task, ConstMatrix x, Matrix y) const override {
    for (int i = 0; i < x.cols; ++i) y(0, i) = task[(x(0, i) > Scalar(0.5) ? 2 : 0) + (x(1, i) > Scalar(0.5) ? 1 : 0)];
  }

  int grid(Matrix x) const override {
    constexpr int side = 25;
    if (x.data) {
      for (int i = 0; i < side * side; ++i) {
        x(0, i) = Scalar(-0.5) + Scalar(2) * Scalar(i % side) / Scalar(side - 1);
        x(1, i) = Scalar(-0.5) + Scalar(2) * Scalar(i / side) / Scalar(side - 1);
      }
    }
    return side * side;
  }

  double diverged_above() const override { return 100; }

 private:
  Scalar noise_;
  bool parity_only_;
};

}  // namespace

FamilyEntry boolean() {
  FamilyEntry entry;
  entry.name = "boolean";
  entry.title = "Boolean functions";
  entry.help = "The 16 functions of two bits, XOR among them, from noisy points around the corners of the unit square.";
  entry.kind = Kind::supervised;
  entry.drawing = "field";
  entry.knobs = {
      {"noise",
       KnobType::real,
       "0.1",
       0,
       1,
       {},
       "",
       "standard deviation of the points around their corner",
       false,
       "tasks"},
      {"functions",
       KnobType::choice,
       "all",
       0,
       0,
       {"all", "parity"},
       "",
       "all 16 functions, or only XOR and its negation",
       false,
       "tasks"},
  };
  entry.defaults = {{"meta_batch_size", "16"}, {"hidden", "20,20"},  {"activation", "tanh"}, {"inner_lr", "0.1"},
                    {"inner_steps", "3"},      {"outer_lr", "0.01"}, {"shots", "8"},         {"query", "16"}};
  entry.presets = {
      {"all", "All 16 functions.", {}},
      {"parity", "XOR and its negation: no straight line separates either.", {{"functions", "parity"}}},
  };
  entry.make = [](const Settings& s) -> std::unique_ptr<Family> { return std::make_unique<Boolean>(s); };
  return entry;
}

}  // namespace metarl
