// One chapter in one language, from its Markdown to what its page and the tests need.
import { type CourseLanguage, courseWords } from '../words/words.ts';
import { type Draft, emptyDraft } from './draft.ts';
import { makeDirectives } from './directives/index.ts';
import { Fault } from './fault.ts';
import { parseChapter, toHtml } from './markdown.ts';
import { checkNumbers } from './numbers.ts';
import { type Section, outline, strayHeading } from './outline.ts';
import { type Root, walk } from './tree.ts';

export interface Chapter extends Omit<Draft, 'words'> {
  language: CourseLanguage;
  title: string;
  /** One sentence for lists and for search engines. */
  lead: string;
  minutes: number;
  html: string;
  sections: Section[];
}

interface Front {
  lead: string;
  minutes: number;
  /** The text, its lines where they were. */
  text: string;
}

/** `lead: ...` and `minutes: ...` between two lines of ---, then the text. */
function readFront(file: string, source: string): Front {
  const found = /^---\n([\s\S]*?)\n---\n/.exec(source);
  if (!found) throw new Fault(file, 1, 'A chapter begins with --- and the lines lead: ... and minutes: ..., then ---.');
  const given = Object.fromEntries(found[1]!.split('\n').map((line) => [line.slice(0, line.indexOf(':')).trim(), line.slice(line.indexOf(':') + 1).trim()]));
  const { lead, minutes, ...unknown } = given;
  const [other] = Object.keys(unknown);
  if (other !== undefined) throw new Fault(file, 1, `A chapter's front has no "${other}"; it has lead and minutes.`);
  if (!lead || !/^\d{1,2}$/.test(minutes ?? '')) throw new Fault(file, 1, 'A chapter says its lead, a sentence, and its minutes, a whole number.');
  return { lead, minutes: Number(minutes), text: '\n'.repeat(found[0].split('\n').length - 1) + source.slice(found[0].length) };
}

/** Ids are places in addresses and names of claims: each stands once. */
function checkIds(tree: Root, file: string): void {
  const seen = new Set<string>();
  walk(tree, (node) => {
    const id = (node.data as { hProperties?: { id?: unknown } } | undefined)?.hProperties?.id;
    if (typeof id !== 'string') return;
    if (seen.has(id)) throw new Fault(file, node.position?.start.line, `The id "${id}" appears twice.`);
    seen.add(id);
  });
}

/** `name`: the chapter's; `file`: for what is said of faults. */
export function readChapter(source: string, language: CourseLanguage, name: string, file = `${language}/${name}.md`): Chapter {
  const front = readFront(file, source.replaceAll('\r\n', '\n'));
  const tree = parseChapter(front.text);
  const [first] = tree.children;
  if (first?.type !== 'heading' || first.depth !== 1) throw new Fault(file, undefined, 'A chapter begins with its title, as # Title.');
  const stray = strayHeading(tree);
  if (stray) throw new Fault(file, stray.position?.start.line, 'A heading stands by itself, not within a directive.');
  checkNumbers(tree, file);
  const sections = outline(tree);
  const draft = emptyDraft(file, name, courseWords(language));
  makeDirectives(tree, draft);
  checkIds(tree, file);
  const html = toHtml(tree, file);
  const { words: _, ...found } = draft;
  return { ...found, language, title: sections[0]!.title, lead: front.lead, minutes: front.minutes, html, sections };
}
