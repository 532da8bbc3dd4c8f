// What happens after a link with a state was opened: its task, speed and view are shown, its iteration is computed again (after a
// question, where that takes long), and what is found there is compared with what the link names. All of it is said in a bar.
import { html, nothing, render } from 'lit';
import type { MetaRlPlayground } from '../../element/element.ts';
import { type TakeAway, loadTakeAway } from '../../messages/takeaway/takeaway.ts';
import type { Words } from '../../messages/index.ts';
import type { Run } from '../../run/run.ts';
import type { FileFault } from '../drop.ts';
import type { LinkFault, LinkedState } from './grammar.ts';

/** Milliseconds: what takes longer is asked for. */
const LONG = 5000;
/** Milliseconds after which a time that is still not known is no longer waited for. */
const PATIENCE = 20_000;

type Told =
  | { kind: 'fault'; fault: LinkFault | { code: 'tasks'; task: number; tasks: number } }
  | { kind: 'file'; fault: FileFault }
  | { kind: 'measuring' | 'going' | 'arrived' | 'same'; at: number }
  | { kind: 'asks'; at: number; time: number; more: boolean }
  | { kind: 'otherBuild' | 'sameOfOtherBuild' | 'otherHash'; at: number; theirs: string; ours: string };

export class Arrival {
  private told: Told | null = null;
  private said: { language: string; takeaway: TakeAway } | null = null;
  /** Of all links that were opened the latest. */
  private turn = 0;
  private answer: (go: boolean) => void = () => undefined;
  private readonly run: Run;

  /** `left`: the run does not stand at the link's state any more. */
  constructor(
    private readonly element: MetaRlPlayground,
    private readonly bar: HTMLElement,
    private words: Words,
    private readonly left: () => void,
  ) {
    this.run = element.model;
  }

  speak(words: Words): void {
    this.words = words;
    void this.draw();
  }

  /** Forgets the link before. */
  clear(): void {
    this.turn += 1;
    this.answer(false);
    this.tell(null);
  }

  refuse(fault: LinkFault): void {
    this.clear();
    this.tell({ kind: 'fault', fault });
  }

  /** A file was dropped that cannot be taken. What a link leads to goes on. */
  refuseFile(fault: FileFault): void {
    this.tell({ kind: 'file', fault });
  }

  /** `line`: of the link, which has been opened. */
  async follow(line: string, state: LinkedState): Promise<void> {
    this.clear();
    const { run, turn } = this;
    const wanted = await run.resolve(line || run.resolved?.short || '');
    const here = run.resolved;
    // Where the line itself was not understood, the run says so; the state is that of another run.
    if (turn !== this.turn || !here || wanted?.status !== 'ok' || wanted.line !== here.line) return this.left();
    const tasks = Number(run.values.meta_batch_size ?? 1);
    if (state.task !== undefined && state.task > tasks) {
      this.left();
      return this.tell({ kind: 'fault', fault: { code: 'tasks', task: state.task, tasks } });
    }
    if (state.speed) run.setSpeed(state.speed);
    if (state.task) run.choose(state.task - 1);
    if (state.view) this.show(state.view);
    const still = () => turn === this.turn && run.resolved?.line === here.line;
    if (!(await this.consent(state.at, still))) {
      if (still()) this.tell(null);
      return this.left();
    }
    await this.travel(state, still);
  }

  /** Whether the way is short, or the visitor wants it all the same. */
  private async consent(at: number, still: () => boolean): Promise<boolean> {
    const { run } = this;
    if (at <= run.completed) return still();
    const time = () => run.progress?.iterationTime ?? Number.NaN;
    if (Number.isNaN(time())) {
      this.tell({ kind: 'measuring', at });
      await this.until(() => !still() || run.playing || !Number.isNaN(time()), PATIENCE);
    }
    // Whoever plays meanwhile does not want to be taken elsewhere.
    if (!still() || run.playing) return false;
    const whole = (at - run.completed) * time();
    if (whole <= LONG) return true;
    this.tell({ kind: 'asks', at, time: whole, more: run.progress?.atLeast ?? false });
    const answered = new Promise<boolean>((resolve) => (this.answer = resolve));
    void this.until(() => !still() || run.playing).then(() => this.answer(false));
    return (await answered) && still();
  }

