import { closest } from "../lib/dom";
import { say } from "../lib/i18n";

export interface ToastDetail {
  text: string;
}

/* <c-toasts>: the polite voice of the page. It holds what the server said, hears the "toast" event
   (also sent by the HX-Trigger header), and speaks when a request does not get through. */
export class Toasts extends HTMLElement {
  private readonly onToast = (event: Event): void => {
    const detail = (event as CustomEvent<Partial<ToastDetail> | undefined>).detail;
    if (detail?.text) this.add(detail.text);
  };

  private readonly onError = (): void => {
    this.add(say("network_error"));
  };

  private readonly onClick = (event: Event): void => {
    if (closest(event, "[data-closes]")) closest(event, ".toast")?.remove();
  };

  connectedCallback(): void {
    document.addEventListener("toast", this.onToast);
    document.addEventListener("htmx:error", this.onError);
    this.addEventListener("click", this.onClick);
  }

  disconnectedCallback(): void {
    document.removeEventListener("toast", this.onToast);
    document.removeEventListener("htmx:error", this.onError);
  }

  private add(text: string): void {
    const model = this.querySelector("template")?.content.firstElementChild?.cloneNode(true);
    if (!(model instanceof Element)) return;
    const words = model.querySelector(".toast-text");
    if (words) words.textContent = text;
    this.querySelector(".toasts")?.append(model);
  }
}
