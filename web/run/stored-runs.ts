/** Runs that a page has trained beforehand. */
export interface StoredRuns {
  /** Those of a line, as briefly as it can be said, in the order of their iterations. */
  of(line: string): Promise<readonly StoredPoint[]>;
  /** The core's snapshot of a point: one iteration before it, so that doing that one shows all of it. Rejects where it cannot be had. */
  fetch(point: StoredPoint): Promise<Uint8Array>;
}

export interface StoredPoint {
  line: string;
  /** Completed iterations. */
  iteration: number;
  /** Of the meta-parameters there, as the engine's build that made them found it. */
  hash: string;
  build: string;
  /** Computing that it took, by the native runner on one core. */
  seconds: number;
  file: string;
}
