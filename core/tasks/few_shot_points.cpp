// Classes of points in the plane. Each class is a few clusters that lie anywhere, so no class means the same in two
// tasks, and mostly no straight lines part the classes: what a class is can only be told from a few points of it.
#include "foundation/elementary.h"
#include "tasks/registry.h"

namespace metarl {

namespace {

constexpr int kMostWays = 5, kMostClusters = 3;
// Of so many places for a centre the one is taken that is furthest from those before it (Mitchell 1991's best
// candidate), so that clusters of two classes rarely lie on each other.
constexpr int kCandidates = 4;

class FewShotPoints final : public SupervisedFamily {
 public:
  explicit FewShotPoints(const Settings& s)
      : ways_(s.integer("ways")), clusters_(s.integer("clusters")), spread_(Scalar(s.real("spread"))) {}

  std::vector<TaskParameter> parameters() const override {
    std::vector<TaskParameter> list;
    for (int c = 0; c < ways_; ++c) {
      for (int k = 0; k < clusters_; ++k) {
        const std::string letter(1, static_cast<char>('a' + c)), name = letter + std::to_string(k + 1);
        const std::string of = " of centre " + std::to_string(k + 1) + " of class " + letter;
        list.push_back({name + "_x", "", -1, 1, std::string("x") + of});
        list.push_back({name + "_y", "", -1, 1, std::string("y") + of});
      }
    }
    return list;
  }

  void sample(Stream& stream, Scalar* task) const override {
    // Earlier centres lie more in the middle, so classes take turns, and any of them may begin.
    const int turn = static_cast<int>(stream.index(static_cast<std::uint32_t>(ways_)));
    const auto place = [&](int i) { return task + 2 * ((i + turn) % ways_ * clusters_ + i / ways_); };
    for (int i = 0; i < centres(); ++i) {
      Scalar* centre = place(i);
      Scalar furthest = -1;
      for (int n = 0; n < kCandidates; ++n) {
        const Scalar x = stream.uniform(-1, 1), y = stream.uniform(-1, 1);
        Scalar nearest = 100;
        for (int j = 0; j < i; ++j) {
          const Scalar* other = place(j);
          nearest = std::min(nearest, square(x - other[0]) + square(y - other[1]));
        }
        if (nearest <= furthest) continue;
        furthest = nearest;
        centre[0] = x;
        centre[1] = y;
      }
    }
  }

  int inputs() const override { return 2; }
  int outputs() const override { return ways_; }

  // Classes in turn, and a class's clusters in turn from one of them on.
  void points(const Scalar* task, Stream& stream, Matrix x, Matrix y) const override {
    const int offset = static_cast<int>(stream.index(static_cast<std::uint32_t>(clusters_)));
    for (int i = 0; i < x.cols; ++i) {
      const int c = i % ways_, k = (i / ways_ + offset) % clusters_;
      const Scalar* centre = task + 2 * (c * clusters_ + k);
      x(0, i) = centre[0] + spread_ * stream.normal();
      x(1, i) = centre[1] + spread_ * stream.normal();
      y(0, i) = Scalar(c);
    }
  }

  // The class that most likely has a point there.
  void truth(const Scalar* task, ConstMatrix x, Matrix y) const override {
    Scalar squares[kMostWays * kMostClusters];
    for (int i = 0; i < x.cols; ++i) {
      Scalar nearest = 0;
      for (int j = 0; j < centres(); ++j) {
        squares[j] = square(x(0, i) - task[2 * j]) + square(x(1, i) - task[2 * j + 1]);
        if (j == 0 || squares[j] < nearest) nearest = squares[j];
      }
      // Densities relative to that of the nearest centre.
      const Scalar scale = 1 / (2 * square(spread_));
      int best = 0;
      Scalar most = -1;
      for (int c = 0; c < ways_; ++c) {
        Scalar density = 0;
        for (int k = 0; k < clusters_; ++k) density += exponential((nearest - squares[c * clusters_ + k]) * scale);
        if (density <= most) continue;
        most = density;
        best = c;
      }
      y(0, i) = Scalar(best);
    }
  }

  int grid(Matrix x) const override {
    constexpr int side = 25;
    if (x.data) {
      for (int i = 0; i < side * side; ++i) {
        x(0, i) = Scalar(-1.5) + Scalar(3) * Scalar(i % side) / Scalar(side - 1);
        x(1, i) = Scalar(-1.5) + Scalar(3) * Scalar(i / side) / Scalar(side - 1);
      }
    }
    return side * side;
  }

  // Guessing costs ln 5 at most.
  double diverged_above() const override { return 50; }

 private:
  static Scalar square(Scalar x) { return x * x; }
  int centres() const { return ways_ * clusters_; }

  int ways_, clusters_;
  Scalar spread_;
};

}  // namespace

FamilyEntry few_shot_points() {
  FamilyEntry entry;
  entry.name = "few-shot-points";
  entry.title = "Few-shot points";
  entry.help = "Classes of points in the plane, each a few clusters anywhere, to be told apart from a few examples.";
  entry.kind = Kind::supervised;
  entry.drawing = "classes";
  entry.learner = "prototypes";
  entry.discrete = true;
  entry.knobs = {
      {"ways", KnobType::integer, "2", 2, kMostWays, {}, "classes", "classes of a task", false, "tasks"},
      {"clusters", KnobType::integer, "2", 1, kMostClusters, {}, "clusters", "clusters that a class is made of", false, "tasks"},
      {"spread", KnobType::real, "0.15", 0.01, 1, {}, "", "standard deviation of a cluster", false, "tasks"},
  };
  entry.defaults = {{"meta_batch_size", "16"}, {"hidden", "32,32"},  {"activation", "relu"},
                    {"inner_lr", "1"},         {"inner_steps", "3"}, {"outer_lr", "0.003"},
                    {"shots", "10"},           {"query", "20"},      {"test_steps", "5"}};
  entry.presets = {
      {"clusters", "Two classes of two clusters, five examples of each class.", {}},
      {"blobs",
       "Three classes of one cluster, five examples of each.",
       {{"ways", "3"}, {"clusters", "1"}, {"shots", "15"}, {"query", "30"}}},
      {"five-way",
       "Five classes of two clusters, five examples of each.",
       {{"ways", "5"}, {"shots", "25"}, {"query", "50"}}},
  };
  entry.make = [](const Settings& s) -> std::unique_ptr<Family> { return std::make_unique<FewShotPoints>(s); };
  return entry;
}

}  // namespace metarl
