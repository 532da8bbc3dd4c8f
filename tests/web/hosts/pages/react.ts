import { bin, page, project, run } from './project.ts';

/** The component is drawn without a window first and taken over in the browser, as Docusaurus does with its pages. */
export function reactProject(name: string, component: string): { folder: string; html: string } {
  const folder = project(name, {
    'Playground.jsx': component,
    'server.jsx': "import { renderToString } from 'react-dom/server';\nimport Playground from './Playground.jsx';\nconsole.log(renderToString(<Playground />));\n",
    'client.jsx': "import { hydrateRoot } from 'react-dom/client';\nimport Playground from './Playground.jsx';\nhydrateRoot(document.querySelector('#root'), <Playground />, { onRecoverableError: (error) => console.error(error) });\n",
  });
  const common = ['--bundle', '--jsx=automatic', '--define:process.env.NODE_ENV="production"', '--outdir=dist'];
  run(bin('esbuild'), ['server.jsx', '--platform=node', '--format=esm', '--packages=external', ...common], folder);
  // esbuild does not follow the addresses of worker and engine: see the docs.
  run(bin('esbuild'), ['client.jsx', '--format=esm', '--alias:meta-rl-playground/define=meta-rl-playground/script', ...common], folder);
  const drawn = run(process.execPath, ['dist/server.js'], folder).trim();
  return { folder: `${folder}/dist`, html: page(`<div id="root">${drawn}</div><script type="module" src="./client.js"></script>`) };
}
