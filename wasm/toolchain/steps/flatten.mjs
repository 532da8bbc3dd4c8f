// JSON as lines of plain text, so that the C++ core needs no JSON parser to check golden values.
//
//   case NAME                             one for each file: its path without .json
//   kind s 0 regression                   a string:  PATH s 0 TEXT            (TEXT may hold spaces; to the end of the line)
//   inner_steps n 0 3                     a number:  PATH n 0 VALUE           (17 significant digits; true and false are 1 and 0)
//   sizes n 1 3 1 20 1                    an array:  PATH n RANK DIMS... VALUES...   (row-major, outermost dimension first)
//   params.0.weight n 2 20 1 0.1 ...      one leaf for each rectangular array of numbers, however deep
//   tasks.1.support.x n 2 10 1 ...        all other arrays get their indices into the path
//   end
//
// Leaves come in the order of the file. A file with an "environment" and no "kind" is of the kind `environment`.

const isNumber = (value) => typeof value === 'number' || typeof value === 'boolean';

/** The shape of a rectangular array of numbers, or undefined for any other value. */
function shapeOf(value) {
  if (isNumber(value)) return [];
  if (!Array.isArray(value)) return undefined;
  if (value.length === 0) return [0];
  const inner = value.map(shapeOf);
  const same = inner.every((shape) => shape && shape.join() === inner[0]?.join());
  return same ? [value.length, ...inner[0]] : undefined;
}

const numberText = (value) => String(Number(Number(value).toPrecision(17)));

function* leaves(path, value) {
  const shape = shapeOf(value);
  if (shape) {
    const values = [value].flat(Infinity).map(numberText);
    yield [path, 'n', shape.length, ...shape, ...values].join(' ');
  } else if (value === null) {
    yield `${path} n 0 nan`;
  } else if (typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) yield* leaves(path ? `${path}.${key}` : key, inner);
  } else {
    yield `${path} s 0 ${String(value).replace(/\s+/g, ' ')}`;
  }
}

export function flatten(name, json) {
  const kind = json.kind === undefined && json.environment !== undefined ? { kind: 'environment' } : {};
  return [`case ${name}`, ...leaves('', { ...kind, ...json }), 'end', ''].join('\n');
}
