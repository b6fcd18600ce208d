/* The editor's page. Everything listens on the document: what an act puts in the page needs no second start. */

import { startActing } from "./acting";
import { startDragging } from "./dragging";
import { startOpening } from "./opening";
import { studio } from "./page";
import { startPreview } from "./preview";
import { startSaving } from "./saving";
import { startTabs } from "./tabs";

export function startStudio(): void {
  const page = studio();
  if (!page) return;
  page.dataset["live"] = "";
  startTabs();
  startPreview();
  startSaving();
  startOpening();
  startActing();
  startDragging();
  void import("./presence").then(({ startPresence }) => { startPresence(); });
}
