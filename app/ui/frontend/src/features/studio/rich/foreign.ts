/* What was copied elsewhere, brought down to what our schema can read: a document that is never shown is cleaned in place. */
import { ALLOWED_LINK } from "./grammar";
import type { Allowed } from "./levels";
import { flattenTables } from "./tables";
import { readWordLists } from "./wordLists";

const GONE =
  "script, style, iframe, frame, object, embed, applet, svg, math, template, noscript, title, meta, link, base, head, " +
  "input, button, select, textarea, audio, video, canvas, map, del, s, strike, xml, [hidden], " +
  ".msocomtxt, .MsoCommentReference, .msocomanchor";
const PICTURES = "img, picture, image";
const HEADINGS = "h1, h2, h3, h4, h5, h6";
const BLOCKS = `p, div, ul, ol, li, table, tr, blockquote, pre, section, article, header, footer, hr, ${HEADINGS}`;
const HIDDEN = /display:\s*none|mso-hide:\s*all|mso-element:\s*comment/i;
const BOLD = /(?:^|[;\s])font-weight:\s*(?:bold|[6-9]00)/i;
const LIGHT = /(?:^|[;\s])font-weight:\s*(?:normal|[1-5]00)/i;
const SLANTED = /(?:^|[;\s])font-style:\s*(?:italic|oblique)/i;
/* Styles are read as text. The policy of our pages refuses them, and handlers, even in a document that is never shown, and
   would report each: what it stops is no danger there, only noise. */
const STYLE = "data-style";
const TAG = /<[a-z][^<>]*>/gi;
const REFUSED = /([\s/"'])(style|on[a-z]+)(?=\s*=)/gi;

export interface Cleaned {
  readonly body: HTMLElement;
  /* Whether pictures were left out. */
  readonly hadPictures: boolean;
}

export function withoutRefused(html: string): string {
  const [start = "", ...rest] = html.split(/<style\b/i);
  const bare = start + rest.map(afterSheet).join("");
  return bare.replace(TAG, (tag) => tag.replace(REFUSED, "$1data-$2"));
}

function afterSheet(part: string): string {
  const end = part.search(/<\/style/i);
  return end < 0 ? "" : part.slice(end).replace(/^[^>]*>?/, "");
}

export function clean(page: Document, allowed: Allowed): Cleaned {
  const { body } = page;
  const hadPictures = body.querySelector(PICTURES) !== null;
  for (const element of [...body.querySelectorAll(`${GONE}, ${PICTURES}`)]) element.remove();
  for (const element of [...body.querySelectorAll(`[${STYLE}]`)]) if (HIDDEN.test(styleOf(element))) element.remove();
  readWordLists(body, styleOf);
  readMarks(body);
  for (const link of [...body.querySelectorAll("a")]) cleanLink(link);
  flattenTables(body, allowed.tables);
  if (!allowed.headings && !allowed.isOneLine) for (const heading of [...body.querySelectorAll(HEADINGS)]) asStrong(heading);
  if (!allowed.lists) for (const list of [...body.querySelectorAll("ul, ol, blockquote, pre")]) unwrap(list);
  if (allowed.isOneLine) asOneLine(body);
  else for (const block of [...body.querySelectorAll(`p, ${HEADINGS}, li`)]) if (saysNothing(block)) block.remove();
  return { body, hadPictures };
}

function styleOf(element: Element): string {
  return element.getAttribute(STYLE) ?? "";
}

/* Google's documents say bold by a style, and wrap everything in a bold that is none. */
function readMarks(body: HTMLElement): void {
  for (const bold of [...body.querySelectorAll("b, strong")]) if (LIGHT.test(styleOf(bold))) unwrap(bold);
  for (const span of [...body.querySelectorAll("span, font")]) {
    if (BOLD.test(styleOf(span))) wrapWords(span, "strong");
    if (SLANTED.test(styleOf(span))) wrapWords(span, "em");
  }
}

function wrapWords(element: Element, name: string): void {
  if (element.closest(`${name}, ${HEADINGS}`)) return;
  const mark = element.ownerDocument.createElement(name);
  mark.append(...element.childNodes);
  element.append(mark);
}

function cleanLink(link: HTMLAnchorElement): void {
  const address = link.getAttribute("href")?.trim() ?? "";
  if (ALLOWED_LINK.test(address) && link.textContent.trim()) link.setAttribute("href", address);
  else unwrap(link);
}

function asStrong(heading: Element): void {
  const paragraph = heading.ownerDocument.createElement("p");
  const strong = heading.ownerDocument.createElement("strong");
  strong.append(...heading.childNodes);
  paragraph.append(strong);
  heading.replaceWith(paragraph);
}

export function unwrap(element: Element): void {
  element.replaceWith(...element.childNodes);
}

/* Everything in one row, a blank where a block began. */
function asOneLine(body: HTMLElement): void {
  for (const block of [...body.querySelectorAll(`${BLOCKS}, br`)]) {
    block.before(" ");
    block.after(" ");
    unwrap(block);
  }
}

/* Word leaves a no-break space where a paragraph is empty. */
function saysNothing(block: Element): boolean {
  return block.textContent.trim() === "" && !block.querySelector("hr, table");
}
