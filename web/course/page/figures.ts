// Each figure can be taken into another page: its lines for each host.
import { html, render } from 'lit';
import type { Choice } from '../../compose/choice.ts';
import { HOSTS, type Host, snippetFor } from '../../compose/snippets.ts';
import { ATTRIBUTES } from '../../element/api/attributes.ts';
import type { About } from './about.ts';
import { copy } from './copy.ts';

/** What is chosen with a figure: its attributes, its title, and its caption as plain text. */
export function choiceOf(figure: HTMLElement, language: string): Choice {
  const playground = figure.querySelector('meta-rl-playground')!;
  const attributes = Object.fromEntries(
    ATTRIBUTES.flatMap(({ name }) => {
      const text = playground.getAttribute(name);
      return text === null ? [] : [[name, text.trim()]];
    }),
  );
  const caption = playground.querySelector('[slot=caption]')?.textContent ?? '';
  return { attributes: { ...attributes, lang: language }, title: figure.dataset.title ?? '', caption: caption.trim().replace(/\s+/g, ' ') };
}

export function offerFigures(about: About): void {
  for (const figure of document.querySelectorAll<HTMLElement>('figure.figure')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'take-figure';
    button.textContent = about.words.figure.take;
    button.addEventListener('click', () => open(choiceOf(figure, document.documentElement.lang), about));
    figure.append(button);
  }
}

function open(choice: Choice, { root, words, messages }: About): void {
  const { compose } = messages.text;
  const dialog = document.createElement('dialog');
  dialog.className = 'taking';
  const site = new URL(root, document.baseURI).href;
  let host: Host = 'page';
  let said = '';
  const draw = (): void => {
    const { text } = snippetFor(host, choice, site);
    render(
      html`
        <h2 id="taking-title">${words.figure.take}</h2>
        <label>
          <span>${words.figure.host}</span>
          <select
            @change=${(event: Event) => {
              host = (event.target as HTMLSelectElement).value as Host;
              said = '';
              draw();
            }}
          >
            ${HOSTS.map((name) => html`<option value=${name} .selected=${name === host}>${compose.hosts[name].title}</option>`)}
          </select>
        </label>
        <p class="hint">${compose.hosts[host].lead}</p>
        <pre tabindex="0" aria-labelledby="taking-title"><code>${text}</code></pre>
        <div class="actions">
          <button type="button" @click=${async () => ((said = await copy(text, words)), draw())}>${words.figure.copy}</button>
          <button type="button" @click=${() => dialog.close()}>${words.figure.close}</button>
          <output role="status">${said}</output>
        </div>
      `,
      dialog,
    );
  };
  dialog.setAttribute('aria-labelledby', 'taking-title');
  dialog.addEventListener('close', () => dialog.remove());
  draw();
  document.body.append(dialog);
  dialog.showModal();
}
