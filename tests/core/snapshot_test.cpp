// Snapshots, and strangers' bytes: damaged, truncated and forged ones, and run lines that nobody sane would write.
#include <cstdlib>

#include "lab/build_id.h"
#include "refusals.h"
#include "snapshots.h"

namespace metarl::testing {
namespace {

const std::vector<std::string> kSavedRuns = with_trial_runs({
    "tasks=sinusoid&meta_batch_size=5&block=2&hidden=8&shots=5&query=6&seed=5",
    "tasks=point-navigation&meta_batch_size=3&block=2&episodes=3&horizon=10&hidden=6&seed=5",
    "learner=meta-sgd&tasks=cart-pole&meta_batch_size=3&block=1&episodes=3&horizon=15&hidden=6&seed=5",
    "learner=reptile&tasks=boolean&meta_batch_size=3&block=2&hidden=5&seed=5",
    "learner=cavia&tasks=sinusoid&meta_batch_size=3&block=2&hidden=5&seed=5",
    "learner=e-maml&tasks=point-navigation&critic=learned&meta_batch_size=3&block=2&episodes=3&horizon=8&hidden=6&seed="
    "5",
    "learner=anil&tasks=point-navigation&outer=adam&meta_batch_size=2&episodes=3&horizon=8&hidden=6&seed="
    "18446744073709551615",
});

RunPointer restore(const Bytes& bytes) {
  RunPointer run;
  const Refusal refusal = LabRun::restore(bytes, run);
  EXPECT_FALSE(refusal.refused()) << refusal.message;
  return run;
}

std::string refuse_bytes(const Bytes& bytes) {
  RunPointer run;
  const Refusal refusal = LabRun::restore(bytes, run);
  EXPECT_EQ(run == nullptr, refusal.refused());
  if (refusal.refused()) expect_sound(refusal);
  return refusal.message;
}

// How often a fuzzed thing is changed; METARL_FUZZ sets another number.
int mutations(int usual) {
  const char* wanted = std::getenv("METARL_FUZZ");
  return wanted ? std::max(1, std::atoi(wanted)) : usual;
}

// Proves that a snapshot at iteration 10, restored and taken to 30, has the hash of a run that went straight there.
TEST(Snapshot, GoesOnBitForBit) {
  for (const std::string& line : kSavedRuns) {
    const RunPointer run = make_run(line);
    go_to(*run, 10);
    const RunPointer other = restore(run->snapshot());
    EXPECT_EQ(other->receipt().hash, run->receipt().hash);
    EXPECT_EQ(other->receipt().run, run->receipt().run);
    EXPECT_EQ(other->status().iteration, 10u);
    go_to(*run, 30);
    go_to(*other, 30);
    EXPECT_EQ(other->receipt().hash, run->receipt().hash) << line;
    EXPECT_EQ(other->snapshot(), run->snapshot()) << line;
  }
}

// Proves that a run that was changed as often as it may be, by long values, goes on from its snapshot.
TEST(Snapshot, OfARunThatWasChangedAsOftenAsItMayBe) {
  const RunPointer run =
      make_run("learner=pretrained&tasks=sinusoid&meta_batch_size=1&block=1&shots=1&query=1&hidden=1&test_tasks=1");
  for (int i = 0; i < 500; ++i) {
    go_to(*run, static_cast<std::uint32_t>(i + 1));
    const Refusal refusal =
        run->change(i % 2 ? "test_lr_scale" : "outer_lr", "0.00012345678901234" + std::to_string(i));
    ASSERT_FALSE(refusal.refused()) << refusal.message;
  }
  EXPECT_EQ(run->change("outer_lr", "0.5").code, "change.too-many");
  EXPECT_GT(run->line().canonical().size(), 16000u);
  EXPECT_EQ(restore(run->snapshot())->receipt().run, run->receipt().run);
}

// Proves that a snapshot from the middle of an iteration, at any operation, is restored to that operation and goes on
// bit for bit.
TEST(Snapshot, FromTheMiddleOfAnIteration) {
  for (const std::string& line : kSavedRuns) {
    const std::string hash = hash_after(line, 4);
    const RunPointer run = make_run(line);
    go_to(*run, 2);
    while (run->status().iteration < 3) {
      const Reached reached = run->advance();
      const RunPointer other = restore(run->snapshot());
      if (reached == Reached::phase) {  // the operation is complete, so the other stands at the same point
        EXPECT_EQ(other->status().phase, run->status().phase) << line;
        EXPECT_EQ(other->status().step, run->status().step);
        EXPECT_EQ(other->trace(0).size(), run->trace(0).size());
      }
      go_to(*other, 4);
      EXPECT_EQ(other->receipt().hash, hash) << line;
    }
  }
}

// Proves that live changes, made before and after the snapshot and waiting for a later iteration, hold in the restored
// run.
TEST(Snapshot, CarriesLiveChanges) {
  const RunPointer run = make_run(kSavedRuns[0] + "&inner_lr=0.05@4&outer_lr=0.002@12");
  go_to(*run, 10);
  EXPECT_FALSE(run->change("outer_lr", "0.01").refused());
  run->advance();
  EXPECT_FALSE(run->change("order", "1").refused());
  const RunPointer other = restore(run->snapshot());
  EXPECT_EQ(other->receipt().run, run->receipt().run);
  for (const RunPointer* r : {&run, &other}) {
    go_to(**r, 14);
    EXPECT_FALSE((*r)->change("inner_lr", "0.02").refused());
    go_to(**r, 18);
  }
  EXPECT_EQ(other->receipt().hash, run->receipt().hash);
  EXPECT_EQ(hash_after(run->receipt().run, 18), run->receipt().hash);
}

// Proves that a run that started from saved parameters and one that diverged can be restored.
TEST(Snapshot, OfARunFromSavedParametersOrDiverged) {
  const RunPointer first = make_run(kSavedRuns[3]);
  go_to(*first, 2);
  const std::vector<float> saved(first->parameters().begin(),
                                 first->parameters().begin() + first->learner().meta_size());
  const RunPointer run = make_run(kSavedRuns[3] + "&init=" + first->receipt().hash, &saved);
  go_to(*run, 2);
  const RunPointer other = restore(run->snapshot());
  go_to(*run, 4);
  go_to(*other, 4);
  EXPECT_EQ(other->receipt().hash, run->receipt().hash);

  const RunPointer lost = make_run("tasks=sinusoid&meta_batch_size=2&hidden=8&inner_steps=10&inner_lr=100@1");
  go_to(*lost, 50);
  ASSERT_TRUE(lost->status().diverged);
  const RunPointer again = restore(lost->snapshot());
  EXPECT_EQ(again->receipt().hash, lost->receipt().hash);
  go_to(*again, 50);
  EXPECT_EQ(again->status().divergence.message, lost->status().divergence.message);
}

// Proves that a run on its way to divergence either says that it diverged or can be restored: finite parameters may go
// with moments of Adam that are not.
TEST(Snapshot, OfARunAboutToDiverge) {
  const RunPointer run = make_run(
      "learner=anil&tasks=sinusoid&meta_batch_size=3&block=3&shots=3&query=3&hidden=3&inner_steps=3&inner_lr=100@1");
  Reached reached = Reached::quantum;
  while (run->status().iteration < 20 && (reached = run->advance()) != Reached::stopped)
    if (reached == Reached::iteration) restore(run->snapshot());
  // Double precision has room for it.
  EXPECT_EQ(reached, kDouble ? Reached::iteration : Reached::stopped);
}

// Proves that every truncation of a snapshot, and anything appended to it, is refused with a sentence.
TEST(Snapshot, EveryTruncationIsRefused) {
  const Bytes bytes = small_snapshot();
  restore(bytes);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const std::string sentence = refuse_bytes(Bytes(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size)));
    ASSERT_EQ(sentence.rfind("This is no usable snapshot: ", 0), 0u) << size;
    ASSERT_EQ(sentence.back(), '.');
  }
  Bytes longer = bytes;
  longer.push_back(0);
  EXPECT_NE(refuse_bytes(longer), "");
  seal(longer);
  EXPECT_NE(refuse_bytes(longer), "");
}

