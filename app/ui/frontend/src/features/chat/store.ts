/* The outbox in IndexedDB: what was written and not yet acknowledged, keyed by person. */

import type { Store } from "./outbox";
import type { Unsent } from "./types";

const DATABASE = "compagnon-outbox";
const TABLE = "unsent";

function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error("IndexedDB"));
    };
  });
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => {
    const table = request.result.createObjectStore(TABLE, { keyPath: "n", autoIncrement: true });
    table.createIndex("person", "person");
  };
  return asked(request);
}

async function withTable<T>(mode: IDBTransactionMode, act: (table: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  try {
    return await asked(act(database.transaction(TABLE, mode, { durability: "strict" }).objectStore(TABLE)));
  } finally {
    database.close();
  }
}

export interface Outbox extends Store {
  add: (entry: Omit<Unsent, "n">) => Promise<Unsent>;
}

/* Where the browser keeps nothing (private windows), the page does, as long as it is open. */
export async function openOutbox(person: string): Promise<Outbox> {
  try {
    (await open()).close();
  } catch {
    return inMemory();
  }
  return {
    list: () => withTable<Unsent[]>("readonly", (table) => table.index("person").getAll(person) as IDBRequest<Unsent[]>),
    add: async (entry) => ({ ...entry, n: Number(await withTable("readwrite", (table) => table.add(entry))) }),
    remove: async (n) => {
      await withTable("readwrite", (table) => table.delete(n));
    },
  };
}

function inMemory(): Outbox {
  let entries: Unsent[] = [];
  let made = 0;
  return {
    list: () => Promise.resolve([...entries]),
    add: (entry) => {
      const added = { ...entry, n: (made += 1) };
      entries.push(added);
      return Promise.resolve(added);
    },
    remove: (n) => {
      entries = entries.filter((one) => one.n !== n);
      return Promise.resolve();
    },
  };
}
