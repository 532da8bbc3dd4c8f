import type { CourseWords } from '../words/words.ts';

/** Copies a text; resolves to the sentence that says whether it went well. */
export async function copy(text: string, { figure }: CourseWords): Promise<string> {
  try {
    await navigator.clipboard.writeText(text);
    return figure.copied;
  } catch {
    return figure.copyFailed;
  }
}
