import { closest } from "../lib/dom";

/* <c-menu><details class="menu">: opens without script; with it, Escape, arrows and a click elsewhere behave as people expect. */
export class Menu extends HTMLElement {
  private readonly outside = (event: Event): void => {
    if (event.target instanceof Node && !this.contains(event.target)) this.shut();
  };

  connectedCallback(): void {
    document.addEventListener("click", this.outside);
    this.addEventListener("keydown", this.onKey);
    this.addEventListener("click", this.onClick);
  }

  disconnectedCallback(): void {
    document.removeEventListener("click", this.outside);
  }

  private readonly onClick = (event: Event): void => {
    if (closest(event, ".menu-item")) this.shut();
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const details = this.querySelector("details");
    if (event.key === "Escape" && details?.open) {
      this.shut();
      details.querySelector("summary")?.focus();
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") this.move(event);
  };

  private move(event: KeyboardEvent): void {
    const details = this.querySelector("details");
    const items = [...this.querySelectorAll<HTMLElement>(".menu-item")];
    if (!details || items.length === 0) return;
    event.preventDefault();
    details.open = true;
    const step = event.key === "ArrowDown" ? 1 : -1;
    const here = items.findIndex((item) => item === document.activeElement);
    const next = here < 0 && step < 0 ? items.length - 1 : (here + step + items.length) % items.length;
    items[next]?.focus();
  }

  private shut(): void {
    const details = this.querySelector("details");
    if (details) details.open = false;
  }
}
