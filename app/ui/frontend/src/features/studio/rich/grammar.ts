/* The Markdown of the server: `RENDERER` of content/rendering.py, and `READER` of content/markdown_check.py. */
import MarkdownIt, { type MarkdownIt as Markdown } from "markdown-it/browser";

export const ALLOWED_LINK = /^(?:https?:\/\/|mailto:)[^\s]+$/i;

function base(html: boolean): Markdown {
  return new MarkdownIt("commonmark", { html }).enable("table");
}

function asShown(): Markdown {
  const markdown = base(false).disable("image");
  const normalised = markdown.normalizeLink.bind(markdown);
  markdown.validateLink = (url) => ALLOWED_LINK.test(normalised(url));
  // An address stays as its author wrote it; the server brings it into form when it shows it.
  markdown.normalizeLink = (url) => url;
  markdown.normalizeLinkText = (url) => url;
  return markdown;
}

function asChecked(): Markdown {
  const markdown = base(true);
  markdown.validateLink = () => true;
  markdown.normalizeLink = (url) => url;
  markdown.normalizeLinkText = (url) => url;
  return markdown;
}

/* What learners see of a text. */
export const shown = asShown();
/* What the checks of the server see in it: raw HTML, pictures and strange links too. */
export const checked = asChecked();
