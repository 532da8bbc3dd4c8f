// The one HTML file, made in the page from the script that the site serves.
import { singleFile } from '../embed/single-file.ts';
import { saveFile } from '../parts/files.ts';
import { type Choice, attributesOf } from './choice.ts';

interface About {
  site: string;
  language: string;
  withoutScript: string;
}

/** The file's text; null where the script cannot be had. */
export async function makeSingleFile(choice: Choice, { site, language, withoutScript }: About): Promise<string | null> {
  let script: string;
  try {
    const response = await fetch(`${site}embed/meta-rl-playground.js`);
    // Some servers answer a missing file with a page.
    if (!response.ok || !/javascript/.test(response.headers.get('content-type') ?? '')) return null;
    script = await response.text();
  } catch {
    return null;
  }
  // A page that was not served safely cannot hash; the list of forms has the hash too, made when the site was built.
  const hash = await hashOf(script);
  return singleFile({ script: { text: script, hash }, attributes: attributesOf(choice), language, title: choice.title, withoutScript, caption: choice.caption });
}

async function hashOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
}

export async function saveSingleFile(choice: Choice, about: About): Promise<boolean> {
  const text = await makeSingleFile(choice, about);
  if (text === null) return false;
  saveFile('playground.html', new TextEncoder().encode(text));
  return true;
}
