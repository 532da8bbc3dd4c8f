import { type Lab, type Refusal, isRefusal } from './protocol.ts';

/** Work beside a run that somebody asked for and waits for. It leaves the run untouched, whether it goes on or stands still. */
export interface Study {
  readonly name: 'probe' | 'inspect' | 'landscape';
  readonly request: number;
  /** Its beginning: JSON of a refusal, or of what the core says of the run. */
  begin(lab: Lab): string;
  /** One quantum; what was found, once it is complete. */
  work(lab: Lab): object | null;
  /** How much of it is done, 0 to 1. */
  share?(lab: Lab): number;
  /** Exactly once: what was found, why it cannot be, or null where it was given up. */
  answer(found: object | null): void;
}

/** Milliseconds between two reports of how far a study has come. */
const BETWEEN_SHARES = 100;

/** The studies that are under way beside a run: at most one of each name, a quantum of each in turn. */
export class Studies {
  private list: Study[] = [];
  private told = 0;

  constructor(private readonly tell: (request: number, share: number) => void) {}

  /** One of the same name is given up for it. */
  begin(study: Study, lab: Lab): void {
    this.giveUp(({ name }) => name === study.name);
    const answer: unknown = JSON.parse(study.begin(lab));
    if (isRefusal(answer)) return study.answer(answer satisfies Refusal);
    this.list.push(study);
  }

  cancel(request: number): void {
    this.giveUp((study) => study.request === request);
  }

  /** Another run is in the lab. */
  clear(): void {
    this.giveUp(() => true);
  }

  /** One quantum of one of them; false where there is none. */
  work(lab: Lab): boolean {
    const study = this.list.shift();
    if (!study) return false;
    const found = study.work(lab);
    if (found) {
      study.answer(found);
      return true;
    }
    this.list.push(study);
    const now = performance.now();
    if (study.share && now - this.told > BETWEEN_SHARES) {
      this.told = now;
      this.tell(study.request, study.share(lab));
    }
    return true;
  }

  private giveUp(which: (study: Study) => boolean): void {
    const left = this.list.filter(which);
    this.list = this.list.filter((study) => !which(study));
    for (const study of left) study.answer(null);
  }
}
