"""What Markdown may not hold here: HTML, pictures, headings of our own levels, strange links."""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from app.catalogue.content.faults import FileFaults
from app.catalogue.content.passages import Passage

# Reads everything, raw HTML and dangerous links included, so that they can be named.
READER = MarkdownIt("commonmark", {"html": True}).enable("table")
READER.validateLink = lambda url: True  # type: ignore[method-assign]

ALLOWED_LINK = re.compile(r"(?:https?://|mailto:)[^\s]+", re.IGNORECASE)


def check_markdown(passage: Passage, faults: FileFaults, *, headings: bool = False) -> None:
    for token in READER.parse(passage.text):
        line = passage.first + (token.map[0] if token.map else 0)
        if token.type == "html_block":
            faults.add(line, "raw_html")
        elif token.type == "heading_open" and not (headings and token.tag == "h3"):
            faults.add(line, "heading_level" if headings else "heading_here")
        elif token.type == "inline":
            _check_inline(token, line, faults)


def _check_inline(inline: Token, line: int, faults: FileFaults) -> None:
    for offset, token in _with_lines(inline.children or []):
        if token.type == "html_inline":
            faults.add(line + offset, "raw_html")
        elif token.type == "image":
            faults.add(line + offset, "picture_in_text")
        elif token.type == "link_open":
            url = str(token.attrGet("href") or "")
            if not ALLOWED_LINK.fullmatch(url):
                faults.add(line + offset, "link_refused", url=url[:80])


def _with_lines(children: list[Token]) -> Iterator[tuple[int, Token]]:
    offset = 0
    for token in children:
        yield offset, token
        offset += token.type in {"softbreak", "hardbreak"}
