/* <c-focus tabindex="-1">: takes the focus when it appears, so that what went wrong is heard and seen first. */
export class TakesFocus extends HTMLElement {
  connectedCallback(): void {
    this.focus();
  }
}
