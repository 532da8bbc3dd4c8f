// Random streams, elementary functions and the hash.
#include "support.h"

#include <limits>

#include "foundation/hash.h"
#include "foundation/vectors.h"

namespace metarl::testing {
namespace {

// Proves that Philox 4x32-10 gives the vectors published with it, with a different counter in every lane.
TEST(Random, PhiloxGivesThePublishedVectors) {
  struct Vector {
    std::uint32_t counter[4];
    std::uint64_t key;
    std::uint32_t expected[4];
  };
  const Vector zero{{0, 0, 0, 0}, 0, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}};
  const Vector ones{{~0u, ~0u, ~0u, ~0u}, ~0ull, {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}};
  const Vector pi{{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
                  0x299f31d0a4093822ull,
                  {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}};
  for (const Vector& vector : {zero, ones, pi}) {
    for (int lane = 0; lane < 4; ++lane) {
      PhiloxBlock block;
      // The other lanes count something else, so that a mix-up of lanes shows.
      for (int i = 0; i < 4; ++i) {
        block.c[i] = Words{7, 11, 13, 17} * splat_word(static_cast<std::uint32_t>(i + 3));
        block.c[i][lane] = vector.counter[i];
      }
      const PhiloxBlock found = philox(block, vector.key);
      for (int i = 0; i < 4; ++i) EXPECT_EQ(found.c[i][lane], vector.expected[i]) << "lane " << lane << " word " << i;
      EXPECT_NE(found.c[0][(lane + 1) % 4], vector.expected[0]);
    }
  }
}

// Proves that a stream reads exactly the Philox words of its counter, past the first sixteen too.
TEST(Random, StreamIsPhiloxOfItsCounter) {
  const StreamKey key{0x123456789abcdef0ull, 41, 977, Purpose::query, 3, 5};
  EXPECT_EQ(key.word1(), 3u << 26 | 3u << 18 | 5u);
  Stream stream(key);
  for (std::uint32_t draw = 0; draw < 70; ++draw) {
    const PhiloxBlock block =
        philox({{splat_word(draw), splat_word(key.word1()), splat_word(977), splat_word(41)}}, key.seed);
    for (int i = 0; i < 4; ++i) ASSERT_EQ(stream.word(), block.c[i][0]) << "draw " << draw << " word " << i;
  }
  // Lanes of one draw are the first words of the streams of these lanes.
  const PhiloxBlock lanes = draw_lanes(key, 0);
  for (std::uint32_t lane = 0; lane < 4; ++lane) {
    StreamKey other = key;
    other.lane += lane;
    Stream single(other);
    for (int i = 0; i < 4; ++i) EXPECT_EQ(single.word(), lanes.c[i][lane]);
  }
}

// Proves that the stream of the zero key begins with the published words of the zero counter.
TEST(Random, FirstWordsOfTheZeroStream) {
  Stream stream({0, 0, 0, Purpose::initial_parameters, 0, 0});
  for (std::uint32_t word : {0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u}) EXPECT_EQ(stream.word(), word);
}

// Proves that seed, meta-iteration, task, purpose, inner step and lane each change the numbers of a stream.
TEST(Random, EveryFieldOfAKeyChangesTheNumbers) {
  const StreamKey base{5, 6, 7, Purpose::collect, 1, 2};
  std::vector<StreamKey> keys(8, base);
  keys[1].seed = 5 + (1ull << 32);
  keys[2].seed = 6;
  keys[3].iteration = 7;
  keys[4].task = 8;
  keys[5].purpose = Purpose::query;
  keys[6].step = 2;
  keys[7].lane = 3;
  std::vector<std::vector<std::uint32_t>> words;
  for (const StreamKey& key : keys) {
    Stream stream(key);
    words.emplace_back();
    for (int i = 0; i < 32; ++i) words.back().push_back(stream.word());
  }
  for (std::size_t a = 0; a < words.size(); ++a) {
    for (std::size_t b = 0; b < a; ++b) {
      int equal = 0;
      for (std::size_t i = 0; i < 32; ++i) equal += words[a][i] == words[b][i];
      EXPECT_EQ(equal, 0) << "keys " << a << " and " << b;
    }
  }
}

// Proves that uniform numbers have the moments of the uniform distribution and stay inside the open interval.
TEST(Random, UniformMoments) {
  Stream stream({9, 0, 0, Purpose::view, 0, 0});
  const int count = 200000;
  double sum = 0, squares = 0, lowest = 1, highest = 0;
  for (int i = 0; i < count; ++i) {
    const double u = static_cast<double>(stream.uniform());
    sum += u;
    squares += u * u;
    lowest = std::min(lowest, u);
    highest = std::max(highest, u);
  }
  EXPECT_GT(lowest, 0);
  EXPECT_LT(highest, 1);
  // Bounds are five standard errors.
  EXPECT_NEAR(sum / count, 0.5, 5 * std::sqrt(1.0 / 12 / count));
  EXPECT_NEAR(squares / count, 1.0 / 3, 5 * std::sqrt(4.0 / 45 / count));
  EXPECT_GT(static_cast<double>(to_uniform(splat_word(0))[0]), 0);
  EXPECT_LT(static_cast<double>(to_uniform(splat_word(~0u))[0]), 1);
}

// Proves that normal numbers have the first four moments of the standard normal distribution, and neighbours no
// correlation.
TEST(Random, NormalMoments) {
  Stream stream({10, 0, 0, Purpose::view, 0, 0});
  const int count = 200000;
  double m1 = 0, m2 = 0, m3 = 0, m4 = 0, product = 0, before = 0;
  for (int i = 0; i < count; ++i) {
    const double x = static_cast<double>(stream.normal());
    m1 += x;
    m2 += x * x;
    m3 += x * x * x;
    m4 += x * x * x * x;
    product += x * before;
    before = x;
  }
  const double root = std::sqrt(count);
  EXPECT_NEAR(m1 / count, 0, 5 / root);
  EXPECT_NEAR(m2 / count, 1, 5 * std::sqrt(2) / root);
  EXPECT_NEAR(m3 / count, 0, 5 * std::sqrt(15) / root);
  EXPECT_NEAR(m4 / count, 3, 5 * std::sqrt(96) / root);
  EXPECT_NEAR(product / count, 0, 5 / root);
}

// Proves that an index is uniform among its values and never beyond them.
TEST(Random, IndexIsUniform) {
  Stream stream({11, 0, 0, Purpose::view, 0, 0});
  int counts[7] = {};
  for (int i = 0; i < 70000; ++i) {
    const std::uint32_t k = stream.index(7);
    ASSERT_LT(k, 7u);
    ++counts[k];
  }
  for (int c : counts) EXPECT_NEAR(c, 10000, 5 * std::sqrt(10000.0 * 6 / 7));
}

struct Function {
  const char* name;
  Lanes (*lanes)(Lanes);
  double (*exact)(double);
  double low, high;
  bool absolute;  // measured against 1 where the value is smaller
};

Lanes sine_of(Lanes x) { return sine_cosine(x).sine; }
Lanes cosine_of(Lanes x) { return sine_cosine(x).cosine; }
Lanes exponential_of(Lanes x) { return exponential(x); }
Lanes logarithm_of(Lanes x) { return logarithm(x); }
Lanes tangent_of(Lanes x) { return hyperbolic_tangent(x); }
Lanes root_of(Lanes x) { return square_root(x); }

const Function kFunctions[] = {
    {"exp", exponential_of, std::exp, -80, 80, false},
    {"exp near 0", exponential_of, std::exp, -1, 1, false},
    {"log", logarithm_of, std::log, 1e-30, 1e30, false},
    {"log near 1", logarithm_of, std::log, 0.5, 2, true},
    {"sin", sine_of, std::sin, -100, 100, true},
    {"sin far", sine_of, std::sin, -8000, 8000, true},
    {"cos", cosine_of, std::cos, -100, 100, true},
    {"tanh", tangent_of, std::tanh, -12, 12, true},
    {"tanh near 0", tangent_of, std::tanh, -0.1, 0.1, true},
    {"sqrt", root_of, std::sqrt, 0, 1e6, false},
};

// Proves that the elementary functions agree with the C library's over their ranges.
TEST(Elementary, AgreeWithTheCLibrary) {
  for (const Function& f : kFunctions) {
    double worst = 0, at = 0;
    const int count = 20000;
    for (int i = 0; i <= count; ++i) {
      // The logarithm's wide range is walked evenly in the exponent.
      const double share = static_cast<double>(i) / count;
      const double point = f.high > 1e20 ? f.low * std::pow(f.high / f.low, share) : f.low + share * (f.high - f.low);
      const Scalar x = Scalar(point);
      const double exact = f.exact(static_cast<double>(x));
      const double scale = std::max(std::fabs(exact), f.absolute ? 1.0 : 1e-300);
      const double error = std::fabs(static_cast<double>(f.lanes(splat(x))[0]) - exact) / scale;
      if (!(error <= worst)) worst = error, at = point;
    }
    EXPECT_LE(worst, bound(4e-15, 4e-7)) << f.name << " at " << at;
  }
}

// Proves that small arguments of tanh keep their relative accuracy: a policy's outputs begin near 0.
TEST(Elementary, TangentIsRelativelyAccurateNearZero) {
  for (double x = 1e-4; x < 0.5; x *= 1.7) {
    const double exact = std::tanh(static_cast<double>(Scalar(x)));
    EXPECT_NEAR(static_cast<double>(hyperbolic_tangent(Scalar(x))) / exact, 1, bound(2e-12, 2e-6)) << x;
    EXPECT_EQ(hyperbolic_tangent(Scalar(-x)), -hyperbolic_tangent(Scalar(x)));
  }
}

// Proves what the elementary functions give for NaN, infinities, zero and negative numbers.
TEST(Elementary, SpecialValues) {
  const Scalar infinity = std::numeric_limits<Scalar>::infinity(), nan = std::numeric_limits<Scalar>::quiet_NaN();
  EXPECT_EQ(exponential(infinity), infinity);
  EXPECT_EQ(exponential(-infinity), Scalar(0));
  EXPECT_EQ(exponential(Scalar(0)), Scalar(1));
  EXPECT_EQ(exponential(Scalar(1000)), infinity);
  EXPECT_EQ(exponential(Scalar(-1000)), Scalar(0));
  EXPECT_TRUE(std::isfinite(exponential(Scalar(bound(709.7, 88.7)))));
  EXPECT_TRUE(std::isnan(exponential(nan)));
  EXPECT_EQ(logarithm(Scalar(1)), Scalar(0));
  EXPECT_EQ(logarithm(Scalar(0)), -infinity);
  EXPECT_EQ(logarithm(infinity), infinity);
  EXPECT_TRUE(std::isnan(logarithm(Scalar(-1))));
  EXPECT_TRUE(std::isnan(logarithm(nan)));
  EXPECT_EQ(sine(Scalar(0)), Scalar(0));
  EXPECT_EQ(cosine(Scalar(0)), Scalar(1));
  EXPECT_TRUE(std::isnan(sine(nan)));
  EXPECT_TRUE(std::isnan(cosine(infinity)));
  EXPECT_EQ(hyperbolic_tangent(Scalar(0)), Scalar(0));
  EXPECT_NEAR(hyperbolic_tangent(Scalar(50)), 1, bound(1e-15, 2e-7));
  EXPECT_NEAR(hyperbolic_tangent(-infinity), -1, bound(1e-15, 2e-7));
  EXPECT_TRUE(std::isnan(hyperbolic_tangent(nan)));
  EXPECT_EQ(square_root(Scalar(0)), Scalar(0));
  EXPECT_TRUE(std::isnan(square_root(Scalar(-1))));
}

// Proves that a number's result has the same bits in every lane, whatever stands beside it.
TEST(Elementary, LanesDoNotDependOnTheirNeighbours) {
  Numbers numbers(1);
  for (const Function& f : kFunctions) {
    for (int i = 0; i < 200; ++i) {
      const Scalar x = numbers.uniform(f.low, std::min(f.high, 1e6));
      const Scalar alone = f.lanes(splat(x))[0];
      for (int lane = 0; lane < kLanes; ++lane) {
        Lanes several = Lanes{Scalar(NAN), Scalar(0), Scalar(INFINITY), Scalar(-3)};
        several[lane] = x;
        ASSERT_EQ(f.lanes(several)[lane], alone) << f.name << " of " << x << " in lane " << lane;
      }
    }
  }
}

// Proves that loops over lanes touch each element once, the last few too, and nothing behind the end.
TEST(Elementary, TailsOfArrays) {
  for (int n = 0; n <= 13; ++n) {
    Array a(static_cast<std::size_t>(n + 4), Scalar(-7)), b = a;
    Scalar plain = 0;
    for (int i = 0; i < n; ++i) a[static_cast<std::size_t>(i)] = Scalar(i + 1), plain += Scalar(i + 1);
    for_lanes(n, [&](std::ptrdiff_t i, int count) {
      store_some(b.data() + i, splat(2) * load_some(a.data() + i, count), count);
    });
    for (int i = 0; i < n; ++i) EXPECT_EQ(b[static_cast<std::size_t>(i)], Scalar(2 * i + 2));
    for (int i = n; i < n + 4; ++i) EXPECT_EQ(b[static_cast<std::size_t>(i)], Scalar(-7));
    EXPECT_EQ(sum(a.data(), n), plain);
    EXPECT_TRUE(all_finite(a.data(), n));
    for (int i = 0; i < n; ++i) {
      Array damaged = a;
      damaged[static_cast<std::size_t>(i)] = i % 2 ? Scalar(NAN) : Scalar(INFINITY);
      EXPECT_FALSE(all_finite(damaged.data(), n)) << i << " of " << n;
    }
  }
}

// Proves that the hash is 64-bit FNV-1a by its published vectors, and how it is written.
TEST(Hash, GivesThePublishedVectors) {
  const std::pair<std::string, std::uint64_t> vectors[] = {
      {"", 0xcbf29ce484222325u},
      {"a", 0xaf63dc4c8601ec8cu},
      {"b", 0xaf63df4c8601f1a5u},
      {"foobar", 0x85944171f73967e8u},
      {"chongo was here!\n", 0x46810940eff5f915u},
  };
  for (const auto& [text, expected] : vectors) EXPECT_EQ(hash_bytes(text.data(), text.size()), expected) << text;
  // In pieces it is the same.
  EXPECT_EQ(hash_bytes("bar", 3, hash_bytes("foo", 3)), 0x85944171f73967e8u);
  EXPECT_EQ(hex(0x00af63dc4c8601ecu), "00af63dc4c8601ec");
  EXPECT_EQ(hex(0), "0000000000000000");
}

}  // namespace
}  // namespace metarl::testing
