// The tests run the docs' snippets: each is a fenced block below `<!-- snippet: name -->`.
import { readFileSync } from 'node:fs';
import { docs } from './places.ts';

/** How the docs write the site's address. */
export const PLACE = 'https://example.org/meta-rl/';

const block = /<!-- snippet: ([\w-]+) -->\n(`{3,})(\w+)\n([\s\S]*?)\n\2(?:\n|$)/g;

/** All snippets of a page of the docs, by name, as they are written. */
export function snippetsOf(page: string): Map<string, string> {
  const text = readFileSync(`${docs}/${page}`, 'utf8');
  return new Map([...text.matchAll(block)].map(([, name, , , body]) => [name!, body!]));
}

/** One snippet, with the site's address in place of the docs' one. */
export function snippet(page: string, name: string, site: string): string {
  const body = snippetsOf(page).get(name);
  if (body === undefined) throw new Error(`web/docs/embed/${page} has no snippet "${name}".`);
  return body.replaceAll(PLACE, site).replaceAll(new URL(PLACE).origin, new URL(site).origin);
}