  private async travel({ at, made }: LinkedState, still: () => boolean): Promise<void> {
    const { run } = this;
    this.tell({ kind: 'going', at });
    await run.goTo(at);
    await this.until(() => !still() || run.goingTo !== at);
    await this.until(() => !still() || run.playing || run.progress?.running === false);
    if (!still() || run.completed !== at || run.underWay) {
      if (still() || this.told?.kind === 'going') this.tell(null);
      return this.left();
    }
    const receipt = made ? await run.receipt() : null;
    if (made && receipt && receipt.iteration === at) {
      const [same, sameBuild] = [receipt.hash === made.hash, receipt.build === made.build];
      if (!sameBuild) this.tell({ kind: same ? 'sameOfOtherBuild' : 'otherBuild', at, theirs: made.build, ours: receipt.build });
      else this.tell(same ? { kind: 'same', at } : { kind: 'otherHash', at, theirs: made.hash, ours: receipt.hash });
    } else this.tell({ kind: 'arrived', at });
    await this.until(() => !still() || run.completed !== at || run.playing);
    this.left();
    // What differs stays to be read until it is closed.
    if (this.told?.kind === 'same' || this.told?.kind === 'arrived') this.tell(null);
  }

  /** Settles when something holds of the run, or after so many milliseconds. */
  private until(holds: () => boolean, patience?: number): Promise<void> {
    const { run } = this;
    return new Promise((resolve) => {
      const over = () => {
        clearTimeout(timer);
        run.removeEventListener('change', look);
        resolve();
      };
      const look = () => {
        if (holds()) over();
      };
      const timer = patience === undefined ? undefined : setTimeout(over, patience);
      run.addEventListener('change', look);
      look();
    });
  }

  private show(view: string): void {
    this.element.renderRoot.querySelector(`[data-view="${view}"]`)?.scrollIntoView({ block: 'start' });
  }

  private tell(told: Told | null): void {
    this.told = told;
    void this.draw();
  }

  private async draw(): Promise<void> {
    const { language } = this.words;
    if (this.told && this.said?.language !== language) {
      const takeaway = await loadTakeAway(language);
      if (language !== this.words.language) return;
      if (takeaway) this.said = { language, takeaway };
    }
    const { told, said } = this;
    const sentence = told && said ? this.sentence(told, said.takeaway) : null;
    this.bar.hidden = sentence === null;
    this.bar.setAttribute('role', told && ['fault', 'file', 'otherBuild', 'otherHash'].includes(told.kind) ? 'alert' : 'status');
    render(sentence === null ? nothing : html`<p>${sentence}</p>${this.actions(told!, said!.takeaway)}`, this.bar);
  }

  private actions({ kind }: Told, { link }: TakeAway) {
    const button = (title: string, act: () => void) => html`<button type="button" class="offer" @click=${act}>${title}</button>`;
    if (kind === 'asks') return [button(link.go, () => this.answer(true)), button(link.stay, () => this.answer(false))];
    if (kind === 'measuring') return button(link.stay, () => this.clear());
    if (kind === 'going') return button(link.stop, () => void this.run.pause());
    return button(link.dismiss, () => this.tell(null));
  }

  private sentence(told: Told, { link, files }: TakeAway): string {
    const { format } = this.words;
    switch (told.kind) {
      case 'fault':
        return link.refused(this.fault(told.fault, link));
      case 'file':
        return files[told.fault.code](told.fault.name, format.integer(told.fault.most));
      case 'asks':
        return link.asks(format.amount(told.at), Number.isFinite(told.time) ? format.duration(told.time) : '', told.more);
      case 'otherBuild':
      case 'sameOfOtherBuild':
      case 'otherHash':
        return link[told.kind](format.amount(told.at), told.theirs, told.ours);
      default:
        return link[told.kind](format.amount(told.at));
    }
  }

  private fault(fault: Extract<Told, { kind: 'fault' }>['fault'], { faults }: TakeAway['link']): string {
    const { format } = this.words;
    switch (fault.code) {
      case 'unknown':
        return faults.unknown(fault.key, fault.allowed, format);
      case 'whole':
        return faults.whole(fault.key, fault.value, format.integer(fault.least), format.integer(fault.most));
      case 'choice':
        return faults.choice(fault.key, fault.value, fault.allowed, format);
      case 'digits':
        return faults.digits(fault.key, fault.value);
      case 'tasks':
        return faults.tasks(format.amount(fault.task), format.amount(fault.tasks));
      default:
        return faults[fault.code](fault.key);
    }
  }
}
