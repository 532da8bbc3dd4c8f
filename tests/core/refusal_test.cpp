// Refusals: each code of the table with a case that makes it, its key and its sentence.
#include <limits>
#include <set>

#include "lab/describe.h"
#include "lab/divergence.h"
#include "lab/inspection.h"
#include "lab/job.h"
#include "lab/landscape.h"
#include "refusals.h"
#include "snapshots.h"

namespace metarl::testing {
namespace {

// One case: the refusal, and what it must be. A sentence may end in "*": only its beginning is given then.
struct RefusalCase {
  Refusal refusal;
  std::string code, key, sentence;
};

Refusal of_line(const std::string& text) {
  RunLine line;
  return read_run_line(text, line);
}

Refusal of_run(const std::string& text, const std::vector<float>* parameters = nullptr) {
  RunPointer run;
  return LabRun::create(text, parameters, run);
}

Refusal of_snapshot(const Bytes& bytes) {
  RunPointer run;
  return LabRun::restore(bytes, run);
}

// A snapshot with other bytes somewhere, and the right checksum.
template <class Number>
Bytes forged(Bytes bytes, std::size_t at, Number number) {
  std::memcpy(bytes.data() + at, &number, sizeof number);
  seal(bytes);
  return bytes;
}

std::string repeated(int count, const std::string& before, const std::string& after) {
  std::string text;
  for (int i = 0; i < count; ++i) text += before + std::to_string(i) + after;
  return text;
}

void add_lines(std::vector<RefusalCase>& cases) {
  cases.push_back({of_line(std::string(70000, '1')), "line.too-long", "",
                   "The run line has 70000 characters; at most 65536 are allowed."});
  cases.push_back({of_line("inner_lr"), "line.no-pair", "",
                   "The run line has \"inner_lr\", but must be made of key=value pairs joined by &."});
  cases.push_back({of_line("nner_lr=1"), "line.unknown-key", "nner_lr",
                   "\"nner_lr\" is not a knob; the common ones are learner, tasks, preset, seed, init, *"});
  cases.push_back(
      {of_line("seed=1&seed=2"), "line.twice", "seed", "seed appears in the run line twice; each knob may be set once."});
  cases.push_back({of_line("outer_lr=1@x"), "line.bad-iteration", "outer_lr",
                   "outer_lr has \"1@x\", but @ must be followed by a meta-iteration from 0 to 999999999."});
  cases.push_back({of_line("tasks=sinusoid&hidden=8@5"), "line.not-live", "hidden",
                   "hidden cannot change while a run goes on, so it cannot be followed by @; set it without."});
  cases.push_back({of_line("tasks=sinusoid" + repeated(501, "&inner_lr=1@", "")), "line.too-many-changes", "",
                   "The run line has more than 500 changes (key=value@n)."});
}

void add_knobs(std::vector<RefusalCase>& cases) {
  cases.push_back({of_line("inner_steps=1.5"), "knob.whole", "inner_steps",
                   "inner_steps is \"1.5\", but must be a whole number from 1 to 10."});
  cases.push_back({of_line("seed=-1"), "knob.whole", "seed",
                   "seed is \"-1\", but must be a whole number from 0 to 18446744073709551615."});
  cases.push_back(
      {of_line("inner_lr=fast"), "knob.real", "inner_lr", "inner_lr is \"fast\", but must be a number from 0 to 100."});
  cases.push_back({of_line("hidden=40,300"), "knob.sizes", "hidden",
                   "hidden is \"40,300\", but must be up to 4 whole numbers from 1 to 256 separated by commas, or none."});
  cases.push_back(
      {of_line("init=abc"), "knob.hash", "init", "init is \"abc\", but must be 16 hexadecimal digits, or none."});
  cases.push_back({of_line("activation=sigmoid"), "knob.choice", "activation",
                   "activation is \"sigmoid\", but must be one of tanh, relu."});
  Knob knob;
  knob.name = "thing";
  knob.type = KnobType::choice;
  knob.choices = {"this"};
  std::string canonical;
  cases.push_back({check_knob(knob, "that", canonical), "knob.only-choice", "thing",
                   "thing is \"that\", but must be this, its only choice."});
  cases.push_back({of_line("tasks=sinusoid&outer=trpo"), "knob.choice-here", "outer",
                   "outer is \"trpo\", but must be one of adam, sgd for learner=maml on tasks=sinusoid."});
  cases.push_back(
      {of_line("learner=reptile&outer=adam"), "knob.only-choice-here", "outer",
       "outer is \"adam\", but must be sgd, the only choice for learner=reptile on tasks=point-navigation."});
  cases.push_back({of_line("learner=scratch&outer_lr=5"), "knob.misplaced", "outer_lr",
                   "outer_lr does not apply to learner=scratch on tasks=point-navigation; leave it out."});
  cases.push_back({of_line("inner=a2c&inner_clip=0.1"), "knob.misplaced-by", "inner_clip",
                   "inner_clip does not apply to learner=maml on tasks=point-navigation with inner=a2c; leave it out."});
  cases.push_back({of_line("critic_lr=1"), "knob.misplaced-by", "critic_lr",
                   "critic_lr does not apply to learner=maml on tasks=point-navigation with critic=linear; leave it "
                   "out."});
  cases.push_back({of_line("outer_lr=5"), "knob.misplaced-outer", "outer_lr",
                   "outer_lr does not apply to learner=maml on tasks=point-navigation with outer=trpo; leave it out."});
  cases.push_back({of_line("tasks=sinusoid&amplitude_low=4&amplitude_high=2"), "knob.low-above-high", "amplitude_low",
                   "amplitude_low is 4, but must be at most amplitude_high, which is 2."});
  cases.push_back({of_run("test_steps=21"), "knob.inner-steps", "test_steps",
                   "test_steps is 21, but learner=maml may make at most 20 inner steps in an evaluation."});
}

void add_candidates(std::vector<RefusalCase>& cases) {
  const std::string selector = "learner=selector&tasks=two-step&candidates=";
  cases.push_back({of_line(selector + "a b"), "knob.candidates", "candidates",
                   "candidates is \"a b\", but must be learners separated by ;, each perhaps with ~knob:value, such as "
                   "ucb1;rl2~memory:64."});
  cases.push_back({of_line(selector + "rl2"), "candidates.count", "candidates",
                   "candidates names 1 learners, but must name 2 to 8, separated by ;."});
  cases.push_back({of_line(selector + "rl2;thompson"), "candidates.learner", "candidates",
                   "candidates names \"thompson\", which is none to choose on tasks=two-step; there are maml, *"});
  cases.push_back({of_line(selector + "rl2;varibad~memory:1000"), "candidates.knob", "candidates",
                   "In candidates, varibad does not take \"memory:1000\" on tasks=two-step."});
}

void add_sizes(std::vector<RefusalCase>& cases) {
  cases.push_back({of_line("learner=rl2&tasks=sinusoid"), "pair.needs-episodes", "learner",
                   "learner=rl2 needs episodes to act in, which tasks=sinusoid does not have; it runs on "
                   "point-navigation, cart-pole, bernoulli-bandit, two-step, tabular-mdp, grid-navigation, pendulum, "
                   "reacher, cheetah, car, catch."});
  cases.push_back({of_line("learner=prototypes&tasks=boolean"), "pair.needs-classes-or-episodes", "learner",
                   "learner=prototypes needs classes or episodes, which tasks=boolean does not have; it runs on *"});
  cases.push_back({of_line("learner=bayes-optimal&tasks=two-step"), "pair.no-yardstick", "learner",
                   "learner=bayes-optimal is a yardstick of other tasks than tasks=two-step; it runs on "
                   "bernoulli-bandit, grid-navigation, catch."});
  const std::string bandit = "tasks=bernoulli-bandit&";
  cases.push_back({of_line(bandit + "learner=whittle&episodes=201"), "trial.too-long", "episodes",
                   "learner=whittle plans for at most 200 pulls, but a trial of this run has 201; make episodes, "
                   "test_steps or horizon smaller."});
  cases.push_back({of_line(bandit + "learner=gittins&test_steps=500&horizon=3"), "trial.too-long", "test_steps",
                   "learner=gittins plans for at most *"});
  cases.push_back({of_line(bandit + "learner=bayes-optimal&arms=2&episodes=900"), "trial.too-long-for-arms", "episodes",
                   "learner=bayes-optimal plans for at most *"});
  cases.push_back({of_line("tasks=catch&learner=bayes-optimal&preset=large"), "trial.too-many-positions", "episodes",
                   "The trials of this run have too many positions for learner=bayes-optimal to plan exactly; make "
                   "screen_columns, screen_rows, balls, episodes or test_steps smaller."});
  cases.push_back({of_line("tasks=catch&learner=oracle&horizon=3"), "episode.too-short", "horizon",
                   "horizon is 3, but learner=oracle plans for whole episodes, which take up to 4 steps; make it at least "
                   "4."});
  cases.push_back({of_run("meta_batch_size=1000&episodes=100&horizon=200"), "memory.too-much", "meta_batch_size",
                   "This run would need about *"});
  EXPECT_NE(cases.back().refusal.message.find(
                " GB, but at most 1.5 GB are allowed; make meta_batch_size, horizon or episodes smaller."),
            std::string::npos)
      << cases.back().refusal.message;
  cases.push_back({of_run("meta_batch_size=100000&episodes=1000&horizon=1000"), "memory.too-much-for-one",
                   "meta_batch_size", "This run would need about *"});
  EXPECT_NE(cases.back().refusal.message.find("; make all of these smaller: meta_batch_size, episodes."),
            std::string::npos)
      << cases.back().refusal.message;
}

void add_parameters(std::vector<RefusalCase>& cases) {
  const std::string line = "tasks=sinusoid&meta_batch_size=2&hidden=5";
  std::vector<float> saved(16, 0.5f), poor = saved;
  poor[3] = NAN;
  const auto hash_of = [](const std::vector<float>& p) { return hex(hash_bytes(p.data(), p.size() * 4)); };
  const std::string hash = hash_of(saved), other = "0123456789abcdef";
  cases.push_back({of_run(line, &saved), "init.unnamed", "init",
                   "Saved parameters were given, but the line does not name them; add init=" + hash + "."});
  cases.push_back({of_run(line + "&init=" + hash), "init.missing", "init",
                   "init names saved parameters with the hash " + hash +
                       ", but none were given; give them, or leave init out."});
  cases.push_back({of_run(line + "&init=" + other, &saved), "init.other-hash", "init",
                   "The saved parameters have the hash " + hash + ", but init names " + other + "."});
  cases.push_back({of_run("tasks=sinusoid&meta_batch_size=2&hidden=6&init=" + hash, &saved), "init.other-size", "init",
                   "The saved parameters are 16 numbers, but this run's learner and network have 19."});
  cases.push_back({of_run(line + "&init=" + hash_of(poor), &poor), "init.not-finite", "init",
                   "The saved parameters hold a number that is not finite."});
}

void add_changes(std::vector<RefusalCase>& cases) {
  cases.push_back({no_run(), "run.none", "", "There is no run yet; create one from a run line."});
  const RunPointer run = make_run("tasks=sinusoid&meta_batch_size=2&hidden=5");
  cases.push_back({run->change("hidden", "8"), "change.not-live", "hidden",
                   "hidden cannot change while a run goes on; it restarts the run."});
  cases.push_back({run->change("max_kl", "0.1"), "knob.misplaced-outer", "max_kl",
                   "max_kl does not apply to learner=maml on tasks=sinusoid with outer=adam; leave it out."});
  cases.push_back({run->change("nothing", "1"), "line.unknown-key", "nothing", "\"nothing\" is not a knob; *"});
  // Refused for having no place, and not for its value.
  cases.push_back({make_run("learner=scratch&tasks=sinusoid")->change("outer", "adam"), "knob.misplaced", "outer",
                   "outer does not apply to learner=scratch on tasks=sinusoid; leave it out."});
  const RunPointer changed = make_run("tasks=sinusoid&meta_batch_size=2&hidden=5" + repeated(500, "&inner_lr=1@1", ""));
  cases.push_back({changed->change("inner_lr", "0.1"), "change.too-many", "inner_lr",
                   "A run may be changed 500 times; start a new one from its parameters (init)."});

  std::unique_ptr<Job> job;
  cases.push_back({Job::evaluation(*run, 0, 1, job), "evaluation.tasks", "test_tasks",
                   "An evaluation needs 1 to 100000 tasks, not 0."});
  cases.push_back({Job::evaluation(*run, 1, 21, job), "evaluation.inner-steps", "test_steps",
                   "An evaluation or probe of learner=maml makes 1 to 20 inner steps, not 21."});
  const RunPointer rule = make_run("tasks=two-step&learner=random");
  cases.push_back({Job::evaluation(*rule, 1, 1000, job), "evaluation.steps", "test_steps",
                   "An evaluation or probe of learner=random makes 0 to 999 steps, not 1000."});
  cases.push_back({Job::probe(*run, {1, 2, 3}, 1, job), "probe.parameters", "task",
                   "A task of this family has 2 parameters, not 3."});
  cases.push_back({Job::probe(*run, {1, NAN}, 1, job), "probe.parameter", "phase",
                   "phase must be a number from -1000000 to 1000000."});

  std::unique_ptr<Inspection> inspection;
  cases.push_back({Inspection::begin(*rule, inspection), "inspection.learner", "learner",
                   "learner=random follows no gradient through its adaptation that could be inspected; on tasks=two-step "
                   "these do: maml, anil, meta-sgd, cavia, e-maml, promp, rl2."});
  std::unique_ptr<Landscape> landscape;
  cases.push_back({Landscape::begin(*rule, {}, {}, landscape), "landscape.learner", "learner",
                   "learner=random makes no inner steps on its parameters, so there is no landscape of them to draw; on "
                   "tasks=two-step these do: maml, anil, meta-sgd, e-maml, promp, reptile, scratch."});
  cases.push_back({Landscape::begin(*run, {.first = 2, .second = 2}, {}, landscape), "landscape.form", "",
                   "A landscape lies on a plane through two different tasks of 5, with an odd number of 3 to 65 cells to each "
                   "side and up to 256 earlier parameters of the run, all of them finite."});
  for (const LandscapeForm& form : {LandscapeForm{.second = 5}, LandscapeForm{.first = -1}, LandscapeForm{.cells = 24},
                                    LandscapeForm{.cells = 67}})
    EXPECT_EQ(Landscape::begin(*run, form, {}, landscape).code, "landscape.form");
  EXPECT_EQ(Landscape::begin(*run, {}, {1, 2}, landscape).code, "landscape.form");
  std::vector<float> astray(static_cast<std::size_t>(run->learner().meta_size()), NAN);
  EXPECT_EQ(Landscape::begin(*run, {}, astray, landscape).code, "landscape.form");

  // The largest run that is not refused itself.
  RunPointer large;
  for (int tasks = 2000; LabRun::create("episodes=20&horizon=200&meta_batch_size=" + std::to_string(tasks), nullptr, large)
                             .refused();
       tasks = tasks * 9 / 10)
    continue;
  cases.push_back({Inspection::begin(*large, inspection), "inspection.memory", "meta_batch_size",
                   "With an inspection this run would need about *"});
}

void add_divergences(std::vector<RefusalCase>& cases) {
  const RunLine maml = read("tasks=sinusoid"), trpo = read("tasks=point-navigation"),
                pretrained = read("tasks=sinusoid&learner=pretrained"), rl2 = read("tasks=two-step&learner=rl2");
  const auto of = [](const RunLine& line, NotFinite quantity) {
    return divergence_of(line, line.settings, 4, quantity);
  };
  cases.push_back({of(maml, NotFinite::adapted), "run.diverged-adapting", "inner_lr",
                   "Diverged in meta-iteration 5: the loss or return after adaptation became infinite or not a number; "
                   "lower inner_lr (now 0.01)."});
  cases.push_back({of(pretrained, NotFinite::sum), "run.diverged-sum", "outer_lr",
                   "Diverged in the meta-update of meta-iteration 5: a sum over tasks became infinite or not a number; "
                   "lower outer_lr (now 0.001)."});
  cases.push_back({of(trpo, NotFinite::sum), "run.diverged-sum-either", "inner_lr",
                   "Diverged in the meta-update of meta-iteration 5: a sum over tasks became infinite or not a number; "
                   "lower inner_lr (now 0.1) or max_kl (now 0.01)."});
  cases.push_back({of(rl2, NotFinite::parameters), "run.diverged-parameters", "outer_lr",
                   "Diverged in the meta-update of meta-iteration 5: the meta-parameters or the optimizer's moments "
                   "became infinite or not a number; lower outer_lr (now *"});
  cases.push_back({of(maml, NotFinite::parameters), "run.diverged-parameters-either", "inner_lr",
                   "Diverged in the meta-update of meta-iteration 5: the meta-parameters or the optimizer's moments "
                   "became infinite or not a number; lower inner_lr (now 0.01) or outer_lr (now 0.001)."});
  cases.push_back({of(read("tasks=two-step&learner=selector"), NotFinite::sum), "run.diverged-candidates", "candidates",
                   "Diverged in meta-iteration 5: what the candidates brought, or what is expected of them, became "
                   "infinite or not a number; name others in candidates."});
  // Of a learner without inner steps nothing about them is said.
  cases.push_back({of(rl2, NotFinite::adapted), "run.diverged-sum", "outer_lr",
                   "Diverged in the meta-update of meta-iteration 5: a sum over tasks *"});
}

void add_snapshots(std::vector<RefusalCase>& cases) {
  const Bytes bytes = small_snapshot();
  // Where the fields of snapshot.cpp's table begin.
  std::uint32_t line_size = 0;
  std::memcpy(&line_size, bytes.data() + 28, 4);
  const std::size_t line = 32, origin = line + line_size, iteration = origin + 1, operations = iteration + 4, arrays = operations + 4,
                    length = arrays + 4, numbers = length + 8;
  const auto add = [&](const Bytes& given, const std::string& code, const std::string& rest) {
    cases.push_back({of_snapshot(given), "snapshot." + code, "snapshot", "This is no usable snapshot: " + rest});
  };
  add({}, "foreign", "it does not begin with METARL02.");
  add({bytes.begin(), bytes.begin() + 12}, "cut-off", "it is cut off.");
  Bytes damaged = bytes;
  damaged[numbers] ^= 1;
  add(damaged, "damaged", "its checksum does not match, so it is damaged or cut off.");
  add(forged(bytes, 8, kDouble ? 4 : 8), "number-type", "it was written with another number type.");
  add(forged(bytes, 12, '?'), "build", "\"?*");
  add(forged(bytes, origin, std::uint8_t{2}), "origin", "the build that it came from is not told as it must be.");
  add(forged(bytes, line, '&'), "line", "its run line \"&*");
  add(forged(bytes, arrays, std::uint32_t{99}), "arrays", "it has 99 arrays where its run has 4.");
  add(forged(bytes, length, std::uint64_t{1}), "array-length",
      "an array does not have the length that its run needs.");
  add(forged(bytes, numbers, Scalar(NAN)), "not-finite", "it holds a number that is not finite.");
  Bytes longer = bytes;
  longer.insert(longer.end() - 8, 8, 0);
  seal(longer);
  add(longer, "goes-on", "it goes on after its end.");
  add(forged(bytes, iteration, std::uint32_t{1000000000}), "iteration", "its meta-iteration is beyond 999999999.");
  add(forged(bytes, operations, std::uint32_t{9999}), "operations", "it claims to be too far into an iteration.");

  // Parameters at which the iteration cannot be finished.
  const RunPointer lost = make_run("tasks=sinusoid&meta_batch_size=1&hidden=2&shots=1&query=1&inner_lr=100&inner_steps=10");
  Bytes large = lost->snapshot();
  std::memcpy(&line_size, large.data() + 28, 4);
  for (int i = 0; i < 4; ++i) large = forged(large, 32 + line_size + 13 + 8 + sizeof(Scalar) * static_cast<std::size_t>(i), std::numeric_limits<Scalar>::max() / 4);
  add(forged(large, 32 + line_size + 5, std::uint32_t{9999}), "diverges", "its run diverges.");

  const RunPointer late = [&] {
    RunPointer run;
    EXPECT_FALSE(LabRun::restore(forged(bytes, iteration, kMostIterations), run).refused());
    return run;
  }();
  cases.push_back({late->change("inner_lr", "0.5"), "change.too-late", "inner_lr",
                   "Changes are counted up to meta-iteration 999999999."});
}

// Proves that each code of the table is made by something that can be asked for, with the right key, and what its
// sentence is; and that every refusal has exactly its code's arguments.
TEST(Refusals, EveryCodeHasACase) {
  std::vector<RefusalCase> cases;
  for (const auto add :
       {add_lines, add_knobs, add_candidates, add_sizes, add_parameters, add_changes, add_divergences, add_snapshots})
    add(cases);
  std::set<std::string> made, known;
  for (const RefusalCase& c : cases) {
    ASSERT_TRUE(c.refusal.refused()) << c.code;
    EXPECT_EQ(c.refusal.code, c.code) << c.refusal.message;
    EXPECT_EQ(c.refusal.key, c.key) << c.code;
    if (c.sentence.back() == '*') {
      const std::string beginning = c.sentence.substr(0, c.sentence.size() - 1);
      EXPECT_EQ(c.refusal.message.substr(0, beginning.size()), beginning) << c.code;
    } else {
      EXPECT_EQ(c.refusal.message, c.sentence) << c.code;
    }
    expect_sound(c.refusal);
    made.insert(c.refusal.code);
  }
  for (const RefusalEntry& entry : kRefusals) EXPECT_TRUE(known.insert(entry.code).second) << entry.code << " twice";
  EXPECT_EQ(made, known);
}

// Proves the form in which a refusal leaves the core: its arguments by name, lists as lists.
TEST(Refusals, AreDescribedWithTheirArguments) {
  EXPECT_EQ(describe(of_line("activation=<b>")),
            "{\"status\":\"refused\",\"key\":\"activation\",\"code\":\"knob.choice\",\"message\":\"activation is "
            "\\\"<b>\\\", but must be one of tanh, relu.\",\"args\":{\"key\":\"activation\",\"value\":\"<b>\",\"choices\":["
            "\"tanh\",\"relu\"]}}");
  const std::string all = describe();
  EXPECT_NE(all.find("{\"code\":\"knob.real\",\"template\":\"{key} is \\\"{value}\\\", but must be a number from {low} to "
                     "{high}.\",\"arguments\":[\"key\",\"value\",\"low\",\"high\"]}"),
            std::string::npos);
  for (const RefusalEntry& entry : kRefusals)
    EXPECT_NE(all.find("{\"code\":\"" + std::string(entry.code) + "\""), std::string::npos) << entry.code;
}

// Proves that a diverged run says why with a code, and that one that goes on again does not.
TEST(Refusals, ADivergedRunSaysWhy) {
  const RunPointer run = make_run("tasks=sinusoid&meta_batch_size=2&hidden=8&inner_steps=10&inner_lr=100@1");
  EXPECT_NE(describe(run->status()).find("\"state\":\"ready\",\"key\":\"\",\"code\":\"\",\"message\":\"\",\"args\":{}"),
            std::string::npos)
      << describe(run->status());
  go_to(*run, 50);
  ASSERT_TRUE(run->status().diverged);
  expect_sound(run->status().divergence);
  EXPECT_EQ(run->status().divergence.key, "inner_lr");
  EXPECT_NE(describe(run->status()).find("\"state\":\"diverged\",\"key\":\"inner_lr\",\"code\":\"run.diverged-"),
            std::string::npos)
      << describe(run->status());
  EXPECT_FALSE(run->change("inner_lr", "0.001").refused());
  EXPECT_EQ(run->status().divergence.code, "");
}

}  // namespace
}  // namespace metarl::testing
