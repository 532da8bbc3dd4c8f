// What a run has to say, in words: refusals, failures and notices.
import { refusalSentence } from '../../messages/core-words.ts';
import type { Words } from '../../messages/index.ts';
import type { Complaint, Notice } from '../../run/complaint.ts';

export function complaintSentence(complaint: Complaint, words: Words): string {
  const own = words.text.complaints[complaint.code];
  return own ? own(complaint.args) : refusalSentence(words, complaint);
}

export function noticeSentence({ code, args }: Notice, { text }: Words): string {
  return text.notices[code]?.(args) ?? code;
}
