/* What htmx puts in the place of what has the focus takes it over: a panel that arrives, or asks again, must not throw
   the keyboard back to the top of the page. */

const PANEL = ".panel-slot";
const CONTROL = "a[href], button, textarea, input:not([type=hidden]), select";

interface Swap {
  readonly ctx: object;
}

export function keepFocus(): void {
  const held = new WeakMap<object, Element>();
  document.addEventListener("htmx:before:swap", (event) => {
    const panel = document.activeElement?.closest(PANEL);
    if (panel) held.set((event as CustomEvent<Swap>).detail.ctx, panel);
  });
  document.addEventListener("htmx:after:swap", (event) => {
    const panel = held.get((event as CustomEvent<Swap>).detail.ctx);
    if (document.activeElement !== document.body) return;
    panel?.querySelector<HTMLElement>(CONTROL)?.focus({ preventScroll: true });
  });
}
