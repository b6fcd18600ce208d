import { closest } from "../../lib/dom";

/* One right answer or several: the marks change shape with it, in the row that is yet to come too. */
export function followMarks(): void {
  document.addEventListener("change", (event) => {
    const select = closest(event, "select[data-marks]");
    if (!(select instanceof HTMLSelectElement)) return;
    const path = select.dataset["marks"] ?? "";
    const rows = select.form?.querySelectorAll(".answer") ?? [];
    const later = [...(select.form?.querySelectorAll("template") ?? [])].flatMap(({ content }) => [
      ...content.querySelectorAll(".answer"),
    ]);
    for (const row of [...rows, ...later]) change(row, path, select.value === "choice");
  });
}

function change(row: Element, path: string, isOne: boolean): void {
  const mark = row.querySelector<HTMLInputElement>(".answer-mark input");
  const number = row.querySelector(`[name^="${path}."][name$=".text"]`)?.getAttribute("name")?.split(".").at(-2);
  if (!mark || number === undefined) return;
  const wasChecked = mark.checked;
  mark.type = isOne ? "radio" : "checkbox";
  mark.name = isOne ? `${path}.right` : `${path}.${number}.right`;
  mark.value = isOne ? number : "1";
  mark.checked = wasChecked;
}
