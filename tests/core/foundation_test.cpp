// Matrix products, the linear solve, and knobs.
#include "support.h"

#include <functional>

#include "foundation/decimal.h"
#include "foundation/knobs.h"
#include "foundation/products.h"
#include "lab/run_line.h"

namespace metarl::testing {
namespace {

struct Dense {
  int rows, cols;
  Array data;
  Dense(int r, int c, Numbers& numbers) : rows(r), cols(c), data(numbers.normals(static_cast<std::ptrdiff_t>(r) * c)) {}
  ConstMatrix view() const { return {data.data(), rows, cols}; }
  Matrix view() { return {data.data(), rows, cols}; }
};

using At = std::function<Scalar(int, int)>;

// start + left times right, entry by entry in double.
void expect_product(const Dense& found, const Dense& start, bool adds, int inner, const At& left, const At& right,
                    const std::string& what) {
  double worst = 0;
  for (int c = 0; c < found.cols; ++c) {
    for (int r = 0; r < found.rows; ++r) {
      double total = adds ? static_cast<double>(start.view()(r, c)) : 0;
      double size = 1;
      for (int k = 0; k < inner; ++k) {
        const double term = static_cast<double>(left(r, k)) * static_cast<double>(right(k, c));
        total += term;
        size += std::fabs(term);
      }
      worst = std::max(worst, std::fabs(static_cast<double>(found.view()(r, c)) - total) / size);
    }
  }
  EXPECT_LE(worst, bound(1e-15, 5e-7)) << what << " of " << found.rows << " x " << inner << " x " << found.cols;
}

// Proves that the products are what their names say, for sizes below, at and above the packets' and the blocks'
// borders.
TEST(Products, AgreeWithPlainLoops) {
  const int shapes[][3] = {{1, 1, 1},      {1, 2, 3},     {2, 3, 1},     {3, 1, 2},      {3, 3, 3},
                           {4, 4, 4},      {5, 7, 9},     {8, 8, 8},     {1, 40, 10},    {40, 40, 10},
                           {40, 1, 10},    {100, 2, 7},   {100, 100, 3}, {32, 32, 100},  {2, 100, 244},
                           {100, 37, 245}, {17, 300, 19}, {3, 2000, 2},  {100, 250, 100}};
  Numbers numbers(2);
  for (const auto& [m, inner, n] : shapes) {
    Dense a(m, inner, numbers), at(inner, m, numbers), b(inner, n, numbers), bt(n, inner, numbers), c(m, n, numbers);
    const Dense start = c;
    const auto plain = [](const Dense& d) { return At([&d](int r, int k) { return d.view()(r, k); }); };
    const auto turned = [](const Dense& d) { return At([&d](int r, int k) { return d.view()(k, r); }); };
    add_product(c.view(), a.view(), b.view());
    expect_product(c, start, true, inner, plain(a), plain(b), "add_product");
    c = start;
    transposed_product(c.view(), at.view(), b.view());
    expect_product(c, start, false, inner, turned(at), plain(b), "transposed_product");
    c = start;
    add_transposed_product(c.view(), at.view(), b.view());
    expect_product(c, start, true, inner, turned(at), plain(b), "add_transposed_product");
    c = start;
    add_product_transposed(c.view(), a.view(), bt.view());
    expect_product(c, start, true, inner, plain(a), turned(bt), "add_product_transposed");
  }
}

// Proves that the solve finds x in S x = b for positive definite S of every size up to 40.
TEST(Products, SolvePositiveDefinite) {
  Numbers numbers(3);
  for (int n = 1; n <= 40; n += n < 6 ? 1 : 7) {
    const Dense root(n, 2 * n + 3, numbers);
    const Array expected = numbers.normals(n);
    Dense s(n, n, numbers);
    Array b(static_cast<std::size_t>(n)), x(static_cast<std::size_t>(n));
    for (int r = 0; r < n; ++r)
      for (int c = 0; c < n; ++c) {
        s.view()(r, c) = r == c ? Scalar(0.5) : Scalar(0);
        for (int k = 0; k < root.cols; ++k) s.view()(r, c) += root.view()(r, k) * root.view()(c, k);
      }
    for (int r = 0; r < n; ++r)
      for (int c = 0; c < n; ++c)
        b[static_cast<std::size_t>(r)] += s.view()(r, c) * expected[static_cast<std::size_t>(c)];
    ASSERT_TRUE(solve_positive_definite(s.view(), b.data(), x.data()));
    EXPECT_LE(relative_error(x, expected, n), bound(1e-12, 2e-3)) << n;
  }
}

// Proves that a matrix that is not positive definite (or not a number) is refused with x = 0.
TEST(Products, SolveRefusesWhatIsNotPositiveDefinite) {
  const Scalar matrices[][4] = {{1, 2, 2, 1}, {-1, 0, 0, 1}, {0, 0, 0, 0}, {Scalar(NAN), 0, 0, 1}};
  for (const auto& m : matrices) {
    Array s(m, m + 4), b{1, 1}, x{5, 5};
    EXPECT_FALSE(solve_positive_definite({s.data(), 2, 2}, b.data(), x.data()));
    EXPECT_EQ(x[0], Scalar(0));
    EXPECT_EQ(x[1], Scalar(0));
  }
}

// Proves that a number is written in the fewest digits that read back to the same bits.
TEST(Knobs, RealsRoundTrip) {
  EXPECT_EQ(format_real(0.1), "0.1");
  EXPECT_EQ(format_real(100), "100");
  EXPECT_EQ(format_real(-120.5), "-120.5");
  EXPECT_EQ(format_real(0.0001), "0.0001");
  EXPECT_EQ(format_real(0), "0");
  EXPECT_EQ(format_real(1e20), "1e+20");
  EXPECT_EQ(format_real(1e-5), "1e-05");
  EXPECT_EQ(format_real(1.0 / 3).size(), 18u);
  Numbers numbers(4);
  for (int i = 0; i < 2000; ++i) {
    const double value = static_cast<double>(numbers.normal()) * std::pow(10, numbers.index(80) - 40);
    const std::string text = format_real(value);
    EXPECT_EQ(std::strtod(text.c_str(), nullptr), value) << text;
    EXPECT_EQ(format_real(std::strtod(text.c_str(), nullptr)), text);
  }
}

// Proves that a text of a few digits, with or without a point, is the number that the C library reads, and is written
// again without its idle zeros; and which texts are none.
TEST(Knobs, RealsOfFewDigits) {
  Numbers numbers(5);
  for (int i = 0; i < 20000; ++i) {
    std::string text = numbers.index(2) ? "-" : "";
    const int digits = 1 + numbers.index(18), point = numbers.index(digits + 1);
    for (int d = 0; d < digits; ++d) {
      if (d == point) text += d ? "." : "0.";
      text += static_cast<char>('0' + numbers.index(10));
    }
    const double expected = std::strtod(text.c_str(), nullptr);
    double value = 0;
    ASSERT_TRUE(read_real(text, value)) << text;
    EXPECT_EQ(value, expected) << text;
    EXPECT_EQ(std::strtod(format_real(value).c_str(), nullptr), expected) << text;
    if (std::fabs(value) >= 1e-4 && std::fabs(value) < 1e15) EXPECT_LE(format_real(value).size(), text.size()) << text;
  }
  double value = 7;
  for (const char* none : {"", "-", ".", "+.", "1.2.3", "1-2", "--1", "e5", "1e", "1e+", "inf", "nan", "0x10", " 1",
                           "1 ", "1e999", "1,5", "00000000000000000000000000000000000000001"})
    EXPECT_FALSE(read_real(none, value)) << none;
  EXPECT_FALSE(read_real(std::string("1\0", 2), value));
  EXPECT_EQ(value, 7);
  for (const auto& [text, number] :
       {std::pair{"+1.50", 1.5}, {".5", 0.5}, {"5.", 5.0}, {"1e3", 1000.0}, {"2.5E-3", 0.0025}}) {
    EXPECT_TRUE(read_real(text, value)) << text;
    EXPECT_EQ(value, number);
  }
}

Knob knob_of(KnobType type, double low, double high) {
  Knob knob;
  knob.name = "thing";
  knob.type = type;
  knob.low = low;
  knob.high = high;
  knob.choices = {"red", "green"};
  return knob;
}

// Proves which texts each type of knob takes, and in which canonical form.
TEST(Knobs, TakesGoodValues) {
  const Knob integer = knob_of(KnobType::integer, 1, 1e6), real = knob_of(KnobType::real, -1, 10),
             sizes = knob_of(KnobType::sizes, 1, 256);
  const Knob choice = knob_of(KnobType::choice, 0, 0), seed = knob_of(KnobType::seed, 0, 0),
             hash = knob_of(KnobType::hash, 0, 0);
  const std::tuple<const Knob*, std::string, std::string> cases[] = {
      {&integer, "7", "7"},
      {&integer, "007", "7"},
      {&integer, "1e3", "1000"},
      {&integer, "1000000", "1000000"},
      {&real, "0.10", "0.1"},
      {&real, "1e-1", "0.1"},
      {&real, "-0", "0"},
      {&real, "+10", "10"},
      {&real, ".5", "0.5"},
      {&sizes, "none", "none"},
      {&sizes, "40,040", "40,40"},
      {&sizes, "1,2,3,256", "1,2,3,256"},
      {&choice, "green", "green"},
      {&seed, "18446744073709551615", "18446744073709551615"},
      {&seed, "00", "0"},
      {&hash, "none", "none"},
      {&hash, "0123456789abcdef", "0123456789abcdef"},
  };
  for (const auto& [knob, text, expected] : cases) {
    std::string canonical, again;
    EXPECT_FALSE(check_knob(*knob, text, canonical).refused()) << text;
    EXPECT_EQ(canonical, expected);
    EXPECT_FALSE(check_knob(*knob, canonical, again).refused());
    EXPECT_EQ(again, canonical);
  }
}

// Proves that bad and hostile texts are refused with a sentence that names the knob, the text and what is allowed.
TEST(Knobs, RefusesBadValues) {
  struct Case {
    Knob knob;
    std::string allowed;
    std::vector<std::string> texts;
  };
  const Case cases[] = {
      {knob_of(KnobType::integer, 1, 10),
       "a whole number from 1 to 10",
       {"", "0", "11", "1.5", "ten", "0x5", "1e400", "--1", "5 ", " 5", "5\n", "1e", "e1", "nan", "inf", "1,5",
        std::string(1000, '9')}},
      {knob_of(KnobType::real, 0, 1),
       "a number from 0 to 1",
       {"", "-1", "1.01", "nan", "inf", "-inf", "infinity", "0x1p-1", "1e", ".", "-", "0.5.5", "0.5f", "0,5", "1e999",
        std::string(41, '0')}},
      {knob_of(KnobType::sizes, 1, 256),
       "up to 4 whole numbers from 1 to 256 separated by commas, or none",
       {"", "0", "257", "40,", ",40", "40,,40", "-1", "1.5", "1,2,3,4,5", "None", "40;40", std::string(200, '1')}},
      {knob_of(KnobType::choice, 0, 0), "one of red, green", {"", "blue", "Red", "red ", "red,green"}},
      {knob_of(KnobType::seed, 0, 0),
       "a whole number from 0 to 18446744073709551615",
       {"", "-1", "18446744073709551616", "1e3", "99999999999999999999", "0x1", " 1"}},
      {knob_of(KnobType::hash, 0, 0),
       "16 hexadecimal digits, or none",
       {"", "0123456789ABCDEF", "0123456789abcde", "0123456789abcdef0", "0123456789abcdeg"}},
  };
  for (const Case& c : cases) {
    for (const std::string& text : c.texts) {
      std::string canonical = "untouched";
      const Refusal refusal = check_knob(c.knob, text, canonical);
      EXPECT_EQ(refusal.key, "thing");
      EXPECT_EQ(refusal.message, "thing is " + in_quotes(text) + ", but must be " + c.allowed + ".");
      EXPECT_EQ(canonical, "untouched");
    }
  }
}

// Proves that what a stranger wrote appears in a sentence short and without control or foreign characters.
TEST(Knobs, QuotedTextIsTame) {
  EXPECT_EQ(in_quotes("a\n\x1b[2J\xff"), "\"a??[2J?\"");
  EXPECT_LE(in_quotes(std::string(100000, 'x')).size(), 66u);
  for (char c : in_quotes(std::string("\0\x01\x7f", 3))) EXPECT_TRUE(c == '"' || c == '?');
}

// Proves that settings keep the last value of a knob and give numbers, seeds and sizes back.
TEST(Knobs, Settings) {
  Settings settings;
  settings.set("a", "1");
  settings.set("b", "40,30");
  settings.set("a", "2.5");
  settings.set("s", "18446744073709551615");
  EXPECT_EQ(settings.all().size(), 3u);
  EXPECT_EQ(settings.real("a"), 2.5);
  EXPECT_EQ(settings.sizes("b"), (std::vector<int>{40, 30}));
  EXPECT_EQ(settings.seed("s"), ~0ull);
  EXPECT_FALSE(settings.has("c"));
  EXPECT_EQ(settings.text("c"), "");
  settings.set("b", "none");
  EXPECT_TRUE(settings.sizes("b").empty());
}

// Proves that every knob of the table has a help text, a place on the page and a default that it allows itself.
TEST(Knobs, TableIsSound) {
  std::vector<std::string> names;
  for (const Knob& knob : knob_table()) {
    EXPECT_EQ(std::count(names.begin(), names.end(), knob.name), 0) << knob.name << " is there twice";
    names.push_back(knob.name);
    EXPECT_FALSE(knob.help.empty()) << knob.name;
    EXPECT_FALSE(knob.group.empty()) << knob.name;
    std::string canonical;
    EXPECT_FALSE(check_knob(knob, knob.fallback, canonical).refused());
    if (knob.type == KnobType::integer || knob.type == KnobType::real) {
      for (double edge : {knob.low, knob.high})
        EXPECT_FALSE(check_knob(knob, format_real(edge), canonical).refused()) << knob.name << " at " << edge;
      const double step = knob.type == KnobType::integer ? 1 : 1e-3;
      EXPECT_TRUE(check_knob(knob, format_real(knob.low - step), canonical).refused()) << knob.name;
      EXPECT_TRUE(check_knob(knob, format_real(knob.high + step), canonical).refused()) << knob.name;
    }
  }
  // The table has one of each name, so families that share one have the same.
  for (const FamilyEntry& family : families())
    for (const Knob& own : family.knobs) {
      const Knob& listed = *find_knob(own.name);
      EXPECT_EQ(own.help, listed.help) << family.name;
      EXPECT_EQ(own.fallback, listed.fallback) << family.name << ": " << own.name;
      EXPECT_EQ(std::make_pair(own.low, own.high), std::make_pair(listed.low, listed.high)) << own.name;
      EXPECT_EQ(own.choices, listed.choices) << own.name;
    }
}

}  // namespace
}  // namespace metarl::testing
