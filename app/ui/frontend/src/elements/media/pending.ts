/* Files under way, kept by the browser over a reload. */

export interface Pending {
  readonly id: string;
  readonly url: string;
  readonly file: File;
}

const STORE = "uploads";

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("compagnon-uploads", 1);
    request.addEventListener("upgradeneeded", () => { request.result.createObjectStore(STORE, { keyPath: "id" }); });
    request.addEventListener("success", () => { resolve(request.result); });
    request.addEventListener("error", () => { reject(request.error ?? new Error("no store")); });
  });
}

async function act<T>(mode: IDBTransactionMode, run: (store: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> {
  try {
    const database = await open();
    return await new Promise((resolve, reject) => {
      const request = run(database.transaction(STORE, mode).objectStore(STORE));
      request.addEventListener("success", () => { resolve(request.result); });
      request.addEventListener("error", () => { reject(request.error ?? new Error("not kept")); });
    });
  } catch {
    // A browser without room, or in private: the file is sent all the same, and chosen again after a reload.
    return undefined;
  }
}

export async function keepPending(pending: Pending): Promise<void> {
  await act("readwrite", (store) => store.put(pending));
}

export async function forgetPending(id: string): Promise<void> {
  await act("readwrite", (store) => store.delete(id));
}

export async function pendingAt(url: string): Promise<readonly Pending[]> {
  const all = (await act("readonly", (store) => store.getAll() as IDBRequest<Pending[]>)) ?? [];
  return all.filter((each) => each.url === url);
}
