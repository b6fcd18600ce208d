"""A module as its author wrote it: what the files say, and nothing the files do not say."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from app.catalogue.content.block_sources import (
    AudioBlock,
    Block,
    CalloutBlock,
    ChecklistBlock,
    ComparisonBlock,
    DownloadBlock,
    ExternalBlock,
    FigureBlock,
    InCentreBlock,
    OpenAnswerBlock,
    ReflectionBlock,
    StepsBlock,
    SubmissionBlock,
    TermBlock,
    TextBlock,
    VideoBlock,
)
from app.catalogue.content.question_sources import HotspotQuestion, Question, QuestionSource

REMOTE, IN_CENTRE = "remote", "in_centre"
PLACES = (REMOTE, IN_CENTRE)

QUESTION_ATTRIBUTES = (
    "type",
    "tries",
    "spelling",
    "src",
    "alt",
    "answer",
    "tolerance",
    "unit",
    "units",
    "pool",
    "pick",
)
#: Attributes of each directive, in canonical order; `required` and `hidden` may follow in every one.
ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "text": (),
    "callout": ("kind", "title"),
    "figure": ("src", "alt"),
    "steps": ("title",),
    "comparison": ("title",),
    "term": ("title",),
    "video": ("src", "title", "captions", "poster"),
    "audio": ("src", "title", "captions"),
    "download": ("src", "title"),
    "external": ("href", "title"),
    "question": QUESTION_ATTRIBUTES,
    "checklist": ("title",),
    "reflection": ("title",),
    "open-answer": ("title",),
    "submission": ("title", "accept"),
    "in-centre": ("title", "minutes"),
}

PlainBlock = (
    TextBlock
    | CalloutBlock
    | FigureBlock
    | StepsBlock
    | ComparisonBlock
    | TermBlock
    | VideoBlock
    | AudioBlock
    | DownloadBlock
    | ExternalBlock
    | ChecklistBlock
    | ReflectionBlock
    | OpenAnswerBlock
    | SubmissionBlock
    | InCentreBlock
)
BlockSource = PlainBlock | QuestionSource


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitSource:
    """A unit in one language; `name` is its file without suffix, `variants` its other languages."""

    name: str
    language: str
    id: str
    title: str
    place: str
    minutes: int
    hidden: bool = False
    outcomes: tuple[str, ...]
    prerequisites: tuple[str, ...] = ()
    bring: tuple[str, ...] = ()
    resources: tuple[str, ...] = ()
    blocks: tuple[BlockSource, ...]
    variants: tuple["UnitSource", ...] = ()


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A file of the module, with the type its content shows."""

    name: str
    content_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Translation:
    """What a module says of itself in another language."""

    language: str
    title: str
    summary: str
    outcomes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleSource:
    """A whole module, free of faults; `translations` stand in the order of their languages."""

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
    translations: tuple[Translation, ...] = ()
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
    return _WORDS[type(block)]


#: The class of each type of block, but for questions, which have several.
TYPES: dict[str, type[Block]] = {
    "text": TextBlock,
    "callout": CalloutBlock,
    "figure": FigureBlock,
    "steps": StepsBlock,
    "comparison": ComparisonBlock,
    "term": TermBlock,
    "video": VideoBlock,
    "audio": AudioBlock,
    "download": DownloadBlock,
    "external": ExternalBlock,
    "checklist": ChecklistBlock,
    "reflection": ReflectionBlock,
    "open-answer": OpenAnswerBlock,
    "submission": SubmissionBlock,
    "in-centre": InCentreBlock,
}
_WORDS = {kind: word for word, kind in TYPES.items()}


def media_used(block: BlockSource) -> Iterator[tuple[str, str]]:
    """The files of `media/` that a block names, each with the attribute that names it."""
    match block:
        case FigureBlock() | HotspotQuestion() | DownloadBlock():
            named = {"src": block.src}
        case VideoBlock():
            named = {"src": block.src, "captions": block.captions, "poster": block.poster}
        case AudioBlock():
            named = {"src": block.src, "captions": block.captions}
        case _:
            named = {}
    yield from ((key, name) for key, name in named.items() if name)
