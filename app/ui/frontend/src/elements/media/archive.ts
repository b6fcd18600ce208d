import { forgetPending } from "./pending";
import { sendForForm } from "./resuming";
import { AT_ONCE } from "./sending";
import { tellOf } from "./telling";

/* <archive-send data-url> around the form of an archive: a large one goes by parts, over a cut and a reload, and the form
   then names it. Without script, or for a small one, the form is sent as it is. */
export class ArchiveSend extends HTMLElement {
  connectedCallback(): void {
    const form = this.querySelector("form");
    form?.addEventListener("submit", (event) => {
      const [file] = this.input?.files ?? [];
      if (!file || file.size <= AT_ONCE) return;
      event.preventDefault();
      void this.send(form, file);
    });
  }

  private get input(): HTMLInputElement | null {
    return this.querySelector<HTMLInputElement>("input[type=file]");
  }

  private async send(form: HTMLFormElement, file: File): Promise<void> {
    const place = this.querySelector(".media-progress");
    const input = this.input;
    if (!place || !input) return;
    input.disabled = true;
    const teller = tellOf(place, file.name);
    const sent = await sendForForm(this.dataset["url"] ?? "", file, teller);
    if ("kind" in sent) {
      input.disabled = false;
      teller.end(sent);
      return;
    }
    const named = document.createElement("input");
    named.type = "hidden";
    named.name = "upload";
    named.value = sent.id;
    form.append(named);
    await forgetPending(sent.id);
    form.submit();
  }
}
