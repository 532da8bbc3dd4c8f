// A task family: a distribution over tasks, p(T). A task is a short vector of named parameters.
//
// There are two kinds. A supervised family gives points of a function; a reinforcement family steps episodes. A family
// knows nothing of learners. To add one, write one file that ends in a FamilyEntry and name it in registry.cpp.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "foundation/array.h"
#include "foundation/knobs.h"
#include "foundation/random.h"
#include "tasks/episodes.h"
#include "tasks/yardstick.h"

namespace metarl {

struct TaskParameter {
  std::string name, unit;
  double low, high;  // of the distribution; a probe may lie outside
  std::string help;
  // Of several that differ by their number alone (a bandit's arms): their common name, which with the number makes the
  // parameter's own, and the number. Else "" and 0.
  std::string series = "";
  int number = 0;
};

enum class Kind { supervised, reinforcement };

// A named array for a view: row-major, `shape` outermost first.
struct NamedArray {
  std::string name;
  std::vector<int> shape;
  Array data;
};

// A number, or a list of numbers, that a view draws with.
struct SceneNumbers {
  std::string name;
  std::vector<double> numbers;
  bool list = true;
  SceneNumbers(const char* n, double number) : name(n), numbers{number}, list(false) {}
  SceneNumbers(const char* n, std::vector<double> l) : name(n), numbers(std::move(l)) {}
};

class Family {
 public:
  virtual ~Family() = default;
  virtual std::vector<TaskParameter> parameters() const = 0;
  // What a view needs to draw besides the parameters, so that it keeps no copy of the family's numbers: limits, sizes
  // and rewards that all tasks share (Scenes in wasm/engine.d.ts), and what is one task's own (names in a trace).
  virtual std::vector<SceneNumbers> scene() const { return {}; }
  virtual std::vector<NamedArray> picture(const Scalar*) const { return {}; }
  // Whether, of many tasks, the mean says more than the median: where most episodes find nothing, or all there is; or
  // where values are so noisy that the average is steadier.
  virtual bool told_by_mean() const { return false; }
  // Draws a task: writes parameters().size() numbers.
  virtual void sample(Stream& stream, Scalar* task) const = 0;
};

class SupervisedFamily : public Family {
 public:
  virtual int inputs() const = 0;
  virtual int outputs() const = 0;
  // Draws `x.cols` input points and the targets a learner sees for them. In classification (FamilyEntry::discrete)
  // outputs() is the number of classes, and a target one row: the class's index.
  virtual void points(const Scalar* task, Stream& stream, Matrix x, Matrix y) const = 0;
  // The task's true function at given inputs.
  virtual void truth(const Scalar* task, ConstMatrix x, Matrix y) const = 0;
  // Inputs that a view draws the function at: fills x (inputs x returned count); called with x.data null it only
  // counts.
  virtual int grid(Matrix x) const = 0;
  // A loss above this counts as diverged in an evaluation, like one that is not finite.
  virtual double diverged_above() const = 0;
};

// A family of environments, stepped as a batch: every lane is an episode of its own.
class ReinforcementFamily : public Family {
 public:
  virtual int observations() const = 0;
  virtual int states() const = 0;
  // Discrete actions (FamilyEntry::discrete): how many there are. Continuous: dimensions.
  virtual int actions() const = 0;

  // All three work on lanes first .. first + kLanes - 1 (first a multiple of kLanes).
  // Starts episodes where `where` holds; `noise` holds four words for each lane, fresh at every call. The state of a
  // lane that never had an episode is all zeros.
  virtual void reset(Episodes& episodes, int first, Mask where, const PhiloxBlock& noise) const = 0;
  // Takes one step: reads state, task and action, writes state, reward, score (the reported number: mostly the reward)
  // and done. `noise` holds four words for each lane, fresh at every call, where stochastic() says that a step needs
  // them.
  virtual void step(Episodes& episodes, int first, const PhiloxBlock& noise) const = 0;
  virtual bool stochastic() const { return false; }
  // Writes row r of the observation of these lanes to observation[r].
  virtual void observe(const Episodes& episodes, int first, Lanes* observation) const = 0;

  // The oracle's action for these lanes, knowing the task; false where the family has no oracle.
  virtual bool oracle(const Episodes&, int, Lanes*) const { return false; }

  // Watches a trial and infers the task, exactly; null where nothing is known of that.
  virtual std::unique_ptr<Yardstick> observer() const { return nullptr; }

  // Transitions whose reward identifies the task, such as pulling each arm: asked of a learner's model for a view.
  // How many there are, and number i of them as observation, action (as Episodes::action has it) and next observation.
  virtual int questions() const { return 0; }
  virtual void question(int, Scalar*, Scalar*, Scalar*) const {}

  // The columns that a view draws: their names, and the numbers of these lanes in them. By default they are the first
  // states; a family whose states do not show where things are (an arm's angles) gives what does (its joints), so that
  // no view computes it once more.
  virtual std::vector<std::string> variables() const = 0;
  virtual void draw(const Episodes& episodes, int first, LaneRows& columns) const {
    for (std::size_t v = 0; v < columns.size(); ++v)
      columns[v] = episodes.get(episodes.state, static_cast<int>(v), first);
  }
};

// The form of an episode: a course of steps whose return tells something; or over in a choice or two that pay or do
// not, so that its return alone, 0 or 1, says little; or such a one that is a single pull, and is called so.
enum class EpisodeForm { course, choice, pull };

struct Preset {
  std::string name, help;
  std::vector<KnobValue> values;
};

// The registry's entry of a family.
struct FamilyEntry {
  std::string name, title, help;
  Kind kind;
  std::string drawing;           // how a view draws it
  std::string learner = "maml";  // that shows its point best: it runs where a line names none
  std::string oracle;            // in words, or ""
  std::string belief;            // content of its observer's belief, in words, or ""
  bool discrete = false;         // actions (reinforcement) or targets (supervised: classification) are indices
  bool sightless = false;        // every state is observed alike
  EpisodeForm episode = EpisodeForm::course;
  bool shows_late = false;          // its point takes hundreds of iterations to show with gradient learners too
  std::vector<Knob> knobs;          // the family's own
  std::vector<KnobValue> defaults;  // for common knobs that this family wants otherwise
  std::vector<Preset> presets;      // the first one holds where none is named
  std::vector<YardstickEntry> yardsticks;
  std::unique_ptr<Family> (*make)(const Settings&);
};

const std::vector<FamilyEntry>& families();
const FamilyEntry* find_family(const std::string& name);
const YardstickEntry* find_yardstick(const FamilyEntry& family, const std::string& name);

}  // namespace metarl
