// From Markdown to HTML: chapters with directives and formulas, docs without.
import type { Element, Root as HtmlRoot } from 'hast';
import rehypeKatex from 'rehype-katex';
import rehypeStringify from 'rehype-stringify';
import remarkDirective from 'remark-directive';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { VFile } from 'vfile';
import { Fault } from './fault.ts';
import { finishFormulas } from './formulas.ts';
import { type Root, walk } from './tree.ts';

/** A chapter's tree. */
export function parseChapter(text: string): Root {
  return unified().use(remarkParse).use(remarkGfm).use(remarkMath).use(remarkDirective).parse(text) as Root;
}

/** A page of the docs: a colon in it is a colon. */
export function parseDoc(text: string): Root {
  return unified().use(remarkParse).use(remarkGfm).parse(text) as Root;
}

/** A heading of a table's column that says nothing is no heading. */
function emptyCorners() {
  const visit = (node: HtmlRoot | Element): void => {
    for (const child of node.children) {
      if (child.type !== 'element') continue;
      if (child.tagName === 'th' && !child.children.length) child.tagName = 'td';
      visit(child);
    }
  };
  return (tree: HtmlRoot) => visit(tree);
}

/** HTML of a tree. What the text has of HTML itself is refused: it would have to be trusted. */
export function toHtml(tree: Root, file: string): string {
  walk(tree, (node) => {
    if (node.type === 'html' && !/^<!--[\s\S]*-->$/.test(node.value.trim())) throw new Fault(file, node.position?.start.line, `Texts hold no HTML of their own: "${node.value.slice(0, 60)}".`);
  });
  const refuse = (sentence: string): never => {
    throw new Fault(file, undefined, sentence);
  };
  const maker = unified()
    .use(remarkRehype, { clobberPrefix: '' })
    // A formula that cannot be read ends the build.
    .use(rehypeKatex, { output: 'mathml', strict: 'error' })
    .use(finishFormulas(refuse))
    .use(emptyCorners)
    .use(rehypeStringify);
  const said = new VFile();
  const html = maker.runSync(tree, said) as HtmlRoot;
  const [message] = said.messages;
  if (message) throw new Fault(file, message.line, String(message.cause ?? message.reason));
  return maker.stringify(html);
}