// Proves that a flip of any bit of any byte is refused with a sentence.
TEST(Snapshot, EveryFlippedBitIsRefused) {
  const Bytes bytes = small_snapshot();
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      Bytes damaged = bytes;
      damaged[i] = static_cast<std::uint8_t>(damaged[i] ^ 1 << bit);
      const std::string sentence = refuse_bytes(damaged);
      ASSERT_NE(sentence, "") << "byte " << i << " bit " << bit;
      ASSERT_EQ(sentence.back(), '.');
    }
  }
}

// Proves what each sentence says: foreign bytes, another version, another number type, another build, another line,
// numbers that are none.
TEST(Snapshot, SentencesSayWhatIsWrong) {
  const Bytes bytes = small_snapshot();
  const auto refused = [&](const std::string& word, auto&& change) {
    Bytes damaged = bytes;
    change(damaged);
    seal(damaged);
    const std::string sentence = refuse_bytes(damaged);
    EXPECT_NE(sentence.find(word), std::string::npos) << sentence;
  };
  EXPECT_NE(refuse_bytes({}).find("METARL"), std::string::npos);
  const std::string page = "<!DOCTYPE html><html></html>";
  EXPECT_NE(refuse_bytes(Bytes(page.begin(), page.end())).find("METARL"), std::string::npos);
  Bytes flipped = bytes;
  flipped[bytes.size() / 2] ^= 1;
  EXPECT_NE(refuse_bytes(flipped).find("checksum"), std::string::npos);
  refused("METARL", [](Bytes& b) { b[7] = '1'; });
  refused("number type", [](Bytes& b) { b[8] = kDouble ? 4 : 8; });
  refused("build", [](Bytes& b) { b[12] = '?'; });
  refused("tasks", [](Bytes& b) {
    const std::string name = "sinusoid";
    const auto at = std::search(b.begin(), b.end(), name.begin(), name.end());
    *at = '<';
  });
  refused("not finite", [](Bytes& b) { std::memset(b.data() + b.size() - 8 - sizeof(Scalar), 0xff, sizeof(Scalar)); });
  refused("goes on", [](Bytes& b) { b.insert(b.end(), 8, 0); });
}

