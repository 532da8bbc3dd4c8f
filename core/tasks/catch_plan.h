// Catching falling balls, planned exactly: the best that can be done over a trial without knowing the rules.
//
// The rules that may hold (mirrored controls, wind, falling speed) are few, and every step either tells some of them
// apart or does not, so a belief is the set of the rules that are left. The best value of a position and a belief is
// found by going through all that may follow, once for each position and belief that can be reached (Bellman's
// equation on the belief MDP; Duff 2002).
#pragma once

#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

namespace metarl {

// What is known to all: the screen and how many balls an episode has.
struct CatchForm {
  int columns = 5, rows = 5, balls = 1;
};

struct CatchRules {
  bool mirrored = false;
  int wind = 0;   // columns a step, to the right where positive
  int speed = 1;  // rows a step
};

// Row -k: enters the screen in k steps. Row rows - 1: has just landed; row rows: is gone.
struct CatchBall {
  int column, row;
};

constexpr int kMostBalls = 3;
constexpr int kBallGap = 2;  // steps between the balls of an episode

struct CatchPosition {
  int paddle = 0;
  CatchBall balls[kMostBalls] = {};
};

CatchPosition catch_start(const CatchForm& form, int first_column);
// Action 0, 1, 2: left, stay, right, or the other way round. A ball that enters the screen takes a column from
// `entering` (one for each ball). Returns the balls caught.
int catch_step(const CatchForm& form, const CatchRules& rules, int action, const int* entering, CatchPosition& p);
bool catch_over(const CatchForm& form, const CatchPosition& p);
// The longest episode, in steps.
int catch_length(const CatchForm& form);

// One set of rules with its prior probability.
struct CatchHypothesis {
  CatchRules rules;
  double chance;
};

// Made once for trials of so many episodes; then it only answers.
class CatchPlan {
 public:
  // More work than this takes too long. (With thirty sets of rules, a sixth of a second.)
  static constexpr double kMostWork = 3e4;
  // About how many positions there are over the trial, for refusing in time.
  static double work(const CatchForm& form, int episodes);

  // What a plan takes, at most: with one set of rules left, a position for each place of the paddle and column of each
  // ball; with several left, never more in all (tried for the smallest and largest screens, all rules and trials).
  static double bytes(const CatchForm& form, const std::vector<CatchHypothesis>& hypotheses, int episodes);

  // At most 32 hypotheses.
  CatchPlan(const CatchForm& form, std::vector<CatchHypothesis> hypotheses, int episodes);

  int episodes() const { return episodes_; }
  const std::vector<CatchHypothesis>& hypotheses() const { return hypotheses_; }
  std::uint32_t all() const { return static_cast<std::uint32_t>((std::uint64_t{1} << hypotheses_.size()) - 1); }
  // Balls that the best player catches in so many episodes; `left`: the rules that may hold, a bit each (all, or one).
  double value(int episodes, std::uint32_t left) const;
  // The best action with `episodes` episodes to play after this one; to stay where nothing is known of the position.
  int action(int episodes, std::uint32_t left, const CatchPosition& p) const;
  // Which of `left` could have led from `before` by `action` to `after`.
  std::uint32_t consistent(std::uint32_t left, const CatchPosition& before, int action,
                           const CatchPosition& after) const;

 private:
  // Positions and episodes to come, in one number.
  using Values = std::unordered_map<std::uint64_t, double>;

  double plan_start(int episodes, std::uint32_t left);
  double plan(int episodes, std::uint32_t left, const CatchPosition& p);
  // An action's expected value, given that of all that may follow.
  template <class Value>
  double follow(std::uint32_t left, const CatchPosition& p, int action, const Value& value) const;
  const double* known(int episodes, std::uint32_t left, const CatchPosition& p) const;

  CatchForm form_;
  std::vector<CatchHypothesis> hypotheses_;
  int episodes_;
  std::unordered_map<std::uint32_t, Values> values_;  // by belief
  Values starts_;
};

}  // namespace metarl
