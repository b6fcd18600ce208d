// Pointing at a picture. The list of names beside it stays, for who cannot point.

import type { HotspotData } from "./questions";

type Point = [number, number];

const SVG = "http://www.w3.org/2000/svg";

export function makePointable(spot: HTMLElement): void {
  const board = spot.querySelector<HTMLElement>(".spot-board");
  const list = spot.querySelector<HTMLDetailsElement>("details");
  const radios = [...spot.querySelectorAll<HTMLInputElement>("input[type=radio]")];
  if (!board || !list || radios.some(({ disabled }) => disabled)) return;
  // A field that nobody sees cannot ask to be filled: the script says what is missing.
  for (const radio of radios) radio.required = false;
  list.open = radios.some(({ checked }) => checked);
  spot.dataset["live"] = "";
  if (spot.dataset["point"]) showMark(board, spot.dataset["point"].split(" ").map(Number) as Point);
  board.addEventListener("click", (event) => {
    if (spot.dataset["live"] === undefined) return;
    const box = board.getBoundingClientRect();
    const point = [percent(event.clientX - box.left, box.width), percent(event.clientY - box.top, box.height)];
    spot.dataset["point"] = point.join(" ");
    for (const radio of radios) radio.checked = false;
    showMark(board, point as Point);
  });
  list.addEventListener("change", () => {
    delete spot.dataset["point"];
    board.querySelector(".spot-mark")?.remove();
  });
}

/** The point that was touched; empty when none was. */
export function pointOf(form: HTMLFormElement): Point | "" {
  const point = form.querySelector<HTMLElement>("[data-spot]")?.dataset["point"];
  return point ? (point.split(" ").map(Number) as Point) : "";
}

/** Nothing moves any more, and the right place is drawn. */
export function settle(form: HTMLFormElement, data: HotspotData): void {
  const spot = form.querySelector<HTMLElement>("[data-spot]");
  const place = data.zones.find(({ right }) => right)?.place;
  if (!spot || !place) return;
  delete spot.dataset["live"];
  const drawing = document.createElementNS(SVG, "svg");
  const zone = document.createElementNS(SVG, "rect");
  drawing.setAttribute("class", "spot-zone");
  drawing.setAttribute("viewBox", "0 0 100 100");
  drawing.setAttribute("preserveAspectRatio", "none");
  drawing.setAttribute("aria-hidden", "true");
  for (const [at, name] of ["x", "y", "width", "height"].entries()) zone.setAttribute(name, String(place[at]));
  drawing.append(zone);
  spot.querySelector(".spot-board")?.append(drawing);
}

function percent(part: number, whole: number): number {
  return Math.min(100, Math.max(0, Math.round((part / whole) * 1000) / 10));
}

function showMark(board: HTMLElement, [x, y]: Point): void {
  const mark = board.querySelector<HTMLElement>(".spot-mark") ?? document.createElement("span");
  mark.className = "spot-mark";
  mark.style.insetInlineStart = `${x}%`;
  mark.style.insetBlockStart = `${y}%`;
  board.append(mark);
}
