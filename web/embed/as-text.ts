// Bytes as text for a script: letters that need no escape in any kind of string, and that a server's compression sees through, since
// equal bytes stay equal letters. (Base64 mixes neighbours: the engine would be a third larger on its way.)

/** Printable ASCII without what means something in a string, a template or HTML. */
const LETTERS = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).filter((letter) => !'"\'`\\$<'.includes(letter)).join('');
/** The first letters announce that a second one follows. */
const ANNOUNCING = 3;
const ALONE = LETTERS.length - ANNOUNCING;

export interface AsText {
  text: string;
  /** All 256 bytes from the most frequent to the least, in hexadecimal: the first ones are written by one letter. */
  order: string;
}

export function toText(bytes: Uint8Array): AsText {
  const times = new Float64Array(256);
  for (const byte of bytes) times[byte]! += 1;
  const order = Array.from({ length: 256 }, (_, byte) => byte).sort((a, b) => times[b]! - times[a]! || a - b);
  const written: string[] = [];
  order.forEach((byte, place) => {
    const rest = place - ALONE;
    written[byte] = rest < 0 ? LETTERS[ANNOUNCING + place]! : LETTERS[Math.floor(rest / LETTERS.length)]! + LETTERS[rest % LETTERS.length]!;
  });
  return { text: Array.from(bytes, (byte) => written[byte]).join(''), order: order.map((byte) => byte.toString(16).padStart(2, '0')).join('') };
}

export function toBytes({ text, order }: AsText): Uint8Array<ArrayBuffer> {
  const letter = new Int16Array(128).fill(-1);
  for (let i = 0; i < LETTERS.length; i++) letter[LETTERS.charCodeAt(i)] = i;
  const byteAt = (place: number) => Number.parseInt(order.slice(2 * place, 2 * place + 2), 16);
  const bytes = Uint8Array.from({ length: 256 }, (_, place) => byteAt(place));
  const found = new Uint8Array(text.length);
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const first = letter[text.charCodeAt(at)]!;
    const place = first < ANNOUNCING ? ALONE + first * LETTERS.length + letter[text.charCodeAt(++at)]! : first - ANNOUNCING;
    found[length++] = bytes[place]!;
  }
  return found.slice(0, length);
}
