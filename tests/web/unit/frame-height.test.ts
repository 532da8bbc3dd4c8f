import { expect, test } from 'vitest';
import { FrameHeight } from '../../../web/embed/frame-height.ts';

function setUp(addressable = true) {
  const sent: unknown[] = [];
  const height = new FrameHeight({ postMessage: (message, target) => void (expect(target).toBe('*'), sent.push(message)) }, addressable);
  return { height, sent, h5p: () => sent.filter((message) => (message as { context?: string }).context === 'h5p') };
}

test('A height is told in the frame’s own words and in Canvas’s, whole and only when it changes', () => {
  const { height, sent } = setUp();
  height.set(300.2);
  height.set(300.9);
  height.set(0);
  expect(sent).toEqual([expect.objectContaining({ type: 'resize', height: 301 }), '{"subject":"lti.frameResize","height":301}']);
});

test('H5P’s handshake: hello is answered by the height, whoever is first, and each step follows the one before', () => {
  const { height, h5p } = setUp();
  height.begin();
  expect(h5p()).toMatchObject([{ action: 'hello' }]);
  height.set(400);
  expect(h5p()).toHaveLength(1);
  expect(height.hear({ context: 'h5p', action: 'hello' })).toBe(true);
  height.hear({ context: 'h5p', action: 'resizePrepared' });
  height.set(500);
  height.hear({ context: 'h5p', action: 'resize' });
  height.hear({ context: 'h5p', action: 'ready' });
  expect(h5p()).toMatchObject([
    { action: 'hello' },
    { action: 'prepareResize', scrollHeight: 400, clientHeight: 400 },
    { action: 'resize', scrollHeight: 400 },
    { action: 'prepareResize', scrollHeight: 500 },
    { action: 'prepareResize', scrollHeight: 500 },
    { action: 'hello' },
  ]);
});

test('A frame that cannot be answered says its height to H5P without a handshake', () => {
  const { height, h5p } = setUp(false);
  height.begin();
  height.set(400);
  expect(h5p()).toMatchObject([{ action: 'resize', scrollHeight: 400 }]);
});

test('Other messages are left to others', () => {
  const { height } = setUp();
  for (const data of [null, undefined, 'h5p', 3, {}, { context: 'other' }]) expect(height.hear(data)).toBe(false);
});
