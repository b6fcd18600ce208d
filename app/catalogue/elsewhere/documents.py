"""Documents: Word and Markdown. Both come here as HTML, and run through the same cutting."""

import io
import re
from collections.abc import Callable

import mammoth
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from app.catalogue.content.archives import ArchiveLimits, read_archive, write_archive
from app.catalogue.elsewhere.asked import is_readable
from app.catalogue.elsewhere.data_addresses import data_of
from app.catalogue.elsewhere.flow import Flow
from app.catalogue.elsewhere.footnotes import keep_notes, take_out
from app.catalogue.elsewhere.harvest import Harvest, Resolve, title_of
from app.catalogue.elsewhere.html_reading import HtmlTooLong, active_parts, read_html, said, tags
from app.catalogue.elsewhere.recognising import NotTaken
from app.catalogue.elsewhere.reports import Where
from app.catalogue.elsewhere.xml_reading import XmlRefused, check_xml

#: A document is a zip: what may come out of it, whatever it says of itself.
INSIDE = ArchiveLimits(total_bytes=60_000_000, member_bytes=20_000_000, members=2000, depth=8)
XML = re.compile(r"\.(?:xml|rels)$", re.IGNORECASE)
STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Titre'] => h1.title:fresh
p[style-name='Caption'] => p.caption:fresh
p[style-name='Légende'] => p.caption:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Subtitle'] => p:fresh
b => strong
i => em
comment-reference =>
"""
#: Parts of a document that the converter leaves out without a word.
OTHER_PARTS = (
    (re.compile(r"word/header\d*\.xml"), "headers_left"),
    (re.compile(r"word/footer\d*\.xml"), "footers_left"),
    (re.compile(r"word/comments\.xml"), "comments_left"),
    (re.compile(r"word/embeddings/.+"), "embedded_left"),
    (re.compile(r"word/charts/.+"), "charts_left"),
    (re.compile(r"word/diagrams/.+"), "charts_left"),
    (re.compile(r"word/vbaProject\.bin"), "macros_left"),
)
READER = (
    MarkdownIt("commonmark", {"html": True})
    .enable(["table", "strikethrough"])
    .use(footnote_plugin)
    .use(front_matter_plugin)
)


def read_word(data: bytes, harvest: Harvest) -> None:
    """Raises NotTaken for a document that does not open, or is not what it seems."""
    files = _files(data)
    for pattern, code in OTHER_PARTS:
        if any(pattern.fullmatch(name) for name in files):
            harvest.left(code, Where())
    pictures: dict[str, bytes] = {}
    html = _converted(write_archive(files), _keeper(pictures), harvest)
    _read(html, harvest, lambda address: pictures.get(address))


def _files(data: bytes) -> dict[str, bytes]:
    unpacked = read_archive(data, INSIDE, name="document.docx")
    if unpacked.faults:
        raise NotTaken("document_unreadable", fault=unpacked.faults[0])
    for name, content in unpacked.files.items():
        if XML.search(name):
            try:
                check_xml(content)
            except XmlRefused as refused:
                raise NotTaken(refused.code, line=refused.line) from None
    return unpacked.files


def _keeper(pictures: dict[str, bytes]) -> Callable[[object], object]:
    def keep(image: object) -> dict[str, str]:
        name = f"picture-{len(pictures) + 1}"
        with image.open() as stream:  # type: ignore[attr-defined]
            pictures[name] = stream.read()
        return {"src": name}

    keeper: Callable[[object], object] = mammoth.images.img_element(keep)
    return keeper


def _converted(document: bytes, keeper: Callable[[object], object], harvest: Harvest) -> str:
    try:
        result = mammoth.convert_to_html(io.BytesIO(document), style_map=STYLES, convert_image=keeper)
    except (KeyError, ValueError, LookupError, TypeError, AttributeError, OSError, RecursionError):
        # The converter trusts documents: a part that is missing or bent fails wherever it is met.
        raise NotTaken("document_bent") from None
    for message in dict.fromkeys(str(message.message) for message in result.messages):
        harvest.changed("converter_said", Where(), message=message[:200])
    return str(result.value)


def read_markdown(text: str, harvest: Harvest) -> None:
    """Raises NotTaken where it is too long to be one unit."""
    if not is_readable(text):
        raise NotTaken("paragraph_too_long")
    tokens = READER.parse(text)
    if any(token.type == "front_matter" for token in tokens):
        harvest.left("front_matter_left", Where(1))
    _read(READER.render(text), harvest, data_of)


def _read(html: str, harvest: Harvest, resolve: Resolve) -> None:
    for name in active_parts(html):
        harvest.left("active_left", Where(), name=name)
    try:
        soup = read_html(html)
    except HtmlTooLong:
        raise NotTaken("document_too_long") from None
    notes = take_out(soup)
    _take_title(soup, harvest)
    flow = Flow(harvest, resolve)
    flow.read(soup)
    flow.finish()
    keep_notes(harvest, notes)


def _take_title(soup: BeautifulSoup, harvest: Harvest) -> None:
    """The only heading of the first level, where nothing stands before it, is the title of the whole."""
    first = next((tag for tag in soup.find_all(True) if said(tag)), None)
    highest = list(tags(soup, "h1"))
    titles = [tag for tag in highest if "title" in (tag.get("class") or [])]
    title = titles[0] if titles else highest[0] if len(highest) == 1 and first is highest[0] else None
    if title is not None and said(title):
        harvest.title = title_of(said(title))
        harvest.report.figures["headings"] += 1
        title.extract()
