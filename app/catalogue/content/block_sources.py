"""The blocks of a unit as their author wrote them, all but the questions (`question_sources.py`)."""

from dataclasses import dataclass, field

SAFETY, TIP, EXAMPLE = "safety", "tip", "example"
CALLOUT_KINDS = (SAFETY, TIP, EXAMPLE)
PHOTO, DOCUMENT, ANY = "photo", "document", "any"
ACCEPTED_FILES = (PHOTO, DOCUMENT, ANY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What every block has. `line` is where it opens; two blocks are equal wherever they stand.

    A hidden one stays with its authors: it is kept, and left out of what is published.
    """

    id: str
    required: bool = True
    hidden: bool = False
    line: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlock(Block):
    """Prose; without a title it continues after a directive."""

    title: str | None
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CalloutBlock(Block):
    """A few sentences set apart: a danger, a tip or an example."""

    kind: str
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Label:
    """What a place of a picture is called; the place in percent as written, from the left and from the top."""

    x: str
    y: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureBlock(Block):
    """A picture named `src` in the module's media, told in words by `alt`; `labels` are numbered on it, in order."""

    src: str
    alt: str
    caption: str
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StepsBlock(Block):
    """A worked procedure, each step in Markdown."""

    title: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One side of a comparison."""

    heading: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonBlock(Block):
    """Two to four things side by side."""

    title: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TitledBlock(Block):
    """A title and a text: what the types below have in common."""

    title: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TermBlock(TitledBlock):
    """A word of the trade, and what it means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReflectionBlock(TitledBlock):
    """Something to think about; what is written stays the learner's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAnswerBlock(TitledBlock):
    """A question answered in one's own words, read by the tutor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionBlock(TitledBlock):
    """A file to send to the tutor; `accept` says of what kind."""

    accept: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadBlock(TitledBlock):
    """A file named `src` in the module's media, to keep."""

    src: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalBlock(TitledBlock):
    """A page of someone else."""

    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioBlock(TitledBlock):
    """A recording, its words in `body`; `captions` may be empty."""

    src: str
    captions: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoBlock(TitledBlock):
    """A film with captions, its words in `body`; `poster` may be empty."""

    src: str
    captions: str
    poster: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistBlock(Block):
    """Things to tick, after an optional introduction."""

    title: str
    introduction: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Criterion:
    """One gesture that can be seen; a critical one not achieved means the task is done again."""

    id: str
    text: str
    critical: bool
    line: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class InCentreBlock(Block):
    """A task done in the workshop and the grid by which it is observed."""

    title: str
    minutes: int
    body: str
    criteria: tuple[Criterion, ...]
