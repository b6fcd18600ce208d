import { closest } from "../lib/dom";

/* <c-dialog><dialog id="…">: anything with data-opens="…" opens it, data-closes or the ground around it closes it.
   The browser keeps the focus inside and gives it back; without script the opener is a plain link. */
export class DialogHost extends HTMLElement {
  private readonly open = (event: Event): void => {
    const opener = closest(event, "[data-opens]");
    const dialog = this.querySelector("dialog");
    if (!dialog || opener?.dataset["opens"] !== dialog.id) return;
    event.preventDefault();
    if (!dialog.open) dialog.showModal();
  };

  private readonly close = (event: Event): void => {
    const dialog = this.querySelector("dialog");
    if (event.target === dialog || closest(event, "[data-closes]")) dialog?.close();
  };

  connectedCallback(): void {
    document.addEventListener("click", this.open);
    this.addEventListener("click", this.close);
  }

  disconnectedCallback(): void {
    document.removeEventListener("click", this.open);
    this.removeEventListener("click", this.close);
  }
}
