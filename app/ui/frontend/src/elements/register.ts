import { DialogHost } from "./dialog";
import { TakesFocus } from "./focus";
import { Menu } from "./menu";
import { Says } from "./say";
import { RelativeTime } from "./time";
import { Toasts } from "./toasts";

export function registerElements(): void {
  customElements.define("c-dialog", DialogHost);
  customElements.define("c-focus", TakesFocus);
  customElements.define("c-menu", Menu);
  customElements.define("c-say", Says);
  customElements.define("c-time", RelativeTime);
  customElements.define("c-toasts", Toasts);
}
