import type { Words } from '../messages/index.ts';
import type { Complaint, Notice } from '../run/complaint.ts';

/** A complaint as a sentence. */
export function complaintWords({ text }: Words, { code, args, key, message }: Complaint): string {
  switch (code) {
    case 'lost':
      return text.errors.lost(String(args.reason ?? ''));
    case 'not-parameters':
      return text.errors.notParameters;
    case 'not-a-number':
      return text.probeNotANumber(key);
    case 'bad-link':
      return text.errors.badLink;
    case 'unreadable':
      return text.errors.unreadable(String(args.name ?? ''));
    case 'not-saved':
      return text.errors.notSaved(String(args.part ?? ''));
    default:
      return message;
  }
}

export function noticeWords({ text }: Words, { code, args }: Notice): string {
  switch (code) {
    case 'recovered':
      return text.errors.recovered(args.iteration ?? '');
    case 'default-instead':
      return text.errors.defaultInstead;
    case 'learner-instead':
      return text.errors.learnerInstead(args.asked ?? '', args.tasks ?? '', args.learner ?? '');
  }
}
