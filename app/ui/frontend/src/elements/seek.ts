/* `/` leads to the search, or into its field. Who speaks to their device, or hits keys unseen, takes that away on the
   search page (WCAG 2.1.4). */

const OFF = "compagnon-seek-key-off";

export function startSeek(): void {
  const link = document.querySelector<HTMLAnchorElement>("a[data-seek]");
  if (!link) return;
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !isHeld(event) && !isTyping(event.target) && !isOff()) seek(link, event);
  });
  offerChoice();
}

function seek(link: HTMLAnchorElement, event: Event): void {
  event.preventDefault();
  const field = document.querySelector<HTMLInputElement>(".search-form input[type=search]");
  if (field) field.select();
  else link.click();
}

function isHeld(event: KeyboardEvent): boolean {
  return event.ctrlKey || event.metaKey || event.altKey;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
}

/* A browser that keeps nothing has the key. */
function isOff(): boolean {
  try {
    return localStorage.getItem(OFF) !== null;
  } catch {
    return false;
  }
}

function offerChoice(): void {
  const box = document.querySelector<HTMLInputElement>("#seek-key");
  const label = box?.closest("label");
  if (!box || !label || !matchMedia("(hover: hover)").matches) return;
  label.hidden = false;
  box.checked = !isOff();
  box.addEventListener("change", () => {
    if (box.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
  });
}
