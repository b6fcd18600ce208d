/* Word pastes its lists as paragraphs that begin with their own mark: `mso-list:l0 level2 lfo1`. */

const LIST = /mso-list:\s*l\d+\s+level(\d)/i;
const MARK = /mso-list:\s*ignore/i;
const NUMBER = /^\(?(?:(\d{1,4})|[a-z]|[ivxlc]+)[.)]/i;

interface Line {
  readonly level: number;
  readonly number: number | null;
  readonly words: HTMLElement;
}

export function readWordLists(root: Element, styleOf: (element: Element) => string): void {
  const paragraphs = [...root.querySelectorAll<HTMLElement>("p, h1, h2, h3, h4, h5, h6")];
  let run: Line[] = [];
  for (const [index, paragraph] of paragraphs.entries()) {
    const line = lineOf(paragraph, styleOf);
    if (line) run.push(line);
    const next = paragraph.nextElementSibling;
    const goesOn = next !== null && next === paragraphs[index + 1] && LIST.test(styleOf(next));
    if (run.length > 0 && !goesOn) {
      putList(run);
      run = [];
    }
  }
}

function lineOf(paragraph: HTMLElement, styleOf: (element: Element) => string): Line | null {
  const level = LIST.exec(styleOf(paragraph))?.[1];
  if (!level) return null;
  const mark = [...paragraph.querySelectorAll("span")].find((span) => MARK.test(styleOf(span)));
  const number = NUMBER.exec(mark?.textContent.trim() ?? "");
  mark?.remove();
  return { level: Number(level), number: number ? Number(number[1] ?? 1) : null, words: paragraph };
}

/* The lists open around the line at hand, outermost first. */
function putList(lines: readonly Line[]): void {
  const first = lines[0];
  if (!first) return;
  const open: { level: number; list: Element }[] = [];
  for (const line of lines) {
    while (open.length && (open.at(-1)?.level ?? 0) > line.level) open.pop();
    let here = open.at(-1);
    if (!here || here.level < line.level) {
      here = { level: line.level, list: listFor(line) };
      if (open.length === 0) first.words.before(here.list);
      else (open.at(-1)?.list.lastElementChild ?? first.words).append(here.list);
      open.push(here);
    }
    const item = line.words.ownerDocument.createElement("li");
    item.append(...line.words.childNodes);
    here.list.append(item);
  }
  for (const line of lines) line.words.remove();
}

function listFor({ number, words }: Line): Element {
  const list = words.ownerDocument.createElement(number === null ? "ul" : "ol");
  if (number !== null && number !== 1) list.setAttribute("start", String(number));
  return list;
}
