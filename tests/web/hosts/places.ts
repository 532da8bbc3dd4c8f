import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../../', import.meta.url));
/** The built site, with the forms that it serves. */
export const siteFolder = `${root}dist`;
/** The hosts' packages, and projects made with them. */
export const hostsFolder = `${root}build/hosts`;
export const docs = `${root}web/docs/embed`;
