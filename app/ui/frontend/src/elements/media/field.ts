import { setServerHtml } from "../../lib/dom";
import { csrfToken } from "../../lib/http";
import { say } from "../../lib/i18n";
import { takeFiles } from "./arriving";
import { sendFile } from "./resuming";
import { readSent, type Kept } from "./sending";
import { tellOf } from "./telling";

const DOTLESS: Readonly<Record<string, string>> = { "image/": "image/*", "video/": "video/*", "audio/": "audio/*", "text/vtt": ".vtt" };

/* <media-field data-kinds="image/ …"> around a select of the draft's files: shows the one that is chosen, takes a new one
   by button, dropped or pasted, and cuts a picture. What it changes is the select, which tells the form (`input`). */
export class MediaField extends HTMLElement {
  private readonly preview = document.createElement("div");
  private readonly place = document.createElement("div");
  private readonly input = document.createElement("input");

  connectedCallback(): void {
    const select = this.select;
    if (!select || this.preview.isConnected || this.url === "") return;
    this.preview.className = "media-preview";
    this.place.className = "media-progress";
    this.place.setAttribute("role", "status");
    this.input.type = "file";
    this.input.hidden = true;
    this.input.accept = this.kinds.map((kind) => DOTLESS[kind] ?? kind).join(",");
    this.append(this.preview, this.acts(), this.place, this.input);
    // The name of a file that is sent is no answer of the form around it.
    this.input.addEventListener("input", (event) => { event.stopPropagation(); });
    this.input.addEventListener("change", () => { const [file] = this.input.files ?? []; if (file) void this.take(file); });
    takeFiles(this, ([file]) => { if (file) void this.take(file); });
    select.addEventListener("input", () => { this.show(); });
    this.show();
  }

  private get select(): HTMLSelectElement | null {
    return this.querySelector("select");
  }

  private get kinds(): readonly string[] {
    return (this.dataset["kinds"] ?? "").split(" ").filter((kind) => kind !== "");
  }

  /** Where files of this draft are sent; the pages of a module all stand under its own address. */
  private get url(): string {
    const [module] = /^\/studio\/modules\/[^/]+/.exec(location.pathname) ?? [];
    return this.dataset["url"] ?? (module ? `${module}/media` : "");
  }

  private acts(): HTMLElement {
    const acts = document.createElement("p");
    acts.className = "media-field-acts";
    acts.append(act(say("media_choose"), () => { this.input.click(); }));
    const cut = act(say("media_cut"), () => void this.openCut());
    cut.dataset["cut"] = "";
    acts.append(cut);
    return acts;
  }

  private show(): void {
    const chosen = this.select?.selectedOptions[0];
    const url = chosen?.dataset["url"] ?? "";
    const isPicture = /\.(?:svg|png|jpe?g|webp)$/.test(chosen?.value ?? "");
    const cut = this.querySelector<HTMLElement>("[data-cut]");
    if (cut) cut.hidden = !isPicture || (chosen?.value ?? "").endsWith(".svg") || url === "";
    this.preview.replaceChildren();
    if (!isPicture || url === "") return;
    const picture = document.createElement("img");
    picture.src = url;
    picture.alt = "";
    this.preview.append(picture);
  }

  private async take(file: File): Promise<void> {
    const teller = tellOf(this.place, file.name);
    const sent = await sendFile(this.url, file, teller);
    this.input.value = "";
    teller.end(sent);
    if (sent.kind === "kept") this.choose(sent.file);
  }

  private choose(file: Kept): void {
    const select = this.select;
    if (!select) return;
    const fits = this.kinds.length === 0 || this.kinds.some((kind) => file.type.startsWith(kind));
    if (!fits) {
      tellOf(this.place, file.name).end({ kind: "refused", detail: say("media_other_kind"), lines: [] });
      return;
    }
    let option = [...select.options].find((each) => each.value === file.name);
    if (!option) {
      option = new Option(file.name, file.name);
      select.add(option);
    }
    option.dataset["url"] = file.url;
    select.value = file.name;
    select.dispatchEvent(new Event("input", { bubbles: true }));
  }

  private async openCut(): Promise<void> {
    const name = this.select?.value ?? "";
    const answer = await fetch(`${this.url}/${name}/cut`, { headers: { "HX-Request": "true" } });
    if (!answer.ok) return;
    const dialog = document.createElement("dialog");
    dialog.className = "dialog";
    dialog.setAttribute("aria-label", say("media_cut"));
    const body = document.createElement("div");
    body.className = "dialog-body";
    setServerHtml(body, await answer.text());
    body.append(act(say("media_close"), () => { dialog.close(); }));
    dialog.append(body);
    // Outside the form of the block: a form in a form is none.
    document.body.append(dialog);
    dialog.addEventListener("close", () => { dialog.remove(); });
    dialog.addEventListener("submit", (event) => { event.preventDefault(); void this.cut(dialog, event.target as HTMLFormElement); });
    dialog.showModal();
  }

  private async cut(dialog: HTMLDialogElement, form: HTMLFormElement): Promise<void> {
    const headers = { Accept: "application/json", "X-CSRFToken": csrfToken() };
    const answer = await fetch(form.action, { method: "POST", headers, body: new FormData(form) });
    const sent = readSent(answer.status, await answer.text());
    dialog.close();
    if (sent.kind === "kept") this.choose(sent.file);
    else tellOf(this.place, this.select?.value ?? "").end(sent);
  }
}

function act(label: string, run: () => void): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = label;
  button.addEventListener("click", run);
  return button;
}
