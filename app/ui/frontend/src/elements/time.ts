import { exact, nextChange, relative } from "../lib/time";

/* <c-time><time datetime="…">9 mars 2026, 18 h 02</time></c-time>: the server's words until script runs. */
export class RelativeTime extends HTMLElement {
  private timer = 0;

  connectedCallback(): void {
    this.show();
  }

  disconnectedCallback(): void {
    window.clearTimeout(this.timer);
  }

  private show(): void {
    const mark = this.querySelector("time");
    const moment = new Date(mark?.dateTime ?? "");
    if (!mark || Number.isNaN(moment.getTime())) return;
    const now = new Date();
    const language = document.documentElement.lang;
    mark.textContent = relative(moment, now, language);
    mark.title = exact(moment, language);
    this.timer = window.setTimeout(() => {
      this.show();
    }, nextChange(moment, now));
  }
}
