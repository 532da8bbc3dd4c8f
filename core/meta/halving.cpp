#include "meta/halving.h"

#include <algorithm>

namespace metarl {

Halving::Halving(int candidates, int episodes, double share) : own_(episodes) {
  const int wanted = rungs_for(candidates);
  int spent = 0, left = candidates;
  for (int r = 0; r < wanted; ++r, left = left_after(left)) {
    const double each = share * episodes / (static_cast<double>(wanted) * left);
    rung_[r] = {left, std::max(1, static_cast<int>(each))};
    spent += left * rung_[r].episodes;
  }
  if (spent >= episodes) return;
  rungs_ = wanted;
  for (int r = 0; r < rungs_; ++r) own_ -= (rung_[r].candidates - 1) * rung_[r].episodes;
}

int Halving::played(int r) const {
  int episodes = 0;
  for (int before = 0; before <= r; ++before) episodes += rung_[before].episodes;
  return episodes;
}

Turn Halving::turn(int episode) const {
  int before = 0;
  for (int r = 0; r < rungs_; ++r) {
    const Rung& rung = rung_[r];
    if (episode < rung.candidates * rung.episodes)
      return {r, episode / rung.episodes, before + episode % rung.episodes};
    episode -= rung.candidates * rung.episodes;
    before += rung.episodes;
  }
  return {rungs_, 0, before + episode};
}

}  // namespace metarl
