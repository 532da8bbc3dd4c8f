import { type ElementPart, nothing } from 'lit';
import { Directive, directive } from 'lit/directive.js';

/** Gives an element a colour that is computed. A style attribute would be against the content security policy. */
class Tint extends Directive {
  override update(part: ElementPart, [colour]: [string]): typeof nothing {
    (part.element as HTMLElement).style.setProperty('--tint-colour', colour);
    return nothing;
  }

  render(_colour: string): typeof nothing {
    return nothing;
  }
}
export const tint = directive(Tint);
