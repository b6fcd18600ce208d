/* Who else is in this module, and which block they have open. Hints only: what nobody repeats is forgotten. */

import { io, type Socket } from "socket.io-client";
import { say } from "../../lib/i18n";
import { openCode, openForm, replace, studio, takeOver } from "./page";
import { previewChanged } from "./preview";
import { ask } from "./wire";

interface Told {
  readonly module: string;
  readonly person: string;
  readonly name: string;
  readonly unit: string;
  readonly block: string;
  readonly asks: boolean;
}

interface Present extends Told {
  readonly until: number;
}

const REPEATED = 20_000;
const FORGOTTEN = 50_000;
const others = new Map<string, Present>();

export function startPresence(): void {
  const socket = io("/chat", { transports: ["websocket"], reconnectionDelay: 1000, reconnectionDelayMax: 20_000 });
  socket.on("connect", () => { tell(socket, true); });
  socket.on("studio", (told: Told) => {
    if (told.module !== moduleHere()) return;
    others.set(told.person, { ...told, until: Date.now() + FORGOTTEN });
    show();
    if (told.asks) tell(socket, false);
  });
  socket.on("studio_changed", (told: { readonly module: string }) => {
    if (told.module === moduleHere()) void catchUp();
  });
  socket.on("disconnect", (reason) => {
    if (reason === "io server disconnect") socket.connect();
  });
  document.addEventListener("studio:opened", () => { tell(socket, false); show(); });
  document.addEventListener("studio:fresh", show);
  window.setInterval(() => {
    if (document.visibilityState === "visible") tell(socket, false);
    show();
  }, REPEATED);
}

function moduleHere(): string {
  return studio()?.dataset["module"] ?? "";
}

function tell(socket: Socket, asks: boolean): void {
  const unit = studio()?.dataset["unit"] ?? "";
  if (socket.connected) socket.emit("studio", { module: moduleHere(), unit, block: openCode(), asks });
}

function show(): void {
  const now = Date.now();
  for (const [person, { until }] of others) if (until < now) others.delete(person);
  showPeople();
  const unit = studio()?.dataset["unit"];
  for (const block of document.querySelectorAll<HTMLElement>(".edit-block")) {
    const names = [...others.values()]
      .filter((one) => one.unit === unit && one.block === block.dataset["block"])
      .map(({ name }) => name);
    const place = block.querySelector("[data-others]");
    const words = names.length > 0 ? say("studio_writes_here", { name: names.join(", ") }) : "";
    if (place && place.textContent !== words) place.textContent = words;
  }
}

function showPeople(): void {
  const group = document.getElementById("present");
  if (!group) return;
  const faces = [...others.values()].map(({ name, unit }) => {
    const face = document.createElement("span");
    face.className = "avatar";
    face.dataset["size"] = "small";
    face.textContent = name.slice(0, 1).toUpperCase();
    face.title = unit === studio()?.dataset["unit"] ? say("studio_is_here", { name }) : say("studio_is_elsewhere", { name });
    face.setAttribute("role", "img");
    face.setAttribute("aria-label", face.title);
    return face;
  });
  group.replaceChildren(...faces);
  group.hidden = faces.length === 0;
}

/** What someone else saved, without touching the form that is being written here. */
async function catchUp(): Promise<void> {
  const answer = await ask(window.location.href);
  if (answer?.status !== 200) return;
  if (openForm()) replace(document.getElementById("outline"), answer.html.getElementById("outline"));
  else takeOver(answer.html, window.location.href);
  previewChanged();
}
