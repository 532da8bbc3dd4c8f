// The ways to take the element elsewhere, one build each: `vite build --config web/vite.forms.config.ts --mode FORM`.
//
//   package    the ES modules of lib/; worker and engine are put beside them
//   script     one script for a plain page, with everything inside
//   frame      the script of embed.html, with everything inside
//   notebook   one module of anywidget's shape, with everything inside
import { fileURLToPath } from 'node:url';
import { type Plugin, type UserConfig, defineConfig } from 'vite';
import { CSS_TARGET } from './css-target.ts';
import { buildHash } from './embed/build/build-hash.ts';
import { engineInside } from './embed/build/engine-inside.ts';
import { hashedTags } from './embed/build/hashed-tags.ts';
import { inlineSafeScripts } from './embed/build/inline-safe.ts';
import { everyLicence, licencesComment, licencesFile } from './embed/build/notices.ts';
import { withoutWindow } from './embed/build/without-window.ts';
import packageJson from '../package.json' with { type: 'json' };

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const engine = process.env.ENGINE_FOLDER ? here(`../${process.env.ENGINE_FOLDER}`) : here('../build/wasm');
const hash = buildHash(engine);

function common(sources: string, plugins: Plugin[]): UserConfig {
  return {
    root: here('.'),
    define: {
      'import.meta.env.ELEMENT_VERSION': JSON.stringify(packageJson.version),
      'import.meta.env.ELEMENT_BUILD': JSON.stringify(hash),
    },
    resolve: {
      alias: [
        { find: /^#engine$/, replacement: `${engine}/engine.mjs` },
        { find: /^#sources$/, replacement: here(sources) },
      ],
    },
    plugins: [hashedTags(hash), everyLicence(), ...plugins],
    publicDir: false,
    build: {
      target: 'es2022',
      cssTarget: CSS_TARGET,
      reportCompressedSize: false,
      modulePreload: false,
      emptyOutDir: false,
      minify: true,
      chunkSizeWarningLimit: 1000,
    },
  };
}

/** `#beside` is a file of the package that is written by hand and copied as it is: bundlers look for the very words in it. */
function besideItself(): Plugin {
  return { name: 'beside-itself', enforce: 'pre', resolveId: { filter: { id: /^#beside$/ }, handler: () => ({ id: './beside.js', external: true }) } };
}

/** A form that is one file. */
function alone(input: string, fileName: string, format: 'iife' | 'es'): UserConfig {
  const { build, ...rest } = common('embed/inside.ts', [engineInside(engine), withoutWindow(), inlineSafeScripts()]);
  return {
    ...rest,
    build: {
      ...build,
      outDir: here('../build/forms'),
      rolldownOptions: {
        input: here(input),
        // A module's exports are what a notebook looks for.
        preserveEntrySignatures: 'strict',
        output: { format, entryFileNames: fileName, codeSplitting: false, postBanner: licencesComment },
      },
    },
  };
}

const forms: Record<string, () => UserConfig> = {
  script: () => alone('embed/script.ts', 'meta-rl-playground.js', 'iife'),
  frame: () => alone('embed/frame.ts', 'frame.js', 'iife'),
  notebook: () => alone('embed/notebook.ts', 'notebook.js', 'es'),
  package: () => {
    const { build, ...rest } = common('embed/package/sources.ts', [withoutWindow(), besideItself()]);
    return {
      ...rest,
      build: {
        ...build,
        outDir: here('../lib'),
        rolldownOptions: {
          input: { index: here('embed/package/index.ts'), define: here('embed/package/define.ts') },
          preserveEntrySignatures: 'strict',
          output: {
            format: 'es',
            entryFileNames: '[name].js',
            chunkFileNames: '[name].js',
            // Whatever several files need is one file, else there would be one for each set of those who need it.
            codeSplitting: { groups: [{ name: 'element', minShareCount: 2 }] },
            postBanner: licencesFile,
          },
        },
      },
    };
  },
};

export default defineConfig(({ mode }) => {
  const form = forms[mode];
  if (!form) throw new Error(`There is no form "${mode}": --mode is one of ${Object.keys(forms).join(', ')}.`);
  return form();
});
