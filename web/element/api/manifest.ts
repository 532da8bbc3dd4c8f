// The custom-elements manifest, schema 2.1.0: what editors and documentation tools read.
import type { Api, AttributeRow, MethodRow, Row } from './table.ts';

const typed = (text: string) => ({ type: { text } });

export function attributeType({ kind, allowed, default: value }: AttributeRow): string {
  if (kind === 'choice') return [...(allowed ?? []).map((choice) => `'${choice}'`), ...(value === '' ? ['null'] : [])].join(' | ');
  if (kind === 'flag') return 'boolean';
  return kind === 'count' ? 'number' : 'string';
}

const described = ({ name, help }: Row) => ({ name, description: help });

const parametersOf = ({ parameters }: MethodRow) => parameters.map(({ name, type, optional }) => ({ name, ...typed(type), ...(optional ? { optional } : {}) }));

/** `module`: the file of the package that has the class; `define`: the one that registers it. */
export function makeManifest(api: Api, { module, define }: { module: string; define: string }): object {
  const { attributes, properties, methods, events, slots, parts, customProperties } = api;
  const declaration = {
    kind: 'class',
    name: api.className,
    tagName: api.tag,
    customElement: true,
    description: api.help,
    superclass: { name: 'HTMLElement' },
    attributes: attributes.map((row) => ({ ...described(row), ...typed(attributeType(row)), ...(row.default ? { default: row.default } : {}), fieldName: row.property })),
    members: [
      ...attributes.map((row) => ({ kind: 'field', name: row.property, description: row.help, attribute: row.name, reflects: true, ...typed(attributeType(row)) })),
      ...properties.map((row) => ({ kind: 'field', ...described(row), ...typed(row.type), ...(row.readonly ? { readonly: true } : {}) })),
      ...methods.map((row) => ({ kind: 'method', ...described(row), parameters: parametersOf(row), return: typed(row.returns) })),
    ],
    events: events.map((row) => ({ ...described(row), ...typed(`CustomEvent<${detailType(row.detail)}>`) })),
    slots: slots.map(described),
    cssParts: parts.map(described),
    cssProperties: customProperties.map((row) => ({ ...described(row), ...(row.default ? { default: row.default } : {}) })),
  };
  return {
    schemaVersion: '2.1.0',
    readme: '',
    modules: [
      {
        kind: 'javascript-module',
        path: module,
        declarations: [declaration],
        exports: [{ kind: 'js', name: api.className, declaration: { name: api.className, module } }],
      },
      {
        kind: 'javascript-module',
        path: define,
        exports: [{ kind: 'custom-element-definition', name: api.tag, declaration: { name: api.className, module } }],
      },
    ],
  };
}

export function detailType(detail: Readonly<Record<string, string>>): string {
  const fields = Object.entries(detail).map(([name, type]) => `${name}: ${type}`);
  return fields.length ? `{ ${fields.join('; ')} }` : '{}';
}
