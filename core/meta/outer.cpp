#include "meta/outer.h"

namespace metarl {

namespace {

constexpr struct {
  const char* name;
  MakeOuter* make;
} kOuters[] = {{"adam", make_adam}, {"sgd", make_sgd}, {"trpo", make_trust_region}};

}  // namespace

std::unique_ptr<Outer> make_outer(const Settings& settings, const OuterSize& size) {
  for (const auto& [name, make] : kOuters)
    if (settings.text("outer") == name) return make(settings, size);
  return nullptr;
}

void OuterLearner::reserve(Memory memory) {
  memory.take(meta_, meta_size_);
  if (outer_) outer_->reserve(memory);
}

std::vector<Array*> OuterLearner::state() {
  std::vector<Array*> list = {&meta_};
  if (!outer_) return list;
  for (Array* array : outer_->state()) list.push_back(array);
  return list;
}

void OuterLearner::configure(const Settings& settings) {
  if (outer_) outer_->configure(settings);
}

void OuterLearner::begin_update(std::uint32_t) {
  if (outer_) outer_->begin();
}

bool OuterLearner::next_update(const Array& reduced, Operation& operation) {
  return outer_ && outer_->next(reduced, meta_, operation, report_);
}

}  // namespace metarl
