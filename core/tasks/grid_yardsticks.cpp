#include "tasks/grid_yardsticks.h"

#include "tasks/family.h"
#include "tasks/grid_search.h"
#include "tasks/random_choice.h"

namespace metarl {

void GridFilter::forget(const Episodes&, int, const Moment&) {
  std::uint32_t all = 0;
  for (int c = 0; c < grid_.cells(); ++c)
    if (grid_.may_be_goal(c)) all |= 1u << c;
  std::fill(left_.begin(), left_.end(), all);
}

int GridFilter::cell_of(const Grid& grid, const Episodes& e, int lane) {
  const std::size_t l = static_cast<std::size_t>(lane), stride = static_cast<std::size_t>(e.lanes);
  return grid.cell(static_cast<int>(e.state[l]), static_cast<int>(e.state[stride + l]));
}

void GridFilter::learn(const Episodes& e, int lane, const Moment&) {
  const std::size_t l = static_cast<std::size_t>(lane);
  const std::uint32_t here = 1u << cell_of(grid_, e, lane);
  left_[l] = e.reward[l] > Scalar(0.5) ? here : left_[l] & ~here;
}

int GridFilter::cells_left(int lane) const {
  int count = 0;
  for (int c = 0; c < grid_.cells(); ++c) count += may_be(lane, c) ? 1 : 0;
  return count;
}

int GridFilter::cell_left(int lane, int n) const {
  for (int c = 0; c < grid_.cells(); ++c)
    if (may_be(lane, c) && n-- == 0) return c;
  return 0;
}

// A goal that was probed where none can be leaves no cell; then nothing is believed.
void GridFilter::belief(int lane, Scalar* chances) const {
  const Scalar chance = 1 / Scalar(std::max(1, cells_left(lane)));
  for (int c = 0; c < grid_.cells(); ++c) chances[c] = may_be(lane, c) ? chance : Scalar(0);
}

namespace {

// Walks by whatever it knows of the goal.
class Walker : public GridFilter {
 public:
  void act(Episodes& e, int lane, const Moment& at, Stream& stream) override {
    const int here = cell_of(grid(), e, lane);
    e.action[static_cast<std::size_t>(lane)] = Scalar(step_from(here, e, lane, at, stream));
  }

 protected:
  virtual int step_from(int here, const Episodes& e, int lane, const Moment& at, Stream& stream) = 0;
};

class GoalKnown final : public Walker {
 protected:
  int step_from(int here, const Episodes& e, int lane, const Moment&, Stream&) override {
    const std::size_t l = static_cast<std::size_t>(lane), stride = static_cast<std::size_t>(e.lanes);
    const int x = static_cast<int>(std::clamp(e.task[l], Scalar(0), Scalar(grid().size - 1))),
              y = static_cast<int>(std::clamp(e.task[stride + l], Scalar(0), Scalar(grid().size - 1)));
    return grid_way(grid(), here, grid().cell(x, y));
  }
};

// Draws a cell for each episode, goes there, and draws again where it finds nothing.
class PosteriorSampling final : public Walker {
 public:
  void reserve(int lanes, const Moment& at, Memory memory) override {
    Walker::reserve(lanes, at, memory);
    memory.take(aims_, lanes);
  }
  void forget(const Episodes& e, int lanes, const Moment& at) override {
    Walker::forget(e, lanes, at);
    std::fill(aims_.begin(), aims_.end(), 0);
  }

 protected:
  int step_from(int here, const Episodes&, int lane, const Moment& at, Stream& stream) override {
    int& aim = aims_[static_cast<std::size_t>(lane)];
    const int count = cells_left(lane);
    if (count > 0 && (at.step == 0 || !may_be(lane, aim)))
      aim = cell_left(lane, static_cast<int>(stream.index(static_cast<std::uint32_t>(count))));
    return grid_way(grid(), here, aim);
  }

 private:
  std::vector<int> aims_;
};

// The best search as long as the goal is not found, then straight to it.
class BayesOptimal final : public Walker {
 public:
  explicit BayesOptimal(const Settings& s) : horizon_(s.integer("horizon")), episodes_(s.integer("episodes")) {}
  void prepare() override { search_ = std::make_shared<GridSearch>(best_grid_search(grid(), horizon_, episodes_)); }
  double prepared_bytes() const override { return grid_search_bytes(horizon_, episodes_); }
  std::unique_ptr<Yardstick> fresh() const override { return std::make_unique<BayesOptimal>(*this); }

  void reserve(int lanes, const Moment& at, Memory memory) override {
    Walker::reserve(lanes, at, memory);
    if (at.horizon != horizon_ || at.episodes != episodes_) memory.add(grid_search_bytes(at.horizon, at.episodes));
  }
  void forget(const Episodes& e, int lanes, const Moment& at) override {
    Walker::forget(e, lanes, at);
    if (!search_ || at.horizon != search_->horizon || at.episodes != search_->episodes)
      search_ = std::make_shared<GridSearch>(best_grid_search(grid(), at.horizon, at.episodes));
  }

 protected:
  int step_from(int here, const Episodes&, int lane, const Moment& at, Stream&) override {
    if (cells_left(lane) <= 1) return grid_way(grid(), here, cell_left(lane, 0));
    return search_->actions[static_cast<std::size_t>(at.episode * at.horizon + at.step)];
  }

 private:
  int horizon_, episodes_;
  std::shared_ptr<const GridSearch> search_;
};

template <class Rule>
std::unique_ptr<Yardstick> make_plain(const Family&, const Settings&) {
  return std::make_unique<Rule>();
}

}  // namespace

std::vector<YardstickEntry> grid_yardsticks() {
  return {
      random_choice(),
      {"posterior-sampling",
       "Posterior sampling",
       "Draws a task from the posterior for each episode, and acts as is best in it.",
       "Thompson 1933; Strens 2000",
       {},
       make_plain<PosteriorSampling>},
      {"bayes-optimal",
       "Bayes-optimal",
       "The best that can be done without knowing the task.",
       "",
       {},
       [](const Family&, const Settings& s) -> std::unique_ptr<Yardstick> {
         return std::make_unique<BayesOptimal>(s);
       }},
      {"goal-known",
       "Goal known",
       "Knows where the goal is and walks straight there.",
       "Zintgraf et al. 2020",
       {},
       make_plain<GoalKnown>},
  };
}

}  // namespace metarl
