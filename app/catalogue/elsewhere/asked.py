"""A question as other tools ask it, whatever the file: texts are HTML, shares are fractions of the points."""

from dataclasses import dataclass
from decimal import Decimal
from html import escape

from app.catalogue.content.markdown_check import READER
from app.catalogue.content.texts import LONGEST_PASSAGE
from app.catalogue.elsewhere.harvest import Resolve
from app.catalogue.elsewhere.reports import Where

WHOLE = Decimal(100)
NONE = Decimal(0)


def no_file(_address: str) -> bytes | None:
    return None


@dataclass(frozen=True, slots=True)
class Rich:
    """A text with the files it may show."""

    html: str = ""
    resolve: Resolve = no_file


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer; `share` is the part of the points it gives, in percent."""

    text: Rich
    share: Decimal
    feedback: Rich = Rich()
    tolerance: str = "0"


@dataclass(frozen=True, slots=True)
class Couple:
    """A left and its right; without a left, a right that belongs to nobody."""

    left: Rich
    right: Rich


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    where: Where
    name: str
    statement: Rich
    general: Rich = Rich()
    right: Rich = Rich()
    wrong: Rich = Rich()
    partly: Rich = Rich()
    hints: tuple[Rich, ...] = ()

    @property
    def place(self) -> str:
        return self.where.place


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedChoice(Asked):
    choices: tuple[Choice, ...]
    several: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedShort(Asked):
    choices: tuple[Choice, ...]
    has_case: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedNumber(Asked):
    """`units` are names with what one unit of the answer is worth in them, as the other tool counts."""

    choices: tuple[Choice, ...]
    units: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedMatch(Asked):
    couples: tuple[Couple, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedOrder(Asked):
    items: tuple[Rich, ...]


@dataclass(frozen=True, slots=True)
class AskedGap:
    is_picked: bool
    choices: tuple[Choice, ...]
    has_case: bool = False
    is_number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedCloze(Asked):
    """The statement holds each gap as `mark(number)`, from 1."""

    gaps: tuple[AskedGap, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedOpen(Asked):
    """To be answered in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Described(Asked):
    """Text between questions."""


def from_plain(text: str) -> str:
    """Paragraphs at empty lines, breaks where lines end."""
    return "<br>".join(escape(text.strip(), quote=False).split("\n"))


def from_moodle(text: str) -> str:
    """What Moodle calls automatic format: HTML in which an end of line shows."""
    return "<br>".join(text.strip().split("\n"))


def from_markdown(text: str) -> str:
    return str(READER.render(text)) if is_readable(text) else from_plain(text)


def is_readable(text: str) -> bool:
    """Whether Markdown can be read soon: the reader's time grows with the square of some hostile paragraphs."""
    length = 0
    for line in text.split("\n"):
        length = length + len(line) if line.strip() else 0
        if length > LONGEST_PASSAGE:
            return False
    return True


FORMATS = {
    "html": lambda text: text,
    "plain": from_plain,
    "plain_text": from_plain,
    "markdown": from_markdown,
    "moodle": from_moodle,
    "moodle_auto_format": from_moodle,
}


def rich(text: str, form: str = "moodle", resolve: Resolve = no_file) -> Rich:
    return Rich(FORMATS.get(form, from_moodle)(text) if text.strip() else "", resolve)
