// The Embind boundary: the functions that engine.d.ts documents, and nothing else. Text and flat arrays go through it;
// every answer to bad input is a sentence.
#include <emscripten/bind.h>

#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "lab/companion.h"
#include "lab/describe.h"
#include "lab/inspection.h"
#include "lab/job.h"
#include "lab/json.h"
#include "lab/landscape.h"

using emscripten::typed_memory_view;
using emscripten::val;

namespace metarl {

namespace {

val to_float32(const float* data, std::size_t size) {
  // `new Float32Array(view)` copies, so what leaves is never a view of the heap.
  return val::global("Float32Array").new_(typed_memory_view(size, data));
}

val to_float32(const Array& array, std::size_t size) {
  const std::vector<float> floats(array.begin(), array.begin() + static_cast<std::ptrdiff_t>(size));
  return to_float32(floats.data(), floats.size());
}

template <class T>
std::vector<T> from_typed_array(const val& array) {
  std::vector<T> result(array["length"].as<std::size_t>());
  if (!result.empty()) val(typed_memory_view(result.size(), result.data())).call<void>("set", array);
  return result;
}

val to_object(const Trace& trace) {
  val object = val::object();
  for (const TraceArray& array : trace) {
    val shape = val::array();
    for (std::size_t i = 0; i < array.shape.size(); ++i) shape.set(i, array.shape[i]);
    val entry = val::object();
    entry.set("shape", shape);
    entry.set("data", to_float32(array.data.data(), array.data.size()));
    object.set(array.name, entry);
  }
  return object;
}

std::string describe_line(const std::string& line) {
  RunLine run;
  const Refusal refusal = read_run_line(line, run);
  return refusal.refused() ? describe(refusal) : describe(run);
}

std::string describe_engine() { return describe(); }

class Lab {
 public:
  std::string create(const std::string& line, const val& parameters) {
    const std::vector<float> floats = from_typed_array<float>(parameters);
    std::unique_ptr<Run> run;
    return take(Run::create(line, &floats, run), run);
  }

  int advance() { return run_ ? static_cast<int>(run_->advance()) : static_cast<int>(Reached::stopped); }

  std::string status() const {
    if (!run_) return describe(no_run());
    return describe(run_->status());
  }

  val statistics() const {
    return run_ ? to_float32(run_->statistics(), run_->statistics().size()) : to_float32(nullptr, 0);
  }
  val trace(int task) const { return to_object(run_ ? run_->trace(task) : Trace{}); }

  std::string change(const std::string& key, const std::string& value) {
    if (!run_) return describe(no_run());
    const Refusal refusal = run_->change(key, value);
    return refusal.refused() ? describe(refusal) : describe(run_->line());
  }

  std::string companion(const std::string& learner) const {
    if (!run_) return describe(no_run());
    RunLine line;
    const Refusal refusal = companion_line(run_->line(), learner, line);
    return refusal.refused() ? describe(refusal) : describe(line);
  }

  std::string begin_evaluation(int tasks, int steps) {
    if (!run_) return describe(no_run());
    return begin(Job::evaluation(*run_, tasks, steps, job_));
  }

  std::string begin_probe(const val& task, int steps) {
    if (!run_) return describe(no_run());
    return begin(Job::probe(*run_, from_typed_array<float>(task), steps, job_));
  }

  bool advance_job() { return job_ ? job_->advance() : true; }
  val job() const { return to_object(job_ ? job_->result() : Trace{}); }

  std::string begin_inspection() {
    if (!run_) return describe(no_run());
    return begin(Inspection::begin(*run_, inspection_));
  }
  int advance_inspection() {
    return static_cast<int>(inspection_ ? inspection_->advance() : Inspection::Stage::complete);
  }
  double inspected() const { return inspection_ ? inspection_->share() : 1; }
  val inspection() const { return to_object(inspection_ ? inspection_->result() : Trace{}); }

  std::string begin_landscape(int plane, int first, int second, int cells, const val& trail) {
    if (!run_) return describe(no_run());
    const LandscapeForm form{static_cast<LandscapeForm::Plane>(plane), first, second, cells};
    return begin(Landscape::begin(*run_, form, from_typed_array<float>(trail), landscape_));
  }
  bool advance_landscape() { return landscape_ ? landscape_->advance() : true; }
  double landscaped() const { return landscape_ ? landscape_->share() : 1; }
  val landscape() const { return to_object(landscape_ ? landscape_->result() : Trace{}); }

  val snapshot() const {
    const std::vector<std::uint8_t> bytes = run_ ? run_->snapshot() : std::vector<std::uint8_t>{};
    return val::global("Uint8Array").new_(typed_memory_view(bytes.size(), bytes.data()));
  }

  std::string restore(const val& bytes) {
    std::unique_ptr<Run> run;
    return take(Run::restore(from_typed_array<std::uint8_t>(bytes), run), run);
  }

  std::string receipt() const {
    if (!run_) return describe(no_run());
    const Receipt r = run_->receipt();
    Json json;
    json.begin_object()
        .member("run", r.run)
        .member("build", r.build)
        .member("iteration", static_cast<int>(r.iteration))
        .member("hash", r.hash);
    write_origin(json, r.from);
    return json.end_object().text();
  }

  val parameters() const {
    return run_ ? to_float32(run_->parameters(), static_cast<std::size_t>(run_->learner().meta_size()))
                : to_float32(nullptr, 0);
  }

 private:
  // What was begun on a run belongs to it.
  std::string take(const Refusal& refusal, std::unique_ptr<Run>& run) {
    if (refusal.refused()) return describe(refusal);
    job_.reset();
    inspection_.reset();
    landscape_.reset();
    run_ = std::move(run);
    return describe(run_->line());
  }

  std::string begin(const Refusal& refusal) const {
    return refusal.refused() ? describe(refusal) : describe(run_->line());
  }

  std::unique_ptr<Run> run_;
  std::unique_ptr<Job> job_;
  std::unique_ptr<Inspection> inspection_;
  std::unique_ptr<Landscape> landscape_;
};

}  // namespace

EMSCRIPTEN_BINDINGS(engine) {
  emscripten::function("describe", &describe_engine);
  emscripten::function("resolve", &describe_line);
  emscripten::class_<Lab>("Lab")
      .constructor<>()
      .function("create", &Lab::create)
      .function("advance", &Lab::advance)
      .function("status", &Lab::status)
      .function("statistics", &Lab::statistics)
      .function("trace", &Lab::trace)
      .function("change", &Lab::change)
      .function("companion", &Lab::companion)
      .function("begin_evaluation", &Lab::begin_evaluation)
      .function("begin_probe", &Lab::begin_probe)
      .function("advance_job", &Lab::advance_job)
      .function("job", &Lab::job)
      .function("begin_inspection", &Lab::begin_inspection)
      .function("advance_inspection", &Lab::advance_inspection)
      .function("inspected", &Lab::inspected)
      .function("inspection", &Lab::inspection)
      .function("begin_landscape", &Lab::begin_landscape)
      .function("advance_landscape", &Lab::advance_landscape)
      .function("landscaped", &Lab::landscaped)
      .function("landscape", &Lab::landscape)
      .function("snapshot", &Lab::snapshot)
      .function("restore", &Lab::restore)
      .function("receipt", &Lab::receipt)
      .function("parameters", &Lab::parameters);
}

}  // namespace metarl
