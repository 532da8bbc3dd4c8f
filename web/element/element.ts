import { LitElement, html, unsafeCSS } from 'lit';
import type { Receipt } from '../engine/protocol.ts';
import type { Words } from '../messages/index.ts';
import type { Addresses } from '../parts/addresses.ts';
import type { StoredRuns } from '../run/stored-runs.ts';
import { onChange } from '../parts/pace.ts';
import { defineParts } from '../parts/index.ts';
import { sheets } from '../parts/sheets.ts';
import { poolFor } from '../engine/pool.ts';
import { Run } from '../run/run.ts';
import element from '../styles/element.css?inline';
import type { ViewName } from './api/attributes.ts';
import { ATTRIBUTES } from './api/attributes.ts';
import { PROPERTIES } from './api/members.ts';
import { type AttributeValues, observedAttributes } from './api/parse.ts';
import { Attributes, reflectAttributes, upgradeProperties } from './attributes.ts';
import type { Curves } from './curves.ts';
import { pageClock } from './boot-queue.ts';
import { ElementRun, type RefusedAloud } from './element-run.ts';
import type { GoalState } from './goal.ts';
import { GoalPart } from './goal-part.ts';
import { handleKey, keepTyping } from './keys.ts';
import { Language } from './language.ts';
import { Loading, surroundingsOf } from './loading.ts';
import { refuse } from './refused.ts';
import type { SavedState } from './saved.ts';
import { type Shell, shell } from './shell.ts';
import { type ElementState, Teller } from './teller.ts';

const UNTIL = ['phase', 'iteration'] as const;
const FORMATS = ['png', 'svg'] as const;

