/* Adding, moving, copying, hiding, removing: the page's own forms, sent without leaving the page. */

import { closest } from "../../lib/dom";
import { say } from "../../lib/i18n";
import { takeIn } from "./opening";
import { focusFirst, focusOn, openCode, openForm, takeOver } from "./page";
import { previewChanged } from "./preview";
import { flushOpen } from "./saving";
import { ask, bodyOf } from "./wire";

const TYPED = "input, textarea, select, [contenteditable]";

export function startActing(): void {
  document.addEventListener("submit", onSubmit);
  document.addEventListener("click", (event) => {
    const opener = closest(event, "[data-opens=insert]");
    const after = document.querySelector<HTMLInputElement>("#insert input[name=after]");
    if (opener && after) after.value = opener.dataset["after"] ?? "";
  });
  document.addEventListener("keydown", onKey);
}

function onSubmit(event: SubmitEvent): void {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.matches("#act, .choose, .toast form")) return;
  event.preventDefault();
  const button = event.submitter;
  const url = button instanceof HTMLButtonElement && button.hasAttribute("formaction") ? button.formAction : form.action;
  form.closest("dialog")?.close();
  void act(url, () => bodyOf(form, button), button?.dataset["focus"] ?? "");
}

/** Send an act and show where it led; what is being typed is saved first, so that nothing of it is lost. */
export async function act(url: string, body: () => URLSearchParams, focus: string): Promise<void> {
  if (!(await flushOpen())) {
    document.dispatchEvent(new CustomEvent("toast", { detail: { text: say("studio_save_first") } }));
    return;
  }
  const before = openCode();
  const answer = await ask(url, body());
  if (!answer) document.dispatchEvent(new CustomEvent("toast", { detail: { text: say("network_error") } }));
  if (!answer || answer.status >= 400) return;
  takeOver(answer.html, answer.url);
  takeIn();
  const opened = openCode();
  previewChanged(opened === before ? "" : opened);
  if (opened !== "" && opened !== before) focusFirst(openForm());
  else focusOn(focus !== "" ? focus : new URL(answer.url).hash.slice(1));
}

/** Alt and an arrow move the block or the unit that has the keyboard. */
function onKey(event: KeyboardEvent): void {
  if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
  if (!(event.target instanceof HTMLElement) || event.target.matches(TYPED)) return;
  const way = event.key === "ArrowUp" ? "up" : "down";
  const inPlan = event.target.closest<HTMLElement>(".outline-blocks [data-block]");
  const block = inPlan ? document.getElementById(`block-${inPlan.dataset["block"] ?? ""}`) : event.target.closest(".edit-block");
  const place = block ?? event.target.closest(".outline-line");
  const button = place?.querySelector<HTMLButtonElement>(`[data-act=${way}]`);
  if (!button) return;
  event.preventDefault();
  const focus = button.dataset["focus"] ?? "";
  if (inPlan) button.dataset["focus"] = focus.replace("block-", "in-plan-");
  button.click();
}
