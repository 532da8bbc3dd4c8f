// The reference of the docs, written from the table.
import { FRAME_NAMESPACE, FRAME_VERSION } from './frame.ts';
import { detailType } from './manifest.ts';
import type { Api, AttributeRow, MethodRow, Row } from './table.ts';

const code = (text: string) => `\`${text.replaceAll('|', '\\|')}\``;
const cell = (text: string) => text.replaceAll('|', '\\|');
const line = (cells: string[]) => `| ${cells.join(' | ')} |`;

function table(head: string[], rows: string[][]): string {
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

const since = ({ since, stability }: Row) => (stability === 'stable' ? since : `${since}, on trial`);

/** What may be written into an attribute, in words. */
const written: Record<AttributeRow['kind'], string> = {
  text: 'text',
  address: 'an address: http, https, blob or data',
  code: 'an address of the page’s own origin, or a blob of the page',
  choice: '',
  tokens: 'any of ',
  knobs: 'names of [knobs](../knobs.md) with spaces between them, or `all`',
  bounds: '`knob:low..high` (one end may be left out) or `knob:choice\\|choice`, with spaces between them',
  goal: 'a [goal](#goals)',
  flag: 'there or not',
  count: 'a whole number from 1',
  name: 'up to 64 letters, digits, `.`, `-`, `_`',
};

function allowed(row: AttributeRow): string {
  if (row.name === 'run') return 'a run line of [knobs](../knobs.md)';
  return written[row.kind] + (row.allowed ?? []).map(code).join(', ');
}

const signature = ({ name, parameters, returns }: MethodRow) =>
  `${name}(${parameters.map((parameter) => `${parameter.name}${parameter.optional ? '?' : ''}: ${parameter.type}`).join(', ')}): ${returns}`;

export function makeReference(api: Api): string {
  const { attributes, properties, methods, events, slots, parts, customProperties, messages } = api;
  const direction = (way: 'in' | 'out') =>
    table(
      ['type', 'with it', 'meaning', 'since'],
      messages.filter(({ direction }) => direction === way).map((row) => [code(row.name), Object.keys(row.body).length ? code(detailType(row.body)) : '', row.help, since(row)]),
    );
  return `# The element

Everything that a host of \`<${api.tag}>\` can write, call, hear and style. This page is made from the element's own table; what is not on it may change at any time.

**A promise.** Everything on this page is stable unless it is marked *on trial*: its name, what it takes and what it means change only with the first number of the version, and not before a release has said
so, in its notes and once in the console of a page that uses the old form; from that release the old form works for at least a year. What is *on trial* may change with any version; the notes of the
release say so. New attributes, events and fields may come with any version, so ignore the ones that you do not know.

## Attributes

Text that cannot be read is refused with a sentence (shown in the element, and as \`metarl-refused\`); its default holds then and all others apply. Each attribute has a property of the name given here, which
reflects it. An attribute that is set again to an equal value changes nothing.

${table(
  ['attribute', 'property', 'allowed', 'where it is not there', 'meaning', 'since'],
  attributes.map((row) => [code(row.name), code(row.property), allowed(row), row.absent ?? code(row.default), cell(row.help), since(row)]),
)}

### Goals

\`measure=return-after of=held-out summary=mean op=above value=-12 within=60\`

| part | allowed | meaning |
|---|---|---|
| \`measure\` | \`loss-before\`, \`loss-after\`, \`return-before\`, \`return-after\`, \`first-episode\`, \`last-episode\`, \`total\`, \`gain\` | on each task: before adaptation or after it (after as many steps as training adapts); where a trial adapts, its first or last episode or all of it; \`gain\` is how much better after than before |
| \`of\` | \`batch\` (default), \`held-out\` | the tasks of the meta-iteration, as training met them, or tasks that training never sees |
| \`summary\` | \`mean\` (default), \`median\` | how the tasks' numbers become one |
| \`op\` | \`above\`, \`below\` | which side of \`value\` is meant |
| \`value\` | a number | |
| \`within\` | a whole number from 1 | to be reached by this meta-iteration, it included; without it there is no limit |
| \`at\` | a whole number from 1 | to hold at this meta-iteration, instead of \`within\` |
| \`window\` | a whole number from 1 | \`batch\` only: the mean over the last so many meta-iterations is taken |

Nothing counts before the first meta-iteration is complete: a goal is not reached by doing nothing. With \`of=held-out\` and a limit the run stops there, so that it is judged at that meta-iteration.

## Properties

${table(
  ['property', 'type', '', 'meaning', 'since'],
  properties.map((row) => [code(row.name), code(row.type), row.readonly ? 'read only' : '', row.help, since(row)]),
)}

## Methods

A method that can be refused resolves to null, or to what was refused: \`{ code, key, value, args, message }\`. None of them throws.

${table(
  ['method', 'meaning', 'since'],
  methods.map((row) => [code(signature(row)), row.help, since(row)]),
)}

## Events

All of them bubble and cross shadow roots (\`composed\`); none can be cancelled.

${table(
  ['event', 'detail', 'meaning', 'since'],
  events.map((row) => [code(row.name), code(detailType(row.detail)), row.help, since(row)]),
)}

## Slots

${table(['slot', 'meaning', 'since'], slots.map((row) => [code(row.name), row.help, since(row)]))}

## Parts

For \`${api.tag}::part(…)\`.

${table(['part', 'meaning', 'since'], parts.map((row) => [code(row.name), row.help, since(row)]))}

## Custom properties

${table(['property', 'default', 'meaning', 'since'], customProperties.map((row) => [code(row.name), row.default ?? '', row.help, since(row)]))}

## Messages of the frame

Objects of the form \`{ ns: '${FRAME_NAMESPACE}', v: ${FRAME_VERSION}, type, id?, ... }\`, sent with \`postMessage\`. A message is answered once, with the same \`id\` (a whole number or a short text); fields that the frame does not know are ignored.
\`ready\` and \`resize\` go to any page around the frame; everything else only to a page that has sent a message, at its origin or through the port that it sent. [More](frame.md)

From the frame:

${direction('out')}

To the frame:

${direction('in')}
`;
}
