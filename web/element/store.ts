// What an element keeps in the browser, where its author asks for that with `store`: one saved state under a name, in IndexedDB. Where
// storage is forbidden, as in a sandboxed frame, nothing is kept and nothing fails.
const DATABASE = 'meta-rl-playground';
const TABLE = 'saved';

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(TABLE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error('blocked'));
  });
}

async function use<T>(mode: IDBTransactionMode, act: (table: IDBObjectStore) => IDBRequest<T>): Promise<T | null> {
  try {
    const database = await open();
    try {
      return await new Promise<T>((resolve, reject) => {
        const request = act(database.transaction(TABLE, mode).objectStore(TABLE));
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    } finally {
      database.close();
    }
  } catch {
    return null;
  }
}

/** Anything at all: whoever else writes into this origin's storage is a stranger too. Null where there is nothing. */
export function readStored(name: string): Promise<unknown> {
  return use('readonly', (table) => table.get(name) as IDBRequest<unknown>).then((found) => found ?? null);
}

export async function writeStored(name: string, saved: object): Promise<void> {
  await use('readwrite', (table) => table.put(saved, name));
}
