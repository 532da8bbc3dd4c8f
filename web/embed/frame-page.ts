import { en } from '../messages/en.ts';
import { type Script, singleFile } from './single-file.ts';

/** The text of embed.html: its script (frame.ts, with everything inside) makes the element. */
export function framePage(script: Script): string {
  return singleFile({ script, attributes: null, language: 'en', title: en.site.title, withoutScript: en.compose.snippet.withoutScript });
}
