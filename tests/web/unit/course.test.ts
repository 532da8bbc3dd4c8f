// The course's texts as they are built: directives, formulas, links, search, and what must be alike in all languages.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import MiniSearch from 'minisearch';
import { describe, expect, test } from 'vitest';
import { readChapter } from '../../../web/course/build/chapter.ts';
import { differences, readCourse } from '../../../web/course/build/course.ts';
import { readDocs } from '../../../web/course/build/docs.ts';
import { makeFiles } from '../../../web/course/build/pages.ts';
import { slugOf } from '../../../web/course/build/slug.ts';
import { type Entry, OPTIONS, termsOf } from '../../../web/course/page/search-terms.ts';
import { CHAPTERS } from '../../../web/course/chapters.ts';

const front = '---\nlead: A sentence.\nminutes: 10\n---\n\n# A title\n\n';
const read = (text: string) => readChapter(front + text, 'en', 'chapter');
const claim = (attributes = '', text = 'It is below 1.5') => `:claim[${text}]{#a run="learner=maml&tasks=sinusoid" at=10 measure=loss-after op=below value=1.5 seeds=1..3 ${attributes}}`;

describe('A claim', () => {
  test('is read in the grammar of goals, and speaks of held-out tasks', () => {
    const { claims, html } = read(`So ${claim()}, and on.`);
    expect(claims).toMatchObject([{ id: 'a', seeds: [1, 2, 3], after: null, slow: false, words: 'It is below 1.5', goal: { of: 'held-out', summary: 'mean', at: 10, within: null } }]);
    expect(html).toContain('<span id="a" class="claim">It is below 1.5<a class="check" href="#check-a"');
    expect(read(claim('summary=median after=2 slow')).claims).toMatchObject([{ after: 2, slow: true, goal: { summary: 'median' } }]);
  });

  test.each([
    [':claim[Words]', /lacks id/],
    [':claim[Words]{#a}', /lacks run/],
    [claim('of=batch'), /held-out/],
    [claim('within=5'), /both within and at/],
    [claim('more=1'), /unknown attribute more/],
    [claim().replace('seeds=1..3', 'seeds=3..1'), /seeds cannot be/],
    [claim().replace('sinusoid', 'sinusoid&seed=2'), /has no seed/],
    [claim().replace('value=1.5', 'value=low'), /value/],
    [claim().replace('at=10', ''), /lacks at/],
    [`${claim()} ${claim()}`, /appears twice/],
  ])('that lacks its check ends the build: %s', (text, sentence) => {
    expect(() => read(text)).toThrow(sentence);
  });
});

test('A number that nothing checks ends the build, with its line; formulas, code, papers and sources may have some', () => {
  expect(() => read('The loss is 1.5 now.')).toThrow(/en\/chapter\.md:8: "The loss is 1\.5 now\." holds a number/);
  expect(() => read('- The loss is **1.5** now.')).toThrow(/holds a number/);
  expect(() => read('The loss is $1.5$, or `1.5`; see ICML 2017.')).not.toThrow();
});

const tag = 'run="learner=maml&tasks=sinusoid"';

