import { type TemplateResult, html, nothing } from 'lit';
import type { TermName } from '../messages/guide/guide.ts';
import type { Loops } from '../views/loops.ts';
import { stepTo } from '../run/step-to.ts';
import { litOf } from './lit.ts';
import { CARRIED, type LoopKind, type LoopPhase, litPhase, loopModel } from './loop-model.ts';
import { Part } from './part.ts';
import { type Sight, sightOf } from './scene.ts';
import { marked } from './terms.ts';
import { phaseSentence } from './sentences/phase.ts';
import { type LoopScene, fateSentence, innerTitle, keptSentence, nowSentence, phaseNumbers, phaseTitle } from './sentences/loops.ts';

/** The letters that a phase works on. */
const LETTERS: Record<LoopPhase, (carried: string, adapts: boolean) => string> = {
  sample: () => 'T ~ p(T)',
  collect: (carried, adapts) => (adapts ? 'θ' : `→ ${carried}`),
  adapt: (carried) => (carried === CARRIED.gradient ? `θ → ${carried}` : `0 → ${carried}`),
  evaluate: (carried) => carried,
  update: () => 'θ ← θ + Δθ',
};

/** Terms of the letters, for whoever points at them. */
const CARRIED_TERMS: Record<LoopKind, TermName> = {
  gradient: 'thetaPrime', search: 'thetaPrime', context: 'context', memory: 'memory', belief: 'belief', latent: 'guess', embedding: 'place', model: 'thetaPrime', choice: 'candidate', example: 'prototype', rule: 'counts', joint: 'theta',
};
const RATES: Readonly<Record<string, TermName>> = { α: 'alpha', β: 'beta' };

function termOf(kind: LoopKind, phase: LoopPhase): TermName {
  if (phase === 'sample') return 'distribution';
  return phase === 'update' || (phase === 'collect' && (kind === 'gradient' || kind === 'search')) ? 'theta' : CARRIED_TERMS[kind];
}

/** The two loops: the phases of an iteration as they follow each other, the one at work lit, each to be run up to. */
export class LoopsPart extends Part {
  override render() {
    const sight = sightOf(this.run, this.words);
    return sight ? this.loops(sight) : nothing;
  }

  private loops(sight: Sight): TemplateResult {
    const { run, words: { text } } = sight;
    const id = this.unique('loops');
    const scene = sceneOf(sight);
    const lit = litOf(run);
    const status = run.progress?.status;
    const at = lit === 'all' ? 'all' : status ? litPhase(scene.model, status) : null;
    const phase = (name: LoopPhase) => this.phase(scene, name, at === 'all' || at === name, at === name);
    const { inner, learns, kind } = scene.model;
    const within = at === 'all' || inner.includes(at as LoopPhase);
    return html`
      <section role="group" class="stage loops" part="view" aria-labelledby=${id} data-at=${at ?? 'none'}>
        <header>
          <h2 id=${id}>${text.loops.title}</h2>
          <p class="now">${marked(this.words, nowSentence(scene, status ? phaseSentence(sight, status, this.words) : ''))}</p>
        </header>
        <div class="outer-loop" data-closed=${learns ? 'yes' : 'no'}>
          <ol class="phases">
            <li>${phase('sample')}</li>
            <li class=${within ? 'inner-loop lit' : 'inner-loop'} data-kind=${kind}>
              <h3 class="loop-name">${marked(this.words, innerTitle(scene))}</h3>
              <ol class="phases">${inner.map((name) => html`<li>${phase(name)}</li>`)}</ol>
              <p class="fate">${marked(this.words, fateSentence(scene))}</p>
            </li>
            <li>${learns ? phase('update') : html`<p class="no-phase">${text.loops.nothing}</p>`}</li>
          </ol>
          <p class="kept">${marked(this.words, keptSentence(scene))}</p>
        </div>
      </section>
    `;
  }

  private phase(scene: LoopScene, name: LoopPhase, lit: boolean, current: boolean): TemplateResult {
    const { loops } = this.words.text;
    const { run } = this;
    return html`
      <button
        type="button"
        part="button"
        class=${lit ? 'loop-phase lit' : 'loop-phase'}
        data-phase=${name}
        title=${loops.hint}
        aria-current=${current ? 'step' : 'false'}
        @click=${() => run && stepTo(run, name)}
      >
        <span class="name"><b>${phaseTitle(scene, name)}</b> <span class="letters" data-term=${termOf(scene.model.kind, name)}>${lettersOf(scene, name)}</span></span>
        <span class="numbers">${phaseNumbers(scene, name).map((text) => html`<span data-term=${RATES[text[0]!] ?? nothing}>${text}</span> `)}</span>
      </button>
    `;
  }
}

function sceneOf(sight: Sight): LoopScene {
  const { run, family, resolved, words } = sight;
  const { values, progress, history } = run;
  return {
    family,
    resolved,
    words,
    values,
    // The loops are those of the run, whatever task of the visitor's own is shown elsewhere.
    trace: run.shown?.trace ?? null,
    model: loopModel(sight, values),
    status: progress?.status ?? null,
    statistic: (name) => history.column(name)?.at(-1) ?? Number.NaN,
  };
}

/** The same for a drawing of them. */
export function loopPhases(sight: Sight): Loops {
  const scene = sceneOf(sight);
  const { model, status } = scene;
  const lit = litOf(sight.run);
  const at = lit === 'all' ? 'all' : status && sight.run.progress ? litPhase(model, sight.run.progress.status) : null;
  const names: LoopPhase[] = ['sample', ...model.inner, ...(model.learns ? (['update'] as const) : [])];
  return {
    phases: names.map((name) => ({
      title: phaseTitle(scene, name),
      letters: lettersOf(scene, name),
      numbers: phaseNumbers(scene, name).join(', '),
      inner: model.inner.includes(name),
      lit: at === 'all' || at === name,
    })),
    inner: innerTitle(scene),
    fate: fateSentence(scene),
    kept: keptSentence(scene),
    closed: model.learns,
  };
}

function lettersOf({ model }: LoopScene, name: LoopPhase): string {
  return LETTERS[name](CARRIED[model.kind], model.inner.includes('adapt'));
}
