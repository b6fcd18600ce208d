// Putting what goes together by dragging it onto its pair; the lists to choose from stay, for the keyboard and no script.

export function makePairable(list: HTMLElement): void {
  const selects = [...list.querySelectorAll("select")];
  const [first] = selects;
  if (!first || selects.some(({ disabled }) => disabled)) return;
  const tray = trayOf(first);
  list.after(tray);
  const mark = (): void => {
    const taken = new Set(selects.map(({ value }) => value));
    for (const piece of pieces(tray)) piece.toggleAttribute("data-taken", taken.has(piece.dataset["piece"] ?? ""));
  };
  mark();
  list.addEventListener("change", mark);
  tray.addEventListener("pointerdown", (event) => {
    drag(list, tray, event);
  });
}

/* The lists say the same to who cannot see the tray. */
function trayOf(select: HTMLSelectElement): HTMLElement {
  const tray = document.createElement("div");
  tray.className = "pair-tray";
  tray.setAttribute("aria-hidden", "true");
  for (const option of [...select.options].filter(({ value }) => value)) {
    const piece = document.createElement("span");
    piece.className = "pair-piece";
    piece.dataset["piece"] = option.value;
    piece.textContent = option.text;
    tray.append(piece);
  }
  return tray;
}

function pieces(tray: HTMLElement): HTMLElement[] {
  return [...tray.querySelectorAll<HTMLElement>("[data-piece]")];
}

function drag(list: HTMLElement, tray: HTMLElement, start: PointerEvent): void {
  const piece = start.target instanceof Element ? start.target.closest<HTMLElement>("[data-piece]") : null;
  if (!piece || list.querySelector("select:disabled")) return;
  start.preventDefault();
  tray.setPointerCapture(start.pointerId);
  piece.dataset["moving"] = "";
  let over: HTMLElement | null = null;
  const aim = (pair: HTMLElement | null): void => {
    if (over) delete over.dataset["over"];
    over = pair;
    if (over) over.dataset["over"] = "";
  };
  const follow = (event: PointerEvent): void => {
    const [x, y] = [event.clientX - start.clientX, event.clientY - start.clientY];
    piece.style.translate = `${String(x)}px ${String(y)}px`;
    aim(pairAt(list, event.clientX, event.clientY));
  };
  const drop = (): void => {
    if (over) choose(over, piece.dataset["piece"] ?? "");
    end();
  };
  const end = (): void => {
    aim(null);
    delete piece.dataset["moving"];
    piece.style.translate = "";
    tray.removeEventListener("pointermove", follow);
    tray.removeEventListener("pointerup", drop);
  };
  tray.addEventListener("pointermove", follow);
  tray.addEventListener("pointerup", drop);
  tray.addEventListener("lostpointercapture", end, { once: true });
}

function pairAt(list: HTMLElement, x: number, y: number): HTMLElement | null {
  const under = document.elementsFromPoint(x, y).map((each) => each.closest<HTMLElement>(".pair"));
  return under.find((pair) => pair && list.contains(pair)) ?? null;
}

function choose(pair: HTMLElement, value: string): void {
  const select = pair.querySelector("select");
  if (!select) return;
  select.value = value;
  select.dispatchEvent(new Event("input", { bubbles: true }));
  select.dispatchEvent(new Event("change", { bubbles: true }));
}
