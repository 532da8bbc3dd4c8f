// Every directive that a chapter may use, by its name.
import type { Draft } from '../draft.ts';
import { Attributes, type Directive, type Root, isDirective, walk } from '../tree.ts';
import { claim } from './claim.ts';
import { exercise } from './exercise.ts';
import { figure } from './figure.ts';
import { papers } from './papers.ts';
import { predict } from './predict.ts';
import { sources, summary, teachers } from './sections.ts';

type Maker = (node: Directive, attributes: Attributes, draft: Draft) => void;

const MAKERS: Record<string, Maker> = { claim, exercise, figure, papers, predict, sources, summary, teachers };
/** Read by the directive around them. */
const WITHIN: Record<string, readonly string[]> = { if: ['predict'], hint: ['exercise'], answer: ['exercise'], here: ['papers'] };

/** Makes every directive of a chapter HTML, and gathers in the draft what there is to check. */
export function makeDirectives(tree: Root, draft: Draft): void {
  walk(tree, (node, within) => {
    if (!isDirective(node)) return;
    const attributes = new Attributes(draft.file, node);
    const around = WITHIN[node.name];
    if (around) {
      if (!within.some((one) => isDirective(one) && around.includes(one.name))) throw attributes.fault(`${node.name} belongs inside of ${around.join(' or ')}.`);
      return;
    }
    const make = MAKERS[node.name];
    if (!make) throw attributes.fault(`There is no directive ${node.name}; there are ${Object.keys(MAKERS).join(', ')}. A colon before a letter begins one: write \\: for the colon itself.`);
    make(node, attributes, draft);
    attributes.end();
  });
}