describe('Directives', () => {
  test('A figure is an element with its words for readers without script, and its caption', () => {
    const { html, elements } = read(`:::figure[What is *seen*]{#f ${tag} controls="" views="tasks history"}\nA caption with $\\theta$.\n:::\n`);
    expect(elements).toEqual([{ id: 'f', kind: 'figure', attributes: { run: 'learner=maml&tasks=sinusoid', savable: '', controls: '', views: 'tasks history' } }]);
    expect(html).toMatch(/<figure id="f" class="figure" data-title="What is seen"><meta-rl-playground run="learner=maml&#x26;tasks=sinusoid"/);
    expect(html).toContain('<div slot="fallback"><p>What is <em>seen</em></p></div>');
    expect(html).toContain('controls=" "');
    expect(html).toMatch(/<div slot="caption"><p>A caption with .*<math/);
  });

  const wrong: Array<[string, RegExp]> = [
    [':::nothing\n:::', /no directive nothing/],
    ['It is so:here.', /here belongs inside of papers/],
    [`:::figure{#f ${tag}}\nA caption.\n:::`, /says in brackets what is seen/],
    [`:::figure[Seen]{#f ${tag}}\n:::`, /has a caption/],
    [`:::figure[Seen]{#f ${tag} views="tusks"}\nA caption.\n:::`, /tusks/],
    [`:::figure[Seen]{#f ${tag} engine-src="x"}\nA caption.\n:::`, /unknown attribute engine-src/],
    [`:::predict{#p ${tag} at=9 measure=loss-after}\nWill it?\n\n- :if{below=1} Yes\n:::`, /--- on a line of its own/],
    [`:::predict{#p ${tag} at=9 measure=loss-after}\nWill it?\n\n- Yes\n\n---\n\nSo.\n:::`, /begins with its range/],
    [`:::predict{#p ${tag} measure=loss-after}\nWill it?\n\n- :if{below=1} Yes\n\n---\n\nSo.\n:::`, /at=/],
    [`:::predict{#p draw=steps ${tag} at=9 measure=loss-after}\nWill it?\n\n---\n\nSo.\n:::`, /lacks low/],
    [`::::exercise{#e ${tag} goal="measure=loss-after op=below value=1"}\nDo it.\n:::hint\nA.\n:::\n:::answer{${tag}}\nB.\n:::\n::::`, /has an end/],
    [`::::exercise{#e ${tag} goal="measure=loss-after op=below value=1 within=9"}\nDo it.\n:::hint\nA.\n:::\n::::`, /has a :::hint and an :::answer/],
    [`:::papers{#p ${tag} at=9}\n| a |\n|---|\n| b |\n:::`, /has a cell/],
    [':::sources\n- A book\n:::', /has a link/],
    [':::summary\n## Within\n:::', /stands by itself/],
    ['<b>bold</b>', /no HTML of their own/],
    ['$\\fbox{x}$', /browsers do not draw/],
    ['$\\mathfrak{x}$', /browsers do not draw/],
    ['$\\unknown$', /unknown|undefined/i],
  ];
  test.each(wrong)('What is wrong in %s ends the build with a sentence', (text, sentence) => {
    expect(() => read(text)).toThrow(sentence);
  });

  test('A chapter has its front and its title', () => {
    expect(() => readChapter('# Title\n', 'en', 'chapter')).toThrow(/begins with ---/);
    expect(() => readChapter('---\nlead: A\nminutes: many\n---\n\n# Title\n', 'en', 'chapter')).toThrow(/whole number/);
    expect(() => readChapter('---\nlead: A\nminutes: 3\nauthor: B\n---\n\n# Title\n', 'en', 'chapter')).toThrow(/no "author"/);
    expect(() => readChapter('---\nlead: A\nminutes: 3\n---\n\nText.\n', 'en', 'chapter')).toThrow(/begins with its title/);
  });
});

test('Symbols of formulas that the glossary knows are marked, with a prime as what adapts; nothing of a formula is a style or unseen', () => {
  const { html } = read("$\\theta'_T = \\theta - \\alpha \\nabla L(\\theta)$ and $\\theta_k$");
  expect(html.match(/data-term="theta"/g)).toHaveLength(2);
  expect(html.match(/data-term="thetaPrime"/g)).toHaveLength(2);
  expect(html.match(/data-term="alpha"/g)).toHaveLength(1);
  expect(html).toContain('<msub><mrow data-term="thetaPrime"><mi>θ</mi><mtext class="prime">′</mtext></mrow><mi>T</mi></msub>');
  expect(html).not.toMatch(/style=|<annotation/);
  expect(read('$\\mathbb{E} \\mathcal{L}$').html).toMatch(/<mi>𝔼<\/mi><mi>ℒ<\/mi>/);
});

test('A heading’s place in an address is GitHub’s', () => {
  expect(slugOf('What the estimators leave out')).toBe('what-the-estimators-leave-out');
  expect(slugOf('e-maml, and: `promp`')).toBe('e-maml-and-promp');
  expect(slugOf('两个循环')).toBe('两个循环');
});

const course = readCourse();

describe('The course', () => {
  test('has the same chapters, elements, claims, exercises, sources and formulas in all languages', () => {
    expect(CHAPTERS.length).toBeGreaterThan(0);
    expect(course.en.map(({ name }) => name)).toEqual([...CHAPTERS]);
    course.en.forEach((chapter, i) => expect(differences(chapter, course.zh[i]!)).toEqual([]));
  });

  test('A difference between languages is found', () => {
    const [one] = course.en;
    const other = { ...one!, claims: one!.claims.map((claim, i) => (i ? claim : { ...claim, seeds: [9] })), elements: one!.elements.slice(1) };
    expect(differences(one!, other)).toHaveLength(2);
  });

  test.each([...course.en, ...course.zh])('$file has figures, two predictions or exercises, a summary, notes for teachers, sources and claims', ({ elements, exercises, claims, sources, html, minutes, lead }) => {
    expect(elements.filter(({ kind }) => kind === 'figure').length).toBeGreaterThan(0);
    expect(elements.filter(({ kind }) => kind === 'predict').length).toBeGreaterThan(0);
    expect(exercises.length).toBeGreaterThanOrEqual(2);
    expect(claims.length).toBeGreaterThan(2);
    expect(sources).toBeGreaterThan(1);
    expect(minutes).toBeLessThanOrEqual(20);
    expect(lead.length).toBeGreaterThan(10);
    for (const part of ['class="summary"', 'class="teachers"', 'class="papers"']) expect(html).toContain(part);
  });
});

