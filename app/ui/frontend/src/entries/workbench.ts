import "../styles/workbench.css";
import { registerElements } from "../elements/register";
import { startGrid } from "../features/observation/grid";
import { startNeeds } from "../features/needs/needs";
import { startChat } from "../features/chat/start";
import { startLive } from "../features/live/start";
import { startMedia } from "../elements/media/start";
import { startRich } from "../features/studio/rich/start";
import { startSeek } from "../elements/seek";
import { startHtmx } from "../lib/htmx";

startHtmx();
registerElements();
startSeek();
startGrid();
startNeeds();
startChat();
startLive();
startRich();
startMedia();

if (document.querySelector("[data-passkey]")) {
  void import("../features/passkeys/start").then(({ startPasskeys }) => { startPasskeys(); });
}
