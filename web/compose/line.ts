// The run line of the page `compose`: changed by clicking, checked by the core.
import type { Pool } from '../engine/pool.ts';
import { type Description, type Refusal, type Resolved, isRefusal } from '../engine/protocol.ts';
import { nextLine, withoutMisfit } from '../run/next-line.ts';

export function familyOf(description: Description, resolved: Resolved) {
  return description.families.find(({ name }) => name === resolved.values.tasks) ?? null;
}

/** The line with another value for a knob: settings that no longer fit another learner, family or preset give way. */
export async function changeLine(pool: Pick<Pool, 'resolve'>, description: Description, resolved: Resolved, key: string, value: string): Promise<Resolved | Refusal | null> {
  let line = nextLine(resolved, familyOf(description, resolved), description, key, value);
  for (;;) {
    const answer = await pool.resolve(line);
    if (!answer || !isRefusal(answer)) return answer;
    const less = withoutMisfit(line, key, answer.key);
    if (!less) return answer;
    line = less;
  }
}
