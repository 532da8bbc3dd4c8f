// Tables as comma-separated values (RFC 4180): what a spreadsheet and every language of statistics reads.

export type Cell = string | number | null;

export interface Table {
  columns: string[];
  rows: Cell[][];
}

export function csvOf({ columns, rows }: Table): string {
  return [columns, ...rows].map((row) => `${row.map(cellText).join(',')}\r\n`).join('');
}

/** Significant digits that tell any two numbers of 32 bits apart, and fewer where they do, too. */
const DIGITS = [6, 7, 8, 9];

/** A number of 32 bits as briefly as it can be written, so that it is the same one when it is read as such. */
function numberText(value: number): string {
  const brief = Math.fround(value) === value ? DIGITS.map((digits) => Number(value.toPrecision(digits))).find((short) => Math.fround(short) === value) : undefined;
  return String(brief ?? value);
}

/** What is missing, or no number after a divergence, is an empty cell. */
function cellText(cell: Cell | undefined): string {
  if (typeof cell === 'number') return Number.isFinite(cell) ? numberText(cell) : '';
  const text = cell ?? '';
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
