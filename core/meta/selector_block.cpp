#include "meta/selector_block.h"

#include <algorithm>
#include <cmath>

namespace metarl {

namespace {

// Steps that a gradient learner makes at most, as in an evaluation of its own; after them it plays on as it is.
constexpr int kMostGradientSteps = 20;

}  // namespace

SelectorBlock::SelectorBlock(const Problem& problem, const Learners& learners, const ScorePrior& prior, double share)
    : problem_(problem), learners_(learners), share_(share), prior_(prior), players_(learners.size()) {
  for (std::size_t c = 0; c < learners.size(); ++c) players_[c].block = learners[c]->make_block();
}

// A candidate is a finished run: it plays as in an evaluation, also while the prior is learned.
BlockSpec SelectorBlock::spec_of(int c, const BlockSpec& spec) const {
  const Candidate& candidate = *problem_.candidates[static_cast<std::size_t>(c)];
  const int each = candidate.episodes_of_step();
  BlockSpec its = spec;
  its.steps = (halving(spec).own() + each - 1) / each - 1;
  if (candidate.entry->adapts == Adapts::gradient) its.steps = std::min(its.steps, kMostGradientSteps);
  its.derivatives = false;
  its.test_data = true;
  its.watch = true;
  its.recorded = spec.recorded > 0 ? each : 0;
  its.player = c;
  return its;
}

SelectorBlock::OwnEpisode SelectorBlock::own_episode(int c, int own) const {
  const int each = problem_.candidates[static_cast<std::size_t>(c)]->episodes_of_step(),
            step = std::min(own / each, players_[static_cast<std::size_t>(c)].spec.steps);
  return {step, (own - step * each) % each};
}

Scalar SelectorBlock::return_of(int i, int c, int own) const {
  const OwnEpisode episode = own_episode(c, own);
  return players_[static_cast<std::size_t>(c)].block->episode(i, episode.step, episode.lane);
}

void SelectorBlock::reserve(const BlockSpec& spec, Memory memory) {
  for (int c = 0; c < candidates(); ++c) {
    Player& player = players_[static_cast<std::size_t>(c)];
    const BlockSpec its = spec_of(c, spec);
    player.block->reserve(its, memory);
    memory.take(player.parameters, learners_[static_cast<std::size_t>(c)]->meta_size());
    // Operations that draw, collect, adapt and judge; a list that grows by itself takes up to twice as many.
    memory.add(2.0 * sizeof(Operation) * (2 * its.steps + 2));
  }
  prior_.reserve(memory);
  memory.take(prior_parameters_, prior_.parameters());
  memory.take(numbers_, spec.tasks, prior_.size());
  memory.take(left_, spec.tasks);
  memory.take(seen_, prior_.size());
  memory.take(chosen_, spec.tasks, spec.steps + 1);
}

double SelectorBlock::shown(const BlockSpec& spec) const {
  double numbers = spec.steps + 1.0;
  for (int c = 0; c < candidates(); ++c) numbers += players_[static_cast<std::size_t>(c)].block->shown(spec_of(c, spec));
  return numbers;
}

void SelectorBlock::begin(const BlockSpec& spec) {
  spec_ = spec;
  halving_ = halving(spec);
  played_ = 0;
  for (int c = 0; c < candidates(); ++c) {
    Player& player = players_[static_cast<std::size_t>(c)];
    player.spec = spec_of(c, spec);
    player.block->begin(player.spec);
  }
}

void SelectorBlock::draw_tasks(const Array& meta_parameters) {
  reserve(spec_, Memory());
  const Scalar* from = meta_parameters.data();
  std::copy_n(from, prior_.parameters(), prior_parameters_.begin());
  from += prior_.parameters();
  for (int c = 0; c < candidates(); ++c) {
    Player& player = players_[static_cast<std::size_t>(c)];
    const Learner& learner = *learners_[static_cast<std::size_t>(c)];
    std::copy_n(from, learner.meta_size(), player.parameters.begin());
    from += learner.meta_size();
    learner.write_schedule(player.spec.steps, player.parameters, player.schedule);
    player.block->perform(player.schedule[0], nullptr);
    player.performed = 1;
  }
  for (int i = 0; i < spec_.tasks; ++i) {
    Left& left = left_[static_cast<std::size_t>(i)];
    left = {};
    left.count = candidates();
    for (int c = 0; c < candidates(); ++c) left.candidates[c] = c;
  }
}

// Goes on with a candidate's own trial until its episode `own` has been played.
void SelectorBlock::play_until(int c, int own) {
  Player& player = players_[static_cast<std::size_t>(c)];
  const int step = own_episode(c, own).step;
  Scalar none;
  while (player.performed < player.schedule.size() && player.schedule[player.performed - 1].known < step)
    player.block->perform(player.schedule[player.performed++], &none);
}

void SelectorBlock::play_in_turn(int episode) {
  // No candidate needs more than this by now, and together they play no more than each would alone.
  for (int c = 0; c < candidates(); ++c) play_until(c, std::min(episode, halving_.own() - 1));
  const Turn turn = halving_.turn(episode);
  const bool begins = turn.place == 0 && (turn.rung == 0 ? episode == 0 : turn.own == halving_.played(turn.rung - 1));
  if (begins && turn.rung > 0) note_seen(turn.rung - 1);
  for (int i = 0; i < spec_.tasks; ++i) {
    if (begins) halve(i, turn.rung, turn.rung < halving_.rungs() ? halving_[turn.rung].candidates : 1);
    chosen(i, episode) = left_[static_cast<std::size_t>(i)].candidates[turn.place];
  }
  played_ = episode + 1;
  if (episode == spec_.steps) note_scores();
}

// What candidates show until the end of a rung, left out or not: their mean return.
void SelectorBlock::note_seen(int r) {
  const int episodes = halving_.played(r);
  for (int i = 0; i < spec_.tasks; ++i)
    for (int c = 0; c < candidates(); ++c) {
      Scalar total = 0;
      for (int own = 0; own < episodes; ++own) total += return_of(i, c, own);
      numbers(i)[prior_.seen(c, r)] = total / Scalar(episodes);
    }
}

// What they come to at the end: for a score the mean over all episodes played there tells more than one of them.
void SelectorBlock::note_scores() {
  for (int i = 0; i < spec_.tasks; ++i)
    for (int c = 0; c < candidates(); ++c) {
      const Player& player = players_[static_cast<std::size_t>(c)];
      const Scalar score = player.block->value(i, own_episode(c, halving_.own() - 1).step);
      numbers(i)[prior_.score(c)] = score;
      // Where there was no time to try, nothing was seen.
      for (int at = prior_.seen(c, halving_.rungs()); at < prior_.score(c); ++at) numbers(i)[at] = score;
    }
}

void SelectorBlock::halve(int i, int rungs, int count) {
  Left& left = left_[static_cast<std::size_t>(i)];
  for (int k = 0; k < left.count; ++k) left.played[left.candidates[k]] = rungs;
  int seen = 0;
  for (int c = 0; c < candidates(); ++c)
    for (int r = 0; r < rungs; ++r)
      if (left.played[c] > r) seen_[static_cast<std::size_t>(seen++)] = prior_.seen(c, r);
  Scalar expected[kMostCandidates];
  prior_.expect(prior_parameters_.data(), seen_.data(), seen, numbers(i), left.candidates, left.count, expected);
  // Of equal ones the first stays.
  for (; left.count > count; --left.count) {
    int worst = 0;
    for (int k = 1; k < left.count; ++k)
      if (!(expected[k] > expected[worst])) worst = k;
    std::copy(left.candidates + worst + 1, left.candidates + left.count, left.candidates + worst);
    std::copy(expected + worst + 1, expected + left.count, expected + worst);
  }
}

void SelectorBlock::perform(const Operation& operation, Scalar* contribution) {
  std::fill_n(contribution, operation.contribution, Scalar(0));
  const int n = prior_.size();
  switch (operation.code) {
    case kDrawTasks:
      return draw_tasks(*operation.input);
    case kPlayInTurn:
      return play_in_turn(operation.step);
    case kSumNumbers:
      for (int i = 0; i < spec_.tasks; ++i)
        for (int a = 0; a < n; ++a) contribution[a] += numbers(i)[a];
      return;
    case kSumProducts:
      for (int i = 0; i < spec_.tasks; ++i)
        for (int a = 0; a < n; ++a)
          for (int b = 0; b < n; ++b)
            contribution[a * n + b] +=
                (numbers(i)[a] - operation.input->data()[a]) * (numbers(i)[b] - operation.input->data()[b]);
  }
}

Scalar SelectorBlock::value(int i, int k) const {
  return k < played_ ? return_of(i, chosen(i, k), halving_.turn(k).own) : Scalar(NAN);
}

TaskView SelectorBlock::view(int i) const {
  TaskView view;
  view.task = task(i);
  if (played_ == 0) return view;
  std::vector<TaskView> views;
  for (const Player& player : players_) views.push_back(player.block->view(i));
  NamedArray choices{"choices", {played_}, {}};
  for (int k = 0; k < played_; ++k) {
    const int c = chosen(i, k);
    const OwnEpisode episode = own_episode(c, halving_.turn(k).own);
    const std::vector<const Recording*>& recordings = views[static_cast<std::size_t>(c)].recordings;
    choices.data.push_back(Scalar(c));
    if (recordings.empty()) continue;
    view.recordings.push_back(recordings[static_cast<std::size_t>(episode.step)]);
    view.lanes.push_back(episode.lane);
  }
  view.more.push_back(std::move(choices));
  return view;
}

}  // namespace metarl
