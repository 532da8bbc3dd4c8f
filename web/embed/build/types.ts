// The package's types, from the element's own table. Types that the table names are taken from the sources, with whatever they are made
// of, and written into one file: the package's types depend on nothing else.
import ts from 'typescript';
import { attributeType, detailType } from '../../element/api/manifest.ts';
import type { Api, MethodRow } from '../../element/api/table.ts';

const comment = (help: string) => `/** ${help.replaceAll('*/', '*\u200b/')} */`;
const indented = (lines: string[]) => lines.map((line) => `  ${line}`).join('\n');

const signature = ({ name, parameters, returns }: MethodRow) =>
  `${name}(${parameters.map((parameter) => `${parameter.name}${parameter.optional ? '?' : ''}: ${parameter.type}`).join(', ')}): ${returns};`;

/** The element's class, its events, and what `document.querySelector` gives. */
function elementTypes({ tag, className, help, attributes, properties, methods, events }: Api): string {
  const members = [
    ...attributes.flatMap((row) => [comment(row.help), `${row.property}: ${attributeType(row)};`]),
    ...properties.flatMap((row) => [comment(row.help), `${row.readonly ? 'readonly ' : ''}${row.name}: ${row.type};`]),
    ...methods.flatMap((row) => [comment(row.help), signature(row)]),
    ...['add', 'remove'].flatMap((way) => [
      `${way}EventListener<K extends keyof ${className}EventMap>(type: K, listener: (this: ${className}, event: ${className}EventMap[K]) => unknown, options?: boolean | AddEventListenerOptions): void;`,
      `${way}EventListener<K extends keyof HTMLElementEventMap>(type: K, listener: (this: ${className}, event: HTMLElementEventMap[K]) => unknown, options?: boolean | AddEventListenerOptions): void;`,
      `${way}EventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;`,
    ]),
  ];
  return `${comment(help)}
export declare class ${className} extends HTMLElement {
${indented(members)}
}

export interface ${className}EventMap {
${indented(events.flatMap((row) => [comment(row.help), `'${row.name}': CustomEvent<${detailType(row.detail)}>;`]))}
}

declare global {
  interface HTMLElementTagNameMap {
    '${tag}': ${className};
  }
}`;
}

/** Names in a type that are nobody's but ours. */
function namesIn(texts: readonly string[], known: ReadonlySet<string>): string[] {
  const names = texts.flatMap((text) => text.replace(/'[^']*'|"[^"]*"|\/\*[\s\S]*?\*\/|\/\/.*/g, '').match(/\b[A-Z]\w*/g) ?? []);
  return [...new Set(names)].filter((name) => !known.has(name));
}

const BUILT_IN = new Set(['Promise', 'Partial', 'Record', 'Readonly', 'Array', 'ReadonlyArray', 'Float32Array', 'Float64Array', 'Uint8Array', 'Blob', 'CustomEvent', 'Map', 'Set']);

type Declaration = ts.InterfaceDeclaration | ts.TypeAliasDeclaration;

/** Looks up exported types by their names, in the sources of web/ and the core's boundary. */
class Sources {
  private readonly checker: ts.TypeChecker;
  private readonly found = new Map<string, Declaration>();

  constructor(config: string, roots: string[]) {
    const { config: json, error } = ts.readConfigFile(config, ts.sys.readFile);
    if (error) throw new Error(String(error.messageText));
    const { options } = ts.parseJsonConfigFileContent(json, ts.sys, config.replace(/\/[^/]*$/, ''));
    const program = ts.createProgram(roots, { ...options, noEmit: true });
    this.checker = program.getTypeChecker();
    for (const file of program.getSourceFiles()) {
      if (file.fileName.includes('/node_modules/')) continue;
      file.forEachChild((node) => {
        if ((ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) && !this.found.has(node.name.text)) this.found.set(node.name.text, node);
      });
    }
  }

  /** A declaration by itself, and the names that it uses. */
  declare(name: string): { text: string; names: string[] } {
    const node = this.found.get(name);
    if (!node) throw new Error(`The element's table names the type ${name}, which is declared nowhere.`);
    const parameters = node.typeParameters ? `<${node.typeParameters.map((parameter) => parameter.getText()).join(', ')}>` : '';
    if (ts.isTypeAliasDeclaration(node)) {
      const text = this.plain(node.type);
      return { text: `${this.commentOf(node)}export type ${name}${parameters} = ${text};`, names: namesIn([text], BUILT_IN) };
    }
    const bases = (node.heritageClauses ?? []).flatMap((clause) => clause.types.map((type) => type.getText()));
    const members = node.members.map((member) => {
      if (!ts.isPropertySignature(member) || !member.type) return { comment: this.commentOf(member), text: member.getText(), type: member.getText() };
      const type = this.plain(member.type);
      const readonly = member.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ReadonlyKeyword) ? 'readonly ' : '';
      return { comment: this.commentOf(member), text: `${readonly}${member.name.getText()}${member.questionToken ? '?' : ''}: ${type};`, type };
    });
    const body = members.map((member) => `${member.comment.replace(/^/gm, '  ').trimEnd()}${member.comment ? '\n' : ''}  ${member.text}`).join('\n');
    const extended = bases.length ? ` extends ${bases.join(', ')}` : '';
    return { text: `${this.commentOf(node)}export interface ${name}${parameters}${extended} {\n${body}\n}`, names: namesIn([...members.map(({ type }) => type), ...bases], BUILT_IN) };
  }

  /** The type's own text, unless it speaks of a value (`typeof NAMES`): then what the compiler makes of it. */
  private plain(node: ts.TypeNode): string {
    const text = node.getText();
    if (!/\btypeof\b|\bkeyof\b/.test(text)) return text;
    return this.checker.typeToString(this.checker.getTypeFromTypeNode(node), undefined, ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.InTypeAlias);
  }

  private commentOf(node: ts.Node): string {
    const file = node.getSourceFile();
    const comments = (ts.getLeadingCommentRanges(file.text, node.pos) ?? []).map(({ pos, end }) => file.text.slice(pos, end)).filter((text) => text.startsWith('/**'));
    const last = comments.at(-1);
    return last ? `${last.replace(/\n\s+\*/g, '\n *')}\n` : '';
  }
}

/** The text of index.d.ts. `config`: the sources' tsconfig.json; `roots`: modules from which all types can be reached. */
export function makeTypes(api: Api, config: string, roots: string[]): string {
  const sources = new Sources(config, roots);
  const own = elementTypes(api);
  const used = [
    ...api.properties.map(({ type }) => type),
    ...api.methods.flatMap(({ returns, parameters }) => [returns, ...parameters.map(({ type }) => type)]),
    ...api.events.flatMap(({ detail }) => Object.values(detail)),
  ];
  const declared = new Map<string, string>();
  for (const waiting = namesIn(used, BUILT_IN); waiting.length; ) {
    const name = waiting.shift()!;
    if (declared.has(name)) continue;
    const { text, names } = sources.declare(name);
    declared.set(name, text);
    waiting.push(...names);
  }
  return `${own}

${[...declared.values()].join('\n\n')}

/** Registers the element; twice is harmless. */
export declare function define(): void;
`;
}
