// A small game observed as pixels (after the "Catch" of Mnih et al. 2014, Recurrent Models of Visual Attention, section
// 4.2): balls fall, a paddle at the bottom catches them. The rules vary and do not show on the screen: controls may be
// mirrored, wind blows the balls aside, and they fall faster or slower. How many balls fall is seen.
//
// An episode is one throw of all its balls, a trial a few of them.
#include "tasks/catch_yardsticks.h"
#include "tasks/registry.h"

namespace metarl {

namespace {

constexpr int kMirrored = 0, kWind = 1, kSpeed = 2;
constexpr int kPaddle = 0;

int column_row(int ball) { return 1 + 2 * ball; }
int height_row(int ball) { return 2 + 2 * ball; }

Lanes whole_uniform(Words word, int count) {
  // A whole number from 0 to count - 1.
  const Lanes at = to_uniform(word) * splat(Scalar(count));
  Lanes number = splat(0);
  for (int i = 1; i < count; ++i) number += select(at >= splat(Scalar(i)), splat(1), splat(0));
  return number;
}

class Catch final : public ReinforcementFamily {
 public:
  explicit Catch(const Settings& s) : game_(catch_game(s)), form_(game_.form) {}

  std::vector<TaskParameter> parameters() const override {
    const double wind = game_.most_wind;
    return {{"mirrored", "", 0, game_.mirrored > 0 ? 1.0 : 0.0, "1: left and right are exchanged; 0: they are not"},
            {"wind", "columns/step", -wind, wind, "columns that a falling ball moves aside, to the right if positive"},
            {"speed", "rows/step", 1, double(game_.most_speed), "rows that a ball falls in a step"}};
  }

  void sample(Stream& stream, Scalar* task) const override {
    task[kMirrored] = stream.uniform() < Scalar(game_.mirrored) ? Scalar(1) : Scalar(0);
    task[kWind] = Scalar(stream.index(static_cast<std::uint32_t>(2 * game_.most_wind + 1))) - Scalar(game_.most_wind);
    task[kSpeed] = Scalar(1 + stream.index(static_cast<std::uint32_t>(game_.most_speed)));
  }

  int observations() const override { return form_.columns * form_.rows; }
  int states() const override { return 1 + 2 * form_.balls; }
  int actions() const override { return 3; }
  bool stochastic() const override { return form_.balls > 1; }
  // So few balls are caught or not: of most tasks all, or none.
  bool told_by_mean() const override { return true; }
  std::vector<std::string> variables() const override {
    std::vector<std::string> names = {"paddle"};
    for (int i = 1; i <= form_.balls; ++i)
      for (const char* what : {"column", "row"}) names.push_back("ball" + std::to_string(i) + "_" + what);
    return names;
  }

  std::vector<SceneNumbers> scene() const override {
    return {{"screen", std::vector<double>{double(form_.columns), double(form_.rows)}}};
  }

  void reset(Episodes& e, int first, Mask where, const PhiloxBlock& noise) const override {
    const auto put = [&](int row, Lanes value) {
      e.set(e.state, row, first, select(where, value, e.get(e.state, row, first)));
    };
    put(kPaddle, splat(Scalar(form_.columns / 2)));
    for (int i = 0; i < form_.balls; ++i) {
      put(column_row(i), i == 0 ? whole_uniform(noise.c[0], form_.columns) : splat(0));
      put(height_row(i), splat(Scalar(-kBallGap * i)));
    }
  }

