// Successive halving (Karnin, Koren & Somekh 2013; Jamieson & Talwalkar 2016): in each rung all candidates that are left play as
// long, then the worse half is left out; the last one plays what remains.
#pragma once

namespace metarl {

// One rung: how many candidates play, and how many episodes each of them.
struct Rung {
  int candidates = 0, episodes = 0;
};

// Candidates left after a rung that so many began.
inline int left_after(int candidates) { return (candidates + 1) / 2; }

// Rungs until one of so many candidates is left.
inline int rungs_for(int candidates) {
  int rungs = 0;
  for (; candidates > 1; candidates = left_after(candidates)) ++rungs;
  return rungs;
}

// Who plays an episode of a trial.
struct Turn {
  int rung = 0;   // the rung that it belongs to; Halving::rungs() once one candidate plays the rest
  int place = 0;  // place of its player among the candidates that are left
  int own = 0;    // episodes that this player has played before
};

// A trial of so many episodes, a share of which is for choosing among candidates; its rungs share that equally. There are no
// rungs where not every candidate could play once and leave an episode for the chosen one.
class Halving {
 public:
  static constexpr int kMostRungs = 3;  // for at most 8 candidates

  Halving() = default;
  Halving(int candidates, int episodes, double share);

  int rungs() const { return rungs_; }
  const Rung& operator[](int r) const { return rung_[r]; }
  // Episodes that each candidate has played at the end of rung r.
  int played(int r) const;
  // Episodes that the chosen one plays in all.
  int own() const { return own_; }
  Turn turn(int episode) const;

 private:
  Rung rung_[kMostRungs];
  int rungs_ = 0, own_ = 0;
};

}  // namespace metarl
