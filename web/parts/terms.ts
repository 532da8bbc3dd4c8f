// Terms within a text: each becomes a word that explains itself. Which forms of a term a language has, its table of messages says.
import { type TemplateResult, html } from 'lit';
import type { TermName } from '../messages/guide/guide.ts';
import type { Messages, Words } from '../messages/index.ts';

interface Finder {
  pattern: RegExp;
  names: Map<string, TermName>;
}

const finders = new WeakMap<Messages['terms'], Finder>();

/** A piece of a text: as it stands there, and which term it is. */
export interface Piece {
  text: string;
  term: TermName | null;
}

/** The text in its pieces. Each term is marked where it comes first. */
export function piecesOf(words: Pick<Words, 'text'>, text: string): Piece[] {
  const { pattern, names } = finderOf(words.text.terms);
  const pieces: Piece[] = [];
  const seen = new Set<TermName>();
  let at = 0;
  for (const { 0: found, index } of text.matchAll(pattern)) {
    const term = names.get(found.toLowerCase())!;
    if (seen.has(term)) continue;
    seen.add(term);
    if (index > at) pieces.push({ text: text.slice(at, index), term: null });
    pieces.push({ text: found, term });
    at = index + found.length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), term: null });
  return pieces;
}

/** The text, with its terms as buttons that show what they mean while they are pointed at or have the focus (glossary.ts). */
export function marked(words: Words, text: string): Array<TemplateResult | string> {
  return piecesOf(words, text).map((piece) => (piece.term ? html`<button type="button" class="term" data-term=${piece.term}>${piece.text}</button>` : piece.text));
}

function finderOf(terms: Messages['terms']): Finder {
  const known = finders.get(terms);
  if (known) return known;
  const forms = (Object.entries(terms) as Array<[TermName, string]>).flatMap(([name, all]) => all.split('|').filter(Boolean).map((form): [string, TermName] => [form.toLowerCase(), name]));
  // The longest first, and none within a longer word of Latin letters.
  const alternatives = forms
    .map(([form]) => form)
    .sort((a, b) => b.length - a.length)
    .map((form) => `${/^[a-z]/.test(form) ? '(?<![a-zA-Z-])' : ''}${form.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')}${/[a-z]$/.test(form) ? '(?![a-zA-Z])' : ''}`);
  const finder = { pattern: new RegExp(alternatives.join('|') || '(?!)', 'gi'), names: new Map(forms) };
  finders.set(terms, finder);
  return finder;
}
