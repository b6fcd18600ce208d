/* The script of files comes with the first page that has a place for one, or will have. */

const PLACES = "archive-send, media-drop, media-field, picture-cut";

export function startMedia(always = false): void {
  if (always || document.querySelector(PLACES)) void import("./elements").then(({ registerMedia }) => { registerMedia(); });
}
