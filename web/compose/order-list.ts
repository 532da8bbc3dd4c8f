import { type TemplateResult, html, nothing } from 'lit';
import type { Words } from '../messages/index.ts';
import { moved, toggled } from './lists.ts';

interface OrderList {
  /** In their order. */
  chosen: readonly string[];
  all: readonly string[];
  titles: Readonly<Record<string, string>>;
  words: Words;
  set(names: string[]): void;
}

/** Names that are chosen, in their order, then those that are not. */
export function orderList({ chosen, all, titles, words, set }: OrderList): TemplateResult {
  const { compose } = words.text;
  const title = (name: string) => titles[name] ?? name;
  const row = (name: string) => {
    const on = chosen.includes(name);
    const move = (by: number, label: string, sign: string, end: boolean) => html`
      <button type="button" ?disabled=${end} aria-label=${label} @click=${() => set(moved(chosen, name, by))}>${sign}</button>
    `;
    return html`
      <li>
        <label><input type="checkbox" .checked=${on} @change=${(event: Event) => set(toggled(chosen, name, (event.target as HTMLInputElement).checked))} />${title(name)}</label>
        ${on ? html`${move(-1, compose.earlier(title(name)), '↑', chosen[0] === name)}${move(1, compose.later(title(name)), '↓', chosen.at(-1) === name)}` : nothing}
      </li>
    `;
  };
  return html`<ul class="order">${[...chosen, ...all.filter((name) => !chosen.includes(name))].map(row)}</ul>`;
}
