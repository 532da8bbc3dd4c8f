import { expect, test } from 'vitest';
import { Ledger } from '../../../web/engine/ledger.ts';

test('Spare work gets its share of the time and no more', () => {
  const ledger = new Ledger();
  let spare = 0;
  for (let i = 0; i < 10_000; i++) {
    ledger.add('run', 3);
    if (!ledger.allows('held-out', 0.25)) continue;
    ledger.add('held-out', 2);
    spare += 2;
  }
  const share = spare / (spare + 30_000);
  expect(share).toBeGreaterThan(0.22);
  expect(share).toBeLessThan(0.28);
});
