// The part of WebDriver BiDi (W3C) that the tests need, over a WebSocket of Node's own.

interface Answer {
  id?: number;
  type: 'success' | 'error' | 'event';
  result?: unknown;
  message?: string;
}

export class Bidi {
  private readonly waiting = new Map<number, { resolve: (result: never) => void; reject: (error: Error) => void }>();
  private last = 0;

  private constructor(private readonly socket: WebSocket) {
    socket.addEventListener('message', ({ data }) => this.receive(JSON.parse(String(data)) as Answer));
    socket.addEventListener('close', () => {
      for (const { reject } of this.waiting.values()) reject(new Error('the browser has gone'));
    });
  }

  static connect(address: string): Promise<Bidi> {
    const socket = new WebSocket(address);
    return new Promise((resolve, reject) => {
      socket.addEventListener('open', () => resolve(new Bidi(socket)));
      socket.addEventListener('error', () => reject(new Error(`${address} refuses the connection`)));
    });
  }

  /** Sends a command and resolves to its result. */
  send<Result>(method: string, params: object): Promise<Result> {
    const id = ++this.last;
    this.socket.send(JSON.stringify({ id, method, params }));
    return new Promise<Result>((resolve, reject) => this.waiting.set(id, { resolve, reject }));
  }

  private receive({ id, type, result, message }: Answer): void {
    const one = this.waiting.get(id ?? 0);
    if (!one) return;
    this.waiting.delete(id!);
    if (type === 'success') one.resolve(result as never);
    else one.reject(new Error(message));
  }
}
