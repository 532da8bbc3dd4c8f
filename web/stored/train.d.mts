export function trainTo(what: { line: string; from: string | null; iteration: number; file: string }): Promise<{ hash: string; build: string; seconds: number }>;
