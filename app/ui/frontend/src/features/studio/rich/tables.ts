/* Tables of elsewhere: cells of words only, one line of titles, no cell over several. */

const LAYOUT_CELLS = 1;

export function flattenTables(body: HTMLElement, allowed: boolean): void {
  const tables = [...body.querySelectorAll("table")].reverse();
  for (const table of tables) {
    const cells = [...table.querySelectorAll("td, th")];
    const isInside = table.parentElement?.closest("table") !== null;
    if (isInside || !allowed || cells.length <= LAYOUT_CELLS) asBlocks(table);
    else asWords(table);
  }
}

/* A table that only lays out, or may not stand here: one block a row. */
function asBlocks(table: Element): void {
  const page = table.ownerDocument;
  const rows = [...table.querySelectorAll("tr")].map((row) => {
    const block = page.createElement("div");
    const cells = [...row.querySelectorAll(":scope > td, :scope > th")];
    for (const [index, cell] of cells.entries()) block.append(...(index ? [" "] : []), ...cell.childNodes);
    return block;
  });
  table.replaceWith(...[...table.querySelectorAll("caption")].map((caption) => asDiv(caption)), ...rows);
}

function asDiv(element: Element): Element {
  const block = element.ownerDocument.createElement("div");
  block.append(...element.childNodes);
  return block;
}

function asWords(table: Element): void {
  const page = table.ownerDocument;
  const caption = table.querySelector("caption");
  if (caption) table.before(asDiv(caption));
  const rows = [...table.querySelectorAll("tr")].map((row) => [...row.children].flatMap(spread));
  const width = Math.max(...rows.map((row) => row.length));
  const body = page.createElement("tbody");
  for (const [index, row] of rows.entries()) {
    const line = page.createElement("tr");
    const name = index === 0 ? "th" : "td";
    for (let column = 0; column < width; column++) line.append(cell(page, name, row[column] ?? null));
    body.append(line);
  }
  table.replaceChildren(body);
}

/* A cell over several columns stands in the first of them. */
function spread(found: Element): (Element | null)[] {
  const columns = Number(found.getAttribute("colspan") ?? 1);
  const more = Number.isInteger(columns) ? Math.min(Math.max(columns, 1), 20) - 1 : 0;
  return [found, ...Array.from({ length: more }, () => null)];
}

const BLOCK = "p, div, ul, ol, li, blockquote, pre, h1, h2, h3, h4, h5, h6, br, hr";

function cell(page: Document, name: string, found: Element | null): Element {
  const made = page.createElement(name);
  if (!found) return made;
  for (const block of [...found.querySelectorAll(BLOCK)]) block.replaceWith(" ", ...block.childNodes, " ");
  made.append(...found.childNodes);
  return made;
}
