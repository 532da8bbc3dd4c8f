import { firefox } from './firefox.ts';
import { webkit } from './webkit.ts';

/** Browsers with other engines than Chromium's, by what they are called. */
export const browsers = { Firefox: firefox, WebKit: webkit };
