/** A browser as these tests drive it, whatever it speaks. */
export interface Browser {
  /** Opens an address in the one tab that is used. */
  open(url: string): Promise<void>;
  /** Calls a function in the page. It stands by itself: it sees nothing but the page and its arguments, which JSON can hold. */
  call<Arguments extends readonly unknown[], Result>(task: (...args: Arguments) => Result | Promise<Result>, ...args: Arguments): Promise<Result>;
  close(): Promise<void>;
}

/** The path of a program that the environment names, or that is where Debian puts it. */
export function program(variable: string, path: string): string {
  return process.env[variable] || path;
}
