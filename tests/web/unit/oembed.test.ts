import { expect, test } from 'vitest';
import { oembed, presetPage } from '../../../web/embed/oembed.ts';

const page = { name: 'sinusoid/maml', title: 'Sinusoid: "maml"', help: 'Sizes of Finn <et al.>', line: 'learner=maml&tasks=sinusoid' } as const;
const site = 'https://example.org/meta-rl/';

test('The answer has what oEmbed 1.0 wants of a rich one, and a frame that can be sandboxed', () => {
  const answer = oembed(page, site) as Record<string, unknown>;
  expect(answer).toMatchObject({ version: '1.0', type: 'rich', width: expect.any(Number), height: expect.any(Number), provider_url: site });
  expect(answer.html).toContain('src="https://example.org/meta-rl/embed.html#learner=maml&amp;tasks=sinusoid"');
  expect(answer.html).toContain('sandbox="allow-scripts"');
  expect(answer.html).toContain('title="Sinusoid: &quot;maml&quot;"');
});

test('The page says where its answer is, by a whole address', () => {
  const html = presetPage(page, site);
  expect(html).toContain('<link rel="alternate" type="application/json+oembed" href="https://example.org/meta-rl/presets/sinusoid/maml/oembed.json"');
  expect(html).toContain('Finn &lt;et al.&gt;');
  expect(html).toContain('src="../../../embed.html#learner=maml&amp;tasks=sinusoid"');
});
