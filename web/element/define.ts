// Makes the element known to the page. Importing this file does nothing else.
import { TAG } from './api/index.ts';
import { MetaRlPlayground } from './element.ts';

/** Left on the registered class, where other copies of this code find it. */
const MARK = Symbol.for('meta-rl-playground');
interface Mark {
  version: string;
  build: string;
  /** Builds that came too late and have said so. */
  late: Set<string>;
}

/**
 * Registers the element; doing so again is harmless. Where the page has it already from another version of this code, that one draws
 * every element, and this one says so once. Does nothing where there is no page.
 */
export function define(): void {
  if (typeof customElements === 'undefined') return;
  const { version, build } = MetaRlPlayground;
  const known = customElements.get(TAG) as (CustomElementConstructor & { [MARK]?: Mark }) | undefined;
  if (!known) {
    Object.assign(MetaRlPlayground, { [MARK]: { version, build, late: new Set() } satisfies Mark });
    customElements.define(TAG, MetaRlPlayground);
    return;
  }
  const first = known[MARK];
  if (first?.build === build || first?.late.has(build)) return;
  first?.late.add(build);
  console.warn(`<${TAG}>: version ${first?.version ?? 'unknown'} was registered first and draws the elements of this page; version ${version} is not used.`);
}