const withoutCode = (html: string) => html.replaceAll(/<code[^]*?<\/code>/g, '');

describe('The site', () => {
  const template = '<!doctype html><html lang="en"><head><meta name="description" content=""><title>x</title><link rel="stylesheet" href="./page.css"></head><body><!--course:head--><!--course:beside--><main id="main"><!--course:main--></main><script src="./a.js"></script></body></html>';
  const docs = readDocs();
  const files = makeFiles(template, course, docs);
  const beside = new Set(['index.html', 'compose.html', 'page.css', 'a.js']);
  const idsOf = new Map([...files].map(([path, html]) => [path, new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!))]));

  test('Every link within the site leads to a page and to a place on it, from any base path', () => {
    let links = 0;
    for (const [path, html] of files) {
      if (!path.endsWith('.html')) continue;
      for (const [, address] of withoutCode(html).matchAll(/ (?:href|src)="([^"]+)"/g)) {
        if (/^https?:/.test(address!)) continue;
        links += 1;
        expect(address, path).not.toMatch(/^\//);
        const { pathname, hash } = new URL(address!.replaceAll('&#x26;', '&'), `http://site/some/base/${path}`);
        expect(pathname, `${path}: ${address}`).toMatch(/^\/some\/base\//);
        const target = pathname.slice('/some/base/'.length).replace(/(^|\/)$/, '$1index.html');
        expect(files.has(target) || beside.has(target), `${path}: ${address} leads to ${target}`).toBe(true);
        if (hash) expect([...(idsOf.get(target) ?? [])], `${path}: ${address}`).toContain(decodeURIComponent(hash.slice(1)));
      }
    }
    expect(links).toBeGreaterThan(200);
  });

  test('No link of the docs leads nowhere', () => {
    expect(docs.flatMap(({ nowhere }) => nowhere)).toEqual([]);
  });

  test('No page has a script or a style of its own, which a strict policy forbids', () => {
    for (const [path, html] of files) if (path.endsWith('.html')) expect(withoutCode(html).match(/<[^>]* style="|<style|<script>|<[^>]* on[a-z]+="/), path).toBeNull();
  });

  test('Each page says its language and title, and each page of the course leads to the same in the other language', () => {
    for (const [path, html] of files) {
      if (!path.endsWith('.html')) continue;
      const language = path.startsWith('course/zh/') ? 'zh' : 'en';
      expect(html, path).toContain(`<html lang="${language}" data-root="${'../'.repeat(path.split('/').length - 1)}">`);
      expect(/<title>([^<]+) · Meta-RL Playground<\/title>/.exec(html)?.[1], path).toBeTruthy();
      expect(html.match(/<h1/g), path).toHaveLength(1);
      if (path.startsWith('course/')) expect(html, path).toContain(`hreflang="${language === 'en' ? 'zh' : 'en'}"`);
    }
  });

  const found = (language: string, asked: string) => MiniSearch.loadJSON<Entry>(files.get(`search-${language}.json`)!, OPTIONS).search(asked).map(({ id }) => String(id));

  test('The search finds chapters and docs by their words, in Chinese too', () => {
    expect(found('en', 'inner loop')).toEqual(expect.arrayContaining([expect.stringMatching(/^course\/en\/two-loops\.html/)]));
    expect(found('en', 'postMessage')).toEqual(expect.arrayContaining([expect.stringMatching(/^docs\/embed\/frame\.html/)]));
    expect(found('zh', '内循环')).toEqual(expect.arrayContaining([expect.stringMatching(/^course\/zh\/two-loops\.html/)]));
    expect(found('zh', 'postMessage')).not.toEqual([]);
    expect(found('en', 'zyxwv')).toEqual([]);
    expect(termsOf('任务分布 and MAML')).toEqual(expect.arrayContaining(['任务', 'and', 'maml']));
  });

  test('Sources of the pages are where chapters.ts says', () => {
    for (const name of CHAPTERS) for (const language of ['en', 'zh']) expect(existsSync(fileURLToPath(new URL(`../../../web/course/${language}/${name}.md`, import.meta.url)))).toBe(true);
  });
});
