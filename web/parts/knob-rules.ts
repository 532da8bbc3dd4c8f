import type { Knob } from '../engine/protocol.ts';
import type { Run } from './part.ts';

/** How far a visitor may change a run's knobs. An author may allow less than the core does. */
export interface KnobRules {
  /** The knob is shown but cannot be changed. */
  locked(key: string): boolean;
  /** A knob's range or choices as they are left to the visitor. `choices`: those of this learner and family. */
  narrowed(knob: Knob, choices: readonly string[] | undefined): Pick<Knob, 'low' | 'high' | 'choices'>;
  /** Gives a knob another value, or has the run complain. */
  set(run: Run, key: string, value: string): Promise<void>;
}

/** All that the core allows. */
export const FREE: KnobRules = {
  locked: () => false,
  narrowed: ({ low, high }, choices) => ({
    ...(low !== undefined ? { low } : {}),
    ...(high !== undefined ? { high } : {}),
    ...(choices ? { choices: [...choices] } : {}),
  }),
  set: (run, key, value) => run.setKnob(key, value),
};
