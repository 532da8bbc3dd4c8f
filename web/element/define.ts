// Makes the element known to the page. Importing this file does nothing else.
import { defineParts } from '../parts/index.ts';
import { TAG } from './api/index.ts';
import { MetaRlPlayground } from './element.ts';
import { GoalPart } from './goal-part.ts';

/**
 * Registers the element and its parts; doing so again is harmless. Where the page has it already from another copy of this code, that
 * one draws every element, and this one says so once.
 */
export function define(): void {
  const known = customElements.get(TAG) as { version?: string } | undefined;
  if (known === MetaRlPlayground) return;
  if (known) {
    if (known.version !== MetaRlPlayground.version) {
      console.info(`<${TAG}> ${MetaRlPlayground.version} was not registered: the page has ${known.version ?? 'another one'} already.`);
    }
    return;
  }
  defineParts();
  if (!customElements.get('mrl-goal')) customElements.define('mrl-goal', GoalPart);
  customElements.define(TAG, MetaRlPlayground);
}
