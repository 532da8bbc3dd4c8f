// What a run tells its listeners. `change` is an Event without more: anything may be another one.
import type { Evaluation } from '../engine/protocol.ts';
import type { Complaint } from './complaint.ts';

/**
 * Why a run's line is another one: a run was started; one was opened from a link; a knob was changed while it went on; a
 * snapshot was loaded; a run that had been left was taken up again.
 */
export type LineCause = 'start' | 'link' | 'change' | 'restore' | 'return';

/** `line`: the line in force, `Run.resolved.short`, is another one now. */
export class LineEvent extends Event {
  /** `kept`: whether the run that was left can be taken up again. */
  constructor(
    readonly cause: LineCause,
    readonly kept: boolean,
  ) {
    super('line');
  }
}

/** `statistics`: iterations were completed. `rows` has a row for each, with a column for each of `Description.statistics`. */
export class StatisticsEvent extends Event {
  constructor(
    readonly iterations: Float64Array,
    readonly rows: Float32Array,
  ) {
    super('statistics');
  }
}

/** `evaluation`: the run, or one that it is measured against, was evaluated on held-out tasks. */
export class EvaluationEvent extends Event {
  constructor(readonly evaluation: Evaluation) {
    super('evaluation');
  }
}

/** `refused`: something that was asked for cannot be, or something failed. */
export class RefusedEvent extends Event {
  constructor(readonly complaint: Complaint) {
    super('refused');
  }
}

export interface RunEvents {
  change: Event;
  line: LineEvent;
  statistics: StatisticsEvent;
  evaluation: EvaluationEvent;
  refused: RefusedEvent;
}
