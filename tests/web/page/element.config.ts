import { type UserConfig, mergeConfig } from 'vite';
import site from '../../../web/vite.config.ts';
import { root } from './paths.ts';

const config: UserConfig = mergeConfig(site, { plugins: [], build: { outDir: `${root}build/element` } });
// Instead of the site's pages the element alone, with its worker and engine beside it.
config.build!.rolldownOptions = { input: `${root}web/element/register.ts`, output: { entryFileNames: 'element.js' } };
export default config;
