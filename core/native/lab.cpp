// The headless runner: one run line, so many iterations, a receipt.
//
//     lab "<run line>" --iterations N [--threads N] [--evaluate] [--measure] [--snapshot FILE] [--restore FILE]
//     [--init FILE] [--save FILE] [--json]
//
// --evaluate judges the run on held-out tasks; --measure does, in terms of the family's own (measure.h).
// Progress goes to the standard error, results to the standard output. With --json the last line is one object.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string>

#include "lab/build_id.h"
#include "lab/describe.h"
#include "lab/job.h"
#include "lab/json.h"
#include "native/measure.h"
#include "native/threads.h"

using namespace metarl;

namespace {

struct Options {
  std::string line, snapshot, restore, init, save;
  long iterations = -1;
  int threads = 1;
  bool evaluate = false, measure = false, json = false, describe = false;
};

int fail(const std::string& sentence) {
  std::fprintf(stderr, "%s\n", sentence.c_str());
  return 2;
}

bool read_number(const char* text, long low, long high, long& value) {
  char* end = nullptr;
  value = std::strtol(text, &end, 10);
  return *text && *end == '\0' && value >= low && value <= high;
}

// "" or a sentence.
std::string read_options(int argc, char** argv, Options& o) {
  bool has_line = false;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    const auto next = [&]() -> const char* { return i + 1 < argc ? argv[++i] : nullptr; };
    long number = 0;
    if (word == "--iterations") {
      const char* v = next();
      if (!v || !read_number(v, 0, 999999999, o.iterations))
        return "--iterations needs a whole number from 0 to 999999999.";
    } else if (word == "--threads") {
      const char* v = next();
      if (!v || !read_number(v, 1, 256, number)) return "--threads needs a whole number from 1 to 256.";
      o.threads = static_cast<int>(number);
    } else if (word == "--evaluate") {
      o.evaluate = true;
    } else if (word == "--measure") {
      o.measure = true;
    } else if (word == "--json") {
      o.json = true;
    } else if (word == "--describe") {
      o.describe = true;
    } else if (word == "--snapshot" || word == "--restore" || word == "--init" || word == "--save") {
      const char* v = next();
      if (!v) return word + " needs the name of a file.";
      (word == "--snapshot" ? o.snapshot : word == "--restore" ? o.restore : word == "--init" ? o.init : o.save) = v;
    } else if (word.rfind("--", 0) == 0) {
      return in_quotes(word) +
             " is not an option; there are --iterations, --threads, --evaluate, --measure, --snapshot, --restore, "
             "--init, --save, --json, --describe.";
    } else if (has_line) {
      return "There are two run lines, " + in_quotes(o.line) + " and " + in_quotes(word) +
             "; put the whole line in quotation marks.";
    } else {
      o.line = word;
      has_line = true;
    }
  }
  if (!has_line && o.restore.empty() && !o.describe)
    return "Give a run line in quotation marks, such as \"learner=maml&tasks=sinusoid\", or --restore FILE.";
  if (has_line && !o.restore.empty()) return "Give a run line or --restore FILE, not both: a snapshot holds its line.";
  return "";
}

bool read_file(const std::string& name, std::vector<std::uint8_t>& bytes) {
  std::FILE* file = std::fopen(name.c_str(), "rb");
  if (!file) return false;
  std::uint8_t buffer[65536];
  for (std::size_t n; (n = std::fread(buffer, 1, sizeof buffer, file)) > 0;)
    bytes.insert(bytes.end(), buffer, buffer + n);
  std::fclose(file);
  return true;
}

