import "../styles/learner.css";
import { registerElements } from "../elements/register";
import { startChat } from "../features/chat/start";
import { startLive } from "../features/live/start";
import { holdUntil } from "../lib/holding";
import { startSeek } from "../elements/seek";
import { startHtmx } from "../lib/htmx";

startHtmx();
registerElements();
startSeek();

const player = document.getElementById("player");
if (player) {
  const ready = import("../features/player/playing").then(({ startPlayer }) => startPlayer(player));
  holdUntil(ready, document, "[data-question], #onward");
}
const trial = document.getElementById("trial");
if (trial) void import("../features/player/playing").then(({ startTrial }) => { startTrial(trial); });
startChat();
startLive();

if (document.querySelector("[data-passkey]")) {
  void import("../features/passkeys/start").then(({ startPasskeys }) => { startPasskeys(); });
}
