import type { Row, StyleRow } from './table.ts';

const first = { since: '0.2.0', stability: 'stable' } as const;
const trial = { since: '0.2.0', stability: 'trial' } as const;

export const SLOTS = [
  { ...first, name: 'caption', help: 'A caption under the element.' },
  { ...first, name: 'fallback', help: 'There without script and until the engine is loaded: a picture, a sentence. Without script all children are shown.' },
] as const satisfies readonly Row[];

export const PARTS = [
  { ...first, name: 'controls', help: 'The bar of controls.' },
  { ...first, name: 'button', help: 'Each button.' },
  { ...first, name: 'view', help: 'Each view.' },
  { ...first, name: 'goal', help: 'The goal and its progress.' },
  { ...first, name: 'message', help: 'A sentence about something that was refused or went wrong.' },
  { ...first, name: 'loader', help: 'The place before the engine is loaded, with its button.' },
  { ...trial, name: 'picture', help: 'Each picture.' },
] as const satisfies readonly Row[];

export const CUSTOM_PROPERTIES = [
  { ...first, name: '--metarl-page', default: 'transparent', help: 'Behind everything.' },
  { ...first, name: '--metarl-paper', default: 'white or near black', help: 'Behind pictures and panels.' },
  { ...first, name: '--metarl-ink', default: 'near black or near white', help: 'Text.' },
  { ...first, name: '--metarl-muted', default: 'grey', help: 'Text of less weight.' },
  { ...first, name: '--metarl-line', default: 'light grey', help: 'Rules and frames.' },
  { ...first, name: '--metarl-accent', default: 'the colour of text', help: 'The Play button.' },
  { ...first, name: '--metarl-accent-ink', default: 'the colour of paper', help: 'Text on the Play button.' },
  { ...first, name: '--metarl-before', default: 'blue', help: 'What is before adaptation.' },
  { ...first, name: '--metarl-after', default: 'orange', help: 'What is after adaptation.' },
  { ...first, name: '--metarl-truth', default: 'green', help: 'The truth: goals, true functions, exact beliefs.' },
  { ...first, name: '--metarl-font', default: 'the host’s', help: 'The font of text and pictures.' },
  { ...trial, name: '--metarl-picture-height', default: '36em', help: 'The most that a picture is high.' },
  { ...first, name: '--metarl-gap', default: '0.75rem', help: 'The space between views.' },
  { ...first, name: '--metarl-radius', default: '8px', help: 'The corners of panels.' },
] as const satisfies readonly StyleRow[];
