// Where things are.
import { fileURLToPath } from 'node:url';

/** The checkout. Everything that is made goes into its build/, dist/, lib/ and node_modules/. */
export const root = fileURLToPath(new URL('../../../', import.meta.url)).replace(/[\\/]$/, '');

export const fromRoot = (path) => `${root}/${path}`;
