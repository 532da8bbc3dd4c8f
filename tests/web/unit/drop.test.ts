import { expect, test } from 'vitest';
import { parseLink } from '../../../web/site/link/grammar.ts';
import { type FileFault, linkOf, take } from '../../../web/site/drop.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const run = { format: 'meta-rl-playground-run', version: 1, line: 'learner=maml&tasks=sinusoid', receipt: { run: '', build: '0123456789abcdef', iteration: 7, hash: 'fedcba9876543210' } };

/** What became of dropped files. */
async function dropped(...files: File[]): Promise<unknown[]> {
  const heard: unknown[] = [];
  await take(files, {
    run: {
      restore: async (given) => (heard.push('restore', given.length), true),
      startFromParameters: async (given) => (heard.push('parameters', given.length), true),
    },
    refuse: (fault: FileFault) => void heard.push(fault.code),
    follow: (link) => void heard.push(link),
  });
  return heard;
}

test('A snapshot is known by its first bytes or its name, parameters by their name', async () => {
  expect(await dropped(new File(['METARL02 and more'], 'renamed.bin'))).toEqual(['restore', 17]);
  expect(await dropped(new File(['damaged'], 'a.snapshot'))).toEqual(['restore', 7]);
  expect(await dropped(new File([new Float32Array(3)], 'a.parameters'))).toEqual(['parameters', 12]);
});

test('A saved run leads where its receipt says, by a link like any other', async () => {
  const [link] = await dropped(new File([JSON.stringify(run)], 'a.json'));
  expect(link).toBe('learner=maml&tasks=sinusoid!at=7&build=0123456789abcdef&hash=fedcba9876543210');
  expect(parseLink(link as string, [])).toHaveProperty('state.at', 7);
});

test('Anything else is refused, and nothing is done with it', async () => {
  expect(await dropped(new File(['METARL0'], 'a.png'))).toEqual(['kind']);
  expect(await dropped(new File(['x'], 'a.snapshot'), new File(['y'], 'b.snapshot'))).toEqual(['files']);
  expect(await dropped()).toEqual([]);
  const large = new File(['METARL02'], 'a.snapshot');
  Object.defineProperty(large, 'size', { value: 1e9 });
  expect(await dropped(large)).toEqual(['size']);
  const lost = new File(['METARL02'], 'a.snapshot');
  lost.arrayBuffer = () => Promise.reject(new Error('gone'));
  expect(await dropped(lost)).toEqual(['unreadable']);
  for (const wrong of [
    null, [], 'x', { ...run, format: 'other' }, { ...run, version: 2 }, { ...run, line: 7 }, { ...run, line: 'learner=maml!at=3' }, { ...run, receipt: null },
    { ...run, receipt: { ...run.receipt, iteration: '7' } }, { ...run, receipt: { ...run.receipt, iteration: 1.5 } }, { ...run, receipt: { ...run.receipt, hash: 7 } },
  ]) {
    expect(linkOf(bytes(JSON.stringify(wrong))), JSON.stringify(wrong)).toBeNull();
    expect(await dropped(new File([JSON.stringify(wrong)], 'a.json'))).toEqual(['run']);
  }
  expect(linkOf(bytes('{'))).toBeNull();
  expect(linkOf(Uint8Array.of(0xff, 0xfe))).toBeNull();
});

test('What such a file says of iteration and hash is checked as a link’s is', () => {
  for (const receipt of [{ ...run.receipt, iteration: -1 }, { ...run.receipt, iteration: 1e12 }, { ...run.receipt, hash: '<img>' }, { ...run.receipt, build: 'x&view=tasks' }]) {
    expect(parseLink(linkOf(bytes(JSON.stringify({ ...run, receipt })))!, [])).toHaveProperty('code');
  }
});
