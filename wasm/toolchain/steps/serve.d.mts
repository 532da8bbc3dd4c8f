/** Content types by the ending of a file's name. */
export const contentTypes: Record<string, string>;

/** The policy that `serve` sends: nothing from elsewhere, nothing inline, no code from strings. */
export const strictPolicy: string;

/** Serves a folder under `base` (default "/") on this machine only; port 0 takes a free one. */
export function serve(
  folder: string,
  options?: { port?: number; base?: string; policy?: string },
): Promise<{ url: string; close(): Promise<void> }>;
