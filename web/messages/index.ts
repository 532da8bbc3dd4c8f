// The one place from which the page takes its text. Another language is another table of the same type.
import { en } from './en.ts';

export type Messages = typeof en;
export const text: Messages = en;
export * as format from './format.ts';
