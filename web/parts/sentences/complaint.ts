// What a run has to say, in words: refusals, failures and notices.
import { refusalSentence } from '../../messages/core-words.ts';
import type { Words } from '../../messages/index.ts';
import type { Complaint, Notice } from '../../run/complaint.ts';

export function complaintSentence(complaint: Complaint, words: Words): string {
  const { code, key, value, args } = complaint;
  const own = words.text.complaints[code];
  if (own) return own(args);
  const ofElement = (words.text.element.refused as Partial<Record<string, (about: Record<string, string>) => string>>)[code];
  if (!ofElement) return refusalSentence(words, complaint);
  const texts = Object.entries(args).map(([name, text]) => [name, typeof text === 'string' ? text : words.format.disjunction(text)]);
  return ofElement({ ...Object.fromEntries(texts), key, value });
}

export function noticeSentence({ code, args }: Notice, { text }: Words): string {
  return text.notices[code]?.(args) ?? code;
}
