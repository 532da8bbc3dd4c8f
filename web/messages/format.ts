import { language } from './language.ts';

const small = new Intl.NumberFormat(language, { maximumSignificantDigits: 3 });
const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
const one = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
const list = new Intl.ListFormat(language, { type: 'conjunction' });

/** A number as it stands in a sentence or at an axis: about three digits, a true minus sign. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  const text = size !== 0 && size < 0.001 ? value.toExponential(1) : size >= 1000 ? whole.format(value) : small.format(value);
  return text.replace('-', '−');
}

const compact = new Intl.NumberFormat(language, { notation: 'compact', maximumSignificantDigits: 3 });

/** As `number`, but short, for the ticks of an axis. */
export function tick(value: number): string {
  return Math.abs(value) >= 100_000 ? compact.format(value).replace('-', '−') : number(value);
}

export function integer(value: number): string {
  return whole.format(value);
}

export function fixed(value: number): string {
  return Number.isFinite(value) ? one.format(value).replace('-', '−') : '–';
}

export function conjunction(parts: string[]): string {
  return list.format(parts);
}

const units = (unit: string) => new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long', maximumSignificantDigits: 2 });
const milliseconds = units('millisecond');
const seconds = units('second');
const minutes = units('minute');

/** A span of time in the unit that makes it readable. */
export function duration(value: number): string {
  if (value < 1000) return milliseconds.format(value < 1 ? Number(value.toPrecision(1)) : value);
  return value < 120_000 ? seconds.format(value / 1000) : minutes.format(value / 60_000);
}
