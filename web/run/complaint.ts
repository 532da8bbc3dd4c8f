// Complaints and notices of a run, as data: they are put into words where they are shown, in any language.
import type { Refusal } from '../engine/protocol.ts';

export type Arguments = Record<string, string | string[]>;

/** A refusal or a failure. `key`: the knob or task parameter that it is about, `value`: what was refused; both may be empty. */
export interface Complaint {
  /** One of the core's (Description.refusals), or an `OwnCode`. */
  code: string;
  args: Arguments;
  key: string;
  value: string;
  /** The core's own sentence, in English; "" where the code is the run's. */
  message: string;
}

/**
 * Complaints that the core knows nothing of.
 *   lost {reason}            the worker was lost twice in a row; the run stands still for good
 *   no-iteration {most}      what is to be gone to is no whole number from 0 to that one
 *   not-parameters           bytes that are no list of 32-bit floats
 *   not-a-number {name}      a task parameter (`key`) that is no number; its name as the visitor knows it
 *   bad-link                 an address that cannot be decoded
 *   unreadable {name}        a file that cannot be read
 *   too-large {name, most}   a file that is not read because of its size; the most in MB
 *   not-saved {part}         something that is no saved run: the part that is not as it must be
 */
export type OwnCode = 'lost' | 'not-parameters' | 'not-a-number' | 'bad-link' | 'unreadable' | 'too-large' | 'not-saved' | 'no-iteration';

/**
 * What a visitor should know though nothing is wrong.
 *   recovered {iteration}           the worker was lost; another one stands at that iteration
 *   default-instead                 the line was refused, and the default run is shown
 *   trained {iteration, seconds, build}  the run that is entered was trained beforehand, so far, in that time, by that build of the engine
 *   learner-instead {tasks, learner, asked}  the asked learner does not run on these tasks; their own one does
 */
export interface Notice {
  code: 'recovered' | 'default-instead' | 'learner-instead' | 'trained';
  args: Record<string, string>;
}

export function ownComplaint(code: OwnCode, args: Arguments = {}, key = '', value = ''): Complaint {
  return { code, args, key, value, message: '' };
}

/** `about`: the knob that was being set, and to what. */
export function complaintOf(refusal: Refusal, about?: { key: string; value: string }): Complaint {
  const { code, args, message } = refusal;
  const key = refusal.key || about?.key || '';
  return { code, args, key, value: about?.key === key ? about.value : '', message };
}
