// The element of the preview: it follows every choice as it would on an author's page.
import { TAG } from '../element/api/index.ts';
import { type Choice, attributesOf } from './choice.ts';

export class Preview {
  private element = document.createElement(TAG);

  /** Puts another element in its place, which starts from the beginning. */
  again(): void {
    this.element = document.createElement(TAG);
  }

  /**
   * The element, as it is chosen. What it would keep in a reader's browser it does not keep in the author's; where no language is
   * chosen, it follows this page's, which can change while it is shown.
   */
  show(choice: Choice, language: string): HTMLElement {
    const { element } = this;
    const wanted = new Map<string, string>(attributesOf(choice));
    wanted.delete('store');
    if (!wanted.has('lang')) wanted.set('lang', language);
    for (const { name } of [...element.attributes]) if (!wanted.has(name)) element.removeAttribute(name);
    for (const [name, text] of wanted) if (element.getAttribute(name) !== text) element.setAttribute(name, text);
    const caption = element.querySelector('[slot=caption]') ?? element.appendChild(Object.assign(document.createElement('p'), { slot: 'caption' }));
    caption.textContent = choice.caption;
    return element;
  }
}
