import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

/** The licences of all that a form contains, its own included. */
export const licences = readFileSync(new URL('../licences.txt', import.meta.url), 'utf8');

/** As the first comment of a script, which minifiers keep. */
export const licencesComment = `/*!\n${licences.trimEnd()}\n*/`;

/** Where the licences are a file beside it. */
export const licencesFile = '/*! Meta-RL Playground. Licences of all that it contains: licences.txt */';

/** The npm package that a module is of; undefined for one of ours. */
export const packageOf = (module: string): string | undefined => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(module)?.[1];

/** Fails the build of a form that holds a package whose licence does not go with it. */
export function everyLicence(): Plugin {
  return {
    name: 'every-licence',
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((part) => (part.type === 'chunk' ? part.moduleIds : []));
      const unnamed = [...new Set(modules.flatMap((module) => packageOf(module) ?? []))].filter((name) => !licences.includes(name));
      if (unnamed.length) this.error(`web/embed/licences.txt does not name ${unnamed.join(', ')}, which the form contains.`);
    },
  };
}
