/* The frame beside: told what was saved and what is being written, shown as a phone or as a desktop. */

import { closest } from "../../lib/dom";
import { studio } from "./page";

const DESKTOP = 1024;

function tell(message: Readonly<Record<string, string>>): void {
  const frame = document.querySelector<HTMLIFrameElement>("#frame");
  frame?.contentWindow?.postMessage(message, window.location.origin);
}

/** With a block, that one is shown when the frame has caught up; else the frame keeps its place. */
export function previewChanged(block = ""): void {
  tell({ kind: "changed", block });
}

export function previewShow(block: string): void {
  tell({ kind: "show", block });
}

export function startPreview(): void {
  document.addEventListener("click", (event) => {
    const button = closest(event, "[data-view-as]");
    if (button) viewAs(button.dataset["viewAs"] ?? "phone");
  });
  new ResizeObserver(fit).observe(document.body);
  fit();
}

function viewAs(view: string): void {
  const page = studio();
  if (page) page.dataset["view"] = view;
  for (const button of document.querySelectorAll<HTMLElement>("[data-view-as]")) {
    button.setAttribute("aria-pressed", String(button.dataset["viewAs"] === view));
  }
  fit();
}

/** A desktop is wider than its place here: the frame keeps its width and is made smaller as a whole. */
function fit(): void {
  const screen = document.querySelector<HTMLElement>("[data-preview]");
  const frame = screen?.querySelector<HTMLElement>("iframe");
  if (!screen || !frame) return;
  const isDesktop = studio()?.dataset["view"] === "desktop";
  const scale = isDesktop ? Math.min(1, screen.clientWidth / DESKTOP) : 1;
  frame.style.inlineSize = isDesktop ? `${DESKTOP}px` : "";
  frame.style.blockSize = isDesktop ? `${screen.clientHeight / scale}px` : "";
  frame.style.transform = isDesktop ? `scale(${scale})` : "";
}