// Proves that a snapshot of another build goes on with the same bits where both compute alike, that receipt and later
// snapshots tell where it came from, and that a third build tells of the second one.
TEST(Snapshot, OfAnotherBuildTellsWhereItCameFrom) {
  const RunPointer run = make_run("tasks=sinusoid&meta_batch_size=3&hidden=5");
  go_to(*run, 2);
  EXPECT_EQ(run->receipt().from.build, "");
  const auto made_by = [](Bytes bytes, const std::string& build) {
    std::copy(build.begin(), build.end(), bytes.begin() + 12);
    seal(bytes);
    return bytes;
  };
  const std::string hash = run->receipt().hash, other = "0123456789abcdef", third = "fedcba9876543210";
  const RunPointer moved = restore(made_by(run->snapshot(), other));
  EXPECT_EQ(moved->receipt().from.build, other);
  EXPECT_EQ(moved->receipt().from.iteration, 2u);
  EXPECT_EQ(moved->receipt().from.hash, hash);
  EXPECT_EQ(moved->receipt().build, build_id());
  go_to(*moved, 3);
  go_to(*run, 3);
  EXPECT_EQ(moved->receipt().hash, run->receipt().hash);
  const RunPointer again = restore(moved->snapshot());
  EXPECT_EQ(again->snapshot(), moved->snapshot());
  EXPECT_EQ(again->receipt().from.build, other);
  EXPECT_EQ(again->receipt().from.iteration, 2u);
  const RunPointer twice = restore(made_by(moved->snapshot(), third));
  EXPECT_EQ(twice->receipt().from.build, third);
  EXPECT_EQ(twice->receipt().from.iteration, 3u);
  EXPECT_EQ(twice->receipt().from.hash, run->receipt().hash);
}

