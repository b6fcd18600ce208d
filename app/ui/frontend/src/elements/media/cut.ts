import { fitted, keyed, moved, sized, WHOLE, type Frame } from "./frame";

const NAMES = ["left", "top", "width", "height"] as const;

/* <picture-cut> around the form of a cut: its figures get a frame on the picture, moved by pointer and by arrows.
   The frame is of the turned picture, so the picture is shown turned. */
export class PictureCut extends HTMLElement {
  private frame: Frame = WHOLE;
  private readonly shape = document.createElement("div");
  private readonly corner = document.createElement("div");

  connectedCallback(): void {
    const board = this.querySelector(".cut-board");
    if (!board || this.shape.isConnected) return;
    this.prepare(this.shape, "cut-frame", this.dataset["frame"] ?? "");
    this.prepare(this.corner, "cut-corner", this.dataset["corner"] ?? "");
    this.shape.append(this.corner);
    board.append(this.shape);
    this.follow(this.shape, moved);
    this.follow(this.corner, sized);
    this.addEventListener("input", () => { this.read(); });
    this.querySelector("[name=turn]")?.addEventListener("change", () => { this.turn(board); });
    this.read();
    this.turn(board);
  }

  private turn(board: Element): void {
    const picture = board.querySelector("img");
    const turn = Number(this.querySelector<HTMLSelectElement>("[name=turn]")?.value ?? 0);
    board.querySelector("canvas")?.remove();
    if (!picture) return;
    picture.hidden = turn !== 0;
    if (turn === 0) return;
    if (picture.complete) board.prepend(turned(picture, turn));
    else picture.addEventListener("load", () => { this.turn(board); }, { once: true });
  }

  private prepare(part: HTMLElement, look: string, label: string): void {
    part.className = look;
    part.tabIndex = 0;
    part.setAttribute("role", "group");
    part.setAttribute("aria-label", label);
    part.setAttribute("aria-describedby", "cut-hint");
    part.addEventListener("keydown", (event) => { this.press(event, part === this.corner || event.shiftKey); });
  }

  private press(event: KeyboardEvent, sizes: boolean): void {
    const next = keyed(this.frame, event.key, sizes);
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    this.show(next);
  }

  private follow(part: HTMLElement, change: (frame: Frame, right: number, down: number) => Frame): void {
    part.addEventListener("pointerdown", (start) => {
      if (start.target !== part) return;
      const board = this.shape.parentElement?.getBoundingClientRect();
      const from = this.frame;
      if (!board) return;
      part.setPointerCapture(start.pointerId);
      const move = (now: PointerEvent): void => {
        const right = ((now.clientX - start.clientX) / board.width) * 100;
        const down = ((now.clientY - start.clientY) / board.height) * 100;
        this.show(change(from, right, down));
      };
      part.addEventListener("pointermove", move);
      part.addEventListener("lostpointercapture", () => { part.removeEventListener("pointermove", move); }, { once: true });
    });
  }

  private field(name: string): HTMLInputElement | null {
    return this.querySelector<HTMLInputElement>(`[name="${name}"]`);
  }

  private read(): void {
    const [left, top, width, height] = NAMES.map((name) => this.field(name)?.valueAsNumber ?? 0);
    this.frame = fitted({ left: left ?? 0, top: top ?? 0, width: width ?? 100, height: height ?? 100 });
    this.draw();
  }

  private show(frame: Frame): void {
    this.frame = frame;
    for (const name of NAMES) {
      const field = this.field(name);
      if (field) field.value = String(frame[name]);
    }
    this.draw();
  }

  private draw(): void {
    this.shape.style.left = `${this.frame.left}%`;
    this.shape.style.top = `${this.frame.top}%`;
    this.shape.style.width = `${this.frame.width}%`;
    this.shape.style.height = `${this.frame.height}%`;
  }
}

function turned(picture: HTMLImageElement, turn: number): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  const [width, height] = [picture.naturalWidth, picture.naturalHeight];
  canvas.className = "cut-picture";
  [canvas.width, canvas.height] = turn % 180 === 0 ? [width, height] : [height, width];
  const pen = canvas.getContext("2d");
  pen?.translate(canvas.width / 2, canvas.height / 2);
  pen?.rotate((turn * Math.PI) / 180);
  pen?.drawImage(picture, -width / 2, -height / 2);
  return canvas;
}
