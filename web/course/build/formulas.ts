// Formulas as MathML: it needs neither fonts nor styles, which a strict policy would forbid, browsers draw it themselves, and screen
// readers read it. Symbols that the page's glossary knows are marked, so that they can be lit together with the picture.
import type { Element, ElementContent, Root, Text } from 'hast';
import type { TermName } from '../../messages/guide/guide.ts';

const SYMBOLS: Readonly<Record<string, TermName>> = { θ: 'theta', 'θ′': 'thetaPrime', φ: 'thetaPrime', α: 'alpha', β: 'beta' };
/** With the number of an inner step it is what adapts. */
const PRIMED: Readonly<Record<string, TermName>> = { θ: 'thetaPrime' };

type Parent = Root | Element;

const isElement = (node: unknown): node is Element => (node as Element).type === 'element';
const wordOf = (node: ElementContent | Root['children'][number]): string => (node.type === 'text' ? (node as Text).value : isElement(node) ? node.children.map(wordOf).join('') : '');

/** KaTeX keeps the source of a formula in an annotation, which nobody sees. */
function withoutAnnotation(math: Element): void {
  const [semantics] = math.children;
  if (!isElement(semantics) || semantics.tagName !== 'semantics') return;
  math.children = semantics.children.filter((child) => !isElement(child) || child.tagName !== 'annotation');
}

/** A prime is a raised sign already: as an exponent it would be tiny, and high above its letter. It takes its place beside it. */
function setPrimes(node: Element): void {
  for (const child of node.children) if (isElement(child)) setPrimes(child);
  if (node.tagName !== 'msup' && node.tagName !== 'msubsup') return;
  const prime = node.children.at(-1)!;
  if (!/^′+$/.test(wordOf(prime))) return;
  const base: Element = { type: 'element', tagName: 'mrow', properties: {}, children: [node.children[0]!, { type: 'element', tagName: 'mtext', properties: { className: ['prime'] }, children: [{ type: 'text', value: wordOf(prime) }] }] };
  if (node.tagName === 'msup') Object.assign(node, base);
  else Object.assign(node, { tagName: 'msub', children: [base, node.children[1]!] });
}

function mark(node: Element): void {
  // A letter with a prime beside it.
  if (node.tagName === 'mrow' && node.children.length === 2) {
    const term = SYMBOLS[wordOf(node)];
    if (term) {
      node.properties.dataTerm = term;
      return;
    }
  }
  if (node.tagName === 'msup' || node.tagName === 'msub' || node.tagName === 'msubsup') {
    const [base, ...scripts] = node.children;
    const term = base && isElement(base) ? PRIMED[wordOf(base)] : undefined;
    if (term && scripts.some((script) => /[\dkKi]/.test(wordOf(script)))) {
      node.properties.dataTerm = term;
      return;
    }
  }
  const term = node.tagName === 'mi' ? SYMBOLS[wordOf(node)] : undefined;
  if (term) node.properties.dataTerm = term;
  else for (const child of node.children) if (isElement(child)) mark(child);
}

/** Letters of other alphabets are characters of their own: browsers do not heed `mathvariant`. From the first capital on, with those that Unicode had before. */
const ALPHABETS: Readonly<Record<string, { from: number; before: Readonly<Record<string, string>> }>> = {
  'double-struck': { from: 0x1d538, before: { C: 'ℂ', H: 'ℍ', N: 'ℕ', P: 'ℙ', Q: 'ℚ', R: 'ℝ', Z: 'ℤ' } },
  script: { from: 0x1d49c, before: { B: 'ℬ', E: 'ℰ', F: 'ℱ', H: 'ℋ', I: 'ℐ', L: 'ℒ', M: 'ℳ', R: 'ℛ' } },
};

/** The elements of MathML Core: what all browsers draw. */
const CORE = 'math mrow mi mo mn mtext mspace ms msup msub msubsup munder mover munderover mfrac msqrt mroot mtable mtr mtd mstyle mpadded mphantom'.split(' ');

/** Fits a formula to what browsers draw; says what they would not. */
function fit(node: Element): string | null {
  const { mathvariant, style } = node.properties;
  if (typeof mathvariant === 'string' && mathvariant !== 'normal') {
    const alphabet = ALPHABETS[mathvariant];
    const letter = wordOf(node);
    if (!alphabet || !/^[A-Z]$/.test(letter)) return `the alphabet ${mathvariant} for ${letter}`;
    node.children = [{ type: 'text', value: alphabet.before[letter] ?? String.fromCodePoint(alphabet.from + letter.charCodeAt(0) - 65) }];
    delete node.properties.mathvariant;
  }
  if (!CORE.includes(node.tagName)) return `the element ${node.tagName}`;
  // A style in an attribute is what a strict policy forbids.
  if (style !== undefined) return `the style ${String(style)}`;
  for (const child of node.children) {
    const found = isElement(child) ? fit(child) : null;
    if (found) return found;
  }
  return null;
}

/** A plugin for a tree of HTML. `refuse`: throws. */
export function finishFormulas(refuse: (sentence: string) => never) {
  const visit = (parent: Parent): void => {
    for (const child of parent.children) {
      if (!isElement(child)) continue;
      if (child.tagName === 'math') {
        withoutAnnotation(child);
        setPrimes(child);
        mark(child);
        const unfit = fit(child);
        if (unfit) refuse(`The formula "${wordOf(child)}" needs ${unfit}, which browsers do not draw: write it another way.`);
      } else visit(child);
    }
  };
  return () => (tree: Root) => visit(tree);
}
