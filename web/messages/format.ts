// Numbers, lists and durations as a language writes them.

export interface Format {
  /** A number as it stands in a sentence: about three digits, a true minus sign. */
  number(value: number): string;
  /** As `number`, but short, for the ticks of an axis. */
  tick(value: number): string;
  integer(value: number): string;
  /** The same for a sentence whose words depend on the number: "1 task", "2 tasks". */
  amount(value: number): Amount;
  /** "a, b and c". */
  conjunction(parts: readonly string[]): string;
  /** "a, b or c". */
  disjunction(parts: readonly string[]): string;
  /** A span of milliseconds in the unit that makes it readable. */
  duration(milliseconds: number): string;
}

/** A whole number as it is written, and itself. */
export interface Amount {
  readonly value: number;
  toString(): string;
}

/** What stands for a number that is none, such as the loss of a run that diverged. */
const MISSING = '–';

export function formatFor(language: string): Format {
  const small = new Intl.NumberFormat(language, { maximumSignificantDigits: 3 });
  const tiny = new Intl.NumberFormat(language, { notation: 'scientific', maximumSignificantDigits: 2 });
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const compact = new Intl.NumberFormat(language, { notation: 'compact', maximumSignificantDigits: 3 });
  const list = new Intl.ListFormat(language, { type: 'conjunction' });
  const either = new Intl.ListFormat(language, { type: 'disjunction' });
  const span = (unit: string) => new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long', maximumSignificantDigits: 2 });
  const [milliseconds, seconds, minutes, hours] = ['millisecond', 'second', 'minute', 'hour'].map(span) as [Intl.NumberFormat, Intl.NumberFormat, Intl.NumberFormat, Intl.NumberFormat];

  const signed = (text: string) => text.replaceAll('-', '−');
  const integer = (value: number) => signed(whole.format(value));
  const number = (value: number): string => {
    if (!Number.isFinite(value)) return MISSING;
    const size = Math.abs(value);
    if (size !== 0 && size < 0.001) return signed(tiny.format(value).toLowerCase());
    return signed((size >= 1000 ? whole : small).format(value));
  };
  return {
    number,
    tick: (value) => (Math.abs(value) >= 100_000 && Number.isFinite(value) ? signed(compact.format(value)) : number(value)),
    integer,
    amount: (value) => ({ value, toString: () => integer(value) }),
    conjunction: (parts) => list.format(parts),
    disjunction: (parts) => either.format(parts),
    duration: (value) => {
      if (value < 1000) return milliseconds.format(value < 1 ? Number(value.toPrecision(1)) : value);
      if (value < 120_000) return seconds.format(value / 1000);
      return value < 7_200_000 ? minutes.format(value / 60_000) : hours.format(value / 3_600_000);
    },
  };
}
