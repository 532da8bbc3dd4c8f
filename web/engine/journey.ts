import { changesOf, madeIn } from './changes.ts';
import { type Ground, ITERATION, type Lab, type Refusal, type Resolved, STOPPED, isRefusal } from './protocol.ts';

/** On its way, operation by operation, to where it shall stand. */
export interface Way {
  readonly over: boolean;
  /** One operation, or one change: then the line with it. */
  work(): Resolved | null;
}

/** Puts a run into a lab as it began, or as a snapshot has it. */
export function layGround(lab: Lab, ground: Ground): Resolved | Refusal {
  return JSON.parse('bytes' in ground ? lab.restore(ground.bytes) : lab.create(ground.line, ground.parameters)) as Resolved | Refusal;
}

/**
 * Brings a lab to the end of an iteration of a run that has been there before: `line` has the changes that were made, of which those count
 * that were made before that iteration was complete. Runs are exact, so that it stands there bit for bit.
 */
export class Journey implements Way {
  private readonly changes: ReturnType<typeof changesOf>;
  private at: number;
  private stopped = false;

  constructor(
    private readonly lab: Lab,
    from: Resolved,
    line: string,
    private readonly iteration: number,
  ) {
    const made = madeIn(from.line);
    this.changes = changesOf(line).filter((change) => change.from < iteration && !made(change));
    this.at = (JSON.parse(lab.status()) as { iteration: number }).iteration;
  }

  get over(): boolean {
    return this.stopped || this.at >= this.iteration;
  }

  work(): Resolved | null {
    if (this.over) return null;
    const change = this.changes[0];
    if (change && change.from <= this.at) {
      this.changes.shift();
      const answer = JSON.parse(this.lab.change(change.key, change.value)) as Resolved | Refusal;
      return isRefusal(answer) ? null : answer;
    }
    const reached = this.lab.advance();
    if (reached === ITERATION) this.at += 1;
    this.stopped = reached === STOPPED && !this.changes.length;
    return null;
  }
}
