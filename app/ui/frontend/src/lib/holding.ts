/* What a person sends while its script is still on the way is kept, and sent once it is there. */

type Held = readonly [HTMLFormElement, HTMLElement | null];

/** Hold the forms under `root` that match `selector` until `ready`; where that fails, they go as any form does. */
export function holdUntil(ready: Promise<unknown>, root: Document | HTMLElement, selector: string): void {
  const held = new Map<HTMLFormElement, Held>();
  const hold = (event: Event): void => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.matches(selector)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    held.set(form, [form, (event as SubmitEvent).submitter]);
  };
  root.addEventListener("submit", hold, true);
  const release = (): void => {
    root.removeEventListener("submit", hold, true);
    for (const [form, submitter] of held.values()) form.requestSubmit(submitter);
  };
  ready.then(release, () => {
    if (navigator.onLine) release();
    else window.addEventListener("online", release, { once: true });
  });
}
