"""The canonical form of a piece of Markdown: never a word changed, only how it is laid out."""

import re

from markdown_it.token import Token

from app.catalogue.content.markdown_check import READER
from app.catalogue.content.passages import outside_fences

MOST_PASSES = 5
BREAKS = re.compile(r"[ \n]+")
QUOTE_OR_INDENT = re.compile(r"^[ \t>]*")


def tidy(text: str) -> str:
    """One paragraph one line, `-` for lists, no trailing space, one blank line at most.

    A change that would be read otherwise by a Markdown reader is not made.
    """
    body = _without_blanks(_with_visible_breaks(text.split("\n")))
    for _ in range(MOST_PASSES):
        candidate = _laid_out(body)
        if candidate == body or _reading(candidate) != _reading(body):
            break
        body = candidate
    return body


def _reading(text: str) -> str:
    return BREAKS.sub(" ", READER.render(text))


def _with_visible_breaks(lines: list[str]) -> list[str]:
    """A hard break written as two spaces becomes a backslash, since trailing spaces go."""
    lines = list(lines)
    for token, inline in _paragraphs(READER.parse("\n".join(lines))):
        if token.map and _has_hard_break(inline):
            for index in range(token.map[0], token.map[1] - 1):
                lines[index] = re.sub(r" {2,}$", r"\\", lines[index])
    return lines


def _laid_out(text: str) -> str:
    lines, tokens = text.split("\n"), READER.parse(text)
    for token in tokens:
        if token.type == "list_item_open" and token.map and token.markup in "*+":
            start = token.map[0]
            lines[start] = lines[start].replace(token.markup, "-", 1)
    for token, inline in reversed(_paragraphs(tokens)):
        if token.map and not _has_hard_break(inline):
            start, stop = token.map
            rest = [QUOTE_OR_INDENT.sub("", line) for line in lines[start + 1 : stop]]
            lines[start:stop] = [" ".join([lines[start], *rest])]
    return _without_blanks(lines)


def _paragraphs(tokens: list[Token]) -> list[tuple[Token, Token]]:
    return [
        (token, tokens[index + 1]) for index, token in enumerate(tokens) if token.type == "paragraph_open"
    ]


def _has_hard_break(inline: Token) -> bool:
    return any(child.type == "hardbreak" for child in inline.children or [])


def _without_blanks(lines: list[str]) -> str:
    """Without trailing spaces, blank lines at the ends, and more than one blank line in a row."""
    kept: list[str] = []
    for line, is_outside in zip(lines, outside_fences(lines), strict=True):
        bare = line.rstrip(" \t")
        if bare or not is_outside or (kept and kept[-1]):
            kept.append(bare)
    return "\n".join(kept).strip("\n")
