// Lists of names with spaces between them, as attributes have them, changed by clicking.

export function namesIn(text: string | undefined): string[] {
  return (text ?? '').split(/\s+/).filter(Boolean);
}

/** With a name added at its end or taken away. */
export function toggled(names: readonly string[], name: string, on: boolean): string[] {
  const rest = names.filter((other) => other !== name);
  return on ? [...rest, name] : rest;
}

/** With a name moved by so many places. */
export function moved(names: readonly string[], name: string, by: number): string[] {
  const from = names.indexOf(name);
  const to = Math.min(names.length - 1, Math.max(0, from + by));
  if (from < 0) return [...names];
  const rest = names.filter((other) => other !== name);
  return [...rest.slice(0, to), name, ...rest.slice(to)];
}
