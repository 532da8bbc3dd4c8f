// All that a host of the element can rely on.
import { ATTRIBUTES } from './attributes.ts';
import { EVENTS } from './events.ts';
import { MESSAGES } from './frame.ts';
import { CUSTOM_PROPERTIES, PARTS, SLOTS } from './look.ts';
import { METHODS, PROPERTIES } from './members.ts';
import type { Api } from './table.ts';

export * from './attributes.ts';
export * from './events.ts';
export * from './frame.ts';
export * from './look.ts';
export * from './members.ts';
export type * from './table.ts';

export const TAG = 'meta-rl-playground';

export const api: Api = {
  tag: TAG,
  className: 'MetaRlPlayground',
  help: 'A meta-reinforcement-learning run that is computed and drawn where it stands.',
  attributes: ATTRIBUTES,
  properties: PROPERTIES,
  methods: METHODS,
  events: EVENTS,
  slots: SLOTS,
  parts: PARTS,
  customProperties: CUSTOM_PROPERTIES,
  messages: MESSAGES,
};
