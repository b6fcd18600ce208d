/* The tools of a small field are there while one writes in it. They go only once a click is over: what one presses must not
   move away under the finger. */

const EDITOR = ".rich";

export function openOnFocus(): void {
  let isPressed = false;
  const settle = (): void => {
    if (isPressed) return;
    const here = document.activeElement?.closest(EDITOR);
    for (const open of document.querySelectorAll(`${EDITOR}[data-open]`)) if (open !== here) open.removeAttribute("data-open");
    here?.setAttribute("data-open", "");
  };
  document.addEventListener("pointerdown", () => { isPressed = true; }, true);
  for (const name of ["pointerup", "pointercancel"]) {
    document.addEventListener(name, () => {
      isPressed = false;
      setTimeout(settle);
    }, true);
  }
  document.addEventListener("focusin", () => {
    document.activeElement?.closest(EDITOR)?.setAttribute("data-open", "");
    settle();
  });
  document.addEventListener("focusout", () => setTimeout(settle));
}
