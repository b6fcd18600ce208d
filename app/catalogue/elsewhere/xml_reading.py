"""XML from someone we do not know: no document type, so no entity of its own; no depth; every element with its line."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from app.catalogue.content.decoding import FORBIDDEN

DEEPEST = 100
# Where a processing of elements begins to cost more than any question file is worth.
MOST_ELEMENTS = 200_000


class XmlRefused(Exception):
    """`code` says why: a document type, a depth, or no XML at all."""

    def __init__(self, code: str, line: int) -> None:
        super().__init__(code)
        self.code = code
        self.line = line


@dataclass(slots=True)
class Element:
    tag: str
    attributes: dict[str, str]
    line: int
    children: list["Element"] = field(default_factory=list)
    text: str = ""

    def all(self, tag: str) -> Iterator["Element"]:
        return (child for child in self.children if child.tag == tag)

    def first(self, tag: str) -> "Element | None":
        return next(self.all(tag), None)

    def words(self, tag: str, otherwise: str = "") -> str:
        """The text of a child, trimmed."""
        found = self.first(tag)
        return found.text.strip() if found else otherwise


@dataclass(slots=True)
class _Builder:
    parser: expat.XMLParserType
    keeps: bool
    open: list[Element] = field(default_factory=list)
    root: Element | None = None
    count: int = 0
    depth: int = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.count += 1
        self.depth += 1
        line = self.parser.CurrentLineNumber
        if self.depth > DEEPEST or (self.count > MOST_ELEMENTS and self.keeps):
            raise XmlRefused("xml_too_deep", line)
        if not self.keeps:
            return
        element = Element(tag, attributes, line)
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element
        self.open.append(element)

    def end(self, _tag: str) -> None:
        self.depth -= 1
        if self.keeps:
            self.open.pop()

    def words(self, text: str) -> None:
        if self.open:
            self.open[-1].text += FORBIDDEN.sub("", text)

    def refuse(self, *_args: object) -> None:
        raise XmlRefused("xml_document_type", self.parser.CurrentLineNumber)


def read_xml(data: bytes) -> Element:
    """The root element. Raises XmlRefused."""
    root = _run(data, keeps=True).root
    assert root is not None
    return root


def check_xml(data: bytes) -> None:
    """Raises XmlRefused for what `read_xml` would refuse; keeps nothing."""
    _run(data, keeps=False)


def _run(data: bytes, *, keeps: bool) -> _Builder:
    parser = expat.ParserCreate()
    builder = _Builder(parser, keeps)
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.words
    parser.StartDoctypeDeclHandler = builder.refuse
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise XmlRefused("xml_unreadable", parser.CurrentLineNumber) from None
    return builder