/** See web/docs/embed/reference.md for all that a host can rely on. */
export class MetaRlPlayground extends LitElement {
  /** Of the package. */
  static readonly version: string = import.meta.env.ELEMENT_VERSION ?? '0';
  /** Changes with whatever the code is built from. */
  static readonly build: string = import.meta.env.ELEMENT_BUILD ?? '';
  static override styles = [...sheets, unsafeCSS(element)];
  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, ...observedAttributes];
  }

  private readonly attributesRead = new Attributes();
  private readonly language = new Language(() => this.spoken());
  private readonly teller = new Teller(this);
  private readonly loading: Loading;
  private conducted!: ElementRun;
  private start: Float32Array | null = null;
  private reading = false;
  private focused = false;
  private stopListening = () => {};
  private shared: Addresses | null = null;
  private trained: StoredRuns | null = null;
  private waiting: Array<() => void> = [];

  constructor() {
    super();
    // Not before there is an element: importing its class leaves the page's register as it is.
    defineParts();
    if (!customElements.get('mrl-goal')) customElements.define('mrl-goal', GoalPart);
    this.loading = new Loading(
      { boot: () => void this.boot(), rest: (resting) => this.rest(resting), dispose: () => this.end() },
      surroundingsOf(this),
      'visible',
      false,
    );
    this.conduct();
    this.addEventListener('keydown', (event) => handleKey(event, this.model));
    for (const type of ['keyup', 'keypress'] as const) this.addEventListener(type, keepTyping);
    this.addEventListener('focusin', () => this.attend(true));
    this.addEventListener('focusout', () => this.attend(false));
  }

  /** Where a page has addresses for runs, they can be shared. Like `model` no part of what is promised. */
  set address(address: Addresses | null) {
    this.shared = address;
    this.requestUpdate();
  }

  /** Where a page has runs that were trained beforehand, they can be entered. Like `model` no part of what is promised. */
  set stored(stored: StoredRuns | null) {
    this.trained = stored;
    this.requestUpdate();
  }

  /** Opens the tour, which has the focus until it is over; then `opener` has it. Like `model` no part of what is promised. */
  async tour(opener: HTMLElement | null): Promise<void> {
    const { words } = this.language;
    if ((await this.ready()) || !words) return;
    const { openTour } = await import('../parts/tour.ts');
    openTour(this.renderRoot as ShadowRoot, words, opener);
  }

  /** The run itself, for the hosts of this repository; no part of what is promised. */
  get model(): Run {
    return this.conducted.run;
  }

  get line(): string | null {
    return this.conducted.line;
  }

  get state(): ElementState {
    return this.conducted.state;
  }

  get asleep(): boolean {
    return this.model.asleep;
  }

  get iteration(): number {
    return this.conducted.iteration;
  }

  get goalState(): GoalState | null {
    return this.conducted.goal?.state ?? null;
  }

  get build(): string | null {
    return this.model.description?.build ?? null;
  }

  get parameters(): Float32Array | null {
    return this.start;
  }

  set parameters(parameters: Float32Array | null) {
    this.start = parameters;
  }

  async play(): Promise<RefusedAloud | null> {
    return (await this.ready()) ?? (this.conducted.play(), null);
  }

  async pause(): Promise<void> {
    if (this.conducted.open) await this.model.pause();
  }

  async step(until: (typeof UNTIL)[number] = 'phase'): Promise<RefusedAloud | null> {
    if (!UNTIL.includes(until)) return this.conducted.refuse(refuse('choice', 'until', String(until), { allowed: [...UNTIL] }));
    return (await this.ready()) ?? (await this.model.step(until), null);
  }

  async reset(): Promise<RefusedAloud | null> {
    return (await this.ready()) ?? this.conducted.heard(() => this.model.reset());
  }

  async change(key: string, value: string | number): Promise<RefusedAloud | null> {
    return (await this.ready()) ?? this.conducted.heard(() => this.model.setKnob(String(key), String(value)));
  }

  async probe(task: readonly number[] | null): Promise<RefusedAloud | null> {
    const refused = await this.ready();
    if (refused) return refused;
    if (task) return this.conducted.heard(() => this.model.startProbe(Float32Array.from(task)));
    this.model.closeProbe();
    return null;
  }

  save(): Promise<SavedState | null> {
    return this.conducted.save();
  }

  async restore(saved: Partial<SavedState>): Promise<RefusedAloud | null> {
    return (await this.ready()) ?? this.conducted.restore(saved);
  }

  receipt(): Promise<Receipt | null> {
    return this.conducted.receipt();
  }

  async picture(view?: ViewName, scale = 1, format: (typeof FORMATS)[number] = 'png'): Promise<Blob | null> {
    const { words } = this.language;
    if (!words || !this.conducted.open || !FORMATS.includes(format)) return null;
    const { imageOf } = await import('../parts/takeaway/index.ts');
    return imageOf(this.renderRoot, this.model, words, view ?? null, scale, format);
  }

  async table(view?: ViewName): Promise<string | null> {
    const { words } = this.language;
    if (!words || !this.conducted.open) return null;
    const { csvOfView } = await import('../parts/takeaway/index.ts');
    return csvOfView(this.renderRoot, this.model, words, view ?? null);
  }

  curves(): Curves | null {
    return this.conducted.curves();
  }

  dispose(): void {
    this.loading.end();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    upgradeProperties(this, [...ATTRIBUTES.map(({ property }) => property), ...PROPERTIES.map(({ name }) => name)]);
    this.read();
    void this.language.use(this);
    this.loading.connect();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.loading.disconnect();
  }

  /** Several attributes that are set in a row are looked at together. */
  override attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    super.attributeChangedCallback(name, before, now);
    if (before === now || this.reading || !this.isConnected) return;
    this.reading = true;
    queueMicrotask(() => {
      this.reading = false;
      if (this.isConnected) this.read();
    });
  }

  protected override render() {
    const { words } = this.language;
    if (!words) return html`<div class="loader" part="loader"><slot name="fallback"></slot></div>`;
    return shell(this.shellOf(words));
  }

  private shellOf(words: Words): Shell {
    const { conducted, shared, trained } = this;
    const { values, refused } = this.attributesRead;
    return { conducted, words, values, refused: [...refused, ...conducted.refused], address: shared, stored: trained, focused: this.focused, load: () => void this.ready() };
  }

  private attend(inside: boolean): void {
    this.focused = inside;
    this.requestUpdate();
  }

  private read(): void {
    const changed = this.attributesRead.read(this);
    if (!changed.size) return;
    const { values, refused } = this.attributesRead;
    if (!this.loading.booted && (changed.has('engine-src') || changed.has('worker-src'))) this.end();
    this.conducted.set(values, changed, this.start);
    const told = refused.filter(({ key }) => changed.has(key as never));
    // Scripts of the host that stand after the element's are yet to listen.
    if (told.length) pageClock.frame(() => told.forEach((one) => this.conducted.refuse(one)));
    this.loading.set(values.load, values.background);
    if (changed.has('lang')) void this.language.use(this);
    this.requestUpdate();
  }

  /** A run of its own, not yet begun. */
  private conduct(): void {
    const { values } = this.attributesRead;
    this.conducted = new ElementRun(new Run({ pool: poolOf(values) }), this.teller, values, () => this.requestUpdate());
    this.stopListening = onChange(this.conducted.run, () => this.requestUpdate());
    if (this.language.words) this.conducted.words = this.language.words;
  }

  private async boot(): Promise<void> {
    const { conducted } = this;
    this.requestUpdate();
    await conducted.begin(this.start);
    if (conducted !== this.conducted) return;
    this.settle();
    this.requestUpdate();
  }

  private rest(resting: boolean): void {
    this.conducted.rest(resting);
  }

  private end(): void {
    this.stopListening();
    this.conducted.dispose();
    this.settle();
    this.conduct();
    const { values } = this.attributesRead;
    this.conducted.set(values, new Set(ATTRIBUTES.map(({ name }) => name)), this.start);
    this.requestUpdate();
  }

  /** Loads the engine if need be; what kept it from being there, or null. */
  private async ready(): Promise<RefusedAloud | null> {
    if (!this.isConnected) return this.conducted.refuse(refuse('not-in-document', ''));
    const { conducted } = this;
    this.loading.ask();
    if (!conducted.open && !conducted.run.problem) await new Promise<void>((resolve) => this.waiting.push(resolve));
    return conducted.open && conducted === this.conducted ? null : conducted.say(refuse('not-loaded', ''));
  }

  private settle(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }

  private spoken(): void {
    if (this.language.words) this.conducted.words = this.language.words;
    this.requestUpdate();
  }
}
reflectAttributes(MetaRlPlayground.prototype);

/** Elements with the same engine share its module and its workers. */
function poolOf({ 'engine-src': engine, 'worker-src': worker }: AttributeValues) {
  return poolFor({ ...(engine ? { engine } : {}), ...(worker ? { worker } : {}) });
}
