// A learner: a meta-learning algorithm. It owns meta-parameters and states a meta-iteration as a sequence of maps over
// blocks of tasks, each followed by an ordered reduction:
//
//     map (operation, input vector)  →  one contribution per block  →  their sum, in block order
//
// so the same bits come out of one thread, many threads or many machines. A learner knows nothing of families. To add
// one, write one file that ends in a LearnerEntry and name it in registry.h.
#pragma once

#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "foundation/knobs.h"
#include "foundation/memory.h"
#include "learning/problem.h"
#include "learning/rollout.h"

namespace metarl {

enum class Phase { sample, collect, adapt, evaluate, update };

// Codes of operations that several learners' blocks know. A contribution is a sum over the block's tasks.
enum OperationCode {
  kDrawTasks,  // draws the tasks
  // Asked for by outer loops (outer.h), after the schedule:
  kGradient,       // → meta-gradient, outer loss, after the schedule; the input is the meta-parameters
  kGradientAt,     // the same after adapting from the input on the same data
  kCurvature,      // → Jᵀ F J times the input, F the Fisher information at the adapted parameters, J their Jacobian
  kLossAt,         // → outer loss and divergence after adapting from the input on the same data
  kDisplacement,   // → adapted parameters less those that the adaptation started from
  // Asked for by what looks into a run (lab/), after the schedule and what the update does before its first gradient:
  kGradientEach,  // → for each task of the block in turn its own meta-gradient, of order `part`, and outer loss
  kPathEach,      // → for each task the meta-parameters after each of its inner steps, less those that it began with
  kLossEach,      // → for each task its outer loss after adapting from the input on the same data, and its inner loss
                  //   at the input
  kMemoryReach,   // → steps x 2: by steps back from the last one, the norms of the gradient of the last action's log
                  //   probability by the state of the memory, summed over tasks; and how many tasks these are
  kOwnOperations,  // codes of the learner's own begin here
};

// One computation on every block; `input` may be null.
struct Operation {
  Phase phase = Phase::sample;
  int step = 0;  // the step of adaptation, for collect and adapt
  int code = 0;
  int part = 0;  // of an operation that is done in several
  const Array* input = nullptr;
  int contribution = 0;          // numbers that each block contributes
  int known = -1;                // steps of adaptation after which values are known once it is done; -1: none yet
  bool may_be_infinite = false;  // the learner itself copes with a sum that is not finite (a line search rejects it)
  // Which blocks compute it and contribute (a minibatch of whole blocks); null: all.
  const std::vector<std::uint8_t>* among = nullptr;
};

// How tasks are drawn, adapted to and judged: operations in their order.
using Schedule = std::vector<Operation>;

// How a block's tasks are drawn and worked on.
struct BlockSpec {
  Split split = Split::training;
  std::uint32_t iteration = 0;
  int first_task = 0, tasks = 0;
  int steps = 0;                       // of adaptation
  bool derivatives = false;            // a meta-update will follow
  bool test_data = false;              // test_shots and test_lr_scale hold
  bool watch = false;                  // value() is wanted for every k, not only before and after
  int recorded = 0;                    // episodes of each task whose states are recorded, at most
  const Scalar* given_task = nullptr;  // a probe's task instead of a drawn one (one task)
  int player = 0;                      // several that play on the same tasks each have chance of their own
};

// A record of one task in a block, for traces.
struct TaskView {
  const Scalar* task = nullptr;
  const Samples* support = nullptr;  // supervised
  const Samples* query = nullptr;
  std::vector<const Recording*> recordings;  // reinforcement: episodes after 0 .. steps steps of adaptation
  std::vector<int> lanes;                    // the one lane of each that counts; empty: all of them
  std::vector<NamedArray> more;  // the adapted state, in the learner's own terms (names in wasm/engine.d.ts)
};

// The work on some tasks, kept between operations: a block stays with its worker for the iteration.
class Block {
 public:
  virtual ~Block() = default;
  // All arrays that the work on such tasks takes, what is shown of it aside (a count may be asked of a fresh block).
  virtual void reserve(const BlockSpec& spec, Memory memory) = 0;
  // Numbers that view() copies of one task beyond its data and recordings, at most.
  virtual double shown(const BlockSpec& spec) const = 0;
  // Gets ready for another iteration or other tasks. Their memory is taken by the first operation, and only if it is
  // more than ever before.
  virtual void begin(const BlockSpec& spec) = 0;
  // Computes an operation and writes operation.contribution numbers.
  virtual void perform(const Operation& operation, Scalar* contribution) = 0;
  // Task parameters; and loss or return after k steps of adaptation, on the data that the task is judged on (NaN before
  // it is known).
  virtual const Scalar* task(int i) const = 0;
  virtual Scalar value(int i, int k) const = 0;
  // Where that is the mean return of several episodes, the return of one of them.
  virtual Scalar episode(int i, int k, int) const { return value(i, k); }
  virtual TaskView view(int i) const = 0;
  // Supervised: the outputs of task i's network for columns of inputs after k steps.
  virtual void predict(int, int, ConstMatrix, Matrix) const {}
};

// Numbers that an update leaves for the statistics; NaN where one does not apply.
struct UpdateReport {
  Scalar objective = Scalar(NAN), gradient_norm = Scalar(NAN), divergence = Scalar(NAN), evaluations = Scalar(NAN),
         accepted = Scalar(NAN);
};

// Saved parameters that a run line names by their hash, and their place among the meta-parameters.
struct SavedPart {
  std::string hash;
  int offset = 0, size = 0;
};

// A range of meta-parameters that belong together.
struct MetaPart {
  enum Kind {
    layer,        // weights and biases of a layer
    deviations,   // log standard deviations of actions
    step_sizes,   // of the parameters of a part
  } kind = layer;
  int number = 0;  // of the layer, or the part, from 0
  int offset = 0, size = 0;
};

class Learner {
 public:
  virtual ~Learner() = default;

