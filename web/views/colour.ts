import type { Theme } from './frame.ts';

export type Rgb = [number, number, number];

/** Reads `#rgb`, `#rrggbb` and `rgb(r, g, b)`: the forms in which a browser gives back a computed colour. */
export function parseColour(text: string): Rgb {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text.trim())?.[1];
  if (hex) {
    const wide = hex.length === 3 ? [...hex].map((digit) => digit + digit).join('') : hex;
    return [0, 2, 4].map((at) => Number.parseInt(wide.slice(at, at + 2), 16)) as Rgb;
  }
  const parts = text.match(/[\d.]+/g)?.map(Number) ?? [];
  return [parts[0] ?? 0, parts[1] ?? 0, parts[2] ?? 0];
}

export function mix(from: string, to: string, part: number): string {
  const a = parseColour(from);
  const b = parseColour(to);
  return `rgb(${a.map((value, i) => Math.round(value + (b[i]! - value) * part)).join(', ')})`;
}

export function fade(colour: string, alpha: number): string {
  return `rgba(${parseColour(colour).join(', ')}, ${alpha})`;
}

/** Inner step 0 has the colour of "before", the last one that of "after", those between lie between. */
export function stepColour(theme: Theme, step: number, last: number): string {
  return last === 0 ? theme.pre : mix(theme.pre, theme.post, step / last);
}

/** Of classes, or of whatever else is told apart by its number, in order. */
export function classColours(theme: Theme): string[] {
  return [theme.class1, theme.class2, theme.class3, theme.class4, theme.class5, theme.class6];
}
