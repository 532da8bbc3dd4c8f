#include "native/golden_case.h"

#include <cstdlib>
#include <sstream>

namespace metarl {

namespace {

const GoldenLeaf kNone;

}  // namespace

const GoldenLeaf& GoldenCase::leaf(const std::string& path) {
  const auto found = leaves.find(path);
  if (found != leaves.end()) return found->second;
  if (missing.empty()) missing = path;
  return kNone;
}

double GoldenCase::number(const std::string& path) {
  const std::vector<double>& list = numbers(path);
  return list.empty() ? 0 : list[0];
}

bool read_case(std::istream& in, GoldenCase& result) {
  result = {};
  std::string line;
  bool inside = false;
  while (std::getline(in, line)) {
    std::istringstream words(line);
    std::string path, type;
    words >> path;
    if (path == "case") {
      words >> result.name;
      inside = true;
      continue;
    }
    if (!inside) continue;
    if (path == "end") return true;
    int rank = 0;
    words >> type >> rank;
    GoldenLeaf leaf;
    if (type == "s") {
      words.get();
      std::getline(words, leaf.text);
    } else {
      for (int i = 0; i < rank; ++i) {
        int size = 0;
        words >> size;
        leaf.shape.push_back(size);
      }
      // strtod and not >>: it reads every form of a number that JavaScript writes.
      std::string number;
      while (words >> number) leaf.numbers.push_back(std::strtod(number.c_str(), nullptr));
    }
    result.leaves[path] = std::move(leaf);
  }
  return false;
}

}  // namespace metarl