  // Its own arrays; a learner that was only made has none yet.
  virtual void reserve(Memory memory) = 0;
  // Bytes that initialise takes beside them, at most: a rule's plan.
  virtual double prepared_bytes() const { return 0; }
  // Takes them and writes the first meta-parameters.
  virtual void initialise() = 0;
  virtual Array& meta_parameters() = 0;
  virtual int meta_size() const = 0;
  // Those of their parts that the line names apart from `init`: a run gets them one after the other.
  virtual std::vector<SavedPart> saved_parts() const { return {}; }
  // Of a learner that adapts by gradient steps: the parts of the meta-parameters that these begin with (a learned critic's
  // come after them).
  virtual std::vector<MetaPart> meta_parts() const { return {}; }
  // All arrays that an iteration changes, the meta-parameters first: a snapshot holds them.
  virtual std::vector<Array*> state() = 0;

  // Reads the knobs that may change while a run goes on.
  virtual void configure(const Settings& settings) = 0;
  virtual std::unique_ptr<Block> make_block() const = 0;
  // Numbers that a block contributes to an operation, at most.
  virtual int most_contributed() const = 0;

  // Steps of adaptation that a meta-iteration makes: gradient steps, or episodes played before the one that counts.
  virtual int steps() const = 0;
  // Writes the operations that draw tasks, adapt to them by so many steps from these meta-parameters (which must stay
  // where they are) and judge the result: the first ones of an iteration, before its update, and all that an evaluation
  // makes. The order of operations is stated here and nowhere else.
  virtual void write_schedule(int steps, const Array& meta_parameters, Schedule& schedule) const = 0;
  Schedule schedule(int steps, const Array& meta_parameters) const;

  // The maps of one iteration: begin, then for each operation its reduction, until next says that there is none (then
  // the meta-parameters are the new ones).
  void begin_iteration(std::uint32_t iteration);
  bool next(const Array& reduced, Operation& operation);
  const UpdateReport& report() const { return report_; }
  // About how many operations an update takes, for a progress bar.
  virtual int update_operations() const = 0;

 protected:
  // The update: it begins with the iteration, and next_update is asked once all tasks have been adapted to. `reduced`
  // answers the operation that it named last (the first time there is none). false: there is nothing more to ask.
  virtual void begin_update(std::uint32_t) {}
  virtual bool next_update(const Array& reduced, Operation& operation) = 0;

  UpdateReport report_;

 private:
  Schedule schedule_;  // of the iteration under way
  std::size_t asked_ = 0;
};

// The schedule of learners to whom data come in turn: draw tasks, then `code` for 0 .. steps, after each of which
// values are known after as many steps.
void write_in_turn(int steps, int code, const Array& meta_parameters, Schedule& schedule);

// Performs a whole schedule on one block.
void perform(const Schedule& schedule, Block& block);

// How a learner adapts to a task, which decides many of its knobs and pictures.
enum class Adapts {
  gradient,   // by gradient steps on its parameters
  search,     // by steps towards what tried policies brought
  memory,     // by the state of a recurrent network
  belief,     // by inference about the task, step by step
  latent,     // by a latent variable sampled from a posterior given past episodes
  embedding,  // by where its data lie among those of other tasks
  model,      // by gradient steps on a model of the world, at every step of a trial
  choice,     // by choosing one of several learners
  rule,       // by a rule that is not learned: a yardstick
};

// Its word in descriptions: "gradient", "memory", ...
const char* adapts_word(Adapts adapts);

// Whether it adapts in inner steps, each on data collected for it; else within the data as they come.
inline bool takes_inner_steps(Adapts adapts) { return adapts == Adapts::gradient || adapts == Adapts::search; }

struct LearnerEntry {
  std::string name, title, help, source;
  Adapts adapts = Adapts::gradient;
  std::vector<Knob> knobs;                        // its own
  std::vector<KnobValue> defaults;                // for common knobs that this learner wants otherwise
  std::vector<KnobValue> reinforcement_defaults;  // the same where the family has episodes
  std::vector<std::string> supervised_outers, reinforcement_outers;  // values of `outer`; empty: it has no outer loop
  bool has_order = false;                                            // whether `order` applies
  bool learns_alpha = false;                                         // inner_lr is only where the step sizes begin
  bool trains_adaptation = true;                                     // whether its meta-iterations adapt
  std::vector<std::string>
      inners;                // values of `inner` where episodes are adapted to in inner steps; empty: one way only
  bool has_context = false;  // a few numbers adapt in place of the network's parameters, so inner_lr is of another size
  // Whether it can run on a family, and the code of the refusal where it cannot; null: it runs on all.
  bool (*fits)(const FamilyEntry&) = nullptr;
  RefusalCode misfit;
  std::unique_ptr<Learner> (*make)(const Problem&, const Settings&);
};

// The families of learners that act through a trial.
inline bool has_episodes(const FamilyEntry& family) { return family.kind == Kind::reinforcement; }

const std::vector<LearnerEntry>& learners();
const LearnerEntry* find_learner(const std::string& name);
bool fits(const LearnerEntry& learner, const FamilyEntry& family);

}  // namespace metarl
