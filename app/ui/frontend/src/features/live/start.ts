/* Live hints for pages that show something another person changes: the tutor's list, a question that waits for its
   answer. The socket is fetched and opened on such a page alone; where it cannot be, the page asks now and then. */

const LISTENING = "#needs, .help[hx-get]";

export function startLive(): void {
  if (openWhereWanted()) return;
  // The panel under a block comes after the page, or only once a question has been asked.
  document.addEventListener("htmx:after:swap", openWhereWanted);
}

function openWhereWanted(): boolean {
  if (!document.querySelector(LISTENING)) return false;
  document.removeEventListener("htmx:after:swap", openWhereWanted);
  void import("./hints").then((hints) => { hints.listen(); });
  return true;
}
