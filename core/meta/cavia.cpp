// Fast context adaptation: an inner step moves a context alone, a few numbers that the first layer reads beside its
// inputs. It is 0 before the first step on every task; the network that reads it is learned.
#include "meta/gradient_learner.h"
#include "meta/registry.h"

namespace metarl {

LearnerEntry cavia() {
  LearnerEntry entry = gradient_learner_entry();
  entry.name = "cavia";
  entry.title = "CAVIA";
  entry.help = "Only a few context numbers adapt to a task; the network that reads them is learned.";
  entry.source = "Zintgraf, Shiarli, Kurin, Hofmann & Whiteson 2019, arXiv 1810.03642";
  entry.has_context = true;
  entry.defaults = {{"inner_lr", "1"}};
  entry.make = [](const Problem& problem, const Settings& settings) {
    return make_gradient_learner(problem, settings, {.part = AdaptedPart::context});
  };
  return entry;
}

}  // namespace metarl
