import { takeFiles } from "./arriving";
import { pendingAt, sendFile, type Pending } from "./resuming";
import { tellOf } from "./telling";

/* <media-drop data-url> around the form of the library: files go as soon as they are chosen, dropped or pasted, and
   those that were under way when the page was left go on. Without script the form is sent. */
export class MediaDrop extends HTMLElement {
  private queue: Promise<unknown> = Promise.resolve();
  private waiting = 0;
  private kept = 0;
  private refused = 0;

  connectedCallback(): void {
    const form = this.querySelector("form");
    const input = this.querySelector<HTMLInputElement>("input[type=file]");
    if (!form || !input || this.dataset["live"] !== undefined) return;
    this.dataset["live"] = "";
    input.multiple = true;
    input.required = false;
    this.querySelector<HTMLElement>(".media-send")?.setAttribute("hidden", "");
    input.addEventListener("change", () => { this.take([...(input.files ?? [])]); });
    takeFiles(form, (files) => { this.take(files); });
    document.addEventListener("paste", (event) => {
      if (!form.contains(event.target as Node)) this.take([...(event.clipboardData?.files ?? [])]);
    });
    void pendingAt(this.url).then((found) => { for (const each of found) this.send(each.file, each); });
  }

  private get url(): string {
    return this.dataset["url"] ?? "";
  }

  private take(files: readonly File[]): void {
    for (const file of files) this.send(file);
  }

  private send(file: File, pending?: Pending): void {
    this.waiting += 1;
    this.queue = this.queue.then(() => this.sendNow(file, pending)).then(() => { this.showWhenDone(); });
  }

  /* Once nothing waits any more: a page that reloads earlier forgets the files behind. Where one was refused, the page
     stays and says why. */
  private showWhenDone(): void {
    this.waiting -= 1;
    if (this.waiting === 0 && this.kept > 0 && this.refused === 0) location.reload();
  }

  private async sendNow(file: File, pending?: Pending): Promise<void> {
    const place = document.createElement("div");
    place.className = "media-lines";
    this.querySelector(".media-progress")?.append(place);
    const teller = tellOf(place, file.name);
    const sent = await sendFile(this.url, file, teller, pending);
    teller.end(sent);
    if (sent.kind === "kept") this.kept += 1;
    else this.refused += 1;
  }
}
