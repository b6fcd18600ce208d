/* Files that people drop on a place, or paste while they are in it. */

export function takeFiles(place: HTMLElement, take: (files: readonly File[]) => void): void {
  place.addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    place.dataset["over"] = "";
  });
  place.addEventListener("dragleave", () => { delete place.dataset["over"]; });
  place.addEventListener("drop", (event) => {
    delete place.dataset["over"];
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    take(files);
  });
  place.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    take(files);
  });
}