bool write_file(const std::string& name, const void* data, std::size_t size) {
  std::FILE* file = std::fopen(name.c_str(), "wb");
  if (!file) return false;
  const bool good = std::fwrite(data, 1, size, file) == size;
  return std::fclose(file) == 0 && good;
}

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void write_evaluation(Json& json, const Run& run, const std::vector<Spread>& spreads, const Spread& trial) {
  json.begin_object().member("unit", run.problem().kind == Kind::supervised ? "loss" : "return");
  const auto list = [&](const char* name, auto&& number) {
    json.key(name).begin_array();
    for (std::size_t k = 0; k < spreads.size(); ++k) json.value(number(k));
    json.end_array();
  };
  list("steps", [](std::size_t k) { return static_cast<int>(k); });
  list("median", [&](std::size_t k) { return static_cast<double>(spreads[k].median); });
  list("lower", [&](std::size_t k) { return static_cast<double>(spreads[k].lower); });
  list("upper", [&](std::size_t k) { return static_cast<double>(spreads[k].upper); });
  list("mean", [&](std::size_t k) { return static_cast<double>(spreads[k].mean); });
  list("diverged", [&](std::size_t k) { return spreads[k].diverged; });
  if (run.line().plays_trials())
    json.key("trial")
        .begin_object()
        .member("median", static_cast<double>(trial.median))
        .member("lower", static_cast<double>(trial.lower))
        .member("upper", static_cast<double>(trial.upper))
        .member("mean", static_cast<double>(trial.mean))
        .member("error", static_cast<double>(trial.error))
        .end_object();
  json.end_object();
}

void write_measure(Json& json, const Measure& measure) {
  const auto list = [&](const char* name, const std::vector<double>& numbers) {
    json.key(name).begin_array();
    for (double number : numbers) json.value(number);
    json.end_array();
  };
  json.begin_object().member("name", measure.name).member("unit", measure.unit).key("groups").begin_array();
  for (const MeasuredGroup& group : measure.groups) {
    json.begin_object().member("name", group.name).member("tasks", group.tasks).member("oracle", group.oracle);
    list("mean", group.mean);
    list("error", group.error);
    json.end_object();
  }
  json.end_array().end_object();
}

void print_measure(const Measure& measure) {
  for (const MeasuredGroup& group : measure.groups) {
    for (std::size_t k = 0; k < group.mean.size(); ++k)
      std::printf("held out, %zu steps, %s (%d tasks): %s %.4g (standard error %.2g)\n", k, group.name.c_str(),
                  group.tasks, measure.name.c_str(), group.mean[k], group.error[k]);
    if (group.oracle - group.oracle == 0)
      std::printf("held out, the oracle, %s: %s %.4g\n", group.name.c_str(), measure.name.c_str(), group.oracle);
  }
}

}  // namespace

