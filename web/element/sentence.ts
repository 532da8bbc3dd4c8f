// The sentence for what the element refuses.
import type { Words } from '../messages/index.ts';
import { complaintSentence } from '../parts/sentences/complaint.ts';
import type { Complaint } from '../run/complaint.ts';
import type { Refused, RefusedCode } from './refused.ts';

/** The part of a table of messages that says them: one function a code, from named texts to a sentence. */
export type Sentences = Record<RefusedCode, (about: Record<string, string>) => string>;

/** As the run complains: parts show what the element refuses like everything else. */
export function asComplaint(refused: Refused): Complaint {
  return { ...refused, message: '' };
}

export function refusedSentence(refused: Refused, words: Words): string {
  return complaintSentence(asComplaint(refused), words);
}
