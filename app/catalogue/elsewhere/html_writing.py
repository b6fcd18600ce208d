"""Cleaned HTML to the Markdown that our format takes: no word lost, and nothing that would be read as a mark of ours."""

import re
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from markdownify import MarkdownConverter

from app.catalogue.content.markdown_check import ALLOWED_LINK
from app.catalogue.content.rendering import words
from app.catalogue.content.texts import LONGEST_PASSAGE
from app.catalogue.content.tidying import tidy
from app.catalogue.elsewhere.html_reading import HEADINGS, is_blank, is_block, said, tags
from app.catalogue.sanitising import plain_text

MARKS = ("strong", "b", "em", "i", "code", "a")
OUR_OPENING = re.compile(r"^(\s*)(:::)", re.MULTILINE)
#: A sign that means something at the start of a line only, elsewhere.
NEEDLESS = re.compile(r"(?<=[^\n\\])\\([=+~>])")
AND = re.compile(r"\\&(?!#?\w{1,32};)")
NOT_AN_ITEM = re.compile(r"(?<=[^\s]) (\d{1,9})\\([.)])")
#: The mark of a footnote.
NUMBERED = re.compile(r"\\\[(\d{1,4})\\\](?![(\[:])")
SPACES = re.compile(r"\s+")
BEFORE_BREAK = re.compile(r" +\\$", re.MULTILINE)
NO_BREAK = "\u00a0\u202f"


class _Converter(MarkdownConverter):  # type: ignore[misc]
    def escape(self, text: str, parent_tags: Any) -> str:
        """As little as Markdown needs: the library writes a backslash before every sign that could ever matter."""
        escaped = NEEDLESS.sub(r"\1", AND.sub("&", str(super().escape(text, parent_tags))))
        if not {"td", "th"} & set(parent_tags):
            escaped = escaped.replace("\\|", "|")
        escaped = NOT_AN_ITEM.sub(r" \1\2", NUMBERED.sub(r"[\1]", escaped))
        return OUR_OPENING.sub(r"\1\\\2", escaped)


def to_markdown(tag: Tag, *, headings: bool = False) -> tuple[str, bool]:
    """The Markdown of an element whose pictures were taken out, and whether its marks could be kept.

    With `headings`, every heading in it becomes `###`; without, a line in bold.
    """
    _prepare(tag, headings)
    wanted = SPACES.sub("", plain_text(str(tag)))
    for stripped in ([], list(MARKS)):
        text = tidy(_convert(tag, stripped))
        if len(text) > LONGEST_PASSAGE or SPACES.sub("", words(text)) == wanted:
            return text, not stripped
    soup = BeautifulSoup("", "html.parser")
    bare = soup.new_tag("p")
    bare.string = said(tag)
    return tidy(_convert(bare, [])), False


def _convert(tag: Tag, stripped: list[str]) -> str:
    converter = _Converter(
        heading_style="atx",
        bullets="-",
        newline_style="backslash",
        escape_misc=True,
        autolinks=False,
        table_infer_header=True,
        strip=stripped or None,
    )
    text = str(converter.process_tag(tag, parent_tags=set())).strip("\n")
    return BEFORE_BREAK.sub(r"\\", text)


def _prepare(tag: Tag, headings: bool) -> None:
    """What Markdown has no word for is made into what it has."""
    tag.smooth()
    _prepare_headings(tag, headings)
    for line_break in tags(tag, "br"):
        if _is_at_an_edge(line_break):
            line_break.extract()
    for link in tags(tag, "a"):
        if not ALLOWED_LINK.fullmatch(str(link.get("href", ""))) or not said(link):
            link.unwrap()
    for inline in tags(tag, "strong", "b", "em", "i"):
        _move_spaces_out(inline)
    for inner in tags(tag, "table"):
        if inner.find_parent("table"):
            inner.replace_with(NavigableString(f" {said(inner)} "))


def _prepare_headings(tag: Tag, headings: bool) -> None:
    """One level of them, where they may stand; elsewhere a paragraph in bold."""
    for heading in [tag, *tags(tag, *HEADINGS)]:
        if heading.name not in HEADINGS:
            continue
        if headings and heading.find_parent(["li", "td", "th", "blockquote"]) is None:
            heading.name = "h3"
            continue
        heading.name = "strong"
        if heading.parent is not None:
            heading.wrap(_new("p"))


def _is_at_an_edge(line_break: Tag) -> bool:
    """Where no word stands before it or after it, a break breaks nothing."""
    before = [node for node in line_break.previous_siblings if not is_blank(node)]
    after = [node for node in line_break.next_siblings if not is_blank(node)]
    return not before or not after or is_block(before[0]) or is_block(after[0])


def _new(name: str) -> Tag:
    return BeautifulSoup("", "html.parser").new_tag(name)


def _move_spaces_out(inline: Tag) -> None:
    """A no-break space at the edge of a mark is typography: the converter would throw it away."""
    texts = [node for node in inline.descendants if isinstance(node, NavigableString)]
    if not texts:
        return
    last = str(texts[-1])
    bare = last.rstrip(NO_BREAK)
    if bare != last and inline.parent is not None:
        inline.insert_after(NavigableString(last[len(bare) :]))
        texts[-1].replace_with(NavigableString(bare))
