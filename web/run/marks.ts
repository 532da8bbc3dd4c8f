// Snapshots of a run that are kept along its way, so that any point of it can be gone back to without computing all of it again.
import { changesOf, madeIn, withoutChanges } from '../engine/changes.ts';
import type { Ground, Resolved } from '../engine/protocol.ts';
import { lineOfSnapshot } from './guard.ts';

interface Mark {
  /** Completed iterations. */
  iteration: number;
  ground: Ground;
}

const MOST = 48;
const MOST_BYTES = 32 * 1024 * 1024;

export class Marks {
  /** In their order; the first is where the run began, or where the first snapshot of it was taken. */
  private marks: Mark[] = [];

  /** `parameters`: those that the line's `init` names, where they are at hand. */
  static of({ line, values }: Resolved, parameters: Float32Array | null): Marks {
    const marks = new Marks();
    const known = values.init === undefined || values.init === 'none' ? new Float32Array(0) : parameters;
    if (known) marks.marks.push({ iteration: 0, ground: { line: withoutChanges(line), parameters: known } });
    return marks;
  }

  /** The earliest iteration that can be gone back to; null where there is no run. */
  get first(): number | null {
    return this.marks[0]?.iteration ?? null;
  }

  /** Those that the run began with, as far as they are at hand: none where it began with its own. */
  get parameters(): Float32Array {
    const ground = this.marks[0]?.ground;
    return ground && 'parameters' in ground ? ground.parameters : new Float32Array(0);
  }

  get bytes(): number {
    return this.marks.reduce((sum, { ground }) => sum + ('bytes' in ground ? ground.bytes.length : 0), 0);
  }

  add(iteration: number, bytes: Uint8Array): void {
    if (this.first === null) this.marks.push({ iteration, ground: { bytes } });
    if (iteration <= this.first!) return;
    const at = this.marks.findLastIndex((mark) => mark.iteration <= iteration);
    const replaced = this.marks[at]!.iteration === iteration ? 1 : 0;
    this.marks.splice(at + 1 - replaced, replaced, { iteration, ground: { bytes } });
    while (this.marks.length > 2 && (this.marks.length > MOST || this.bytes > MOST_BYTES)) this.thin();
  }

  /**
   * The nearest mark from which the end of an iteration of a run with this line can be reached, by computing that iteration if possible: so
   * that it can be seen. Null where it was before all of them.
   */
  before(iteration: number, line: string): Ground | null {
    const known = madeIn(line);
    const leads = ({ ground }: Mark) =>
      !('bytes' in ground) || changesOf(lineOfSnapshot(ground.bytes) ?? '').every((change) => change.from < iteration && known(change));
    const found = this.marks.findLast((mark) => mark.iteration < iteration && leads(mark)) ?? this.marks.find((mark) => mark.iteration === iteration && leads(mark));
    return found?.ground ?? null;
  }

  /** Forgets what came after an iteration: the run goes on from there in another way. */
  cut(iteration: number): void {
    this.marks = this.marks.filter((mark, i) => i === 0 || mark.iteration <= iteration);
  }

  copy(): Marks {
    const marks = new Marks();
    marks.marks = [...this.marks];
    return marks;
  }

  /** Gives up the one that is missed least: where its neighbours stand nearest to each other. Never the first or the last. */
  private thin(): void {
    let least = 1;
    const gap = (i: number) => this.marks[i + 1]!.iteration - this.marks[i - 1]!.iteration;
    for (let i = 2; i < this.marks.length - 1; i++) if (gap(i) < gap(least)) least = i;
    this.marks.splice(least, 1);
  }
}