// Proves that forged snapshots, whose checksum is right, never crash: random bytes, numbers and cuts, a few of which
// are usable runs.
TEST(Fuzz, ForgedSnapshots) {
  const int count = mutations(10000);
  std::vector<Bytes> seeds{small_snapshot()};
  {
    const RunPointer run =
        make_run("tasks=point-navigation&meta_batch_size=1&episodes=1&horizon=2&hidden=none&cg_iterations=1");
    run->advance();
    run->advance();
    seeds.push_back(run->snapshot());
  }
  Numbers numbers(90);
  int usable = 0;
  for (int i = 0; i < count; ++i) {
    Bytes bytes = seeds[static_cast<std::size_t>(i) % seeds.size()];
    for (int changes = 1 + numbers.index(4); changes > 0; --changes) {
      const int at = numbers.index(static_cast<int>(bytes.size()));
      const auto position = bytes.begin() + at;
      switch (numbers.index(6)) {
        case 0:
          *position = static_cast<std::uint8_t>(numbers.index(256));
          break;
        case 1:
          *position = static_cast<std::uint8_t>(*position ^ 1 << numbers.index(8));
          break;
        case 2:
          *position = "0123456789&=,@."[numbers.index(15)];
          break;
        case 3:
          bytes.insert(position, static_cast<std::uint8_t>(numbers.index(256)));
          break;
        case 4:
          bytes.erase(position, position + std::min<int>(numbers.index(9), static_cast<int>(bytes.size()) - at));
          break;
        default: {
          const std::uint32_t extreme[] = {0,          1,          0x7fffffff, 0x80000000u, 0xffffffffu,
                                           0x7fc00000, 0x7f800000, 9999,       10001};
          const std::uint32_t value = extreme[numbers.index(9)];
          if (at + 4 <= static_cast<int>(bytes.size())) std::memcpy(&bytes[static_cast<std::size_t>(at)], &value, 4);
        }
      }
      if (bytes.size() < 16) break;
    }
    seal(bytes);
    RunPointer run;
    const Refusal refusal = LabRun::restore(bytes, run);
    ASSERT_EQ(run == nullptr, refusal.refused());
    if (!run) {
      ASSERT_EQ(refusal.message.back(), '.');
      for (char c : refusal.message) ASSERT_TRUE(c >= 32 && c < 127) << i;
      continue;
    }
    ++usable;
    for (int k = 0; k < 20; ++k) run->advance();
    run->trace(0);
    run->snapshot();
  }
  EXPECT_GT(usable, 0) << "mutations must reach beyond the header";
}

// Proves that mutated and made-up run lines never crash, that refusals are printable sentences, and that what is
// understood is canonical.
TEST(Fuzz, RunLines) {
  const int count = mutations(5000);
  Numbers numbers(91);
  std::vector<std::string> keys,
      values{"",      "none", "0",    "1", "-1", "1e9", "1e-9", "nan",  "0.5", "999999999999999999999",
             "40,40", "maml", "trpo", "@", "%",  "%00", "\xff", "0x10", "1,",  ".",
             "7@3",   "7@@3"};
  for (const Knob& knob : knob_table()) {
    keys.push_back(knob.name);
    values.insert(values.end(), knob.choices.begin(), knob.choices.end());
    values.push_back(knob.fallback);
  }
  int understood = 0;
  for (int i = 0; i < count; ++i) {
    std::string line;
    for (int pairs = numbers.index(6); pairs > 0; --pairs) {
      line += keys[static_cast<std::size_t>(numbers.index(static_cast<int>(keys.size())))] + "=" +
              values[static_cast<std::size_t>(numbers.index(static_cast<int>(values.size())))];
      if (numbers.index(4) == 0) line += "@" + std::to_string(numbers.index(1000));
      line += "&";
    }
    if (i % 3 == 0) {
      for (int changes = numbers.index(4); changes > 0 && !line.empty(); --changes)
        line[static_cast<std::size_t>(numbers.index(static_cast<int>(line.size())))] =
            static_cast<char>(numbers.index(256));
    }
    RunLine result;
    const Refusal refusal = read_run_line(line, result);
    if (refusal.refused()) {
      ASSERT_EQ(refusal.message.back(), '.') << line;
      for (char c : refusal.message) ASSERT_TRUE(c >= 32 && c < 127) << line;
      ASSERT_LT(refusal.message.size(), 2000u);
      continue;
    }
    ++understood;
    RunLine again, brief;
    ASSERT_FALSE(read_run_line(result.canonical(), again).refused()) << line;
    ASSERT_EQ(again.canonical(), result.canonical()) << line;
    ASSERT_FALSE(read_run_line(result.brief(), brief).refused()) << line;
    ASSERT_EQ(brief.canonical(), result.canonical()) << line;
  }
  EXPECT_GT(understood, count / 50);
}

}  // namespace
}  // namespace metarl::testing
