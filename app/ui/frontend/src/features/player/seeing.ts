// A block is seen when its end was on the screen, and it was there long enough to be read.

const TICK = 500;
const SHORTEST = 1_500;
const LONGEST = 15_000;
const PER_WORD = 120;

/** The least time, in milliseconds, in which a block of so many words can be read. */
export function dwell(words: number): number {
  return Math.min(LONGEST, Math.max(SHORTEST, words * PER_WORD));
}

export interface Watch {
  readonly opened: (code: string) => void;
  readonly seen: (code: string) => void;
  readonly here: (code: string) => void;
}

interface Watched {
  readonly element: HTMLElement;
  readonly needed: number;
  shown: number;
  ended: boolean;
  told: boolean;
}

/** Watch the blocks of a page; nothing counts while it is hidden. */
export function watchBlocks(blocks: readonly HTMLElement[], watch: Watch): void {
  const watched = new Map<Element, Watched>();
  const visible = new Set<Watched>();
  const observer = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      const block = watched.get(entry.target);
      if (!block) continue;
      if (entry.isIntersecting) visible.add(block);
      else visible.delete(block);
    }
  });
  for (const element of blocks) {
    const words = element.innerText.split(/\s+/).length;
    watched.set(element, { element, needed: dwell(words), shown: 0, ended: false, told: false });
    observer.observe(element);
  }
  window.setInterval(() => {
    if (document.visibilityState === "visible") tick(visible, watch);
  }, TICK);
}

function tick(visible: ReadonlySet<Watched>, watch: Watch): void {
  let here: Watched | undefined;
  for (const block of visible) {
    const box = block.element.getBoundingClientRect();
    const code = block.element.dataset["block"] ?? "";
    if (block.shown === 0) watch.opened(code);
    block.shown += TICK;
    block.ended ||= box.bottom <= window.innerHeight;
    if (box.top < window.innerHeight / 2 && box.bottom > 0) here = block;
    if (!block.told && block.ended && block.shown >= block.needed) {
      block.told = true;
      watch.seen(code);
    }
  }
  if (here) watch.here(here.element.dataset["block"] ?? "");
}
