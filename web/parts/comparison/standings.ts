// What the compared runs have come to, as numbers: the one source of the picture, the table, the sentences and the file.
import type { Family } from '../../engine/protocol.ts';
import type { Compared } from '../../messages/comparison/comparison.ts';
import type { Comparison, Contender, Member } from '../../run/comparison/comparison.ts';
import { type Point, type Quantity, sameTasks, scoresOf } from '../../run/comparison/course.ts';
import { type Interval, type Middle, differenceOverSeeds, middleOf } from '../../run/comparison/differences.ts';

/** All seeds of a contender at one iteration. */
export interface Score {
  iteration: number;
  seconds: number;
  /** The mean over seeds, and the lowest and the highest of them. */
  middle: number;
  low: number;
  high: number;
}

export interface Standing {
  contender: Contender;
  /** Where all of its seeds were judged, ascending. */
  scores: Score[];
  /** The earliest iteration at which one of its seeds diverged; null where none did. */
  diverged: number | null;
  /** From the first run, at the last iteration at which both were judged; null for the first run itself, and before there is one. */
  difference: { iteration: number; interval: Interval } | 'other-tasks' | null;
}

export interface Standings {
  compared: Compared;
  summary: Middle;
  quantity: Quantity;
  /** Held-out tasks of a seed; 0 before there are any. */
  tasks: number;
  all: Standing[];
}

export function standingsOf(comparison: Comparison, family: Family): Standings | null {
  const { contenders, first } = comparison;
  const { resolved } = first;
  if (!resolved) return null;
  const known = contenders.flatMap(({ members }) => members[0]?.run.resolved ?? []);
  // A learner that takes gradient steps on single choices has no trial: then all are compared by what comes after adaptation.
  const quantity: Quantity = known.every(({ adaptation }) => adaptation.summary === 'total') ? 'total' : 'after';
  const summary: Middle = resolved.adaptation.summary === 'median' ? 'median' : 'mean';
  const own = contenders[0]!;
  return {
    quantity,
    summary,
    compared: quantity === 'total' ? 'total' : family.value,
    tasks: own.members[0]?.course.points[0]?.values.shape[0] ?? 0,
    all: contenders.map((contender) => ({
      contender,
      // One that had gone ahead when the first run was paused has been judged where that one has not been yet.
      scores: scoresAlong(contender, quantity, summary).filter(({ iteration }) => iteration <= first.farthest),
      diverged: contender.members.reduce<number | null>((least, member) => earlier(least, comparison.divergedAt(member)), null),
      difference: contender === own ? null : differenceOf(own, contender, quantity, summary),
    })),
  };
}

const earlier = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : Math.min(a, b));

const scored = (member: Member, point: Point, quantity: Quantity): number[] => (member.run.resolved ? scoresOf(point, member.run.resolved, quantity) : []);

/** Points of all members at the same iteration; null where one of them has none. */
function together(members: readonly Member[], iteration: number): Point[] | null {
  const points = members.flatMap(({ course }) => course.at(iteration) ?? []);
  return points.length === members.length ? points : null;
}

function scoresAlong({ members }: Contender, quantity: Quantity, summary: Middle): Score[] {
  return (members[0]?.course.points ?? []).flatMap(({ iteration }) => {
    const points = together(members, iteration);
    if (!points) return [];
    const each = members.map((member, i) => middleOf(scored(member, points[i]!, quantity), summary));
    const seconds = points.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / points.length / 1000;
    return [{ iteration, seconds, middle: middleOf(each, 'mean'), low: Math.min(...each), high: Math.max(...each) }];
  });
}

function differenceOf(first: Contender, other: Contender, quantity: Quantity, summary: Middle): Standing['difference'] {
  if (first.members.length !== other.members.length) return null;
  const iteration = first.members[0]?.course.points.findLast((point) => together([...first.members, ...other.members], point.iteration))?.iteration;
  if (iteration === undefined) return null;
  const [ours, theirs] = [together(first.members, iteration)!, together(other.members, iteration)!];
  if (!ours.every((point, i) => sameTasks(point, theirs[i]!))) return 'other-tasks';
  const seeds = ours.map((point, i) => ({ first: scored(other.members[i]!, theirs[i]!, quantity), second: scored(first.members[i]!, point, quantity) }));
  return { iteration, interval: differenceOverSeeds(seeds, summary) };
}
