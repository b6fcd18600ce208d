/* The observation grid on a tablet: each level is kept here first, then sent; nothing waits for the network.
   Without script the page is one form with « Enregistrer ». */
import { send } from "../../lib/http";
import { say } from "../../lib/i18n";
import { drop, keep, list, type Mark } from "./outbox";
import { sendKept, type Verdict } from "./sending";

const RETRY_MS = 10_000;
let sending: Promise<void> = Promise.resolve();

export function startGrid(): void {
  const page = document.querySelector<HTMLElement>("[data-grid]");
  if (page) {
    page.addEventListener("change", (event) => { void onChange(page, event); });
    page.addEventListener("submit", (event) => { onSubmit(event); });
    void showKept(page);
  }
  const send = () => { sending = sending.then(() => flush(page)); };
  window.addEventListener("online", send);
  window.setInterval(send, RETRY_MS);
  send();
}

async function onChange(page: HTMLElement, event: Event): Promise<void> {
  const field = event.target;
  if (!(field instanceof HTMLInputElement)) return;
  const [kind, criterion] = split(field.name);
  if (!kind || !criterion) return;
  const { url = "", block = "", attempt = "1" } = page.dataset;
  const body = { block, attempt: Number(attempt), [kind]: { [criterion]: field.value } };
  await keep({ key: `${url}#${attempt}#${field.name}`, url, body, version: Date.now() });
  sending = sending.then(() => flush(page));
}

function split(name: string): ["levels" | "remarks" | "", string] {
  if (name.startsWith("level-")) return ["levels", name.slice("level-".length)];
  if (name.startsWith("remark-")) return ["remarks", name.slice("remark-".length)];
  return ["", ""];
}

/* A form sent without network would be lost with the page, a signature too: it waits, and says so. */
function onSubmit(event: SubmitEvent): void {
  if (navigator.onLine) return;
  event.preventDefault();
  document.dispatchEvent(new CustomEvent("toast", { detail: { text: say("grid_waits_for_network") } }));
}

async function flush(page: HTMLElement | null): Promise<void> {
  await sendKept({
    list,
    drop,
    send: (url, body) => send<Verdict>(url, body),
    said: (mark, verdict) => { showVerdict(page, mark, verdict); },
    refused: (_mark, detail) => {
      document.dispatchEvent(new CustomEvent("toast", { detail: { text: detail } }));
    },
  });
  if (page) await showKept(page);
}

function showVerdict(page: HTMLElement | null, mark: Mark, verdict: Verdict): void {
  const line = page?.querySelector("[data-verdict]");
  const [title, reasons] = [line?.querySelector("b"), line?.querySelector("span")];
  if (!title || !reasons || page?.dataset["url"] !== mark.url) return;
  title.textContent = verdict.verdict;
  reasons.textContent = verdict.reasons;
}

/* The banner says how much waits on this tablet, and the fields show what waits, also after a reload. */
async function showKept(page: HTMLElement): Promise<void> {
  const waiting = await list();
  const banner = page.querySelector<HTMLElement>("[data-kept]");
  const words = banner?.querySelector("span");
  if (!banner || !words) return;
  banner.hidden = waiting.length === 0;
  words.textContent = say(waiting.length === 1 ? "grid_kept_one" : "grid_kept", { count: waiting.length });
  for (const mark of waiting.filter((each) => each.url === page.dataset["url"])) putBack(page, mark);
}

function putBack(page: HTMLElement, mark: Mark): void {
  if (String(mark.body.attempt) !== page.dataset["attempt"]) return;
  for (const [criterion, level] of Object.entries(mark.body.levels ?? {})) {
    const radios = page.querySelectorAll<HTMLInputElement>(`input[name="level-${CSS.escape(criterion)}"]`);
    for (const radio of radios) radio.checked = radio.value === level;
  }
  for (const [criterion, text] of Object.entries(mark.body.remarks ?? {})) {
    const field = page.querySelector<HTMLInputElement>(`input[name="remark-${CSS.escape(criterion)}"]`);
    if (field && document.activeElement !== field) field.value = text;
  }
}
