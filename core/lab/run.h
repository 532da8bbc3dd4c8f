// A run: one learner on one family, advanced in quanta. The only part of the core that the outside sees, together with
// run lines and jobs.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "lab/divergence.h"
#include "lab/executor.h"
#include "lab/run_line.h"
#include "lab/trace.h"

namespace metarl {

enum class Reached { quantum, phase, iteration, stopped };

struct RunStatus {
  std::uint32_t iteration;  // completed meta-iterations
  Phase phase;              // completed last
  int step, steps;          // its inner step, of how many
  int done, total;          // operations on blocks, in the phase under way
  bool diverged;
  Refusal divergence;  // why, if so
};

// Where a run was when it last came from another build: from there on its numbers are this build's.
struct Origin {
  std::string build;  // "" for a run that this build made from its beginning
  std::uint32_t iteration = 0;
  std::string hash;  // of the meta-parameters there
};

struct Receipt {
  std::string run, build, hash;
  std::uint32_t iteration;
  Origin from;
};

// The answer where there is no run to ask.
Refusal no_run();

class Run {
 public:
  // Makes a run from a line; `parameters` (may be null) are those that its `init` names by their hash.
  static Refusal create(const std::string& line, const std::vector<float>* parameters, std::unique_ptr<Run>& result);

  // One operation on one block; with an executor, one operation on all blocks.
  Reached advance(Executor* executor = nullptr);

  // Changes a live knob from the next meta-iteration on.
  Refusal change(const std::string& key, const std::string& value);

  RunStatus status() const;
  Receipt receipt() const;
  const RunLine& line() const { return line_; }
  // The line's settings with the changes made so far.
  const Settings& settings() const { return current_; }
  const Problem& problem() const { return problem_; }
  const Learner& learner() const { return *learner_; }
  Learner& learner() { return *learner_; }

  // Numbers of the iteration completed last, named by statistic_names().
  const Array& statistics() const { return statistics_; }
  // Loss or return of each task of that iteration before and after adaptation, on the data that it is judged on.
  const Array& before() const { return before_; }
  const Array& after() const { return after_; }

  // Replays one task of the iteration under way (or completed last) from its random streams.
  Trace trace(int task) const;

  // The meta-parameters at the last completed iteration.
  const Array& parameters() const { return active_ ? saved_[0] : learner_->meta_parameters(); }

  // The state at the last completed iteration and how many operations the next one had done, as bytes (format:
  // snapshot.cpp). restore goes on bit for bit, after doing those operations again; from another build's snapshot it goes
  // on as this build computes, and the receipt tells where it came from. Bytes that are damaged, truncated or foreign, or
  // that do not fit the run that their line makes here, are refused.
  std::vector<std::uint8_t> snapshot() const;
  static Refusal restore(const std::vector<std::uint8_t>& bytes, std::unique_ptr<Run>& result);

 private:
  static Refusal make(const std::string& line, std::unique_ptr<Run>& result);
  Refusal take_parameters(const std::vector<float>* parameters);
  void begin_iteration();
  void finish_operation();
  void finish_iteration();
  void stop(NotFinite quantity);
  void go_on();
  void save();
  void load_saved();
  int blocks() const { return static_cast<int>(blocks_.size()); }
  bool takes_part(int block) const { return !operation_.among || (*operation_.among)[static_cast<std::size_t>(block)]; }
  BlockSpec spec_of(int block) const;
  void collect_values(int k, Array& values) const;
  void collect_totals(int steps);

  RunLine line_;
  Origin origin_;
  Settings current_;
  Problem problem_;
  std::unique_ptr<Learner> learner_;
  std::vector<std::unique_ptr<Block>> blocks_;
  std::vector<Array> contributions_;
  Array reduced_;
  std::vector<Array*> state_;  // the learner's, asked for once
  std::vector<Array> saved_;   // the same at the beginning of the iteration

  std::uint32_t iteration_ = 0;         // completed
  std::uint32_t traced_iteration_ = 0;  // that the blocks and `saved_` belong to
  std::size_t changes_applied_ = 0;
  bool active_ = false, diverged_ = false;
  Operation operation_;
  int cursor_ = 0;         // blocks done of the operation
  int operations_ = 0;     // operations done in this iteration
  int adapting_done_ = 0;  // of those, the ones before the update
  int phase_done_ = 0;     // blocks done in this phase
  Phase reached_ = Phase::update;
  int reached_step_ = 0;
  Refusal divergence_;
  Array before_, after_, totals_, statistics_, scratch_;
};

}  // namespace metarl
