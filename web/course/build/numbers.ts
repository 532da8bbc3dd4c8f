// Numbers that were measured are claims, and a claim is tested. So a number with a decimal point stands in a claim, in a formula or in
// code (a knob's value), beside what papers report, or among the sources; anywhere else in a chapter it ends the build.
import { Fault } from './fault.ts';
import { type Root, isDirective, walk } from './tree.ts';

const HOLDERS = ['claim', 'papers', 'sources', 'teachers'];
const decimal = /\d\.\d/;

export function checkNumbers(tree: Root, file: string): void {
  walk(tree, (node, within) => {
    if (node.type !== 'text' || !decimal.test(node.value)) return;
    if (within.some((one) => isDirective(one) && HOLDERS.includes(one.name))) return;
    const sentence = node.value.trim().replace(/\s+/g, ' ');
    throw new Fault(file, node.position?.start.line, `"${sentence}" holds a number that nothing checks: put the sentence into a :claim[...]{...}, or the number into a formula or code.`);
  });
}
