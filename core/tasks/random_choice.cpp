#include "tasks/random_choice.h"

#include "tasks/family.h"

namespace metarl {

namespace {

class RandomChoice final : public Yardstick {
 public:
  explicit RandomChoice(int actions) : actions_(actions) {}
  void reserve(int, const Moment&, Memory) override {}
  void forget(const Episodes&, int, const Moment&) override {}
  void act(Episodes& e, int lane, const Moment&, Stream& stream) override {
    e.action[static_cast<std::size_t>(lane)] = Scalar(stream.index(static_cast<std::uint32_t>(actions_)));
  }
  void learn(const Episodes&, int, const Moment&) override {}

 private:
  int actions_;
};

}  // namespace

YardstickEntry random_choice() {
  return {"random", "Random", "Acts at random.", "", {}, [](const Family& family, const Settings&) {
            const int actions = static_cast<const ReinforcementFamily&>(family).actions();
            return std::unique_ptr<Yardstick>(std::make_unique<RandomChoice>(actions));
          }};
}

}  // namespace metarl
