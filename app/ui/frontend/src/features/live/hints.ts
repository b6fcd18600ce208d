/* What the server pushes, told to the page as events of its own. A hint may be lost: after each reconnection the page
   looks again. */

import { io } from "socket.io-client";

function tell(): void {
  document.dispatchEvent(new CustomEvent("compagnon:signal"));
  // The name that the panels' `hx-trigger` waits for.
  document.dispatchEvent(new CustomEvent("compagnon:message"));
}

export function listen(): void {
  const socket = io("/chat", { transports: ["websocket"], reconnectionDelay: 1000, reconnectionDelayMax: 20_000 });
  socket.on("signal", tell);
  socket.on("message", tell);
  let met = false;
  socket.on("connect", () => {
    if (met) tell();
    met = true;
  });
  socket.on("disconnect", (reason) => {
    if (reason === "io server disconnect") socket.connect();
  });
}
