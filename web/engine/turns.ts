/**
 * How a slice of work ended: it goes on at once; it goes on at once with what nobody waits for; not before being woken; or
 * after so many milliseconds.
 */
export type Next = 'again' | 'spare' | 'idle' | number;

/** Work that nobody waits for counts this much, so that it gives way to work that somebody watches. */
const SPARE_COST = 4;

/** One run's place among those that share a worker. */
export class Seat {
  /** Milliseconds of the worker's time that it has had, less is sooner. */
  used = 0;
  due = Number.POSITIVE_INFINITY;

  constructor(
    private readonly turns: Turns,
    readonly slice: () => Next,
  ) {}

  /** To be called whenever there may be new work. */
  wake(): void {
    this.turns.ask(this, 0);
  }

  leave(): void {
    this.turns.leave(this);
  }
}

/**
 * Shares a worker's time among its runs: slice by slice, whoever has had least comes next, and messages are let in between
 * any two slices. A MessageChannel is used because timers that follow each other are held back to 4 ms by browsers.
 */
export class Turns {
  private readonly channel = new MessageChannel();
  private readonly seats = new Set<Seat>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private queued = false;
  private current: Seat | null = null;

  /** `failed` hears of whatever a slice throws; then no other one comes. */
  constructor(private readonly failed: (error: unknown, seat: Seat) => void) {
    this.channel.port1.onmessage = () => {
      this.queued = false;
      this.turn();
    };
  }

  join(slice: () => Next): Seat {
    const seat = new Seat(this, slice);
    this.seats.add(seat);
    return seat;
  }

  ask(seat: Seat, due: number): void {
    if (!this.seats.has(seat)) return;
    // Who rested does not catch up on the time that it did not want.
    const others = [...this.seats].filter((other) => other !== seat && other.due !== Number.POSITIVE_INFINITY);
    if (seat !== this.current && seat.due === Number.POSITIVE_INFINITY && others.length) seat.used = Math.max(seat.used, Math.min(...others.map(({ used }) => used)));
    seat.due = due;
    this.schedule();
  }

  leave(seat: Seat): void {
    seat.due = Number.POSITIVE_INFINITY;
    this.seats.delete(seat);
    this.schedule();
  }

  close(): void {
    this.seats.clear();
    clearTimeout(this.timer);
    this.channel.port1.close();
  }

  private schedule(): void {
    clearTimeout(this.timer);
    if (this.queued) return;
    const due = Math.min(...[...this.seats].map((seat) => seat.due));
    if (due === Number.POSITIVE_INFINITY) return;
    const wait = due - performance.now();
    if (wait > 0) {
      this.timer = setTimeout(() => this.schedule(), wait);
      return;
    }
    this.queued = true;
    this.channel.port2.postMessage(null);
  }

  private turn(): void {
    const start = performance.now();
    const ready = [...this.seats].filter(({ due }) => due <= start);
    const seat = ready.reduce<Seat | null>((least, other) => (least && least.used <= other.used ? least : other), null);
    if (!seat) return this.schedule();
    this.current = seat;
    // A slice may wake its own seat: then it goes on, whatever it says in the end.
    seat.due = Number.POSITIVE_INFINITY;
    let next: Next;
    try {
      next = seat.slice();
    } catch (error) {
      this.close();
      return this.failed(error, seat);
    } finally {
      this.current = null;
    }
    const end = performance.now();
    seat.used += (end - start) * (next === 'spare' ? SPARE_COST : 1);
    const due = next === 'again' || next === 'spare' ? 0 : next === 'idle' ? Number.POSITIVE_INFINITY : end + next;
    seat.due = Math.min(seat.due, due);
    this.schedule();
  }
}
