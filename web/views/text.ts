// Text in a picture: where a line may be broken, and what is done with text that is too long for its place. Scripts such as
// the Chinese have no spaces between words, so lines are never broken by spaces alone.

type Measure = (text: string) => number;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const words = new Intl.Segmenter(undefined, { granularity: 'word' });

/** Scripts that are written without spaces: a line may end between any two of their words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** Marks that open something belong to what follows them. */
const OPENING = /[\p{Ps}\p{Pi}]$/u;

/** Lines of text, none wider than `room` unless a single character is. */
export function wrap(text: string, room: number, measure: Measure): string[] {
  const lines: string[] = [''];
  for (const piece of pieces(text)) {
    if (measure(lines.at(-1)! + piece.trimEnd()) <= room) {
      lines[lines.length - 1] += piece;
      continue;
    }
    // A piece that is too long even for a line of its own is broken anywhere.
    lines.push(...(measure(piece.trim()) <= room ? [piece.trimStart()] : broken(piece.trim(), room, measure)));
    if (/\s$/.test(piece) && !/\s$/.test(lines.at(-1)!)) lines[lines.length - 1] += ' ';
  }
  return lines.map((line) => line.trim()).filter(Boolean);
}

/** The text, or as much of its beginning as fits, with an ellipsis. */
export function fit(text: string, room: number, measure: Measure): string {
  if (measure(text) <= room) return text;
  let kept = '';
  for (const { segment } of graphemes.segment(text)) {
    if (measure(`${kept}${segment}…`) > room) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** What must stay together: a word with the marks that belong to it and the space after it. */
function pieces(text: string): string[] {
  const found: string[] = [];
  let glued = false;
  for (const { segment, isWordLike } of words.segment(text)) {
    const last = found.at(-1);
    const apart = last !== undefined && !glued && isWordLike && (/\s$/.test(last) || UNSPACED.test(segment) || UNSPACED.test(last.slice(-1)));
    const opens = OPENING.test(segment);
    if (last === undefined || apart || (opens && !glued)) found.push(segment);
    else found[found.length - 1] += segment;
    glued = opens;
  }
  return found;
}

function broken(text: string, room: number, measure: Measure): string[] {
  const lines: string[] = [''];
  for (const { segment } of graphemes.segment(text)) {
    if (lines.at(-1) && measure(lines.at(-1)! + segment) > room) lines.push(segment);
    else lines[lines.length - 1] += segment;
  }
  return lines;
}
