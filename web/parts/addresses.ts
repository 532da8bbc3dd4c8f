/** Where a page has addresses of its own for runs, they can be shared. */
export interface Addresses {
  /** Of the run from its start. */
  run(): string;
  /** Of the very state in which the run is shown; with a view, also of that. */
  state(view?: string): string;
}
