import { type Drawing, type Frame, drawLabel } from './frame.ts';

export interface DrawnPhase {
  title: string;
  letters: string;
  numbers: string;
  /** Whether it belongs to the inner loop. */
  inner: boolean;
  lit: boolean;
}

/** The two loops: phases in a row, the inner loop a frame around its own, and a way back below that closes the outer one. */
export interface Loops {
  phases: DrawnPhase[];
  inner: string;
  fate: string;
  kept: string;
  /** Whether the outer loop closes. */
  closed: boolean;
}

export const LOOPS_SIZE = { width: 960, height: 196 } as const;
const [TOP, HEIGHT, EDGE, PAD, GAP] = [34, 72, 4, 10, 32];
const BACK = 172;

export function loops({ phases, inner, fate, kept, closed }: Loops): Drawing {
  return {
    base(frame) {
      const { context, theme } = frame;
      const width = (frame.width - 2 * EDGE - (phases.length - 1) * GAP) / phases.length;
      const left = (i: number) => EDGE + i * (width + GAP);
      const [first, last] = [phases.findIndex((phase) => phase.inner), phases.findLastIndex((phase) => phase.inner)];
      if (first >= 0) {
        const [from, to] = [left(first) - PAD, left(last) + width + PAD];
        context.strokeStyle = theme.muted;
        context.lineWidth = 2;
        context.beginPath();
        context.roundRect(from, 4, to - from, HEIGHT + 60, 10);
        context.stroke();
        drawLabel(frame, { text: inner, x: from + PAD, y: 24, size: 13, room: to - from - 2 * PAD });
        drawLabel(frame, { text: fate, x: to - PAD, y: TOP + HEIGHT + 19, size: 13, align: 'right', room: to - from - 2 * PAD });
      }
      phases.forEach((phase, i) => {
        box(frame, phase, left(i), width);
        const next = phases[i + 1];
        // Between a phase and the frame of the inner loop there is less room than between two phases.
        const [from, room] = [phase.inner && !next?.inner ? PAD : 0, phase.inner === next?.inner ? GAP : GAP - PAD];
        if (next) arrow(frame, left(i) + width + from + room / 2, TOP + HEIGHT / 2);
      });
      drawLabel(frame, { text: kept, x: frame.width / 2, y: BACK - 12, align: 'center', size: 13, colour: theme.ink, room: frame.width - 2 * width });
      if (closed) wayBack(frame, left(phases.length - 1) + width / 2, left(0) + width / 2);
    },
  };
}

function box(frame: Frame, { title, letters, numbers, lit }: DrawnPhase, left: number, width: number): void {
  const { context, theme } = frame;
  context.beginPath();
  context.roundRect(left, TOP, width, HEIGHT, 6);
  context.fillStyle = theme.paper;
  context.fill();
  // Lit is told by the width of the edge, too.
  context.strokeStyle = lit ? theme.ink : theme.muted;
  context.lineWidth = lit ? 3 : 1;
  context.stroke();
  const room = width - 18;
  drawLabel(frame, { text: title, x: left + 9, y: TOP + 21, colour: theme.ink, weight: 600, size: 13, room });
  drawLabel(frame, { text: letters, x: left + 9, y: TOP + 41, colour: theme.ink, size: 13, room });
  drawLabel(frame, { text: numbers, x: left + 9, y: TOP + 60, room });
}

function arrow({ context, theme }: Frame, x: number, y: number): void {
  context.strokeStyle = theme.muted;
  context.lineWidth = 2;
  context.beginPath();
  context.moveTo(x - 3, y - 4);
  context.lineTo(x + 2, y);
  context.lineTo(x - 3, y + 4);
  context.stroke();
}

function wayBack({ context, theme }: Frame, from: number, to: number): void {
  const start = TOP + HEIGHT + 38;
  context.strokeStyle = theme.muted;
  context.lineWidth = 2;
  context.lineJoin = 'round';
  context.beginPath();
  context.moveTo(from, start);
  context.lineTo(from, BACK);
  context.lineTo(to, BACK);
  context.lineTo(to, start);
  context.moveTo(to - 5, start + 6);
  context.lineTo(to, start);
  context.lineTo(to + 5, start + 6);
  context.stroke();
}
