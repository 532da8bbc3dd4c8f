// One golden case: numbers and texts by path, read from the flat lines that wasm/toolchain/steps/flatten.mjs makes of a
// JSON file.
#pragma once

#include <istream>
#include <map>
#include <string>
#include <vector>

namespace metarl {

struct GoldenLeaf {
  std::vector<int> shape;  // empty for a single number
  std::vector<double> numbers;
  std::string text;  // of a string
};

class GoldenCase {
 public:
  std::string name;
  std::map<std::string, GoldenLeaf> leaves;
  std::string missing;  // the first path that was asked for and is not there

  bool has(const std::string& path) const { return leaves.count(path) != 0; }
  const GoldenLeaf& leaf(const std::string& path);
  const std::vector<double>& numbers(const std::string& path) { return leaf(path).numbers; }
  double number(const std::string& path);
  std::string text(const std::string& path) { return leaf(path).text; }
};

// Reads the next case; false at the end.
bool read_case(std::istream& in, GoldenCase& result);

}  // namespace metarl
