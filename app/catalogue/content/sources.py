"""A module as its author wrote it: what the files say, and nothing the files do not say."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

SAFETY, TIP, EXAMPLE = "safety", "tip", "example"
CALLOUT_KINDS = (SAFETY, TIP, EXAMPLE)
REMOTE, IN_CENTRE = "remote", "in_centre"
PLACES = (REMOTE, IN_CENTRE)
QUESTION_TYPES = ("choice", "multiple", "order", "number")

#: Attributes of each directive, in canonical order; `required` may follow in every one.
ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "text": (),
    "callout": ("kind", "title"),
    "figure": ("src", "alt"),
    "steps": ("title",),
    "question": ("type", "tries", "answer", "tolerance", "unit"),
    "checklist": ("title",),
    "in-centre": ("title", "minutes"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What every block has. `line` is where it opens; two blocks are equal wherever they stand."""

    id: str
    required: bool = True
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


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureBlock(Block):
    """A picture named `src` in the module's media, told in words by `alt`."""

    src: str
    alt: str
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepsBlock(Block):
    """A worked procedure, each step in Markdown."""

    title: str
    steps: tuple[str, ...]


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


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer one may choose, and what a person reads after choosing it."""

    text: str
    right: bool
    feedback: str


@dataclass(frozen=True, slots=True)
class WrongValue:
    """A wrong number that shows a wrong idea, and what that idea misses."""

    value: str
    feedback: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Block):
    """What every question has; `tries` is None when a person may try until right."""

    statement: str
    tries: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceQuestion(Question):
    """Choose among answers: exactly one is right, or (`multiple`) one or more are."""

    answers: tuple[Answer, ...]
    multiple: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderQuestion(Question):
    """Put items in order; `items` stand in the right one."""

    items: tuple[str, ...]
    right_feedback: str
    wrong_feedback: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberQuestion(Question):
    """Give a number; `answer` and `tolerance` are decimals kept as written."""

    answer: str
    tolerance: str
    unit: str
    wrong_values: tuple[WrongValue, ...]
    right_feedback: str
    wrong_feedback: str


QuestionSource = ChoiceQuestion | OrderQuestion | NumberQuestion
BlockSource = (
    TextBlock | CalloutBlock | FigureBlock | StepsBlock | ChecklistBlock | InCentreBlock | QuestionSource
)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitSource:
    """A unit in one language; `name` is its file without suffix, `variants` its other languages."""

    name: str
    language: str
    id: str
    title: str
    place: str
    minutes: int
    outcomes: tuple[str, ...]
    prerequisites: tuple[str, ...] = ()
    bring: tuple[str, ...] = ()
    resources: tuple[str, ...] = ()
    blocks: tuple[BlockSource, ...]
    variants: tuple["UnitSource", ...] = ()


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A picture of the module, with the type its content shows."""

    name: str
    content_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleSource:
    """A whole module, free of faults."""

    slug: str
    title: str
    language: str
    summary: str
    sector: str
    licence: str
    origin_version: str | None
    review_on: date
    outcomes: tuple[str, ...]
    sources: tuple[str, ...]
    units: tuple[UnitSource, ...]
    media: tuple[MediaFile, ...]

    def units_in_every_language(self) -> Iterator[UnitSource]:
        for unit in self.units:
            yield unit
            yield from unit.variants


def block_type(block: BlockSource) -> str:
    """The word of the directive that opens this block."""
    if isinstance(block, Question):
        return "question"
    return _TYPES[type(block)]


_TYPES: dict[type[Block], str] = {
    TextBlock: "text",
    CalloutBlock: "callout",
    FigureBlock: "figure",
    StepsBlock: "steps",
    ChecklistBlock: "checklist",
    InCentreBlock: "in-centre",
}


def question_type(question: QuestionSource) -> str:
    match question:
        case ChoiceQuestion(multiple=True):
            return "multiple"
        case ChoiceQuestion():
            return "choice"
        case OrderQuestion():
            return "order"
        case NumberQuestion():
            return "number"
