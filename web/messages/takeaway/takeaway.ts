// Words of all that is taken away and comes back: fetched when the first link with a state, menu or dropped file needs them.
import type { Amount, Format } from '../format.ts';

export interface TakeAway {
  link: {
    /** What is wrong with the state in a link. */
    faults: {
      unknown(key: string, allowed: readonly string[], format: Format): string;
      twice(key: string): string;
      missing(key: string): string;
      whole(key: string, value: string, least: string, most: string): string;
      choice(key: string, value: string, allowed: readonly string[], format: Format): string;
      digits(key: string, value: string): string;
      tasks(task: Amount, tasks: Amount): string;
    };
    /** The link is not followed, whatever the reason. */
    refused(reason: string): string;
    measuring(at: Amount): string;
    /** `time`: "" where it is not known; `more`: it is only a lower bound. */
    asks(at: Amount, time: string, more: boolean): string;
    going(at: Amount): string;
    same(at: Amount): string;
    arrived(at: Amount): string;
    otherBuild(at: Amount, theirs: string, ours: string): string;
    sameOfOtherBuild(at: Amount, theirs: string, ours: string): string;
    otherHash(at: Amount, theirs: string, ours: string): string;
    go: string;
    stay: string;
    stop: string;
    dismiss: string;
  };
  /** Why a file that was dropped on the page is not taken. `most`: MB. */
  files: Record<'files' | 'kind' | 'size' | 'unreadable' | 'run', (name: string, most: string) => string>;
  /** The menu of a view. */
  panel: {
    title: string;
    /** `title`: of the picture; `form`: the kind of file. */
    image(title: string, form: string): string;
    table(title: string, form: string): string;
    nothing: string;
    link: string;
    close: string;
    saved(name: string): string;
    copied: string;
    copyFailed: string;
  };
}

const files = import.meta.glob<{ takeaway: TakeAway }>('./takeaway-*.ts');

/** In a language; in English where it cannot be had. Null where the network does not even give that. */
export async function loadTakeAway(language: string): Promise<TakeAway | null> {
  for (const code of [language, 'en']) {
    const found = await files[`./takeaway-${code}.ts`]?.().catch(() => null);
    if (found) return found.takeaway;
  }
  return null;
}
