/** A literal of Python's that is one of JSON's too, but for the truth values. */
const valueOf = (literal: string): unknown => JSON.parse({ True: 'true', False: 'false', '': '""' }[literal] ?? literal);

/** What anywidget does with the docs' class: a model with its traits, and the module's `render` for each view of it. */
export function notebookPage(python: string): string {
  const esm = /_esm = "([^"]+)"/.exec(python)![1]!;
  const traits = Object.fromEntries(
    [...python.matchAll(/^ {4}(\w+) = traitlets\.(\w+)\((.*)\)\.tag\(sync=True\)$/gm)].map(([, name, type, value]) => [name!, type === 'Dict' ? {} : valueOf(value!)]),
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Notebook</title><body><div id="cell"></div><script type="module">
    const module = await import(${JSON.stringify(esm)});
    const values = ${JSON.stringify(traits)};
    const heard = new Map();
    const model = {
      changed: [], saves: 0,
      get: (name) => values[name],
      set(name, value) { values[name] = value; model.changed.push(name); for (const listener of heard.get('change:' + name) ?? []) listener(); },
      save_changes() { model.saves += 1; },
      on(event, listener) { heard.set(event, [...(heard.get(event) ?? []), listener]); },
      off(event, listener) { heard.set(event, (heard.get(event) ?? []).filter((other) => other !== listener)); },
    };
    const widget = typeof module.default === 'function' ? await module.default() : module.default;
    await widget.initialize?.({ model });
    Object.assign(globalThis, { model, heard, values, widget, cleanup: await widget.render({ model, el: document.querySelector('#cell') }) });
  </script></body></html>`;
}
