// Every knob that a run accepts does something, and each learner's update is what its knobs say.
#include "support.h"

#include "foundation/decimal.h"
#include "foundation/hash.h"
#include "lab/job.h"

namespace metarl::testing {
namespace {

// In double and in WebAssembly the same knobs are read by the same code, and runs have the same bits
// (same-bits.test.ts): the longest of all tests runs once.
#if !defined(METARL_DOUBLE) && !defined(__EMSCRIPTEN__)

// Everything that a run does, in one number: parameters, values of its tasks, and a held-out evaluation.
std::uint64_t fingerprint(const std::string& line) {
  const RunPointer run = make_run(line);
  if (!run) return 0;
  std::uint64_t hash = kHashStart;
  for (std::uint32_t i = 1; i <= 2; ++i) {
    go_to(*run, i);
    EXPECT_EQ(run->status().iteration, i) << line << ": " << run->status().divergence.message;
    for (const Array* a : {&run->parameters(), &run->before(), &run->after(), &run->statistics()})
      hash = hash_bytes(a->data(), a->size() * sizeof(Scalar), hash);
  }
  std::unique_ptr<Job> job;
  EXPECT_FALSE(Job::evaluation(*run, 3, 2, job).refused());
  while (!job->advance()) continue;
  for (const TraceArray& a : job->result())
    if (a.name == "values" || a.name == "tasks") hash = hash_bytes(a.data.data(), a.data.size() * 4, hash);
  // How far a probe's inner steps go tells apart what a few episodes' returns may not.
  std::vector<float> task;
  for (const TaskParameter& p : run->problem().family->parameters())
    task.push_back(static_cast<float>(p.low + p.high) / 2);
  EXPECT_FALSE(Job::probe(*run, task, 3, job).refused());
  while (!job->advance()) continue;
  for (const TraceArray& a : job->result())
    if (a.name == "parameter_norms" || a.name == "memory" || a.name == "latent_mean" || a.name == "critic")
      hash = hash_bytes(a.data.data(), a.data.size() * 4, hash);
  return hash;
}

// Another value of a knob than the line has.
std::string another(const RunLine& line, const Knob& knob) {
  const std::string& text = line.settings.text(knob.name);
  const double value = line.settings.real(knob.name);
  if (knob.name == "line_search_steps" || knob.name == "cg_iterations") return "1";
  if (knob.name == "cg_damping") return "0.5";
  if (knob.name == "max_kl") return "0.01";  // half of a divergence that allows no step may not allow one either
  // The ends of a range stay in order.
  const auto ends_in = [&](const std::string& end) {
    return knob.name.size() > end.size() && knob.name.compare(knob.name.size() - end.size(), end.size(), end) == 0;
  };
  if (ends_in("_low") && value > knob.low) return format_real((value + knob.low) / 2);
  if (ends_in("_high") && value < knob.high) return format_real((value + knob.high) / 2);
  switch (knob.type) {
    case KnobType::integer:
      return std::to_string(static_cast<int>(value < knob.high ? value + 1 : value - 1));
    case KnobType::real:
      if (value == 0) return format_real(knob.high / 10);
      return format_real(value / 2 < knob.low ? value * 2 : value / 2);
    case KnobType::sizes:
      return "4,3";
    case KnobType::seed:
      return "77";
    case KnobType::candidates:
      return line.settings.text(knob.name) + ";rl2~memory:3";
    case KnobType::hash:
      return "";
    case KnobType::choice:
      break;
  }
  for (const std::string& choice : choices_for(knob.name, *line.learner, *line.family))
    if (choice != text) return choice;
  return "";
}

// Proves for every learner, family and outer that no knob is accepted and then not used: another value of it makes
// another run (or another evaluation, for those that speak of it). Only how many tasks and steps an evaluation has is
// left to whoever asks for it. What all outer loops find adapted is tried with the first one; and how a policy's inner
// steps are chosen on one family with numbers and one with indices for actions.
TEST(Knobs, EveryKnobDoesSomething) {
  std::vector<std::string> seen;
  // `more` sets another way to adapt than by default; then only the knobs that begin with `prefix` are tried.
  const auto check = [&](const LearnerEntry& learner, const FamilyEntry& family, const std::string& outer,
                         const std::string& more, const std::string& prefix) {
    std::string text =
        with_more(line_of(learner, family, outer) + more,
                  "&meta_batch_size=3&block=2&hidden=5&memory=4&latent=2&decoder=4&context=4&minibatches=1");
    // Rules that plan do so for short trials.
    if (learner.adapts == Adapts::rule) {
      text = with_more(text, "&episodes=4&horizon=5&confidence_scale=1");
    } else if (learner.adapts == Adapts::choice) {
      // Long enough for half of the share to be fewer episodes of each candidate.
      text = with_more(text, "&episodes=40&horizon=8");
    } else if (family.kind == Kind::reinforcement) {
      text = with_more(text, "&episodes=4&horizon=" + std::string(family.discrete ? "40" : "12"));
    }
    // A range of payloads to be cut at its lower end, which cannot be lowered; the goal that has its speeds as knobs;
    // and motors that may break down later.
    text = with_more(text, "&payload_high=1&running=velocity&crippled=1");
    // So few plans that they differ, and pieces that fit into the shortest trials.
    if (learner.adapts == Adapts::model) text += "&past=2&future=2&plans=3&plan_steps=2&plan_rounds=1&exploration=0.5";
    // Far enough for the policies of a search to act otherwise.
    text = with_more(text, "&inner_sigma=1&outer_sigma=1");
    if (family.kind == Kind::reinforcement)
      text = with_more(text, learner.adapts == Adapts::search ? "&inner_lr=1" : "&inner_lr=0.1");
    // Far enough for candidates of the line search to be rejected, and ratios to be clipped.
    if (outer == "trpo") text += "&max_kl=0.3";
    // By steps as large as these a model is led to where all plans are worth the same.
    const std::string outer_lr = outer == "sgd" ? "0.03" : learner.adapts == Adapts::model ? "0.01" : "0.1";
    if (outer != "trpo" && outer != "" && learner.name != "reptile" && family.kind == Kind::reinforcement)
      text = with_more(text, "&clip=0.05&max_gradient_norm=0.01&outer_lr=" + outer_lr);
    RunLine line;
    ASSERT_FALSE(read_run_line(text, line).refused()) << text;
    const std::uint64_t base = fingerprint(text);
    // A family knows nothing of learners, so its own knobs are tried with one.
    const std::vector<std::string> outers = choices_for("outer", learner, family);
    const bool first_outer = outers.empty() || outer == outers[0];
    const bool tries_family = learner.name == learners()[0].name && first_outer;
    for (const Knob& knob : knob_table()) {
      const std::string& name = knob.name;
      if (!line.settings.has(name) || knob.type == KnobType::hash) continue;
      if (name.find(prefix) != 0 || (!first_outer && knob.group != "outer loop")) continue;
      const auto same = [&](const Knob& own) { return own.name == name; };
      if (!tries_family && std::any_of(family.knobs.begin(), family.knobs.end(), same)) continue;
      if (name == "learner" || name == "tasks" || name == "preset" || name == "outer" || name == "block" ||
          name == "test_tasks" || name == "test_steps")
        continue;
      const std::string value = another(line, knob);
      const std::size_t at = text.find("&" + name + "=");
      std::string changed = text;
      if (at != std::string::npos) changed.erase(at, std::min(text.find('&', at + 1), text.size()) - at);
      changed += "&" + name + "=" + value;
      // Not all inner steps have a size.
      if (const std::size_t lr = changed.find("&inner_lr="); name == "inner" && learner.adapts == Adapts::search)
        changed.erase(lr, changed.find('&', lr + 1) - lr);
      const bool differs = fingerprint(changed) != base;
      // Candidates are not rejected everywhere, nor ratios clipped; and of a game that ends before the horizon, rules
      // and searches look at whole ones.
      const bool whole_game = name == "horizon" && family.name == "catch" &&
                              (learner.adapts == Adapts::rule || learner.adapts == Adapts::search);
      // Nor do plans drawn anew around the best of three begin otherwise, where two steps bring nothing yet.
      const bool same_plan = name == "plan_rounds" && family.name == "catch";
      EXPECT_TRUE(differs || name.find("line_search") == 0 || name == "clip" || name == "inner_clip" || whole_game ||
                  same_plan)
          << name << "=" << value << " changes nothing in " << text;
      if (differs && std::find(seen.begin(), seen.end(), name) == seen.end()) seen.push_back(name);
    }
  };
  for_each_combination([&](const LearnerEntry& learner, const FamilyEntry& family, const std::string& outer) {
    // In the two-step task a policy without chance is one of two, and a search, or a plan, finds the better one
    // whatever its knobs.
    const bool looks_ahead = learner.adapts == Adapts::search || learner.adapts == Adapts::model;
    if (looks_ahead && family.name == "two-step") return;
    check(learner, family, outer, "", "");
    if (learner.adapts != Adapts::gradient || (outer != "" && outer != learner.reinforcement_outers[0])) return;
    if (family.name != "point-navigation" && family.name != "cart-pole") return;
    check(learner, family, outer, "&critic=learned", "critic_");
    if (learner.inners.empty()) return;
    for (const char* inner : {"&inner=a2c", "&inner=ppo&inner_clip=0.05"})
      check(learner, family, outer, inner, "inner_");
  });
  EXPECT_EQ(seen.size() + 8, knob_table().size()) << "all but init and those left out above";
}

#endif

// The blocks of a run's first iteration, brought as far as the update.
struct Blocks {
  RunPointer run;
  std::vector<std::unique_ptr<Block>> list;
  Array meta;
  explicit Blocks(const std::string& line) : run(make_run(line)), meta(run->parameters()) {
    const int n = run->problem().meta_batch_size, size = run->problem().block;
    for (int first = 0; first < n; first += size) {
      BlockSpec spec;
      spec.first_task = first;
      spec.tasks = std::min(size, n - first);
      spec.steps = run->status().steps;
      spec.derivatives = true;
      list.push_back(run->learner().make_block());
      list.back()->begin(spec);
      perform(run->learner().schedule(spec.steps, meta), *list.back());
    }
  }
  // The mean over tasks of what an operation contributes.
  Array mean(int code, int contribution) const {
    Operation operation;
    operation.code = code;
    operation.input = &meta;
    operation.contribution = contribution;
    Array total(static_cast<std::size_t>(contribution)), part(total.size());
    for (const auto& block : list) {
      block->perform(operation, part.data());
      for (std::size_t i = 0; i < total.size(); ++i) total[i] += part[i] / Scalar(run->problem().meta_batch_size);
    }
    return total;
  }
};

// Proves that a meta-update by sgd subtracts outer_lr times the mean gradient over all tasks, whatever the blocks, and
// that Adam's first step is outer_lr along its sign.
TEST(Learners, DescentFollowsTheMeanGradient) {
  for (const std::string text :
       {"tasks=sinusoid&shots=5&query=5&outer=sgd", "learner=meta-sgd&tasks=boolean&outer=sgd",
        "learner=pretrained&tasks=sinusoid&outer=sgd", "tasks=cart-pole&outer=sgd&outer_steps=1&episodes=4&horizon=20",
        "learner=anil&tasks=sinusoid&outer=adam"}) {
    const Blocks blocks(text + "&meta_batch_size=5&block=2&hidden=6&outer_lr=0.05");
    const int size = blocks.run->learner().meta_size();
    const Array gradient = blocks.mean(kGradient, size + 1);
    const bool adam = text.find("adam") != std::string::npos;
    Array expected = blocks.meta;
    for (int i = 0; i < size; ++i) {
      const Scalar g = gradient[static_cast<std::size_t>(i)];
      expected[static_cast<std::size_t>(i)] -= Scalar(0.05) * (adam ? g / (std::fabs(g) + Scalar(1e-8)) : g);
    }
    go_to(*blocks.run, 1);
    EXPECT_LE(relative_error(blocks.run->parameters(), expected, size), bound(1e-6, 1e-4)) << text;
  }
}

// Proves that Reptile's update goes towards the adapted parameters, by outer_lr times the mean way there.
TEST(Learners, ReptileGoesTowardsTheAdaptedParameters) {
  const Blocks blocks("learner=reptile&tasks=sinusoid&meta_batch_size=5&block=2&hidden=6&outer_lr=0.25");
  const int size = blocks.run->learner().meta_size();
  Array expected = blocks.meta;
  for (int t = 0; t < 5; ++t)
    for (int i = 0; i < size; ++i)
      expected[static_cast<std::size_t>(i)] +=
          Scalar(0.05) * (static_cast<const GradientBlock&>(*blocks.list[static_cast<std::size_t>(t / 2)])
                              .parameters(t % 2, blocks.run->status().steps)[i] -
                          blocks.meta[static_cast<std::size_t>(i)]);
  go_to(*blocks.run, 1);
  EXPECT_LE(relative_error(blocks.run->parameters(), expected, size), bound(1e-12, 1e-5));
}

// Proves that a task's credit is how much more its adapted policy earned than those of the other tasks did on average,
// whatever the blocks, in the units of the query's advantages; and that the episodes before adaptation get it.
TEST(Learners, CreditsAreWhatTasksCameTo) {
  for (const std::string text : {"tasks=point-navigation&discount=0.9", "tasks=cart-pole&outer=adam"}) {
    const Blocks blocks("learner=e-maml&" + text +
                        "&meta_batch_size=5&block=2&episodes=4&horizon=30&hidden=6&inner_steps=1&sampling_weight=3");
    const auto& learner = static_cast<const GradientLearner&>(blocks.run->learner());
    const double discount = static_cast<double>(learner.form().advantages.discount);
    const int size = learner.meta_size();
    const auto experience = [&](int t, int k) -> const Experience& {
      return static_cast<const GradientBlock&>(*blocks.list[static_cast<std::size_t>(t / 2)]).experience(t % 2, k);
    };
    double returns[5] = {}, total = 0;
    for (int t = 0; t < 5; ++t) {
      const Experience& e = experience(t, 1);
      for (int lane = 0; lane < e.lanes; ++lane) {
        double weight = 1;
        for (int time = 0; time < e.time; ++time, weight *= discount) {
          const std::size_t i = static_cast<std::size_t>(time * e.lanes + lane);
          returns[t] += weight * static_cast<double>(e.reward[i]) / e.lanes;
          if (e.done[i] != 0) break;
        }
      }
      total += returns[t];
    }
    Array outcomes = blocks.mean(kOutcomes, kOutcomeNumbers);
    for (Scalar& number : outcomes) number *= 5;
    EXPECT_NEAR(static_cast<double>(outcomes[0]), total, bound(1e-9, 1e-4) * (1 + std::fabs(total))) << text;
    EXPECT_NEAR(static_cast<double>(outcomes[1]), 5, 1e-6);
    const Array before = blocks.mean(kGradient, size + 1);
    Operation credit;
    credit.code = kCredit;
    credit.input = &outcomes;
    for (const auto& block : blocks.list) block->perform(credit, nullptr);
    const Array after = blocks.mean(kGradient, size + 1);
    Array expected = before;
    for (int t = 0; t < 5; ++t) {
      // The query's advantages were scaled to unit variance: their own scale is that of one left as it was.
      const double c = static_cast<double>(experience(t, 1).advantage_scale) * (returns[t] - (total - returns[t]) / 4);
      Samples samples = experience(t, 0).samples;
      std::fill(samples.advantages.begin(), samples.advantages.end(), Scalar(3 * c));
      Loss loss;
      Array g(static_cast<std::size_t>(size));
      loss.evaluate(blocks.run->problem().network, blocks.meta.data(), samples, {LossKind::reinforce});
      loss.gradient(g.data(), false);
      for (std::size_t i = 0; i < g.size(); ++i) expected[i] += g[i] / 5;
    }
    EXPECT_GE(relative_error(after, before, size), 1e-2) << text;
    EXPECT_LE(relative_error(after, expected, size), bound(1e-9, 2e-3)) << text;
  }
}

// Proves that the gradient which an iteration takes right after collecting, step by step, has the bits of that after
// adapting anew on the same data: fresh data at each inner step go to their own step in both.
TEST(MetaGradient, AdaptingAnewAgreesWithTheIteration) {
  for (const std::string text : {"tasks=sinusoid", "tasks=point-navigation&episodes=4&horizon=10",
                                 "learner=meta-sgd&tasks=cart-pole&episodes=4&horizon=20", "learner=anil&tasks=boolean",
                                 "learner=promp&tasks=point-navigation&episodes=4&horizon=10"}) {
    const Blocks blocks(text + "&inner_steps=3&meta_batch_size=3&block=2&hidden=6");
    const int size = blocks.run->learner().meta_size() + 1;
    const Array first = blocks.mean(kGradient, size), anew = blocks.mean(kGradientAt, size);
    EXPECT_EQ(first, anew) << text;
  }
}

}  // namespace
}  // namespace metarl::testing
