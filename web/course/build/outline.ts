// The headings of a text, their places in addresses, and the text beneath each of them, for the search.
import type { Heading } from 'mdast';
import { slugOf } from './slug.ts';
import { type Root, isDirective, walk, wordsOf } from './tree.ts';

export interface Section {
  /** The place in the address; "" for the top of the page. */
  id: string;
  depth: number;
  title: string;
  text: string;
}

/** Gives each heading an id, and returns what stands beneath it. Two headings of the same words are told apart by a number. */
export function outline(tree: Root): Section[] {
  const sections: Section[] = [];
  const seen = new Map<string, number>();
  for (const node of tree.children) {
    if (node.type === 'heading') {
      const title = wordsOf(node);
      const slug = slugOf(title);
      const before = seen.get(slug) ?? 0;
      seen.set(slug, before + 1);
      const id = node.depth === 1 ? '' : before ? `${slug}-${before}` : slug;
      if (id) node.data = { ...node.data, hProperties: { id } };
      else node.data = { ...node.data, hProperties: { id: slug } };
      sections.push({ id: id || (sections.length ? slug : ''), depth: node.depth, title, text: '' });
    } else if (sections.length) {
      const last = sections.at(-1)!;
      last.text = `${last.text} ${wordsOf(node)}`.trim();
    }
  }
  return sections.map((section) => ({ ...section, text: section.text.replace(/\s+/g, ' ') }));
}

/** Headings within directives would be no part of the outline. */
export function strayHeading(tree: Root): Heading | null {
  let found: Heading | null = null;
  walk(tree, (node, within) => {
    if (node.type === 'heading' && within.some(isDirective)) found ??= node;
  });
  return found;
}
