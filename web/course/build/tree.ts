// Nodes of a text's tree (mdast), and what becomes of them as HTML.
import type { Nodes, Parents, Root, RootContent } from 'mdast';
import type {} from 'mdast-util-directive';
import type {} from 'mdast-util-math';
import type {} from 'mdast-util-to-hast';
import { Fault } from './fault.ts';

export type Node = RootContent;
export type Directive = Extract<RootContent, { type: 'containerDirective' | 'leafDirective' | 'textDirective' }>;
export type Properties = Record<string, string | number | boolean | string[] | undefined>;

/** An element of HTML with other nodes in it. */
export function element(name: string, properties: Properties, children: readonly Node[] = []): Node {
  return { type: 'paragraph', children: [...children] as never, data: { hName: name, hProperties: properties as never } };
}

export const text = (value: string): Node => ({ type: 'text', value });

/** Makes a directive the HTML element of this name. */
export function become(node: Directive, name: string, properties: Properties, children: readonly Node[] = node.children as Node[]): void {
  node.data = { hName: name, hProperties: properties as never };
  node.children = [...children] as never;
}

export const isDirective = (node: Nodes): node is Directive => node.type === 'containerDirective' || node.type === 'leafDirective' || node.type === 'textDirective';

/** Calls `visit` with each node, those within before those around them. */
export function walk(node: Nodes, visit: (node: Nodes, within: readonly Parents[]) => void, within: readonly Parents[] = []): void {
  if ('children' in node) for (const child of [...node.children]) walk(child, visit, [...within, node]);
  visit(node, within);
}

/** The words of a node, without formulas and code where `prose` is wanted. */
export function wordsOf(node: Nodes, prose = false): string {
  if (prose && ['inlineMath', 'math', 'inlineCode', 'code'].includes(node.type)) return ' ';
  if ('value' in node) return node.value;
  if (!('children' in node)) return '';
  return node.children.map((child) => wordsOf(child, prose)).join(node.type === 'root' || 'data' in node || node.type === 'list' || node.type === 'table' || node.type === 'tableRow' ? ' ' : '');
}

/** The label of a container: `:::name[label]`; null where it has none. Takes it out of the children. */
export function takeLabel(node: Directive): Node[] | null {
  const [first] = node.children;
  if (first?.type !== 'paragraph' || !first.data?.directiveLabel) return null;
  node.children.shift();
  return first.children as Node[];
}

/** The attributes of a directive, each read once; one that nobody has read is refused. */
export class Attributes {
  private readonly left: Map<string, string>;

  constructor(
    private readonly file: string,
    private readonly node: Directive,
  ) {
    this.left = new Map(Object.entries(node.attributes ?? {}).map(([name, value]) => [name, value ?? '']));
  }

  take(name: string): string | null {
    const value = this.left.get(name) ?? null;
    this.left.delete(name);
    return value;
  }

  /** The text of one that was read before. */
  text(name: string): string {
    return this.node.attributes?.[name] ?? '';
  }

  need(name: string): string {
    const value = this.take(name);
    if (value === null || value === '') throw this.fault(`${this.node.name} lacks ${name}.`);
    return value;
  }

  /** Those of these names that are there. */
  pick(names: readonly string[]): Record<string, string> {
    return Object.fromEntries(names.flatMap((name) => {
      const value = this.take(name);
      return value === null ? [] : [[name, value]];
    }));
  }

  end(): void {
    const [unknown] = this.left.keys();
    if (unknown !== undefined) throw this.fault(`${this.node.name} has an unknown attribute ${unknown}.`);
  }

  fault(sentence: string): Fault {
    return new Fault(this.file, this.node.position?.start.line, sentence);
  }
}

export type { Nodes, Parents, Root };
