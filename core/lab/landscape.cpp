#include "lab/landscape.h"

#include "foundation/elementary.h"
#include "foundation/refuse.h"
#include "foundation/vectors.h"
#include "lab/memory_need.h"

namespace metarl {

namespace {

// Around what is to be seen.
constexpr Scalar kMargin = Scalar(1.35);
// A vector is a direction of its own if this share of it is at right angles to the other.
constexpr Scalar kOwn = Scalar(1e-4);
constexpr int kPowers = 200;

Scalar length_of(const Array& x) { return square_root(dot(x.data(), x.data(), static_cast<std::ptrdiff_t>(x.size()))); }
Scalar larger(Scalar a, Scalar b) { return a < b ? b : a; }
Scalar without_sign(Scalar x) { return x < 0 ? -x : x; }

// A context is no meta-parameter, so where only that adapts tasks pull θ nowhere.
bool has_landscape(const LearnerEntry& learner) {
  return learner.adapts == Adapts::gradient && learner.trains_adaptation && !learner.has_context;
}

}  // namespace

Landscape::Landscape(const Run& run, const LandscapeForm& form, const std::vector<float>& trail)
    : form_(form),
      tasks_(run, FixedTasks::Which::held_out, kLandscapeTasks),
      differentiates_(run.line().learner->has_order) {
  // Of each point the parameters that adaptation begins with.
  const std::size_t whole = static_cast<std::size_t>(tasks_.learner().meta_size()),
                    own = static_cast<std::size_t>(tasks_.parameters());
  for (std::size_t at = 0; at + whole <= trail.size(); at += whole)
    for (std::size_t i = 0; i < own; ++i) trail_.push_back(Scalar(trail[at + i]) - tasks_.origin()[i]);
  total_ = tasks_.operations() + tasks_.blocks() * (1 + form_.cells * form_.cells);
}

void Landscape::reserve(Memory memory) {
  const int n = tasks_.parameters(), tasks = tasks_.tasks(), cells = form_.cells * form_.cells;
  memory.take(each_, tasks, std::max(n + 1, steps() * n));
  memory.take(paths_, tasks, steps(), n);
  for (Array* a : {&descents_[0], &descents_[1], &descents_[2], &axes_[0], &axes_[1]}) memory.take(*a, n);
  memory.take(at_, tasks_.learner().meta_size());
  memory.take(surface_, cells);
  memory.take(task_surfaces_, tasks, cells);
}

Refusal Landscape::begin(const Run& run, const LandscapeForm& form, const std::vector<float>& trail,
                         std::unique_ptr<Landscape>& result) {
  const LearnerEntry& learner = *run.line().learner;
  if (!has_landscape(learner)) {
    std::vector<std::string> names;
    for (const LearnerEntry& other : learners())
      if (has_landscape(other) && fits(other, *run.line().family)) names.push_back(other.name);
    return refuse("learner", "landscape.learner",
                  {{"learner", learner.name}, {"family", run.line().family->name}, {"learners", names}});
  }
  const auto among = [](int task) { return task >= 0 && task < kLandscapeTasks; };
  const std::size_t size = static_cast<std::size_t>(run.learner().meta_size());
  bool fine = among(form.first) && among(form.second) && form.first != form.second && form.cells >= kFewestCells &&
              form.cells <= kMostCells && form.cells % 2 == 1 && trail.size() % size == 0 &&
              trail.size() / size <= kMostTrail;
  for (float x : trail) fine = fine && x - x == 0;
  if (!fine)
    return refuse("", "landscape.form",
                  {{"tasks", kLandscapeTasks}, {"low", kFewestCells}, {"high", kMostCells}, {"trail", kMostTrail}});
  std::unique_ptr<Landscape> landscape(new Landscape(run, form, trail));
  double bytes = memory_need(run.line(), run.settings()).total();
  landscape->tasks_.count(bytes);
  landscape->reserve(Memory(bytes));
  if (bytes > kMostBytes)
    return refuse("meta_batch_size", "inspection.memory", {{"needed", gigabytes(bytes)}, {"most", gigabytes(kMostBytes)}});
  result = std::move(landscape);
  return {};
}

bool Landscape::advance() {
  switch (stage_) {
    case Stage::data:
      if (!tasks_.prepare()) break;
      reserve(Memory());
      stage_ = Stage::gradients;
      break;
    case Stage::gradients:
      take_gradients();
      break;
    case Stage::cells:
      take_cell();
      break;
    case Stage::complete:
      return true;
  }
  ++done_;
  return complete();
}

// Of a block: what its tasks adapt to, and their gradients.
void Landscape::take_gradients() {
  const int n = tasks_.parameters(), count = tasks_.tasks_in(block_), of_task = steps() * n;
  tasks_.paths(block_, each_);
  std::copy_n(each_.begin(), static_cast<std::ptrdiff_t>(count) * of_task,
              paths_.begin() + static_cast<std::ptrdiff_t>(tasks_.first_task(block_)) * of_task);
  const Scalar mean = Scalar(1) / Scalar(tasks_.tasks());
  for (int order = 2; differentiates_ && order >= 1; --order) {
    tasks_.gradients(block_, order, each_);
    for (int i = 0; i < count; ++i)
      add_scaled(descents_[2 - order].data(), -mean, each_.data() + static_cast<std::ptrdiff_t>(i) * (n + 1), n);
  }
  // Who follows no gradient goes towards what the tasks adapt to.
  for (int i = 0; !differentiates_ && i < count; ++i)
    add_scaled(descents_[0].data(), mean, path(tasks_.first_task(block_) + i, steps() - 1), n);
  if (++block_ < tasks_.blocks()) return;
  if (!differentiates_) descents_[1] = descents_[0];
  add_scaled(descents_[2].data(), 1, descents_[0].data(), n);
  add_scaled(descents_[2].data(), -1, descents_[1].data(), n);
  block_ = 0;
  lay_plane();
  stage_ = Stage::cells;
}

void Landscape::place(const Scalar* x, Scalar* to) const {
  for (int i = 0; i < 2; ++i) to[i] = dot(x, axes_[i].data(), tasks_.parameters());
}

// Two directions of length 1 at right angles, of these two vectors; where they do not make a plane, with a random one.
void Landscape::put_axes(const Scalar* a, const Scalar* b) {
  const int n = tasks_.parameters();
  const Scalar* given[] = {a, b};
  for (int i = 0; i < 2; ++i) {
    Array& axis = axes_[i];
    std::copy_n(given[i], n, axis.begin());
    for (std::uint32_t attempt = 0;; ++attempt) {
      const Scalar before = length_of(axis);
      if (i == 1) add_scaled(axis.data(), -dot(axis.data(), axes_[0].data(), n), axes_[0].data(), n);
      const Scalar length = length_of(axis);
      if (length > 0 && length > kOwn * before) {
        for (Scalar& x : axis) x /= length;
        break;
      }
      Stream stream({tasks_.problem().seed, 0, attempt, Purpose::view, 2, static_cast<std::uint32_t>(i)});
      for (Scalar& x : axis) x = stream.normal();
    }
  }
}

// Principal components of the trail by powers of the matrix of its inner products, which is small.
void Landscape::find_trail_axes() {
  const int n = tasks_.parameters(), m = trail_points();
  Array centred = trail_, mean(static_cast<std::size_t>(n), Scalar(0)), products(static_cast<std::size_t>(m * m));
  for (int i = 0; i < m; ++i) add_scaled(mean.data(), Scalar(1) / Scalar(m), trail_.data() + static_cast<std::ptrdiff_t>(i) * n, n);
  const auto row = [&](int i) { return centred.data() + static_cast<std::ptrdiff_t>(i) * n; };
  for (int i = 0; i < m; ++i) add_scaled(row(i), -1, mean.data(), n);
  for (int i = 0; i < m; ++i)
    for (int j = 0; j < m; ++j) products[static_cast<std::size_t>(i * m + j)] = dot(row(i), row(j), n);
  Array found[2];
  Array weights[2];
  for (int k = 0; k < 2; ++k) {
    Array& w = weights[k];
    w.assign(static_cast<std::size_t>(m), Scalar(0));
    for (int i = 0; i < m; ++i) w[static_cast<std::size_t>(i)] = k == 0 ? Scalar(i + 1) : Scalar((i * 7) % 5) - 2;
    Array next(w.size());
    for (int power = 0; power < kPowers; ++power) {
      if (k == 1) add_scaled(w.data(), -dot(w.data(), weights[0].data(), m), weights[0].data(), m);
      for (int i = 0; i < m; ++i) next[static_cast<std::size_t>(i)] = dot(products.data() + i * m, w.data(), m);
      const Scalar length = square_root(dot(next.data(), next.data(), m));
      if (!(length > 0)) break;
      for (int i = 0; i < m; ++i) w[static_cast<std::size_t>(i)] = next[static_cast<std::size_t>(i)] / length;
    }
    found[k].assign(static_cast<std::size_t>(n), Scalar(0));
    for (int i = 0; i < m; ++i) add_scaled(found[k].data(), w[static_cast<std::size_t>(i)], row(i), n);
  }
  put_axes(found[0].data(), found[1].data());
}

void Landscape::lay_plane() {
  const bool by_trail = form_.plane == LandscapeForm::Plane::trail && trail_points() > 0;
  if (by_trail) {
    find_trail_axes();
  } else if (form_.plane == LandscapeForm::Plane::gradient) {
    put_axes(descents_[1].data(), descents_[2].data());
  } else {
    put_axes(path(form_.first, steps() - 1), path(form_.second, steps() - 1));
  }
  // All of it is to be seen; of the trail only where the plane is made for it.
  Scalar low[2] = {0, 0}, high[2] = {0, 0};
  const auto show = [&](const Scalar* x) {
    Scalar to[2];
    place(x, to);
    for (int i = 0; i < 2; ++i) {
      low[i] = to[i] < low[i] ? to[i] : low[i];
      high[i] = larger(high[i], to[i]);
    }
  };
  for (int task = 0; task < tasks_.tasks(); ++task)
    for (int k = 0; k < steps(); ++k) show(path(task, k));
  for (int i = 0; by_trail && i < trail_points(); ++i)
    show(trail_.data() + static_cast<std::ptrdiff_t>(i) * tasks_.parameters());
  Scalar reach = 0;
  for (int i = 0; i < 2; ++i) {
    middle_[i] = by_trail ? (low[i] + high[i]) / 2 : Scalar(0);
    reach = larger(reach, by_trail ? (high[i] - low[i]) / 2 : larger(-low[i], high[i]));
  }
  half_ = reach > 0 ? kMargin * reach : Scalar(1);
}

// Of a block, at one point of the grid.
void Landscape::take_cell() {
  const int cells = form_.cells, n = tasks_.parameters();
  const std::size_t all = static_cast<std::size_t>(cells * cells);
  if (block_ == 0) {
    const auto along = [&](int i, int cell) {
      return middle_[i] + half_ * (Scalar(2 * cell) / Scalar(cells - 1) - 1);
    };
    std::copy_n(tasks_.origin().begin(), at_.size(), at_.begin());
    add_scaled(at_.data(), along(0, cell_ % cells), axes_[0].data(), n);
    add_scaled(at_.data(), along(1, cell_ / cells), axes_[1].data(), n);
    surface_[static_cast<std::size_t>(cell_)] = 0;
  }
  tasks_.losses(block_, at_, each_);
  for (int i = 0; i < tasks_.tasks_in(block_); ++i) {
    surface_[static_cast<std::size_t>(cell_)] += each_[static_cast<std::size_t>(2 * i)] / Scalar(tasks_.tasks());
    task_surfaces_[static_cast<std::size_t>(tasks_.first_task(block_) + i) * all + static_cast<std::size_t>(cell_)] =
        each_[static_cast<std::size_t>(2 * i + 1)];
  }
  if (++block_ < tasks_.blocks()) return;
  block_ = 0;
  if (++cell_ == cells * cells) stage_ = Stage::complete;
}

Trace Landscape::result() const {
  Trace trace;
  if (!complete()) return trace;
  const int cells = form_.cells, tasks = tasks_.tasks(), n = tasks_.parameters();
  add_array(trace, "surface", {cells, cells}, surface_.data());
  add_array(trace, "task_surfaces", {tasks, cells, cells}, task_surfaces_.data());
  const Scalar window[] = {middle_[0], middle_[1], half_};
  add_array(trace, "window", {3}, window);
  Array placed;
  // A place on the plane, and the distance from θ of which it is the shadow.
  const auto put = [&](const Scalar* x) {
    Scalar to[3];
    place(x, to);
    to[2] = square_root(dot(x, x, n));
    placed.insert(placed.end(), to, to + 3);
  };
  for (int task = 0; task < tasks; ++task)
    for (int k = 0; k < steps(); ++k) put(path(task, k));
  add_array(trace, "paths", {tasks, steps(), 3}, placed.data());
  placed.clear();
  for (const Array& descent : descents_) put(descent.data());
  add_array(trace, "descents", {3, 3}, placed.data());
  placed.clear();
  for (int i = 0; i < trail_points(); ++i) put(trail_.data() + static_cast<std::ptrdiff_t>(i) * n);
  add_array(trace, "trail", {trail_points(), 3}, placed.data());
  TraceArray drawn{"tasks", {tasks, tasks_.problem().task_size}, {}};
  for (int b = 0; b < tasks_.blocks(); ++b)
    for (int i = 0; i < tasks_.tasks_in(b); ++i)
      drawn.data.insert(drawn.data.end(), tasks_.block(b).task(i), tasks_.block(b).task(i) + tasks_.problem().task_size);
  trace.push_back(std::move(drawn));
  return trace;
}

}  // namespace metarl
