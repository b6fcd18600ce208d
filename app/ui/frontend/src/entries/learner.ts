import "../styles/learner.css";
import { registerElements } from "../elements/register";
import { startChat } from "../features/chat/start";
import { startLive } from "../features/live/start";
import { startHtmx } from "../lib/htmx";

startHtmx();
registerElements();

const player = document.getElementById("player");
if (player) void import("../features/player/player").then(({ startPlayer }) => startPlayer(player));
startChat();
startLive();
