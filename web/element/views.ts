// The views that an element can show, by name: one line for each.
import { type TemplateResult, html } from 'lit';
import type { Words } from '../messages/index.ts';
import type { Addresses } from '../parts/addresses.ts';
import type { KnobRules } from '../parts/knob-rules.ts';
import { type LaterTag, bring } from '../parts/later.ts';
import type { StoredRuns } from '../run/stored-runs.ts';
import type { Run } from '../run/run.ts';
import type { ViewName } from './api/attributes.ts';
import type { GoalWatch } from './goal-watch.ts';

export interface ViewContext {
  run: Run;
  words: Words;
  rules: KnobRules;
  /** Names of the knobs to be shown; null for all. */
  knobs: readonly string[] | null;
  goal: GoalWatch | null;
  /** Addresses of a page that opens this run; null where the host has none. */
  address: Addresses | null;
  /** Runs that the host has trained beforehand; null where it has none. */
  stored: StoredRuns | null;
}

type View = (context: ViewContext) => TemplateResult;

/** A picture that stands by itself has a panel of its own. */
const alone = (picture: View): View => (context) => html`<div class="stage" part="view">${picture(context)}</div>`;

/** Its part is fetched when it is shown. */
const later = (tag: LaterTag, view: View): View => (context) => {
  bring(tag);
  return view(context);
};

export const VIEW_TEMPLATES: Record<ViewName, View> = {
  goal: ({ goal, words }) => html`<mrl-goal .goal=${goal?.goal ?? null} .state=${goal?.state ?? null} .words=${words}></mrl-goal>`,
  loops: later('mrl-loops', ({ run, words }) => html`<mrl-loops .run=${run} .words=${words}></mrl-loops>`),
  timeline: later('mrl-timeline', ({ run, words, stored }) => html`<mrl-timeline .run=${run} .words=${words} .stored=${stored}></mrl-timeline>`),
  tasks: ({ run, words }) => html`<mrl-tasks .run=${run} .words=${words}></mrl-tasks>`,
  adaptation: ({ run, words }) => html`<mrl-adaptation .run=${run} .words=${words}></mrl-adaptation>`,
  update: ({ run, words }) => html`<mrl-update .run=${run} .words=${words}></mrl-update>`,
  parameters: alone(({ run, words }) => html`<mrl-unadapted .run=${run} .words=${words}></mrl-unadapted>`),
  history: alone(({ run, words }) => html`<mrl-history .run=${run} .words=${words}></mrl-history>`),
  'held-out': alone(({ run, words }) => html`<mrl-held-out .run=${run} .words=${words}></mrl-held-out>`),
  filmstrip: later('mrl-filmstrip', ({ run, words }) => html`<mrl-filmstrip .run=${run} .words=${words}></mrl-filmstrip>`),
  landscape: later('mrl-landscape', ({ run, words }) => html`<mrl-landscape .run=${run} .words=${words}></mrl-landscape>`),
  gradients: later('mrl-gradients', ({ run, words }) => html`<mrl-gradients .run=${run} .words=${words}></mrl-gradients>`),
  comparison: later('mrl-comparison', ({ run, words, rules }) => html`<mrl-comparison .run=${run} .words=${words} .rules=${rules}></mrl-comparison>`),
  about: ({ run, words }) => html`<mrl-about .run=${run} .words=${words}></mrl-about>`,
  knobs: later('mrl-knobs', ({ run, words, rules, knobs }) => html`<mrl-knobs .run=${run} .words=${words} .rules=${rules} .names=${knobs}></mrl-knobs>`),
  receipt: later('mrl-receipt', ({ run, words, address }) => html`<mrl-receipt .run=${run} .words=${words} .address=${address}></mrl-receipt>`),
};

/** Those that are stages of the loops and stand side by side; each of the others has the whole width. */
const STAGES: readonly ViewName[] = ['tasks', 'adaptation', 'update', 'parameters', 'history', 'held-out'];

export function isStage(view: ViewName): boolean {
  return STAGES.includes(view);
}

/** Neighbouring stages share a row. */
export function rowsOf(views: readonly ViewName[]): ViewName[][] {
  const rows: ViewName[][] = [];
  for (const view of views) {
    const row = rows.at(-1);
    if (row && isStage(view) && isStage(row[0]!)) row.push(view);
    else rows.push([view]);
  }
  return rows;
}

/** With what was not named but asked for by an attribute of its own: the goal first, knobs last. Without a goal there is nothing to show of it. */
export function viewsOf(views: readonly ViewName[], { goal, knobs }: { goal: boolean; knobs: boolean }): ViewName[] {
  const named = goal ? views : views.filter((view) => view !== 'goal');
  return [
    ...(goal && !named.includes('goal') ? (['goal'] as const) : []),
    ...named,
    ...(knobs && !named.includes('knobs') ? (['knobs'] as const) : []),
  ];
}
