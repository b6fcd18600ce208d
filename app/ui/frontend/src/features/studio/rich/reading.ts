/* Markdown to document, token by token. */
import type { Token } from "markdown-it/browser";
import type { Attrs, Mark, Node, Schema } from "prosemirror-model";
import { hideGaps, showGaps } from "./gaps";
import { shown } from "./grammar";
import { schema as whole } from "./schema";

interface Open {
  readonly type: string;
  readonly attrs: Attrs;
  readonly content: Node[];
}

const CONTAINERS: Readonly<Record<string, string>> = {
  paragraph: "paragraph",
  heading: "heading",
  blockquote: "blockquote",
  bullet_list: "bullet_list",
  ordered_list: "ordered_list",
  list_item: "list_item",
  table: "table",
  tr: "table_row",
  td: "table_cell",
  th: "table_header",
};

const BLANK_LINE = /^[\s>]*$/;
const MARKS = new Set(["em", "strong", "link"]);

export interface ReadingOptions {
  readonly schema?: Schema;
  /* `{{gap|also accepted}}` is not read as Markdown. */
  readonly gaps?: boolean;
}

export function readMarkdown(text: string, { schema = whole, gaps = false }: ReadingOptions = {}): Node {
  const hidden = gaps ? hideGaps(text) : { text, gaps: [] };
  const stack: Open[] = [{ type: "doc", attrs: {}, content: [] }];
  const tokens = shown.parse(hidden.text, {});
  const lines = hidden.text.split("\n");
  for (const [index, token] of tokens.entries()) {
    if (token.type === "inline") top(stack).content.push(...readInline(token, schema, hidden.gaps));
    else if (token.nesting === 1) open(stack, tokens, index, lines);
    else if (token.nesting === -1) close(stack, schema, token.type);
    else leaf(stack, schema, token);
  }
  const blocks = top(stack).content;
  return schema.node("doc", null, blocks.length ? blocks : [schema.node("paragraph")]);
}

function top(stack: Open[]): Open {
  const last = stack.at(-1);
  if (last === undefined) throw new Error("tokens close what they have not opened");
  return last;
}

function open(stack: Open[], tokens: readonly Token[], index: number, lines: readonly string[]): void {
  const token = tokens[index] as Token;
  const type = CONTAINERS[token.type.replace(/_open$/, "")];
  if (type) stack.push({ type, attrs: attributes(type, tokens, index, lines), content: [] });
}

function attributes(type: string, tokens: readonly Token[], index: number, lines: readonly string[]): Attrs {
  const token = tokens[index] as Token;
  switch (type) {
    case "heading":
      return { level: Number(token.tag.slice(1)) };
    case "bullet_list":
      return spacing(tokens, index, lines);
    case "ordered_list":
      return { ...spacing(tokens, index, lines), start: Number(token.attrGet("start") ?? 1) };
    case "table_cell":
    case "table_header":
      return { align: /text-align:(\w+)/.exec(String(token.attrGet("style") ?? ""))?.[1] ?? "" };
    default:
      return {};
  }
}

/* The paragraphs of a tight list are hidden. */
function spacing(tokens: readonly Token[], index: number, lines: readonly string[]): Attrs {
  const list = tokens[index] as Token;
  const end = tokens.findIndex((token, at) => at > index && token.level === list.level);
  const inside = tokens.slice(index + 1, end);
  const words = inside.find(({ type, level }) => type === "paragraph_open" && level === list.level + 2);
  const items = inside.filter(({ type, level }) => type === "list_item_open" && level === list.level + 1);
  const tops = items.slice(1).map(({ map }) => lines[(map?.[0] ?? 0) - 1] ?? "");
  return { tight: words?.hidden ?? true, close: !tops.some((line) => BLANK_LINE.test(line)) };
}

function close(stack: Open[], schema: Schema, tokenType: string): void {
  if (!CONTAINERS[tokenType.replace(/_close$/, "")]) return;
  const { type, attrs, content } = top(stack);
  stack.pop();
  // An item that starts with a list or a quotation has an empty first line, where one can write.
  if (type === "list_item" && content[0]?.type.name !== "paragraph") content.unshift(schema.node("paragraph"));
  if (type === "blockquote" && content.length === 0) content.push(schema.node("paragraph"));
  top(stack).content.push(schema.node(type, attrs, content));
}

function leaf(stack: Open[], schema: Schema, token: Token): void {
  if (token.type === "hr") top(stack).content.push(schema.node("horizontal_rule"));
  if (token.type === "fence" || token.type === "code_block") {
    const code = token.content.replace(/\n$/, "");
    const content = code ? [schema.text(code)] : [];
    top(stack).content.push(schema.node("code_block", { info: token.info.trim() }, content));
  }
}

export function readInline(inline: Token, schema: Schema, gaps: readonly string[] = []): Node[] {
  const found: Node[] = [];
  const open: Mark[] = [];
  for (const token of inline.children ?? []) {
    const name = token.type.replace(/_(?:open|close)$/, "");
    const marks = open.filter(leadsSomewhere).reduce<readonly Mark[]>((set, mark) => mark.addToSet(set), []);
    if (MARKS.has(name) && token.nesting === 1) open.push(markOf(token, name, schema));
    else if (MARKS.has(name)) open.splice(open.findLastIndex((mark) => mark.type.name === name), 1);
    else if (token.type === "hardbreak") found.push(schema.node("hard_break", null, [], marks));
    else if (token.type === "softbreak") found.push(schema.text(" ", marks));
    else if (token.content) found.push(schema.text(showGaps(token.content, gaps), withCode(token, marks, schema)));
  }
  return found;
}

/* `[word]()` is a link to nowhere, which the server does not show as one. */
function leadsSomewhere(mark: Mark): boolean {
  return mark.type.name !== "link" || mark.attrs["href"] !== "";
}

function markOf(token: Token, name: string, schema: Schema): Mark {
  if (name !== "link") return schema.mark(name);
  return schema.mark(name, { href: token.attrGet("href") ?? "", title: token.attrGet("title") ?? "" });
}

function withCode(token: Token, marks: readonly Mark[], schema: Schema): readonly Mark[] {
  return token.type === "code_inline" ? schema.mark("code").addToSet(marks) : marks;
}
