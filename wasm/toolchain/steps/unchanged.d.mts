export function hashOf(paths: readonly string[], ...texts: unknown[]): string;
