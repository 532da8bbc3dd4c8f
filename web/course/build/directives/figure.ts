// :::figure[What is seen, for readers without script]{#id run="..." views="..." ...}
// A caption.
// :::
import type { Draft } from '../draft.ts';
import { type Attributes, type Directive, become, element, takeLabel, wordsOf } from '../tree.ts';
import { elementAttributes, playground } from './playground.ts';

export function figure(node: Directive, attributes: Attributes, draft: Draft): void {
  const id = attributes.need('id');
  const seen = takeLabel(node);
  if (!seen) throw attributes.fault('A figure says in brackets what is seen in it: :::figure[...]{...}.');
  if (!node.children.length) throw attributes.fault('A figure has a caption.');
  const written = elementAttributes(attributes, { run: attributes.need('run'), savable: '' });
  const title = wordsOf({ type: 'paragraph', children: seen as never });
  become(node, 'figure', { id, className: ['figure'], dataTitle: title }, [
    playground(draft, id, 'figure', written, { fallback: [element('p', {}, seen)], caption: node.children as never }),
  ]);
}
