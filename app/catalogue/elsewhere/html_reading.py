"""HTML from elsewhere, made safe and small: what we show, and what must be looked at before it goes."""

import re
from collections.abc import Iterator
from html import escape

import nh3
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from app.catalogue.content.decoding import FORBIDDEN

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
CONTAINERS = frozenset(
    [
        "address",
        "article",
        "aside",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figure",
        "footer",
        "form",
        "header",
        "main",
        "section",
        "summary",
    ]
)
BLOCKS = (
    frozenset({*HEADINGS, "blockquote", "figcaption", "hr", "ol", "p", "pre", "table", "ul"}) | CONTAINERS
)
TAGS = BLOCKS | frozenset(
    [
        "a",
        "b",
        "br",
        "caption",
        "code",
        "em",
        "i",
        "img",
        "li",
        "strong",
        "sup",
        "sub",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
    ]
)
ATTRIBUTES = {
    "a": {"href", "id"},
    "h1": {"class"},
    "img": {"src", "alt"},
    "li": {"id"},
    "p": {"class"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
#: What runs, plays or comes from another place: it is named in the report.
ACTIVE = re.compile(
    r"<\s*(script|style|iframe|object|embed|applet|video|audio|canvas|svg|math|form|input|button|select|textarea)\b",
    re.IGNORECASE,
)
CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    clean_content_tags={"script", "style", "svg", "math", "title", "template", "noscript", "select"},
    attributes=ATTRIBUTES,
    url_schemes={"http", "https", "mailto", "data"},
    link_rel=None,
    strip_comments=True,
)
WORDS = nh3.Cleaner(tags=set())
DEEPEST = 40
# The cleaner takes seconds for what is nested ten thousand deep.
DEEP_ENOUGH_TO_BE_SLOW = 1000
LONGEST_HTML = 2_000_000


class HtmlTooLong(Exception):
    """More than a text of ours may ever hold."""


def active_parts(html: str) -> list[str]:
    """Names of elements that will not be there, each once."""
    return sorted({found.lower() for found in ACTIVE.findall(html)})


def read_html(html: str) -> BeautifulSoup:
    """Only what `TAGS` names. What is nested without end comes back as its words."""
    if len(html) > LONGEST_HTML:
        raise HtmlTooLong
    html = html.replace("\r\n", "\n").replace("\r", "\n")
    if _depth(html, UNCLOSED) > DEEP_ENOUGH_TO_BE_SLOW:
        html = escape(ANY_TAG.sub(" ", html))
    # After the cleaning, which reads entities.
    cleaned = LONG_BLANK.sub("\n", FORBIDDEN.sub("", CLEANER.clean(html)))
    if _depth(cleaned, VOID) > DEEPEST:
        cleaned = f"<p>{WORDS.clean(cleaned)}</p>"
    return BeautifulSoup(cleaned, "html.parser")


# The converter takes time with the square of a run of blanks.
LONG_BLANK = re.compile(r"[ \t\n]{200,}")
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*>")
ANY_TAG = re.compile(r"<[^<>]*>")
VOID = frozenset({"br", "hr", "img"})
#: What may be opened time and again without ever being closed.
UNCLOSED = VOID | frozenset(
    ["dd", "dt", "input", "li", "link", "meta", "option", "p", "td", "th", "tr", "col", "source", "wbr"]
)


def _depth(html: str, flat: frozenset[str]) -> int:
    """Counted on the text: to find it in the tree, the tree would have to be built."""
    depth = deepest = 0
    for closing, name in TAG.findall(html):
        if name.lower() not in flat:
            depth += -1 if closing else 1
            deepest = max(deepest, depth)
    return deepest


def is_block(node: object) -> bool:
    return isinstance(node, Tag) and node.name in BLOCKS


def is_blank(node: object) -> bool:
    return isinstance(node, NavigableString) and not node.strip(" \t\n")


def tags(parent: Tag, *names: str) -> Iterator[Tag]:
    """A list first: whoever walks may take out what is found."""
    yield from [found for found in parent.find_all(list(names)) if isinstance(found, Tag)]


def said(tag: Tag) -> str:
    """Its words on one line."""
    return re.sub(r"[ \t\n]+", " ", tag.get_text()).strip(" ")
