/* What a text of ours can say, and nothing else: the tags that `app/catalogue/sanitising.py` lets through. */
import { type DOMOutputSpec, type MarkSpec, type NodeSpec, Schema } from "prosemirror-model";
import { tableNodes } from "prosemirror-tables";

export const HEADING = 3;
const ALIGNMENT = /^align-(left|center|right)$/;

/* `tight`: the items are words without paragraphs. `close`: no blank line between the items, whatever is in them. */
const spacing = { tight: { default: true, validate: "boolean" }, close: { default: true, validate: "boolean" } };

const nodes: Record<string, NodeSpec> = {
  doc: { content: "block+" },
  paragraph: {
    content: "inline*",
    group: "block",
    parseDOM: [{ tag: "p" }],
    toDOM: (): DOMOutputSpec => ["p", 0],
  },
  heading: {
    content: "text*",
    group: "block",
    defining: true,
    attrs: { level: { default: HEADING, validate: "number" } },
    parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level: HEADING } })),
    toDOM: (node): DOMOutputSpec => [`h${String(node.attrs["level"])}`, 0],
  },
  blockquote: {
    content: "block+",
    group: "block",
    defining: true,
    parseDOM: [{ tag: "blockquote" }],
    toDOM: (): DOMOutputSpec => ["blockquote", 0],
  },
  horizontal_rule: { group: "block", parseDOM: [{ tag: "hr" }], toDOM: (): DOMOutputSpec => ["hr"] },
  code_block: {
    content: "text*",
    group: "block",
    code: true,
    defining: true,
    marks: "",
    attrs: { info: { default: "", validate: "string" } },
    parseDOM: [{ tag: "pre", preserveWhitespace: "full" }],
    toDOM: (): DOMOutputSpec => ["pre", ["code", 0]],
  },
  ordered_list: {
    content: "list_item+",
    group: "block",
    attrs: { start: { default: 1, validate: "number" }, ...spacing },
    parseDOM: [{ tag: "ol", getAttrs: (dom) => ({ start: startOf(dom) }) }],
    toDOM: (node): DOMOutputSpec => ["ol", { start: String(node.attrs["start"]) }, 0],
  },
  bullet_list: {
    content: "list_item+",
    group: "block",
    attrs: spacing,
    parseDOM: [{ tag: "ul" }],
    toDOM: (): DOMOutputSpec => ["ul", 0],
  },
  list_item: {
    content: "paragraph block*",
    defining: true,
    parseDOM: [{ tag: "li" }],
    toDOM: (): DOMOutputSpec => ["li", 0],
  },
  ...tableNodes({ tableGroup: "block", cellContent: "text*", cellAttributes: { align: alignment() } }),
  text: { group: "inline" },
  hard_break: {
    inline: true,
    group: "inline",
    selectable: false,
    linebreakReplacement: true,
    parseDOM: [{ tag: "br" }],
    toDOM: (): DOMOutputSpec => ["br"],
  },
};

/* Their order is the order of their tags where they cover the same words: `***a***` is emphasis outside. */
const marks: Record<string, MarkSpec> = {
  em: { parseDOM: [{ tag: "em" }, { tag: "i" }], toDOM: (): DOMOutputSpec => ["em", 0] },
  strong: { parseDOM: [{ tag: "strong" }, { tag: "b" }], toDOM: (): DOMOutputSpec => ["strong", 0] },
  link: {
    attrs: { href: { validate: "string" }, title: { default: "", validate: "string" } },
    inclusive: false,
    parseDOM: [
      {
        tag: "a[href]",
        getAttrs: (dom) => ({ href: dom.getAttribute("href"), title: dom.getAttribute("title") ?? "" }),
      },
    ],
    toDOM: (mark): DOMOutputSpec => ["a", linkAttributes(mark.attrs), 0],
  },
  code: { code: true, parseDOM: [{ tag: "code" }], toDOM: (): DOMOutputSpec => ["code", { spellcheck: "false" }, 0] },
};

function linkAttributes(attrs: Readonly<Record<string, unknown>>): Record<string, string> {
  return { href: String(attrs["href"]), title: String(attrs["title"] || attrs["href"]), rel: "noopener noreferrer" };
}

function startOf(list: HTMLElement): number {
  const start = Number(list.getAttribute("start") ?? 1);
  return Number.isInteger(start) && start >= 0 && start < 10_000 ? start : 1;
}

/* A class and no style, which the security policy of our pages forbids. */
function alignment() {
  return {
    default: "",
    validate: "string",
    getFromDOM: (dom: HTMLElement): string => [...dom.classList].find((name) => ALIGNMENT.test(name))?.slice(6) ?? "",
    setDOMAttr: (value: unknown, attrs: Record<string, unknown>): void => {
      if (typeof value === "string" && value) attrs["class"] = `align-${value}`;
    },
  };
}

export const schema = new Schema({ nodes, marks });
/* A field of one line of thought: an answer, a hint. */
export const inlineSchema = new Schema({ nodes: { ...nodes, doc: { content: "paragraph" } }, marks });
