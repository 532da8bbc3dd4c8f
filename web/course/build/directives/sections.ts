// Parts of a chapter that are nothing but a frame around their text.
import type { Draft } from '../draft.ts';
import { type Attributes, type Directive, type Node, become, element, text } from '../tree.ts';

export function teachers(node: Directive, _attributes: Attributes, { words }: Draft): void {
  become(node, 'details', { className: ['teachers'] }, [element('summary', {}, [text(words.teachers)]), ...(node.children as Node[])]);
}

export function summary(node: Directive, _attributes: Attributes, { words }: Draft): void {
  become(node, 'section', { className: ['summary'], ariaLabelledBy: ['summary'] }, [element('h2', { id: 'summary' }, [text(words.summary)]), ...(node.children as Node[])]);
}

/** A list; each work has a DOI, a number of arXiv or an address. */
export function sources(node: Directive, attributes: Attributes, draft: Draft): void {
  const [list] = node.children;
  if (node.children.length !== 1 || list?.type !== 'list') throw attributes.fault('Sources are one list.');
  for (const item of list.children) {
    if (!/doi\.org\/10\.|arxiv\.org\/abs\/|https:\/\//.test(JSON.stringify(item))) throw attributes.fault('Each source has a link to its DOI, its number of arXiv or its page.');
  }
  draft.sources += list.children.length;
  become(node, 'section', { className: ['sources'], ariaLabelledBy: ['sources'] }, [element('h2', { id: 'sources' }, [text(draft.words.sources)]), list]);
}
