#include "lab/inspection.h"

#include "foundation/elementary.h"
#include "foundation/refuse.h"
#include "foundation/vectors.h"
#include "lab/memory_need.h"

namespace metarl {

namespace {

// Steps of the differences, from the largest, each a fourth of the one before. Directions have the length 1.
constexpr int kLevels = 4;
constexpr Scalar kLargestStep = Scalar(1.0 / 64), kShrinking = 4;

// Of differences that do not come to rest, the change from step to step is more than this share of them: a kink is within
// reach of the smallest step.
constexpr Scalar kUnrest = Scalar(0.05);

// Numbers that are told of each direction.
constexpr int kTold = 4;

bool can_inspect(const LearnerEntry& learner) {
  return learner.adapts == Adapts::memory || (learner.adapts == Adapts::gradient && learner.has_order);
}

Scalar norm_of(const Scalar* x, std::ptrdiff_t n) { return square_root(dot(x, x, n)); }

// NaN where there is no direction.
Scalar cosine_of(const Scalar* x, const Scalar* y, std::ptrdiff_t n) {
  return dot(x, y, n) / (norm_of(x, n) * norm_of(y, n));
}

Scalar magnitude(Scalar x) { return x < 0 ? -x : x; }

}  // namespace

Inspection::Inspection(const Run& run)
    : tasks_(run, FixedTasks::Which::of_iteration),
      seed_(run.problem().seed),
      parts_(tasks_.learner().meta_parts()),
      remembers_(run.line().learner->adapts == Adapts::memory) {
  const int blocks = tasks_.blocks();
  total_ = tasks_.operations() + blocks * (remembers_ ? 1 : 2 + directions() * kLevels * 2);
}

void Inspection::reserve(Memory memory) {
  const int n = tasks_.parameters(), tasks = tasks_.tasks(), block = tasks_.problem().block;
  if (remembers_) return memory.take(reach_, 2, tasks_.problem().episodes, tasks_.problem().horizon);
  for (Array* a : {&exact_each_, &first_each_}) memory.take(*a, tasks, n + 1);
  memory.take(block_each_, block, n + 1);
  for (Array* a : {&exact_block_, &first_block_, &exact_, &first_, &along_}) memory.take(*a, n);
  memory.take(at_, tasks_.learner().meta_size());
  memory.take(objective_, tasks);
  for (Array* a : {&exact_norms_, &first_norms_, &cosines_}) memory.take(*a, tasks + 1, parts() + 1);
  memory.take(losses_, 2, block);
  memory.take(differences_, tasks, kLevels);
  memory.take(found_, directions(), kTold);
}

Refusal Inspection::begin(const Run& run, std::unique_ptr<Inspection>& result) {
  const LearnerEntry& learner = *run.line().learner;
  if (!can_inspect(learner)) {
    std::vector<std::string> names;
    for (const LearnerEntry& other : learners())
      if (can_inspect(other) && fits(other, *run.line().family)) names.push_back(other.name);
    return refuse("learner", "inspection.learner",
                  {{"learner", learner.name}, {"family", run.line().family->name}, {"learners", names}});
  }
  std::unique_ptr<Inspection> inspection(new Inspection(run));
  double bytes = memory_need(run.line(), run.settings()).total();
  inspection->tasks_.count(bytes);
  inspection->reserve(Memory(bytes));
  if (bytes > kMostBytes)
    return refuse("meta_batch_size", "inspection.memory", {{"needed", gigabytes(bytes)}, {"most", gigabytes(kMostBytes)}});
  result = std::move(inspection);
  return {};
}

Inspection::Stage Inspection::advance() {
  const Stage stage = stage_;
  switch (stage) {
    case Stage::data:
      if (!tasks_.prepare()) break;
      reserve(Memory());
      stage_ = remembers_ ? Stage::reach : Stage::exact;
      break;
    case Stage::exact:
      take_each(2, exact_each_);
      stage_ = Stage::first_order;
      break;
    case Stage::first_order:
      take_each(1, first_each_);
      take_gradients();
      break;
    case Stage::differences:
      take_losses();
      break;
    case Stage::reach:
      take_reach();
      break;
    case Stage::complete:
      return stage;
  }
  ++done_;
  return stage;
}

void Inspection::take_each(int order, Array& each) {
  tasks_.gradients(block_, order, block_each_);
  const std::ptrdiff_t size = tasks_.parameters() + 1;
  std::copy_n(block_each_.begin(), tasks_.tasks_in(block_) * size, each.begin() + tasks_.first_task(block_) * size);
}

// Of a block: added up as a run does it.
void Inspection::take_gradients() {
  const int n = tasks_.parameters(), first_task = tasks_.first_task(block_), end = first_task + tasks_.tasks_in(block_);
  for (Array* a : {&exact_block_, &first_block_}) std::fill(a->begin(), a->end(), Scalar(0));
  for (int task = first_task; task < end; ++task) {
    const Scalar *exact = of_task(exact_each_, task), *first = of_task(first_each_, task);
    add_scaled(exact_block_.data(), 1, exact, n);
    add_scaled(first_block_.data(), 1, first, n);
    objective_[static_cast<std::size_t>(task)] = exact[n];
    add_norms(task, exact, first);
  }
  if (block_ == 0)
    for (Array* a : {&exact_, &first_}) std::fill(a->begin(), a->end(), Scalar(0));
  add_scaled(exact_.data(), 1, exact_block_.data(), n);
  add_scaled(first_.data(), 1, first_block_.data(), n);
  stage_ = Stage::exact;
  if (++block_ == tasks_.blocks()) finish_gradients();
}

void Inspection::finish_gradients() {
  const int n = tasks_.parameters();
  const Scalar mean = Scalar(1) / Scalar(tasks_.tasks());
  for (Array* a : {&exact_, &first_})
    for (int i = 0; i < n; ++i) (*a)[static_cast<std::size_t>(i)] *= mean;
  add_norms(tasks_.tasks(), exact_.data(), first_.data());
  stage_ = Stage::differences;
  block_ = 0;
  begin_direction();
}

void Inspection::add_norms(int row, const Scalar* exact, const Scalar* first) {
  const std::size_t at = static_cast<std::size_t>(row) * static_cast<std::size_t>(parts() + 1);
  const auto add = [&](std::size_t part, int offset, int size) {
    exact_norms_[at + part] = norm_of(exact + offset, size);
    first_norms_[at + part] = norm_of(first + offset, size);
    cosines_[at + part] = cosine_of(exact + offset, first + offset, size);
  };
  for (std::size_t p = 0; p < parts_.size(); ++p) add(p, parts_[p].offset, parts_[p].size);
  add(parts_.size(), 0, tasks_.parameters());
}

// The gradient's own direction, those of its parts, then random ones; each of length 1, or 0 where a part has none.
void Inspection::begin_direction() {
  const int n = tasks_.parameters(), number = direction_ - 1;
  std::fill(along_.begin(), along_.end(), Scalar(0));
  if (number >= parts()) {
    Stream stream({seed_, 0, static_cast<std::uint32_t>(number - parts()), Purpose::view, 1, 0});
    for (Scalar& x : along_) x = stream.normal();
  } else {
    const int offset = number < 0 ? 0 : parts_[static_cast<std::size_t>(number)].offset,
              size = number < 0 ? n : parts_[static_cast<std::size_t>(number)].size;
    std::copy_n(exact_.begin() + offset, size, along_.begin() + offset);
  }
  const Scalar length = norm_of(along_.data(), n);
  if (length > 0)
    for (Scalar& x : along_) x /= length;
  level_ = 0;
  minus_ = false;
}

// Of a block, at one of the two points.
void Inspection::take_losses() {
  Scalar step = kLargestStep;
  for (int i = 0; i < level_; ++i) step /= kShrinking;
  if (block_ == 0) {
    const Array& origin = tasks_.origin();
    std::copy_n(origin.begin(), at_.size(), at_.begin());
    add_scaled(at_.data(), minus_ ? -step : step, along_.data(), tasks_.parameters());
  }
  tasks_.losses(block_, at_, losses_);
  for (int i = 0; i < tasks_.tasks_in(block_); ++i) {
    const int task = tasks_.first_task(block_) + i;
    Scalar& difference = differences_[static_cast<std::size_t>(task * kLevels + level_)];
    const Scalar loss = losses_[static_cast<std::size_t>(2 * i)];
    difference = minus_ ? (difference - loss) / (2 * step) : loss;
  }
  if (++block_ < tasks_.blocks()) return;
  block_ = 0;
  minus_ = !minus_;
  if (!minus_ && ++level_ == kLevels) finish_direction();
}

// Each task's differences are judged by themselves: one may meet a kink where the others meet none. Tasks whose
// differences do not come to rest are left out, of the derivatives too.
void Inspection::finish_direction() {
  const Scalar cancelled = kShrinking * kShrinking;
  const int n = tasks_.parameters();
  Scalar* told = found_.data() + direction_ * kTold;
  std::fill_n(told, kTold, Scalar(0));
  for (int task = 0; task < tasks_.tasks(); ++task) {
    const Scalar* d = differences_.data() + task * kLevels;
    const auto unrest = [&](int j) { return magnitude(d[j - 1] - d[j]) + magnitude(d[j] - d[j + 1]); };
    int best = 1;
    for (int j = 2; j + 1 < kLevels; ++j)
      if (!(unrest(best) <= unrest(j))) best = j;
    const Scalar* exact = of_task(exact_each_, task);
    const Scalar typical = norm_of(exact, n) / square_root(Scalar(n));
    if (!(unrest(best) <= kUnrest * (magnitude(d[best + 1]) + typical))) continue;
    told[0] += (cancelled * d[best + 1] - d[best]) / (cancelled - 1);
    told[1] += dot(exact, along_.data(), n);
    told[2] += dot(of_task(first_each_, task), along_.data(), n);
    told[3] += 1;
  }
  for (int i = 0; i < 3; ++i) told[i] /= told[3];
  if (++direction_ == directions()) {
    stage_ = Stage::complete;
  } else {
    begin_direction();
  }
}

void Inspection::take_reach() {
  const int size = 2 * tasks_.problem().episodes * tasks_.problem().horizon;
  tasks_.perform(block_, {.phase = Phase::update, .code = kMemoryReach, .contribution = size}, losses_);
  if (block_ == 0) std::fill(reach_.begin(), reach_.end(), Scalar(0));
  add_scaled(reach_.data(), 1, losses_.data(), size);
  if (++block_ == tasks_.blocks()) stage_ = Stage::complete;
}

Trace Inspection::result() const {
  Trace trace;
  if (!complete()) return trace;
  const int tasks = tasks_.tasks();
  if (remembers_) {
    TraceArray reach{"reach", {static_cast<int>(reach_.size()) / 2}, {}};
    for (std::size_t i = 0; i < reach_.size(); i += 2)
      reach.data.push_back(static_cast<float>(reach_[i] / reach_[i + 1]));
    trace.push_back(std::move(reach));
    return trace;
  }
  TraceArray parts{"parts", {this->parts(), 3}, {}};
  for (const MetaPart& part : parts_)
    for (int number : {static_cast<int>(part.kind), part.number, part.size}) parts.data.push_back(static_cast<float>(number));
  trace.push_back(std::move(parts));
  TraceArray drawn{"tasks", {tasks, tasks_.problem().task_size}, {}};
  for (int b = 0; b < tasks_.blocks(); ++b)
    for (int i = 0; i < tasks_.tasks_in(b); ++i)
      drawn.data.insert(drawn.data.end(), tasks_.block(b).task(i), tasks_.block(b).task(i) + tasks_.problem().task_size);
  trace.push_back(std::move(drawn));
  add_array(trace, "objective", {tasks}, objective_.data());
  const std::vector<int> table = {tasks + 1, this->parts() + 1};
  add_array(trace, "exact_norms", table, exact_norms_.data());
  add_array(trace, "first_order_norms", table, first_norms_.data());
  add_array(trace, "cosines", table, cosines_.data());
  add_array(trace, "differences", {directions(), kTold}, found_.data());
  // Relative to the derivative, or to that of a typical direction where that is larger. Along a direction on which no
  // task's differences come to rest, nothing is said.
  const Scalar typical = exact_norms_.back() / square_root(Scalar(tasks_.parameters()));
  Scalar error = Scalar(NAN);
  for (int d = 0; d < directions(); ++d) {
    const Scalar* told = found_.data() + d * kTold;
    if (told[3] == 0) continue;
    const Scalar relative = magnitude(told[0] - told[1]) / std::max(magnitude(told[1]), typical);
    if (!(relative <= error)) error = relative;
  }
  const Scalar agreement[] = {error, Scalar(kAgreement)};
  add_array(trace, "agreement", {2}, agreement);
  return trace;
}

}  // namespace metarl
