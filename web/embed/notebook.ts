// The element in a notebook, as a module of the shape that anywidget hands to Jupyter, Colab, VS Code and marimo:
// `export default { render({ model, el }) }`, where `render` returns what cleans up after it.
import { ATTRIBUTES } from '../element/api/attributes.ts';
import { define } from '../element/define.ts';
import { TAG } from '../element/api/index.ts';

/** The part of a notebook's model that is used: values that both sides see. */
export interface Model {
  get(name: string): unknown;
  set(name: string, value: unknown): void;
  save_changes(): void;
  on(event: string, listener: () => void): void;
  off(event: string, listener: () => void): void;
}

/** A trait is the attribute with underscores: `init_src` for `init-src`. */
const traits = ATTRIBUTES.map(({ name }) => ({ attribute: name, trait: name.replaceAll('-', '_') }));

/** Events that the other side can see, each as a trait that holds the latest detail. */
const told = { 'metarl-state': 'state', 'metarl-iteration': 'progress', 'metarl-milestone': 'milestone', 'metarl-refused': 'refused', 'metarl-error': 'error' } as const;

function render({ model, el }: { model: Model; el: HTMLElement }): () => void {
  define();
  const element = document.createElement(TAG);
  const undo: Array<() => void> = [];
  for (const { attribute, trait } of traits) {
    const follow = () => {
      const value = model.get(trait);
      if (value === undefined || value === null || value === false) element.removeAttribute(attribute);
      else element.setAttribute(attribute, value === true ? '' : Array.isArray(value) ? value.join(' ') : String(value));
    };
    follow();
    model.on(`change:${trait}`, follow);
    undo.push(() => model.off(`change:${trait}`, follow));
  }
  for (const [event, trait] of Object.entries(told)) {
    element.addEventListener(event, (heard) => {
      // A model without the trait has no use for it.
      if (model.get(trait) === undefined) return;
      model.set(trait, (heard as CustomEvent).detail);
      model.save_changes();
    });
  }
  el.append(element);
  return () => {
    for (const step of undo) step();
    element.remove();
  };
}

export default { render };
