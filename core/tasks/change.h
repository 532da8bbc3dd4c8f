// A task that changes within an episode: from step `switch_at` of every episode on, as its family says. How far an
// episode has come is one row of its state, which no family observes.
#pragma once

#include "tasks/family.h"

namespace metarl {

inline Knob change_knob() {
  return {"switch_at",
          KnobType::integer,
          "0",
          0,
          1000,
          {},
          "steps",
          "step of an episode from which its task is another: cart-pole's pushes go the other way, or the "
          "half-cheetah's motor is out of order, which worked before; 0: the task stays as it is",
          false,
          "tasks"};
}

class Change {
 public:
  // `age`: the row of a state that holds an episode's steps so far.
  Change(const Settings& settings, int age) : at_(settings.integer("switch_at")), age_(age) {}

  bool happens() const { return at_ > 0; }
  // For a view: the step, where there is a change.
  void add_to(std::vector<SceneNumbers>& scene) const {
    if (happens()) scene.push_back({"switch_at", static_cast<double>(at_)});
  }

  void reset(Episodes& e, int first, Mask where) const {
    e.set(e.state, age_, first, select(where, splat(0), e.get(e.state, age_, first)));
  }
  // Counts a step, and says in which of these lanes the change came before it; in all where there is none.
  Mask step(Episodes& e, int first) const {
    const Lanes age = e.get(e.state, age_, first);
    e.set(e.state, age_, first, age + splat(1));
    return age >= splat(Scalar(at_));
  }

 private:
  int at_, age_;
};

}  // namespace metarl
