// The outbox's place in the browser: one store for all, each event under the person who made it.

import type { KeptEvent, LearningEvent } from "./events";
import type { Drawer } from "./outbox";

const DATABASE = "compagnon-learning";
const STORE = "events";

interface Row extends LearningEvent {
  readonly person: string;
}

type StoredRow = Row & KeptEvent;

function withoutPerson({ id, enrolment, block, verb, occurred_at, data, n }: StoredRow): KeptEvent {
  return { id, enrolment, block, verb, occurred_at, data, n };
}

/** Another person of this browser never sees nor sends these events. Without storage they live as long as the page. */
export async function openDrawer(person: string): Promise<Drawer> {
  try {
    return storedDrawer(await open(), person);
  } catch {
    return drawerInMemory();
  }
}

function storedDrawer(database: IDBDatabase, person: string): Drawer {
  const store = (mode: IDBTransactionMode) => database.transaction(STORE, mode).objectStore(STORE);
  return {
    put: async (event) => {
      const row: Row = { ...event, person };
      await done(store("readwrite").add(row));
    },
    list: async (most) => {
      const rows: readonly unknown[] = await done(store("readonly").index("person").getAll(person, most));
      return (rows as StoredRow[]).map(withoutPerson);
    },
    remove: async (events) => {
      const kept = store("readwrite");
      await Promise.all(events.map(({ n }) => done(kept.delete(n))));
    },
  };
}

export function drawerInMemory(): Drawer {
  let last = 0;
  let kept: KeptEvent[] = [];
  return {
    put: (event) => {
      last += 1;
      kept.push({ ...event, n: last });
      return Promise.resolve();
    },
    list: (most) => Promise.resolve(kept.slice(0, most)),
    remove: (events) => {
      const gone = new Set(events.map(({ n }) => n));
      kept = kept.filter(({ n }) => !gone.has(n));
      return Promise.resolve();
    },
  };
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => {
    // The key counts up over all tabs and is never given twice: it is the `n` of this device.
    const store = request.result.createObjectStore(STORE, { keyPath: "n", autoIncrement: true });
    store.createIndex("person", "person");
  };
  return done(request);
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error("storage"));
    };
  });
}
