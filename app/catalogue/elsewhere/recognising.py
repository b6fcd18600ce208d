"""Which format a file is in, by its content; names of files only help where content does not say."""

import re
import zipfile
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO

from flask_babel import gettext

from app.catalogue.content.archives import CENTRAL_RECORD
from app.catalogue.content.decoding import FORBIDDEN
from app.catalogue.content.faults import Fault
from app.kernel.errors import DomainError


class Format(StrEnum):
    MOODLE = "moodle-xml"
    GIFT = "gift"
    AIKEN = "aiken"
    CLOZE = "cloze"
    MARKDOWN = "markdown"
    WORD = "docx"


class NotTaken(DomainError):
    """A file we cannot read. `facts["why"]` names a sentence, `kind` what the file seems to be."""

    code = "not_taken"

    def __init__(self, why: str, *, line: int = 0, kind: str = "", fault: Fault | None = None) -> None:
        super().__init__(why=why, line=line, kind=kind, reason=fault.message(gettext) if fault else "")


@dataclass(frozen=True, slots=True)
class Recognised:
    format: Format
    text: str = ""


# Listing is slow: it is not begun for more than any document has.
MOST_MEMBERS = 3000
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FIRST_ELEMENT = re.compile(rb"<(?![?!])(?:[\w.-]+:)?([\w.-]+)")
ROOTS = {
    b"questestinterop": "qti",
    b"assessmentItem": "qti",
    b"assessmentTest": "qti",
    b"qti-assessment-item": "qti",
    b"qti-assessment-test": "qti",
    b"manifest": "package",
    b"courseStructure": "cmi5",
    b"examview": "examview",
    b"html": "web",
    b"svg": "picture",
}
MEMBERS = (
    ("imsmanifest.xml", "package"),
    ("cmi5.xml", "cmi5"),
    ("moodle_backup.xml", "moodle_backup"),
    ("module.yaml", "module"),
    ("xl/workbook.xml", "sheet"),
    ("ppt/presentation.xml", "slides"),
    ("content.xml", "opendocument"),
)
STARTS = (
    (OLD_OFFICE, "old_word"),
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x1f\x8b", "moodle_backup"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
)
ANSWER = re.compile(r"^ANSWER:\s*[A-Z]\s*$", re.MULTILINE)
OPTION = re.compile(r"^[A-Z][.)]\s", re.MULTILINE)
GAP = re.compile(r"\{\d*:[A-Z_]{2,20}:")
GIFT_NAME = re.compile(r"^::.*?::", re.MULTILINE)
GIFT_ANSWERS = re.compile(r"(?<!\\)\{\s*(?:[=~#]|T(?:RUE)?\s*[#}]|F(?:ALSE)?\s*[#}]|\})")
#: JSON has braces too.
DATA = re.compile(r"\s*[\[{]\s*[\"{\[\]}]")
MARKDOWN_NAMES = (".md", ".markdown", ".txt")


def recognise(data: bytes, name: str) -> Recognised:
    """Raises NotTaken, which says what the file is and what we take."""
    if not data.strip():
        raise NotTaken("empty")
    for start, kind in STARTS:
        if data.startswith(start):
            raise NotTaken("foreign", kind=kind)
    if data.startswith(b"PK"):
        return _archive(data)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml") or data.startswith(
        (b"\xff\xfe<", b"\xfe\xff\x00<")
    ):
        return _xml(data)
    if b"<quiz" in data[:2000]:
        return Recognised(Format.MOODLE)
    return _text(data, name.lower())


def _archive(data: bytes) -> Recognised:
    if data.count(CENTRAL_RECORD) > MOST_MEMBERS:
        raise NotTaken("foreign", kind="archive")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        raise NotTaken("foreign", kind="archive") from None
    if "word/document.xml" in names:
        return Recognised(Format.WORD)
    kind = next((kind for member, kind in MEMBERS if member in names), "archive")
    raise NotTaken("foreign", kind=kind)


def _xml(data: bytes) -> Recognised:
    start = data[:20_000]
    if b"\x00" in start:
        start = start.replace(b"\x00", b"")
    found = FIRST_ELEMENT.search(re.sub(rb"<!--.*?-->", b"", start, flags=re.DOTALL))
    root = found[1] if found else b""
    if root == b"quiz":
        return Recognised(Format.MOODLE)
    raise NotTaken("foreign", kind=ROOTS.get(root, "xml"))


def _text(data: bytes, name: str) -> Recognised:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotTaken("not_text") from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\x00" in text:
        raise NotTaken("not_text")
    text = FORBIDDEN.sub("", text)
    if name.endswith((".md", ".markdown")):
        return Recognised(Format.MARKDOWN, text)
    if ANSWER.search(text) and OPTION.search(text):
        return Recognised(Format.AIKEN, text)
    if GAP.search(text):
        return Recognised(Format.CLOZE, text)
    is_data = DATA.match(text)
    if GIFT_NAME.search(text) or (GIFT_ANSWERS.search(text) and not is_data) or name.endswith(".gift"):
        return Recognised(Format.GIFT, text)
    if name.endswith(MARKDOWN_NAMES):
        return Recognised(Format.MARKDOWN, text)
    raise NotTaken("foreign", kind="unknown")
