import type { Way } from './journey.ts';
import { type Lab, PHASE, type Parked, type Refusal, type Resolved, isRefusal } from './protocol.ts';

/** Brings a lab back to where a run was parked: operations are done again, and changes made again where they were made. */
export class Replay implements Way {
  private done = 0;
  private next = 0;

  constructor(
    private readonly lab: Lab,
    readonly parked: Parked,
  ) {}

  get over(): boolean {
    return this.done >= this.parked.quanta && this.next >= this.parked.changes.length;
  }

  /** One operation, or one change: then the line with it. */
  work(): Resolved | null {
    const change = this.parked.changes[this.next];
    if (change && change.after <= this.done) {
      this.next += 1;
      const answer = JSON.parse(this.lab.change(change.key, change.value)) as Resolved | Refusal;
      return isRefusal(answer) ? null : answer;
    }
    if (this.done < this.parked.quanta) this.lab.advance();
    this.done += 1;
    return null;
  }
}

/** On to the first tasks of the next iteration, which are there to be seen before anything is played. */
export function sampleTasks(lab: Lab): number {
  let quanta = 1;
  while (lab.advance() < PHASE) quanta += 1;
  return quanta;
}
