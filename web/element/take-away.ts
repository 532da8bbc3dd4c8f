// The button of a view that opens the menu of what can be saved of it.
import { type TemplateResult, html, nothing } from 'lit';
import type { ViewName } from './api/attributes.ts';
import type { ViewContext } from './views.ts';

/** Views with pictures. */
const SAVABLE: readonly ViewName[] = ['loops', 'tasks', 'adaptation', 'update', 'parameters', 'history', 'held-out', 'landscape', 'gradients', 'comparison'];

export function takeAway(view: ViewName, { run, words, address }: ViewContext): TemplateResult | typeof nothing {
  if (!SAVABLE.includes(view)) return nothing;
  const open = async ({ currentTarget }: Event) => {
    const button = currentTarget as HTMLElement;
    // The menu is fetched: where that fails, the next press asks again.
    const menu = await import('../parts/takeaway/index.ts').catch(() => null);
    menu?.openMenu(button, run, words, address);
  };
  const title = words.text.receipt.save;
  return html`<button type="button" part="button" class="take quiet" aria-haspopup="dialog" aria-expanded="false" aria-label=${title} title=${title} @click=${open}>⤓</button>`;
}
