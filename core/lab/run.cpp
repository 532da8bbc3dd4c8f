#include "lab/run.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "foundation/hash.h"
#include "foundation/refuse.h"
#include "foundation/vectors.h"
#include "lab/build_id.h"
#include "lab/limits.h"
#include "lab/problem_of.h"
#include "lab/statistics.h"

namespace metarl {

namespace {

std::string hash_of(const float* parameters, std::size_t count) {
  return hex(hash_bytes(parameters, count * sizeof(float)));
}

std::string hash_of(const Array& parameters) {
  const std::vector<float> floats(parameters.begin(), parameters.end());
  return hash_of(floats.data(), floats.size());
}

}  // namespace

Refusal no_run() { return refuse("", "run.none"); }

// The parameters that `init` names, or that candidates name, put where the run begins.
Refusal Run::take_parameters(const std::vector<float>* parameters) {
  const std::string& init = line_.settings.text("init");
  std::vector<SavedPart> parts;
  if (init != "none") parts = {{init, 0, learner_->meta_size()}};
  if (parts.empty()) parts = learner_->saved_parts();
  const char* key = init != "none" ? "init" : "candidates";
  const std::size_t given = parameters ? parameters->size() : 0;
  if (parts.empty()) {
    if (given == 0) return {};
    return refuse("init", "init.unnamed", {{"hash", hash_of(parameters->data(), given)}});
  }
  if (given == 0) return refuse(key, "init.missing", {{"hash", parts[0].hash}});
  std::size_t wanted = 0;
  for (const SavedPart& part : parts) wanted += static_cast<std::size_t>(part.size);
  // Of a single one it is said first that it is another one, then that it would not fit.
  if (parts.size() > 1 && given != wanted) return refuse(key, "init.other-size", {{"found", given}, {"wanted", wanted}});
  const float* from = parameters->data();
  for (const SavedPart& part : parts) {
    const std::string found = hash_of(from, parts.size() > 1 ? static_cast<std::size_t>(part.size) : given);
    if (found != part.hash) return refuse(key, "init.other-hash", {{"found", found}, {"hash", part.hash}});
    from += part.size;
  }
  if (given != wanted) return refuse(key, "init.other-size", {{"found", given}, {"wanted", wanted}});
  for (float p : *parameters)
    if (!(p - p == 0)) return refuse(key, "init.not-finite");
  from = parameters->data();
  for (const SavedPart& part : parts) {
    std::copy_n(from, part.size, learner_->meta_parameters().begin() + part.offset);
    from += part.size;
  }
  return {};
}

Refusal Run::create(const std::string& line, const std::vector<float>* parameters, std::unique_ptr<Run>& result) {
  std::unique_ptr<Run> run;
  Refusal refusal = make(line, run);
  if (refusal.refused()) return refusal;
  refusal = run->take_parameters(parameters);
  if (refusal.refused()) return refusal;
  run->save();
  result = std::move(run);
  return {};
}

Refusal Run::make(const std::string& line, std::unique_ptr<Run>& result) {
  auto run = std::make_unique<Run>();
  Refusal refusal = read_run_line(line, run->line_);
  if (refusal.refused()) return refusal;
  refusal = problem_of(run->line_, run->problem_);
  if (refusal.refused()) return refusal;
  run->current_ = run->line_.settings;
  run->learner_ = run->line_.learner->make(run->problem_, run->line_.settings);
  Learner& learner = *run->learner_;
  learner.initialise();
  const int count = (run->problem_.meta_batch_size + run->problem_.block - 1) / run->problem_.block;
  for (int b = 0; b < count; ++b) run->blocks_.push_back(learner.make_block());
  run->contributions_.resize(static_cast<std::size_t>(count));
  run->state_ = learner.state();
  run->saved_.resize(run->state_.size());
  const std::size_t tasks = static_cast<std::size_t>(run->problem_.meta_batch_size);
  for (Array* a : {&run->before_, &run->after_, &run->totals_, &run->scratch_}) a->assign(tasks, Scalar(NAN));
  run->statistics_.assign(statistic_names().size(), Scalar(NAN));
  result = std::move(run);
  return {};
}

void Run::save() {
  for (std::size_t i = 0; i < state_.size(); ++i) {
    Memory().take(saved_[i], state_[i]->size());
    std::copy(state_[i]->begin(), state_[i]->end(), saved_[i].begin());
  }
}

void Run::load_saved() {
  for (std::size_t i = 0; i < state_.size(); ++i) std::copy(saved_[i].begin(), saved_[i].end(), state_[i]->begin());
}

BlockSpec Run::spec_of(int block) const {
  BlockSpec spec;
  spec.iteration = traced_iteration_;
  spec.first_task = block * problem_.block;
  spec.tasks = std::min(problem_.block, problem_.meta_batch_size - spec.first_task);
  spec.steps = learner_->steps();
  return spec;
}

void Run::begin_iteration() {
  bool changed = false;
  while (changes_applied_ < line_.changes.size() && line_.changes[changes_applied_].iteration <= iteration_) {
    const Change& change = line_.changes[changes_applied_++];
    current_.set(change.key, change.value);
    changed = true;
  }
  if (changed) learner_->configure(current_);
  save();
  traced_iteration_ = iteration_;
  for (int b = 0; b < blocks(); ++b) {
    BlockSpec spec = spec_of(b);
    spec.derivatives = learner_->update_operations() > 0;
    blocks_[static_cast<std::size_t>(b)]->begin(spec);
  }
  learner_->begin_iteration(iteration_);
  learner_->next(reduced_, operation_);
  cursor_ = operations_ = adapting_done_ = phase_done_ = 0;
  active_ = true;
}

Reached Run::advance(Executor* executor) {
  if (diverged_) return Reached::stopped;
  if (!active_) begin_iteration();

  struct OneBlock final : Work {
    Run* run;
    void operator()(int b) override {
      if (!run->takes_part(b)) return;
      Array& contribution = run->contributions_[static_cast<std::size_t>(b)];
      Memory().take(contribution, run->operation_.contribution);
      run->blocks_[static_cast<std::size_t>(b)]->perform(run->operation_, contribution.data());
    }
  } work;
  work.run = this;
  if (executor && cursor_ == 0) {
    executor->run(blocks(), work);
    phase_done_ += blocks();
    cursor_ = blocks();
  } else {
    work(cursor_++);
    ++phase_done_;
  }
  if (cursor_ < blocks()) return Reached::quantum;

  const Phase phase = operation_.phase;
  const int step = operation_.step;
  finish_operation();
  if (diverged_) return Reached::stopped;
  const bool more = learner_->next(reduced_, operation_);
  cursor_ = 0;
  if (more && operation_.phase == phase && operation_.step == step) return Reached::quantum;
  reached_ = phase;
  reached_step_ = step;
  phase_done_ = 0;
  if (more) return Reached::phase;
  finish_iteration();
  return diverged_ ? Reached::stopped : Reached::iteration;
}

// The ordered reduction, and a look at its result.
void Run::finish_operation() {
  const int size = operation_.contribution;
  Memory().take(reduced_, size);
  std::fill_n(reduced_.begin(), size, Scalar(0));
  for (int b = 0; b < blocks(); ++b)
    if (takes_part(b)) add_scaled(reduced_.data(), 1, contributions_[static_cast<std::size_t>(b)].data(), size);
  ++operations_;
  if (operation_.phase != Phase::update) {
    ++adapting_done_;
    const int steps = learner_->steps();
    if (operation_.phase == Phase::evaluate) {
      collect_values(0, before_);
      collect_values(steps, after_);
      if (line_.plays_trials()) collect_totals(steps);
    }
  } else if (!operation_.may_be_infinite && !all_finite(reduced_.data(), size)) {
    stop(NotFinite::sum);
  }
}

void Run::collect_values(int k, Array& values) const {
  for (int t = 0; t < problem_.meta_batch_size; ++t)
    values[static_cast<std::size_t>(t)] =
        blocks_[static_cast<std::size_t>(t / problem_.block)]->value(t % problem_.block, k);
}

// The total of each task's whole trial.
void Run::collect_totals(int steps) {
  for (int t = 0; t < problem_.meta_batch_size; ++t) {
    Scalar total = 0;
    for (int k = 0; k <= steps; ++k)
      total += blocks_[static_cast<std::size_t>(t / problem_.block)]->value(t % problem_.block, k);
    totals_[static_cast<std::size_t>(t)] = total;
  }
}

void Run::finish_iteration() {
  // All that a snapshot holds: finite parameters may come from a gradient whose square, in the optimizer, is not.
  for (const Array* array : state_)
    if (!all_finite(array->data(), static_cast<std::ptrdiff_t>(array->size()))) return stop(NotFinite::parameters);
  const Scalar limit = divergence_limit(problem_);
  const auto spread = [&](const Array& values) {
    std::copy(values.begin(), values.end(), scratch_.begin());
    return spread_of(scratch_, problem_.meta_batch_size, limit);
  };
  const Spread pre = spread(before_), post = spread(after_);
  Spread trial{Scalar(NAN), Scalar(NAN), Scalar(NAN), Scalar(NAN), 0, Scalar(NAN)};
  if (line_.plays_trials()) trial = spread(totals_);
  const UpdateReport report = learner_->report();
  const Scalar numbers[] = {pre.lower,
                            pre.median,
                            pre.upper,
                            pre.mean,
                            post.lower,
                            post.median,
                            post.upper,
                            post.mean,
                            Scalar(post.diverged),
                            report.objective,
                            report.gradient_norm,
                            report.divergence,
                            report.evaluations,
                            report.accepted,
                            trial.lower,
                            trial.median,
                            trial.upper,
                            trial.mean};
  std::copy(std::begin(numbers), std::end(numbers), statistics_.begin());
  ++iteration_;
  active_ = false;
}

// Back to the last good state, with a reason.
void Run::stop(NotFinite quantity) {
  if (all_finite(before_.data(), problem_.meta_batch_size) && !all_finite(after_.data(), problem_.meta_batch_size))
    quantity = NotFinite::adapted;
  divergence_ = divergence_of(line_, current_, iteration_, quantity);
  load_saved();
  active_ = false;
  diverged_ = true;
}

// A diverged run may try again once a knob has changed.
void Run::go_on() {
  diverged_ = false;
  divergence_ = {};
}

Refusal Run::change(const std::string& key, const std::string& value) {
  std::string canonical;
  const Refusal refusal = check_change(line_, key, value, canonical);
  if (refusal.refused()) return refusal;
  // An iteration under way goes on as it began.
  const std::uint32_t from = iteration_ + (active_ ? 1 : 0);
  if (from > kMostIterations) return refuse(key, "change.too-late", {{"most", kMostIterations}});
  RunLine changed = line_;
  std::vector<Change>& changes = changed.changes;
  auto at = std::find_if(changes.begin(), changes.end(),
                         [&](const Change& known) { return known.key == key && known.iteration == from; });
  const bool known = at != changes.end();
  if (!known && changes.size() >= kMostChanges) return refuse(key, "change.too-many", {{"most", kMostChanges}});
  if (!known)
    at = changes.insert(std::upper_bound(changes.begin(), changes.end(), from,
                                         [](std::uint32_t n, const Change& c) { return n < c.iteration; }),
                        {from, key, canonical});
  at->value = canonical;
  const Refusal too_much = check_limits(changed);
  if (too_much.refused()) return too_much;
  if (known) changes_applied_ = std::min(changes_applied_, static_cast<std::size_t>(at - changes.begin()));
  line_ = std::move(changed);
  go_on();
  return {};
}

RunStatus Run::status() const {
  const int steps = learner_->steps();
  int operations = 1;
  if (active_ && operation_.phase == Phase::update) operations = std::max(1, learner_->update_operations());
  // A line search may take longer than was thought.
  const int total = std::max(operations * blocks(), phase_done_ + 1);
  return {iteration_, reached_, reached_step_, steps, phase_done_, total, diverged_, divergence_};
}

Receipt Run::receipt() const {
  const Array& p = parameters();
  return {line_.canonical(), build_id(), hash_of(Array(p.begin(), p.begin() + learner_->meta_size())), iteration_,
          origin_};
}

Trace Run::trace(int task) const {
  Trace trace;
  const int n = problem_.meta_batch_size;
  if (task < 0 || task >= n || adapting_done_ == 0) return trace;
  const int b = task / problem_.block, i = task % problem_.block;
  {
    TraceArray tasks{"tasks", {n, problem_.task_size}, {}};
    for (int t = 0; t < n; ++t)
      for (int p = 0; p < problem_.task_size; ++p)
        tasks.data.push_back(
            static_cast<float>(blocks_[static_cast<std::size_t>(t / problem_.block)]->task(t % problem_.block)[p]));
    trace.push_back(std::move(tasks));
  }
  // The block is computed again from where the iteration began, as far as it has come.
  const Array& start = saved_[0];
  Schedule schedule = learner_->schedule(learner_->steps(), start);
  if (adapting_done_ == static_cast<int>(schedule.size())) {
    add_array(trace, "pre", {n}, before_.data());
    add_array(trace, "post", {n}, after_.data());
  }
  schedule.resize(static_cast<std::size_t>(adapting_done_));
  const int known = schedule.back().known;
  if (known < 0) return trace;
  const std::unique_ptr<Block> block = learner_->make_block();
  BlockSpec spec = spec_of(b);
  spec.watch = true;
  spec.recorded = kRecordedLanes;
  block->begin(spec);
  perform(schedule, *block);
  trace_adaptation(problem_, *block, i, known, trace);
  trace_unadapted(problem_, *learner_, block->task(i), start, traced_iteration_, "meta_before", trace);
  if (!active_ && iteration_ > 0 && !diverged_)
    trace_unadapted(problem_, *learner_, block->task(i), learner_->meta_parameters(), traced_iteration_, "meta_after",
                    trace);
  const StreamKey key{problem_.seed, traced_iteration_, static_cast<std::uint32_t>(task), Purpose::view, 0, 0};
  if (!line_.family->oracle.empty()) trace_oracle(problem_, block->task(i), key, trace);
  return trace;
}

}  // namespace metarl
