#include "tasks/bandit_index.h"

#include <algorithm>

namespace metarl {

namespace {

// Fees from 0 to 1. Between two of them Q bends little: the indices are good to 1e-4 (tested).
constexpr int kFees = 400;
constexpr double kFeeStep = 1.0 / kFees;
// The state of an arm is followed for so many pulls beyond those asked for; then its chance counts as known.
constexpr int kBeyond = 500;

// Finds where a falling function crosses 0, given its values at rising fees.
template <class Number>
void note_crossing(double fee, double q, double& before, Number& index) {
  if (q <= 0 && before > 0) index = static_cast<Number>(fee - kFeeStep + kFeeStep * before / (before - q));
  before = q;
}

std::size_t triangle(int pulls) { return static_cast<std::size_t>(pulls) * static_cast<std::size_t>(pulls + 1) / 2; }

// States of an arm of all lengths that an index of finitely many pulls is kept for.
std::size_t whittle_states(int pulls) {
  std::size_t size = 0;
  for (int left = 1; left <= pulls; ++left) size += triangle(pulls - left + 1);
  return size;
}

}  // namespace

double GittinsIndex::bytes(int pulls) {
  return sizeof(double) * (2.0 * static_cast<double>(triangle(pulls + 1)) + 2.0 * (pulls + kBeyond + 1));
}

double WhittleIndex::bytes(int pulls) {
  return static_cast<double>(sizeof(float) + sizeof(double)) * static_cast<double>(whittle_states(pulls)) +
         sizeof(double) * (static_cast<double>(triangle(pulls + 1)) + 3.0 * pulls);
}

GittinsIndex::GittinsIndex(int pulls, double discount) : pulls_(pulls), index_(triangle(pulls + 1)) {
  const int last = pulls + kBeyond;
  std::vector<double> value(static_cast<std::size_t>(last + 1)), q(value.size()), before(index_.size());
  for (int f = 0; f <= kFees; ++f) {
    const double fee = kFeeStep * f;
    for (int paid = 0; paid <= last; ++paid) {
      const double gain = Pulls{paid, last - paid}.mean() - fee;
      value[static_cast<std::size_t>(paid)] = gain > 0 ? gain / (1 - discount) : 0;
    }
    // The first state that is worth more than nothing. States from which no pull can lead to one are worth nothing, so
    // they need not be looked at: half of them, over all fees.
    std::size_t first = 0;
    while (first < value.size() && value[first] == 0) ++first;
    for (int count = last - 1; count >= 0; --count) {
      const double share = 1.0 / (count + 2);
      const std::size_t from = count > pulls && first > 0 ? first - 1 : 0;
      first = static_cast<std::size_t>(count) + 1;
      for (std::size_t paid = from; paid <= static_cast<std::size_t>(count); ++paid) {
        const double p = share * static_cast<double>(paid + 1);
        q[paid] = p - fee + discount * (p * value[paid + 1] + (1 - p) * value[paid]);
        value[paid] = q[paid] > 0 ? q[paid] : 0;
        if (q[paid] > 0 && paid < first) first = paid;
      }
      if (count > pulls) continue;
      for (std::size_t paid = 0; paid <= static_cast<std::size_t>(count); ++paid)
        note_crossing(fee, q[paid], before[triangle(count) + paid], index_[triangle(count) + paid]);
    }
  }
}

WhittleIndex::WhittleIndex(int pulls) : pulls_(pulls) {
  std::size_t size = 0;
  start_.push_back(0);
  for (int left = 1; left <= pulls; ++left) {
    start_.push_back(size);
    size += triangle(pulls - left + 1);
  }
  index_.resize(size);
  std::vector<double> value(triangle(pulls + 1)), before(size), q(static_cast<std::size_t>(pulls + 1));
  for (int f = 0; f <= kFees; ++f) {
    const double fee = kFeeStep * f;
    std::fill(value.begin(), value.end(), 0.0);
    for (int left = 1; left <= pulls; ++left) {
      for (int count = 0; count <= pulls - left; ++count) {
        const double share = 1.0 / (count + 2);
        double* now = value.data() + triangle(count);
        const double* next = value.data() + triangle(count + 1);  // with one pull less to go
        for (std::size_t paid = 0; paid <= static_cast<std::size_t>(count); ++paid) {
          const double p = share * static_cast<double>(paid + 1);
          q[paid] = p - fee + (p * next[paid + 1] + (1 - p) * next[paid]);
          now[paid] = q[paid] > 0 ? q[paid] : 0;
        }
        const std::size_t row = start_[static_cast<std::size_t>(left)] + triangle(count);
        for (std::size_t paid = 0; paid <= static_cast<std::size_t>(count); ++paid)
          note_crossing(fee, q[paid], before[row + paid], index_[row + paid]);
      }
    }
  }
}

}  // namespace metarl
