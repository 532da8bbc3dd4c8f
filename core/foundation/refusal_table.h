// Every refusal that the core can make: its code, and its sentence in English.
//
// In a sentence {name} stands for an argument, {name|list} for a list of texts that is enumerated (a, b, c), and
// {name|or} for one whose texts are alternatives (a, b or c). Arguments are names, numbers and pieces of the
// input, never words of English, so that another language can say the whole sentence. {key} is the refusal's own key.
#pragma once

namespace metarl {

struct RefusalEntry {
  const char *code, *sentence;
};

inline constexpr RefusalEntry kRefusals[] = {
    // The form of a run line.
    {"line.too-long", "The run line has {length} characters; at most {most} are allowed."},
    {"line.no-pair", "The run line has \"{part}\", but must be made of key=value pairs joined by &."},
    {"line.unknown-key", "\"{key}\" is not a knob; the common ones are {knobs|list}."},
    {"line.twice", "{key} appears in the run line twice; each knob may be set once."},
    {"line.bad-iteration", "{key} has \"{value}\", but @ must be followed by a meta-iteration from 0 to {most}."},
    {"line.not-live", "{key} cannot change while a run goes on, so it cannot be followed by @; set it without."},
    {"line.too-many-changes", "The run line has more than {most} changes (key=value@n)."},

    // One knob's value.
    {"knob.whole", "{key} is \"{value}\", but must be a whole number from {low} to {high}."},
    {"knob.real", "{key} is \"{value}\", but must be a number from {low} to {high}."},
    {"knob.sizes",
     "{key} is \"{value}\", but must be up to {most} whole numbers from {low} to {high} separated by commas, or none."},
    {"knob.hash", "{key} is \"{value}\", but must be {digits} hexadecimal digits, or none."},
    {"knob.choice", "{key} is \"{value}\", but must be one of {choices|list}."},
    {"knob.only-choice", "{key} is \"{value}\", but must be {choice}, its only choice."},
    // A value that exists, but not for this learner and family.
    {"knob.choice-here",
     "{key} is \"{value}\", but must be one of {choices|list} for learner={learner} on tasks={family}."},
    {"knob.only-choice-here",
     "{key} is \"{value}\", but must be {choice}, the only choice for learner={learner} on tasks={family}."},
    {"knob.misplaced", "{key} does not apply to learner={learner} on tasks={family}; leave it out."},
    {"knob.misplaced-by",
     "{key} does not apply to learner={learner} on tasks={family} with {other}={choice}; leave it out."},
    {"knob.misplaced-outer",
     "{key} does not apply to learner={learner} on tasks={family} with outer={outer}; leave it out."},
    {"knob.low-above-high", "{key} is {value}, but must be at most {other}, which is {high}."},
    {"knob.inner-steps",
     "{key} is {value}, but learner={learner} may make at most {most} inner steps in an evaluation."},

    // A learner and a family that do not go together. A line of the family without a learner is always understood.
    {"pair.needs-episodes",
     "learner={learner} needs episodes to act in, which tasks={family} does not have; it runs on {families|list}."},
    {"pair.needs-classes-or-episodes",
     "learner={learner} needs classes or episodes, which tasks={family} does not have; it runs on {families|list}."},
    {"pair.no-yardstick",
     "learner={learner} is a yardstick of other tasks than tasks={family}; it runs on {families|list}."},

    // Sizes that go together badly.
    {"trial.too-long",
     "learner={learner} plans for at most {most} pulls, but a trial of this run has {pulls}; make {knobs|or} smaller."},
    {"trial.too-long-for-arms",
     "learner={learner} plans for at most {most} pulls of {arms} independent arms, but a trial of this run has {pulls};"
     " make {knobs|or} smaller."},
    {"trial.too-many-positions",
     "The trials of this run have too many positions for learner={learner} to plan exactly; make {knobs|or} smaller."},
    {"episode.too-short",
     "{key} is {value}, but learner={learner} plans for whole episodes, which take up to {least} steps; make it at least "
     "{least}."},
    {"memory.too-much",
     "This run would need about {needed} GB, but at most {most} GB are allowed; make {knobs|or} smaller."},
    // No knob helps by itself.
    {"memory.too-much-for-one",
     "This run would need about {needed} GB, but at most {most} GB are allowed; make all of these smaller: "
     "{knobs|list}."},

    // Saved parameters.
    {"init.unnamed", "Saved parameters were given, but the line does not name them; add {key}={hash}."},
    {"init.missing",
     "{key} names saved parameters with the hash {hash}, but none were given; give them, or leave {key} out."},
    {"init.other-hash", "The saved parameters have the hash {found}, but {key} names {hash}."},
    {"init.other-size", "The saved parameters are {found} numbers, but this run's learner and network have {wanted}."},
    {"init.not-finite", "The saved parameters hold a number that is not finite."},

    // Changes of a run, and work beside it.
    {"run.none", "There is no run yet; create one from a run line."},
    {"change.not-live", "{key} cannot change while a run goes on; it restarts the run."},
    {"change.too-late", "Changes are counted up to meta-iteration {most}."},
    {"change.too-many", "A run may be changed {most} times; start a new one from its parameters (init)."},
    {"evaluation.tasks", "An evaluation needs {low} to {high} tasks, not {value}."},
    {"evaluation.inner-steps",
     "An evaluation or probe of learner={learner} makes {low} to {high} inner steps, not {value}."},
    {"evaluation.steps", "An evaluation or probe of learner={learner} makes {low} to {high} steps, not {value}."},
    {"inspection.learner",
     "learner={learner} follows no gradient through its adaptation that could be inspected; on tasks={family} these do: "
     "{learners|list}."},
    {"inspection.memory",
     "With an inspection this run would need about {needed} GB, but at most {most} GB are allowed; make {key} smaller."},
    {"landscape.learner",
     "learner={learner} makes no inner steps on its parameters, so there is no landscape of them to draw; on tasks={family} "
     "these do: {learners|list}."},
    {"landscape.form",
     "A landscape lies on a plane through two different tasks of {tasks}, with an odd number of {low} to {high} cells to each "
     "side and up to {trail} earlier parameters of the run, all of them finite."},
    {"probe.parameters", "A task of this family has {wanted} parameters, not {found}."},
    {"probe.parameter", "{key} must be a number from {low} to {high}."},

    {"knob.candidates",
     "{key} is \"{value}\", but must be learners separated by ;, each perhaps with ~knob:value, such as ucb1;rl2~memory:64."},
    {"candidates.count", "{key} names {found} learners, but must name {low} to {high}, separated by ;."},
    {"candidates.learner",
     "{key} names \"{candidate}\", which is none to choose on tasks={family}; there are {learners|list}."},
    {"candidates.knob", "In {key}, {candidate} does not take \"{knob}:{value}\" on tasks={family}."},

    // A run that stopped.
    {"run.diverged-adapting",
     "Diverged in meta-iteration {iteration}: the loss or return after adaptation became infinite or not a number; "
     "lower {key} (now {value})."},
    {"run.diverged-sum",
     "Diverged in the meta-update of meta-iteration {iteration}: a sum over tasks became infinite or not a number; "
     "lower {key} (now {value})."},
    {"run.diverged-sum-either",
     "Diverged in the meta-update of meta-iteration {iteration}: a sum over tasks became infinite or not a number; "
     "lower {key} (now {value}) or {other} (now {other_value})."},
    {"run.diverged-parameters",
     "Diverged in the meta-update of meta-iteration {iteration}: the meta-parameters or the optimizer's moments "
     "became infinite or not a number; lower {key} (now {value})."},
    {"run.diverged-parameters-either",
     "Diverged in the meta-update of meta-iteration {iteration}: the meta-parameters or the optimizer's moments "
     "became infinite or not a number; lower {key} (now {value}) or {other} (now {other_value})."},
    {"run.diverged-candidates",
     "Diverged in meta-iteration {iteration}: what the candidates brought, or what is expected of them, became infinite "
     "or not a number; name others in {key}."},

    // Snapshots.
    {"snapshot.foreign", "This is no usable snapshot: it does not begin with {magic}."},
    {"snapshot.cut-off", "This is no usable snapshot: it is cut off."},
    {"snapshot.damaged", "This is no usable snapshot: its checksum does not match, so it is damaged or cut off."},
    {"snapshot.number-type", "This is no usable snapshot: it was written with another number type."},
    {"snapshot.build", "This is no usable snapshot: \"{found}\" is no build of the engine."},
    {"snapshot.origin", "This is no usable snapshot: the build that it came from is not told as it must be."},
    {"snapshot.line", "This is no usable snapshot: its run line \"{line}\" is not understood."},
    {"snapshot.arrays", "This is no usable snapshot: it has {found} arrays where its run has {wanted}."},
    {"snapshot.array-length", "This is no usable snapshot: an array does not have the length that its run needs."},
    {"snapshot.not-finite", "This is no usable snapshot: it holds a number that is not finite."},
    {"snapshot.goes-on", "This is no usable snapshot: it goes on after its end."},
    {"snapshot.iteration", "This is no usable snapshot: its meta-iteration is beyond {most}."},
    {"snapshot.operations", "This is no usable snapshot: it claims to be too far into an iteration."},
    {"snapshot.diverges", "This is no usable snapshot: its run diverges."},
};

}  // namespace metarl
