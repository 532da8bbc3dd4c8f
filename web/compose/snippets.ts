// The lines that a host's page needs for what was chosen: one function for each host.
import { ATTRIBUTES, type AttributeName } from '../element/api/attributes.ts';
import { elementMarkup, escapeHtml } from '../embed/single-file.ts';
import { type Choice, attributesOf } from './choice.ts';

export const HOSTS = ['page', 'frame', 'reveal', 'quarto', 'myst', 'npm', 'vitepress', 'docusaurus', 'anywidget', 'file'] as const;
export type Host = (typeof HOSTS)[number];

export interface Snippet {
  /** Of the code, for those who highlight it. */
  language: 'html' | 'markdown' | 'js' | 'jsx' | 'vue' | 'python' | 'sh';
  text: string;
}

/** Attributes that a frame's address cannot have: the page around a frame does not choose what the frame loads or keeps. */
const NOT_IN_A_FRAME = ['engine-src', 'worker-src', 'init-src', 'store'];

/** The element as it is written into a page. */
export function markup(choice: Choice, indent = ''): string {
  const caption = choice.caption ? `\n${indent}  <p slot="caption">${escapeHtml(choice.caption)}</p>\n${indent}` : '';
  return elementMarkup(attributesOf(choice), caption);
}

/** The frame's address: the run is its hash, which no server sees; all else is its query. */
export function frameAddress(choice: Choice, site: string): string {
  const query = new URLSearchParams();
  let run = '';
  for (const [name, text] of attributesOf(choice)) {
    if (name === 'run') run = text;
    else if (!NOT_IN_A_FRAME.includes(name)) query.set(name, text);
  }
  return `${site}embed.html${query.size ? `?${query}` : ''}#${encodeURI(run)}`;
}

function frame(choice: Choice, site: string, source: 'src' | 'data-src' = 'src'): string {
  return [
    '<iframe',
    `  ${source}="${escapeHtml(frameAddress(choice, site))}"`,
    `  title="${escapeHtml(choice.title)}"`,
    '  sandbox="allow-scripts"',
    '  loading="lazy"',
    '  style="width: 100%; height: 640px; border: 0"',
    '></iframe>',
  ].join('\n');
}

const script = (site: string, defer = ' defer') => `<script src="${site}embed/meta-rl-playground.js"${defer}></script>`;

/** An author's text in a command for the shell: within single quotes. */
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** In Python and JavaScript, as JSON has it. */
const literal = (text: string) => JSON.stringify(text);

const isFlag = (name: AttributeName) => ATTRIBUTES.some((row) => row.name === name && row.kind === 'flag');

const properties: Record<string, string> = { 'init-src': 'initSrc', 'engine-src': 'engineSrc', 'worker-src': 'workerSrc' };

const MAKERS: Record<Host, (choice: Choice, site: string) => Snippet> = {
  page: (choice, site) => ({ language: 'html', text: `${script(site)}\n${markup(choice)}` }),
  frame: (choice, site) => ({ language: 'html', text: frame(choice, site) }),
  reveal: (choice, site) => ({
    language: 'html',
    text: [
      script(site, ''),
      '<section>',
      `  <h2>${escapeHtml(choice.title)}</h2>`,
      `  ${markup(choice, '  ').replace('<meta-rl-playground', '<meta-rl-playground class="r-stretch" style="overflow: auto; font-size: 16px; --metarl-picture-height: 280px"')}`,
      '</section>',
    ].join('\n'),
  }),
  quarto: (choice, site) => ({ language: 'markdown', text: ['```{=html}', script(site), markup(choice), '```'].join('\n') }),
  myst: (choice, site) => ({
    language: 'markdown',
    text: [`<!-- conf.py: html_js_files = [("${site}embed/meta-rl-playground.js", {"defer": "defer"})] -->`, '', markup(choice)].join('\n'),
  }),
  npm: (choice) => ({
    language: 'js',
    text: [
      "import 'meta-rl-playground/define';",
      '',
      "const playground = document.createElement('meta-rl-playground');",
      ...attributesOf(choice).map(([name, text]) => `playground.${properties[name] ?? name} = ${isFlag(name) ? 'true' : name === 'task' ? text : literal(text)};`),
      ...(choice.caption
        ? ["const caption = Object.assign(document.createElement('p'), { slot: 'caption', textContent: " + literal(choice.caption) + ' });', 'playground.append(caption);']
        : []),
      'document.body.append(playground);',
    ].join('\n'),
  }),
  vitepress: (choice) => ({
    language: 'vue',
    // Without v-pre Vue would look for a component of this name, and for expressions in the caption.
    text: ['<script setup>', "import 'meta-rl-playground/define';", '</script>', '', markup(choice).replace('<meta-rl-playground', '<meta-rl-playground v-pre')].join('\n'),
  }),
  docusaurus: (choice) => ({
    language: 'jsx',
    text: ["import 'meta-rl-playground/define';", '', 'export default function Playground() {', '  return (', `    ${jsx(choice)}`, '  );', '}'].join('\n'),
  }),
  anywidget: (choice, site) => ({
    language: 'python',
    text: [
      'import anywidget',
      'import traitlets',
      '',
      '',
      'class Playground(anywidget.AnyWidget):',
      `    _esm = ${literal(`${site}embed/notebook.js`)}`,
      ...attributesOf(choice).map(([name, text]) => `    ${name.replaceAll('-', '_')} = ${trait(name, text)}.tag(sync=True)`),
      '',
      '',
      'Playground()',
    ].join('\n'),
  }),
  file: (choice) => ({
    language: 'sh',
    text: [
      'npm run embed --',
      ...attributesOf(choice).map(([name, text]) => (isFlag(name) ? `--${name}` : `--${name} ${quoted(text)}`)),
      `--title ${quoted(choice.title)}`,
      ...(choice.caption ? [`--caption ${quoted(choice.caption)}`] : []),
      '--out playground.html',
    ].join(' \\\n  '),
  }),
};

function trait(name: AttributeName, text: string): string {
  if (isFlag(name)) return 'traitlets.Bool(True)';
  return name === 'task' ? `traitlets.Int(${text})` : `traitlets.Unicode(${literal(text)})`;
}

/** JSX takes texts with any character between braces. */
function jsx(choice: Choice): string {
  const attributes = attributesOf(choice).map(([name, text]) => (isFlag(name) ? ` ${name}` : ` ${name}={${literal(text)}}`));
  const caption = choice.caption ? `<p slot="caption">{${literal(choice.caption)}}</p>` : '';
  return `<meta-rl-playground${attributes.join('')}>${caption}</meta-rl-playground>`;
}

/** `site`: the address of the built site, with a slash at its end. */
export function snippetFor(host: Host, choice: Choice, site: string): Snippet {
  return MAKERS[host](choice, site);
}
