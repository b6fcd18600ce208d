import "../styles/public.css";
import { registerElements } from "../elements/register";

registerElements();

if (document.querySelector("[data-passkey]")) {
  void import("../features/passkeys/start").then(({ startPasskeys }) => { startPasskeys(); });
}
