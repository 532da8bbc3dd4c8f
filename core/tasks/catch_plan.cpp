#include "tasks/catch_plan.h"

#include <algorithm>

namespace metarl {

namespace {

bool same(const CatchForm& form, const CatchPosition& a, const CatchPosition& b) {
  if (a.paddle != b.paddle) return false;
  for (int i = 0; i < form.balls; ++i)
    if (a.balls[i].row != b.balls[i].row || (a.balls[i].row >= 0 && a.balls[i].column != b.balls[i].column))
      return false;
  return true;
}

// A number for a position: columns and rows are below 16, a row not below -8.
std::uint64_t code(const CatchForm& form, const CatchPosition& p) {
  std::uint64_t number = static_cast<std::uint64_t>(p.paddle);
  for (int i = 0; i < form.balls; ++i) {
    const CatchBall& ball = p.balls[i];
    number = number << 4 | static_cast<std::uint64_t>(ball.row < 0 ? 0 : ball.column);
    number = number << 5 | static_cast<std::uint64_t>(ball.row + 8);
  }
  return number;
}

}  // namespace

CatchPosition catch_start(const CatchForm& form, int first_column) {
  CatchPosition p;
  p.paddle = form.columns / 2;
  for (int i = 0; i < form.balls; ++i) p.balls[i] = {0, -kBallGap * i};
  p.balls[0].column = first_column;
  return p;
}

int catch_step(const CatchForm& form, const CatchRules& rules, int action, const int* entering, CatchPosition& p) {
  const int way = rules.mirrored ? 1 - action : action - 1;
  p.paddle = std::clamp(p.paddle + way, 0, form.columns - 1);
  int caught = 0;
  for (int i = 0; i < form.balls; ++i) {
    CatchBall& ball = p.balls[i];
    if (ball.row >= form.rows - 1) {
      ball.row = form.rows;
    } else if (ball.row < 0) {
      if (++ball.row == 0) ball.column = entering[i];
    } else {
      ball.row = std::min(ball.row + rules.speed, form.rows - 1);
      ball.column = std::clamp(ball.column + rules.wind, 0, form.columns - 1);
      if (ball.row == form.rows - 1 && ball.column == p.paddle) ++caught;
    }
  }
  return caught;
}

bool catch_over(const CatchForm& form, const CatchPosition& p) {
  for (int i = 0; i < form.balls; ++i)
    if (p.balls[i].row < form.rows - 1) return false;
  return true;
}

int catch_length(const CatchForm& form) { return form.rows - 1 + kBallGap * (form.balls - 1); }

double CatchPlan::work(const CatchForm& form, int episodes) {
  double count = static_cast<double>(form.columns) * catch_length(form) * episodes;
  for (int i = 0; i < form.balls; ++i) count *= form.columns;
  return count;
}

double CatchPlan::bytes(const CatchForm& form, const std::vector<CatchHypothesis>& hypotheses, int episodes) {
  // A number of its own, its key, and its place in a table that has just grown.
  constexpr double kEntry = 56;
  double positions = 0;
  for (const CatchHypothesis& h : hypotheses) {
    const int length = (form.rows - 2) / h.rules.speed + 1 + kBallGap * (form.balls - 1);
    for (int step = 0; step < length; ++step) {
      double at_step = std::min(form.columns, 2 * step + 1);
      for (int ball = 0; ball < form.balls && kBallGap * ball <= step; ++ball) at_step *= form.columns;
      positions += at_step;
    }
  }
  return 2 * kEntry * positions * episodes;
}

CatchPlan::CatchPlan(const CatchForm& form, std::vector<CatchHypothesis> hypotheses, int episodes)
    : form_(form), hypotheses_(std::move(hypotheses)), episodes_(episodes) {
  plan_start(episodes, all());
  for (std::size_t h = 0; h < hypotheses_.size(); ++h) plan_start(episodes, std::uint32_t{1} << h);
}

double CatchPlan::value(int episodes, std::uint32_t left) const {
  const auto found = starts_.find(static_cast<std::uint64_t>(episodes) << 32 | left);
  return found == starts_.end() ? 0 : found->second;
}

int CatchPlan::action(int episodes, std::uint32_t left, const CatchPosition& p) const {
  if (left == 0 || !known(episodes, left, p)) return 1;
  const auto look_up = [&](std::uint32_t still, const CatchPosition& next) {
    const double* found = catch_over(form_, next) ? nullptr : known(episodes, still, next);
    return found ? *found : value(episodes, still);
  };
  int chosen = 1;
  double most = -1;
  // Of equals, staying is chosen.
  for (const int candidate : {1, 0, 2}) {
    const double found = follow(left, p, candidate, look_up);
    if (found <= most + 1e-12) continue;
    most = found;
    chosen = candidate;
  }
  return chosen;
}

std::uint32_t CatchPlan::consistent(std::uint32_t left, const CatchPosition& before, int action,
                                    const CatchPosition& after) const {
  std::uint32_t still = 0;
  for (std::size_t h = 0; h < hypotheses_.size(); ++h) {
    if (!(left >> h & 1)) continue;
    int entering[kMostBalls];
    for (int i = 0; i < form_.balls; ++i) entering[i] = after.balls[i].column;
    CatchPosition p = before;
    catch_step(form_, hypotheses_[h].rules, action, entering, p);
    if (same(form_, p, after)) still |= std::uint32_t{1} << h;
  }
  return still;
}

const double* CatchPlan::known(int episodes, std::uint32_t left, const CatchPosition& p) const {
  const auto belief = values_.find(left);
  if (belief == values_.end()) return nullptr;
  const auto found = belief->second.find(static_cast<std::uint64_t>(episodes) << 40 | code(form_, p));
  return found == belief->second.end() ? nullptr : &found->second;
}

double CatchPlan::plan_start(int episodes, std::uint32_t left) {
  if (episodes <= 0) return 0;
  const std::uint64_t key = static_cast<std::uint64_t>(episodes) << 32 | left;
  const auto found = starts_.find(key);
  if (found != starts_.end()) return found->second;
  double sum = 0;
  for (int column = 0; column < form_.columns; ++column) sum += plan(episodes - 1, left, catch_start(form_, column));
  return starts_[key] = sum / form_.columns;
}

double CatchPlan::plan(int episodes, std::uint32_t left, const CatchPosition& p) {
  if (catch_over(form_, p)) return plan_start(episodes, left);
  if (const double* found = known(episodes, left, p)) return *found;
  double most = 0;
  for (int action = 0; action < 3; ++action)
    most = std::max(most, follow(left, p, action, [&](std::uint32_t still, const CatchPosition& next) {
                      return plan(episodes, still, next);
                    }));
  return values_[left][static_cast<std::uint64_t>(episodes) << 40 | code(form_, p)] = most;
}

// Over the rules left, and over the column of a ball that enters.
template <class Value>
double CatchPlan::follow(std::uint32_t left, const CatchPosition& p, int action, const Value& value) const {
  bool enters = false;
  for (int i = 0; i < form_.balls; ++i) enters = enters || p.balls[i].row == -1;
  const int columns = enters ? form_.columns : 1;
  double total = 0, weight = 0;
  for (std::size_t h = 0; h < hypotheses_.size(); ++h)
    if (left >> h & 1) weight += hypotheses_[h].chance;
  for (int column = 0; column < columns; ++column) {
    const int entering[kMostBalls] = {column, column, column};
    std::uint32_t open = left;
    while (open) {
      // The first rules that are left, and with them all that lead to the same.
      const int first = __builtin_ctz(open);
      CatchPosition next = p;
      const int caught = catch_step(form_, hypotheses_[static_cast<std::size_t>(first)].rules, action, entering, next);
      const std::uint32_t alike = consistent(open, p, action, next);
      open &= ~alike;
      double chance = 0;
      for (std::size_t h = 0; h < hypotheses_.size(); ++h)
        if (alike >> h & 1) chance += hypotheses_[h].chance;
      total += chance * (caught + value(alike, next));
    }
  }
  return total / weight / columns;
}

}  // namespace metarl
