/* <c-say data-of="id">: reads a text of the page aloud, where the browser has a voice. Its button stays hidden elsewhere. */
export class Says extends HTMLElement {
  connectedCallback(): void {
    const button = this.querySelector("button");
    if (!button || !("speechSynthesis" in window)) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      this.read();
    });
  }

  disconnectedCallback(): void {
    if ("speechSynthesis" in window) window.speechSynthesis.cancel();
  }

  private read(): void {
    const text = document.getElementById(this.dataset["of"] ?? "")?.textContent ?? "";
    const spoken = new SpeechSynthesisUtterance(text);
    spoken.lang = document.documentElement.lang;
    window.speechSynthesis.cancel();
    window.speechSynthesis.speak(spoken);
  }
}
