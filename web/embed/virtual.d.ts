/** Made by build/engine-inside.ts. */
declare module 'virtual:engine-inside' {
  /** The worker's script. */
  export const worker: string;
  /** The module's bytes. */
  export const engine: import('./as-text.ts').AsText;
}
/** package/beside.js, which is copied into the package as it is. */
declare module '#beside' {
  export function worker(): Worker;
  export function engine(): string;
}