int main(int argc, char** argv) {
  Options o;
  const std::string wrong = read_options(argc, argv, o);
  if (!wrong.empty()) return fail(wrong);
  if (o.describe) {
    std::printf("%s\n", describe().c_str());
    return 0;
  }
  std::unique_ptr<Run> run;
  Refusal refusal;
  if (!o.restore.empty()) {
    std::vector<std::uint8_t> bytes;
    if (!read_file(o.restore, bytes)) return fail("The snapshot " + in_quotes(o.restore) + " cannot be read.");
    refusal = Run::restore(bytes, run);
  } else {
    std::vector<std::uint8_t> bytes;
    if (!o.init.empty() && (!read_file(o.init, bytes) || bytes.size() % sizeof(float) != 0))
      return fail("The parameters " + in_quotes(o.init) + " cannot be read; they must be a file of 32-bit floats.");
    std::vector<float> parameters(bytes.size() / sizeof(float));
    if (!bytes.empty()) std::memcpy(parameters.data(), bytes.data(), bytes.size());
    refusal = Run::create(o.line, &parameters, run);
  }
  if (refusal.refused()) return fail(refusal.message);

  Threads threads(o.threads);
  Executor* executor = o.threads > 1 ? &threads : nullptr;
  const auto start = std::chrono::steady_clock::now();
  const std::clock_t processor_start = std::clock();
  double told = 0;
  const long target = o.iterations >= 0 ? o.iterations : static_cast<long>(run->status().iteration);
  while (static_cast<long>(run->status().iteration) < target) {
    const Reached reached = run->advance(executor);
    if (reached == Reached::stopped) return fail(run->status().divergence.message);
    if (reached != Reached::iteration) continue;
    const double now = seconds_since(start);
    if (now - told < 1 && static_cast<long>(run->status().iteration) != target) continue;
    told = now;
    const Array& s = run->statistics();
    std::fprintf(stderr, "iteration %u of %ld  %s before %.4g, after %.4g", run->status().iteration, target,
                 run->problem().kind == Kind::supervised ? "loss" : "return", static_cast<double>(s[3]),
                 static_cast<double>(s[7]));
    if (run->line().plays_trials()) std::fprintf(stderr, ", whole trial %.5g", static_cast<double>(s[s.size() - 1]));
    std::fprintf(stderr, "  %.1f s\n", now);
  }
  const double seconds = seconds_since(start);
  const double processor_seconds = static_cast<double>(std::clock() - processor_start) / CLOCKS_PER_SEC;

  if (!o.snapshot.empty()) {
    const std::vector<std::uint8_t> bytes = run->snapshot();
    if (!write_file(o.snapshot, bytes.data(), bytes.size()))
      return fail("The snapshot " + in_quotes(o.snapshot) + " cannot be written.");
  }
  if (!o.save.empty()) {
    const Array& p = run->parameters();
    const std::vector<float> floats(p.begin(), p.begin() + run->learner().meta_size());
    if (!write_file(o.save, floats.data(), floats.size() * sizeof(float)))
      return fail("The parameters " + in_quotes(o.save) + " cannot be written.");
  }
  std::vector<Spread> spreads;
  Spread trial{};
  if (o.evaluate) {
    std::unique_ptr<Job> job;
    refusal = Job::evaluation(*run, run->line().settings.integer("test_tasks"),
                              run->line().settings.integer("test_steps"), job);
    if (refusal.refused()) return fail(refusal.message);
    while (!job->advance(executor)) {
    }
    spreads = job->spreads();
    trial = job->totals();
  }
  Measure measure;
  if (o.measure && !measure_held_out(*run, run->line().settings.integer("test_tasks"),
                                     run->line().settings.integer("test_steps"), executor, measure))
    return fail("There is no measure of the family " + in_quotes(run->line().family->name) +
                " here; --measure takes point-navigation with goals in corners, cheetah, car and cart-pole.");

  const Receipt receipt = run->receipt();
  if (!o.json) {
    std::printf("run        %s\nbuild      %s\niteration  %u\nhash       %s\nseconds    %.3f\n", receipt.run.c_str(),
                receipt.build.c_str(), receipt.iteration, receipt.hash.c_str(), seconds);
    if (!receipt.from.build.empty())
      std::printf("from       iteration %u of build %s, hash %s\n", receipt.from.iteration, receipt.from.build.c_str(),
                  receipt.from.hash.c_str());
    for (std::size_t k = 0; k < spreads.size(); ++k)
      std::printf("held out, %zu steps: median %.4g, quartiles %.4g to %.4g, mean %.4g, diverged %d\n", k,
                  static_cast<double>(spreads[k].median), static_cast<double>(spreads[k].lower),
                  static_cast<double>(spreads[k].upper), static_cast<double>(spreads[k].mean), spreads[k].diverged);
    if (o.evaluate && run->line().plays_trials())
      std::printf("held out, whole trials: mean %.5g (standard error %.2g), quartiles %.5g to %.5g\n",
                  static_cast<double>(trial.mean), static_cast<double>(trial.error), static_cast<double>(trial.lower),
                  static_cast<double>(trial.upper));
    if (o.measure) print_measure(measure);
    return 0;
  }
  Json json;
  json.begin_object()
      .member("run", receipt.run)
      .member("build", receipt.build)
      .member("iteration", static_cast<int>(receipt.iteration));
  json.member("hash", receipt.hash);
  write_origin(json, receipt.from);
  json.member("seconds", seconds).member("processor_seconds", processor_seconds);
  if (o.evaluate) {
    json.key("evaluation");
    write_evaluation(json, *run, spreads, trial);
  }
  if (o.measure) {
    json.key("measure");
    write_measure(json, measure);
  }
  std::printf("%s\n", json.end_object().text().c_str());
  return 0;
}
