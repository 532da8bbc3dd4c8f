// What arrays need, counted and taken by the same lines.
//
// Whoever keeps arrays lists them with their lengths in one function, whose last parameter is a Memory. By default the
// listed arrays are taken; with a Memory that counts nothing is taken, and their bytes are added up. So a run is judged
// before it is made, by what making it would take.
#pragma once

#include <cstddef>
#include <vector>

namespace metarl {

class Memory {
 public:
  Memory() = default;
  // Counts: adds to `bytes`, which must stay.
  explicit Memory(double& bytes) : bytes_(&bytes) {}

  bool counts() const { return bytes_ != nullptr; }

  // An array at least as long as the product of the lengths; what is there stays. It takes not a number more: a vector
  // that grows by itself would take up to twice as many.
  template <class T, class A, class... Lengths>
  void take(std::vector<T, A>& array, Lengths... lengths) const {
    if (counts()) return add((static_cast<double>(sizeof(T)) * ... * static_cast<double>(lengths)));
    const std::size_t length = (std::size_t{1} * ... * static_cast<std::size_t>(lengths));
    if (array.size() >= length) return;
    array.reserve(length);
    array.resize(length);
  }

  // The same, but exactly so long: for arrays that are gone through to their end.
  template <class T, class A, class... Lengths>
  void size(std::vector<T, A>& array, Lengths... lengths) const {
    take(array, lengths...);
    if (!counts()) array.resize((std::size_t{1} * ... * static_cast<std::size_t>(lengths)));
  }

  // A list of so many parts, at least, whose own arrays list(part, i) lists.
  template <class T, class F>
  void take_each(std::vector<T>& parts, int count, F&& list) const {
    take(parts, count);
    if (!counts()) {
      for (int i = 0; i < count; ++i) list(parts[static_cast<std::size_t>(i)], i);
      return;
    }
    T none;
    for (int i = 0; i < count; ++i) list(none, i);
  }

  // The same for parts that are all alike, of which one is counted: list(part, memory).
  template <class T, class F>
  void take_alike(std::vector<T>& parts, int count, F&& list) const {
    take(parts, count);
    if (!counts()) {
      for (int i = 0; i < count; ++i) list(parts[static_cast<std::size_t>(i)], Memory());
      return;
    }
    T none;
    double bytes = 0;
    list(none, Memory(bytes));
    *bytes_ += count * bytes;
  }

  // What is taken elsewhere.
  void add(double bytes) const {
    if (counts()) *bytes_ += bytes + kBesides;
  }

 private:
  // That the heap itself needs for each piece, alignment among it.
  static constexpr double kBesides = 96;

  double* bytes_ = nullptr;
};

}  // namespace metarl
