/* When to save: a moment after the last change, one request at a time, again while there is no network. */

export type Sent = "saved" | "later" | "stopped";
export type State = "typing" | "saving" | "saved" | "kept" | "stopped";

export interface Saver {
  /** Something was typed. */
  changed(): void;
  /** Save what is not saved; true when nothing is left to save. */
  flush(): Promise<boolean>;
  /** Nothing more comes from here. */
  close(): void;
  readonly isDirty: boolean;
}

interface Given {
  readonly send: () => Promise<Sent>;
  readonly tell: (state: State) => void;
  readonly pause?: number;
}

export const PAUSE = 1_500;
const AGAIN = [3_000, 10_000, 30_000] as const;

export function makeSaver({ send, tell, pause = PAUSE }: Given): Saver {
  let version = 0;
  let saved = 0;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<Sent> | undefined;

  const later = (wait: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void save(), wait);
  };

  const once = async (): Promise<Sent> => {
    const sending = version;
    tell("saving");
    const outcome = await send();
    if (outcome === "saved") {
      saved = Math.max(saved, sending);
      failures = 0;
      tell(saved === version ? "saved" : "typing");
      if (saved !== version) later(pause);
    } else if (outcome === "later") {
      tell("kept");
      later(AGAIN[Math.min(failures, AGAIN.length - 1)] ?? pause);
      failures += 1;
    } else {
      saved = version;
      tell("stopped");
    }
    return outcome;
  };

  const save = async (): Promise<Sent> => {
    clearTimeout(timer);
    running ??= once().finally(() => {
      running = undefined;
    });
    return running;
  };

  return {
    changed: () => {
      version += 1;
      tell("typing");
      later(pause);
    },
    flush: async () => {
      // What is on the way may have left before the last words.
      while (saved !== version) if ((await save()) !== "saved") return false;
      return true;
    },
    close: () => {
      clearTimeout(timer);
    },
    get isDirty() {
      return saved !== version;
    },
  };
}
