/* Marks that have not reached the server yet: one per criterion, the newest, kept by the browser itself. */

export interface Mark {
  key: string;
  url: string;
  body: { block: string; attempt: number; levels?: Record<string, string>; remarks?: Record<string, string> };
  /* Raised at each change, so that an answer to an older value does not remove a newer one. */
  version: number;
}

const NAME = "compagnon-observation";
const STORE = "marks";

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key" });
    request.onsuccess = () => { resolve(request.result); };
    request.onerror = () => { reject(request.error ?? new Error(NAME)); };
  });
}

async function run<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = act(transaction.objectStore(STORE));
      transaction.oncomplete = () => { resolve(request.result); };
      transaction.onerror = () => { reject(transaction.error ?? new Error(STORE)); };
    });
  } finally {
    database.close();
  }
}

export async function keep(mark: Mark): Promise<void> {
  await run("readwrite", (store) => store.put(mark));
}

export async function list(): Promise<Mark[]> {
  return run("readonly", (store) => store.getAll() as IDBRequest<Mark[]>);
}

/* Forget a mark, unless a newer one has taken its place meanwhile. */
export async function drop(mark: Mark): Promise<void> {
  const kept = await run("readonly", (store) => store.get(mark.key) as IDBRequest<Mark | undefined>);
  if (kept?.version === mark.version) await run("readwrite", (store) => store.delete(mark.key));
}
