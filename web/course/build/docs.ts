// The documentation (web/docs) as pages of the site. Its links are those of the files, so that they lead somewhere in a repository's
// browser too; here they become those of the pages. One that leads nowhere is told (a test wants none), and is no link on the page.
import { readFileSync, readdirSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Fault } from './fault.ts';
import { parseDoc, toHtml } from './markdown.ts';
import { type Section, outline } from './outline.ts';
import { type Node, type Root, walk } from './tree.ts';

const folder = fileURLToPath(new URL('../../docs/', import.meta.url));

export interface Doc {
  /** The page's address within docs/. */
  path: string;
  title: string;
  html: string;
  sections: Section[];
  /** Links that lead nowhere, each with its place. */
  nowhere: string[];
}

/** `a/README.md` is its folder's page. */
export const docPath = (file: string) => file.replace(/(^|\/)README\.md$/, '$1index.html').replace(/\.md$/, '.html');

function follow(tree: Root, file: string, places: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const nowhere: string[] = [];
  walk(tree, (node, within) => {
    if (node.type !== 'link' || /^[a-z]+:/i.test(node.url)) return;
    const [to = '', hash = ''] = node.url.split('#');
    const target = to ? posix.join(posix.dirname(file), to) : file;
    const known = places.get(target);
    if (!known || (hash && !known.has(hash))) {
      nowhere.push(`docs/${file}:${node.position?.start.line}: ${known ? `${target} has no heading #${hash}` : `there is no ${target}`}`);
      const siblings = within.at(-1)!.children as Node[];
      siblings.splice(siblings.indexOf(node), 1, ...node.children);
      return;
    }
    node.url = `${to ? docPath(to) : ''}${hash ? `#${hash}` : ''}`;
  });
  return nowhere;
}

export function readDocs(): Doc[] {
  const files = (readdirSync(folder, { recursive: true }) as string[]).map((file) => file.replaceAll('\\', '/')).filter((file) => file.endsWith('.md')).sort();
  const trees = new Map(files.map((file) => [file, parseDoc(readFileSync(`${folder}${file}`, 'utf8'))]));
  const sections = new Map([...trees].map(([file, tree]) => [file, outline(tree)]));
  const places = new Map([...trees].map(([file, tree]) => [file, new Set(tree.children.flatMap((node) => (node.type === 'heading' ? [String((node.data?.hProperties as { id?: string } | undefined)?.id)] : [])))]));
  return files.map((file) => {
    const tree = trees.get(file)!;
    const nowhere = follow(tree, file, places);
    const found = sections.get(file)!;
    if (!found.length) throw new Fault(`docs/${file}`, 1, 'A page of the docs has a title.');
    return { path: docPath(file), title: found[0]!.title, html: toHtml(tree, `docs/${file}`), sections: found, nowhere };
  });
}
