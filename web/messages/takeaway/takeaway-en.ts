// Words of all that is taken away and comes back, in English.
import type { TakeAway } from './takeaway.ts';

export const takeaway: TakeAway = {
  link: {
    faults: {
      unknown: (key, allowed, format) => `“${key}” is nothing that the state in a link has: it has ${format.conjunction(allowed)}.`,
      twice: (key) => `${key} appears twice in the state.`,
      missing: (key) => `The state has no ${key}.`,
      whole: (key, value, least, most) => `${key}=${value} is no whole number from ${least} to ${most}.`,
      choice: (key, value, allowed, format) => `${key}=${value} is none of ${format.disjunction(allowed)}.`,
      digits: (key, value) => `${key}=${value} is not made of 16 digits from 0 to 9 and a to f.`,
      tasks: (task, tasks) => `Task ${task} is to be shown, but a batch of this run has ${tasks}.`,
    },
    refused: (reason) => `The link was not followed. ${reason}`,
    measuring: (at) => `The link leads to iteration ${at}. The time that this takes is being measured.`,
    asks: (at, time, more) =>
      time
        ? `The link leads to iteration ${at}, which is computed again: on this machine that takes ${more ? 'more than' : 'about'} ${time}.`
        : `The link leads to iteration ${at}, which is computed again; how long that takes is not known.`,
    going: (at) => `Iteration ${at} of the link is being computed.`,
    same: (at) => `Iteration ${at} has the parameters that the link names, bit for bit.`,
    arrived: (at) => `Iteration ${at} of the link is reached.`,
    otherBuild: (at, theirs, ours) => `Iteration ${at} has other parameters than the link names: it was made by build ${theirs} of the engine, this is build ${ours}.`,
    sameOfOtherBuild: (at, theirs, ours) => `Iteration ${at} has the parameters that the link names, though it was made by build ${theirs} of the engine and this is build ${ours}.`,
    otherHash: (at, theirs, ours) => `Iteration ${at} has other parameters (${ours}) than the link names (${theirs}), with the same build of the engine: the link was altered.`,
    go: 'Compute it',
    stay: 'Stay at the start',
    stop: 'Stop here',
    dismiss: 'Close',
  },
  files: {
    files: () => 'Several files were dropped: please drop one.',
    kind: (name) => `${name} is neither a snapshot (.snapshot) nor parameters (.parameters) nor a saved run (.json).`,
    size: (name, most) => `${name} is larger than the ${most} MB that are read.`,
    unreadable: (name) => `${name} cannot be read.`,
    run: (name) => `${name} is no run that was saved here.`,
  },
  panel: {
    title: 'Save what this panel shows',
    image: (title, form) => `“${title}” as ${form}`,
    table: (title, form) => `The numbers of “${title}” as ${form}`,
    nothing: 'There is nothing to save here yet.',
    link: 'Copy link to this panel',
    close: 'Close',
    saved: (name) => `Saved: ${name}`,
    copied: 'Copied',
    copyFailed: 'The browser did not allow copying.',
  },
};
