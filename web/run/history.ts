/** A history as plain data. */
export interface HistoryData {
  names: string[];
  iterations: number[];
  /** A column for each name. */
  columns: number[][];
  /** Of the iterations only each `stride`-th is kept, and the latest. */
  stride: number;
}

/** What has been kept of the iterations' statistics: thinned out evenly when it grows too long. */
const MOST = 4096;

export class History {
  iterations: number[] = [];
  private columns: number[][];
  private stride = 1;

  constructor(readonly names: string[]) {
    this.columns = names.map(() => []);
  }

  static of({ names, iterations, columns, stride }: HistoryData): History {
    const history = new History([...names]);
    history.iterations = [...iterations];
    history.columns = columns.map((column) => [...column]);
    history.stride = stride;
    return history;
  }

  get data(): HistoryData {
    return { names: [...this.names], iterations: [...this.iterations], columns: this.columns.map((column) => [...column]), stride: this.stride };
  }

  get length(): number {
    return this.iterations.length;
  }

  add(iterations: ArrayLike<number>, rows: ArrayLike<number>): void {
    const width = this.names.length;
    for (let i = 0; i < iterations.length; i++) {
      const iteration = iterations[i]!;
      // The last point is always there; the one before it stays only where it falls on the stride.
      if (this.length && (this.iterations.at(-1)! - 1) % this.stride !== 0) this.drop();
      this.iterations.push(iteration);
      this.columns.forEach((column, k) => column.push(rows[i * width + k]!));
      if (this.length > MOST) this.thin();
    }
  }

  column(name: string): number[] | null {
    const at = this.names.indexOf(name);
    return at < 0 ? null : this.columns[at]!;
  }

  /** Forgets what came after an iteration: the run went back to it. */
  cut(iteration: number): void {
    while (this.length && this.iterations.at(-1)! > iteration) this.drop();
  }

  private drop(): void {
    this.iterations.pop();
    for (const column of this.columns) column.pop();
  }

  private thin(): void {
    this.stride *= 2;
    const kept = this.iterations.map((iteration) => (iteration - 1) % this.stride === 0);
    this.iterations = this.iterations.filter((_, i) => kept[i]);
    this.columns = this.columns.map((column) => column.filter((_, i) => kept[i]));
  }
}
