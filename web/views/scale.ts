export interface Scale {
  (value: number): number;
  invert(pixel: number): number;
  low: number;
  high: number;
}

export function linear(low: number, high: number, from: number, to: number): Scale {
  const span = high - low || 1;
  const scale = ((value: number) => from + ((value - low) / span) * (to - from)) as Scale;
  scale.invert = (pixel) => low + ((pixel - from) / (to - from || 1)) * span;
  scale.low = low;
  scale.high = high;
  return scale;
}

/** Equal factors are equally far apart. Both ends are positive; what is not has no place. */
export function logarithmic(low: number, high: number, from: number, to: number): Scale {
  const inner = linear(Math.log(low), Math.log(high), from, to);
  const scale = ((value: number) => (value > 0 ? inner(Math.log(value)) : Number.NaN)) as Scale;
  scale.invert = (pixel) => Math.exp(inner.invert(pixel));
  scale.low = low;
  scale.high = high;
  return scale;
}

/** Round numbers within [low, high] on a logarithmic scale, at most about `count`: powers of ten, and 2 and 5 times them where there is room. */
export function logTicks(low: number, high: number, count: number): number[] {
  if (!(low > 0) || !(high > low)) return [low];
  const decades = Math.log10(high / low);
  // Within less than a decade equal steps are better known.
  if (decades < 1) return ticks(low, high, count).filter((value) => value > 0);
  const every = Math.max(1, Math.ceil(decades / count));
  const factors = decades * 3 <= count + 1 ? [1, 2, 5] : [1];
  const found: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
    if (((power % every) + every) % every) continue;
    for (const factor of factors) {
      const value = Number((factor * 10 ** power).toPrecision(12));
      if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) found.push(value);
    }
  }
  return found;
}

/** Round numbers within [low, high], about `count` of them. */
export function ticks(low: number, high: number, count: number): number[] {
  const span = high - low;
  if (!(span > 0) || !Number.isFinite(span)) return [low];
  const rough = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  const found: number[] = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) found.push(Number((i * step).toPrecision(12)));
  return found;
}

/** The finite extremes of many numbers, a little widened; [0, 1] where there are none. */
export function extent(lists: Iterable<ArrayLike<number>>, margin = 0.06): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const list of lists) {
    for (let i = 0; i < list.length; i++) {
      const value = list[i]!;
      if (!Number.isFinite(value)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (low > high) return [0, 1];
  const pad = (high - low || Math.abs(high) || 1) * margin;
  return [low - pad, high + pad];
}
