import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../../', import.meta.url));
/** The built site, with the forms that it serves. */
export const siteFolder = `${root}dist`;
/** The hosts' packages, and projects made with them. */
export const hostsFolder = `${root}build/hosts`;
export const docs = `${root}web/docs/embed`;
/** For commands that would build the engine first: it is there, and another build of it may be under way. */
export const withEngine = { ...process.env, ENGINE_FOLDER: 'build/wasm' };
