// A sentence that a run settles, within a text or as a paragraph of its own:
//
//   :claim[After 400 meta-iterations the median loss is below 1]{#id run="..." at=400 measure=loss-after summary=median op=below value=1 seeds=1..3}
import type { Draft } from '../draft.ts';
import { goalOf, readSeeds } from '../goals.ts';
import { type Attributes, type Directive, become, element, text, wordsOf } from '../tree.ts';

/** What a claim speaks of where it does not say: tasks that training never sees. */
const GIVEN = { of: 'held-out' };

export function claim(node: Directive, attributes: Attributes, draft: Draft): void {
  const id = attributes.need('id');
  const run = attributes.need('run');
  if (/(^|&)seed=/.test(run)) throw attributes.fault('A claim’s run has no seed; seeds=... says for which it holds.');
  const seeds = readSeeds(attributes.need('seeds'), attributes);
  const after = attributes.take('after');
  if (after !== null && !/^\d{1,3}$/.test(after)) throw attributes.fault(`after cannot be "${after}": it is a number of inner steps.`);
  const slow = attributes.take('slow') !== null;
  // What holds before anything was learned is claimed of iteration 0, which a goal does not know.
  const at = attributes.need('at');
  if (!/^\d{1,7}$/.test(at)) throw attributes.fault(`at cannot be "${at}": it is a number of meta-iterations.`);
  const given = goalOf(attributes, GIVEN);
  if (given.within !== null) throw attributes.fault('A claim says both within and at; it speaks of one iteration.');
  const goal = { ...given, at: Number(at) };
  if (goal.of !== 'held-out') throw attributes.fault('A claim is judged on held-out tasks: of=held-out.');
  const words = wordsOf(node).trim();
  if (!words) throw attributes.fault('A claim says something.');
  draft.claims.push({ id, run, goal, seeds, after: after === null ? null : Number(after), slow, line: node.position?.start.line ?? 0, words });
  const mark = element('a', { className: ['check'], href: `#check-${id}`, ariaLabel: draft.words.claims.mark, title: draft.words.claims.mark }, [text('✓')]);
  const inline = node.type === 'textDirective';
  become(node, inline ? 'span' : 'div', { id, className: ['claim'] }, [...(node.children as never[]), mark]);
}

/** The command that repeats a claim for one of its seeds. */
export function commandOf(run: string, iterations: number): string {
  return `npm run lab -- "${run}" --iterations ${iterations} --evaluate`;
}
