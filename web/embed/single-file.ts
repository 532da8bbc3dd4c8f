// One HTML file with everything inside: made by a command, by `compose` in the page, and for the frame by the build.

/** The one script, and what a policy must know of it. */
export interface Script {
  /** Fit to be written into a page as it is: it holds no end of a script element. */
  text: string;
  /** `sha256-` and the base64 hash of `text`. */
  hash: string;
}

export interface SingleFile {
  script: Script;
  /** The element's attributes; an empty text for a flag. Null for a page whose script makes the element. */
  attributes: ReadonlyArray<readonly [name: string, value: string]> | null;
  /** Of the page: a language tag and a title. */
  language: string;
  title: string;
  /** A sentence for readers without script. */
  withoutScript: string;
  /** Under the element; plain text. */
  caption?: string;
}

const TAG = 'meta-rl-playground';

const style = `
:root { color-scheme: light dark; font-family: system-ui, sans-serif; }
body { margin: 0; }
${TAG} { display: block; }
`;

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
export const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (character) => escapes[character]!);

/** The element with its attributes, as it is written into a page. */
export function elementMarkup(attributes: ReadonlyArray<readonly [string, string]>, inside = ''): string {
  const text = attributes.map(([name, value]) => (value === '' ? ` ${name}` : ` ${name}="${escapeHtml(value)}"`)).join('');
  return `<${TAG}${text}>${inside}</${TAG}>`;
}

/** Only the script inside may run, only a blob may be its worker, and nothing at all is fetched or sent. */
export function policy(hash: string): string {
  return [
    "default-src 'none'",
    `script-src '${hash}' 'wasm-unsafe-eval'`,
    'worker-src blob:',
    "style-src 'unsafe-inline'",
    'img-src data: blob:',
    'connect-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

export function singleFile({ script, attributes, language, title, withoutScript, caption = '' }: SingleFile): string {
  if (/<(?:!--|\/script)/i.test(script.text)) throw new Error('The script holds what would end its element.');
  const inside = caption ? `<p slot="caption">${escapeHtml(caption)}</p>` : '';
  const body = attributes ? `${elementMarkup(attributes, inside)}\n` : '';
  return `<!doctype html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy(script.hash)}">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
${body}<noscript><p>${escapeHtml(withoutScript)}</p></noscript>
<script>${script.text}</script>
</body>
</html>
`;
}
