// A frame's time is shared: pictures redraw in turns, and leave time for the page's own layout.

/** Milliseconds of a frame that redrawing may take. Another picture begins only before that; what is left waits for the next frame. */
const SHARE = 3;

let frame = Number.NaN;
let spent = 0;

/** Draws in this frame if there is time left in it: whether it did. `time`: the frame's, as animation frames are told it. */
export function drawInShare(time: number, draw: () => void): boolean {
  if (time !== frame) [frame, spent] = [time, 0];
  if (spent >= SHARE) return false;
  const begin = performance.now();
  draw();
  spent += performance.now() - begin;
  return true;
}