  // The rules of catch_step, for four games at once.
  void step(Episodes& e, int first, const PhiloxBlock& noise) const override {
    const Lanes last_column = splat(Scalar(form_.columns - 1)), ground = splat(Scalar(form_.rows - 1));
    const Lanes sign = select(e.get(e.task, kMirrored, first) > splat(Scalar(0.5)), splat(-1), splat(1));
    const Lanes wind = e.get(e.task, kWind, first), speed = e.get(e.task, kSpeed, first);
    const Lanes way = sign * (e.get(e.action, 0, first) - splat(1));
    const Lanes paddle = clamp(e.get(e.state, kPaddle, first) + way, splat(0), last_column);
    e.set(e.state, kPaddle, first, paddle);
    Lanes caught = splat(0), over = splat(1);
    for (int i = 0; i < form_.balls; ++i) {
      const Lanes column = e.get(e.state, column_row(i), first), row = e.get(e.state, height_row(i), first);
      const Mask landed = row >= ground, waiting = row < splat(0);
      const Lanes fallen = at_most(row + speed, ground), blown = clamp(column + wind, splat(0), last_column);
      const Lanes new_row = select(landed, splat(Scalar(form_.rows)), select(waiting, row + splat(1), fallen));
      const Mask enters = waiting & (new_row == splat(0));
      const Lanes entering = whole_uniform(noise.c[i], form_.columns);
      const Lanes new_column = select(enters, entering, select(landed | waiting, column, blown));
      const Mask lands = (new_row == ground) & ~landed;
      caught += select(lands & (new_column == paddle), splat(1), splat(0));
      over = select(new_row < ground, splat(0), over);
      e.set(e.state, column_row(i), first, new_column);
      e.set(e.state, height_row(i), first, new_row);
    }
    e.set(e.reward, 0, first, caught);
    e.set(e.score, 0, first, caught);
    e.set(e.done, 0, first, over);
  }

  // Pixels, row by row from the top: 1 where a ball or the paddle is.
  void observe(const Episodes& e, int first, Lanes* observation) const override {
    const Lanes paddle = e.get(e.state, kPaddle, first);
    for (int r = 0; r < form_.rows; ++r)
      for (int c = 0; c < form_.columns; ++c) {
        Lanes lit = splat(0);
        if (r == form_.rows - 1) lit = select(paddle == splat(Scalar(c)), splat(1), lit);
        for (int i = 0; i < form_.balls; ++i) {
          const Mask here = (e.get(e.state, column_row(i), first) == splat(Scalar(c))) &
                            (e.get(e.state, height_row(i), first) == splat(Scalar(r)));
          lit = select(here, splat(1), lit);
        }
        observation[r * form_.columns + c] = lit;
      }
  }

 private:
  CatchGame game_;
  CatchForm form_;
};

}  // namespace

FamilyEntry catch_balls() {
  FamilyEntry entry;
  entry.name = "catch";
  entry.title = "Catch";
  entry.help = "A game seen as pixels: a paddle catches falling balls by rules that have to be found out.";
  entry.kind = Kind::reinforcement;
  entry.drawing = "pixels";
  entry.learner = "rl2";
  entry.discrete = true;
  entry.knobs = {
      {"screen_columns", KnobType::integer, "5", 3, 12, {}, "columns", "columns of the screen", false, "tasks"},
      {"screen_rows", KnobType::integer, "5", 3, 12, {}, "rows", "rows of the screen", false, "tasks"},
      {"balls",
       KnobType::integer,
       "1",
       1,
       kMostBalls,
       {},
       "balls",
       "balls of an episode, one after the other",
       false,
       "tasks"},
      {"mirrored", KnobType::real, "0.5", 0, 1, {}, "", "chance that a task exchanges left and right", false, "tasks"},
      {"most_wind", KnobType::integer, "1", 0, 2, {}, "columns/step", "strongest wind, to either side", false, "tasks"},
      {"most_speed", KnobType::integer, "2", 1, 3, {}, "rows/step", "fastest that balls fall", false, "tasks"},
  };
  entry.defaults = {{"horizon", "8"}, {"episodes", "5"}, {"memory", "64"}};
  entry.presets = {
      {"small", "One ball on a screen of 5 x 5; mirrored controls, wind and speed vary.", {}},
      {"mirrored", "Only the controls vary.", {{"most_wind", "0"}, {"most_speed", "1"}}},
      {"wind", "Only the wind varies.", {{"mirrored", "0"}, {"most_speed", "1"}}},
      {"two-balls",
       "Two balls on a screen of 6 x 6.",
       {{"balls", "2"}, {"screen_columns", "6"}, {"screen_rows", "6"}, {"horizon", "10"}}},
      {"large",
       "Three balls on a screen of 10 x 10.",
       {{"balls", "3"}, {"screen_columns", "10"}, {"screen_rows", "10"}, {"horizon", "16"}}},
  };
  entry.yardsticks = catch_yardsticks();
  entry.make = [](const Settings& s) -> std::unique_ptr<Family> { return std::make_unique<Catch>(s); };
  return entry;
}

}  // namespace metarl
