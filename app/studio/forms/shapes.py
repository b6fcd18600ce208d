"""What a form of a block may hold, told by the dataclasses of the content format: one rule for every type."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from app.catalogue.content import block_sources as blocks
from app.catalogue.content import question_sources as questions

PLAIN: dict[str, type] = {
    "text": blocks.TextBlock,
    "callout": blocks.CalloutBlock,
    "figure": blocks.FigureBlock,
    "steps": blocks.StepsBlock,
    "comparison": blocks.ComparisonBlock,
    "term": blocks.TermBlock,
    "video": blocks.VideoBlock,
    "audio": blocks.AudioBlock,
    "download": blocks.DownloadBlock,
    "external": blocks.ExternalBlock,
    "checklist": blocks.ChecklistBlock,
    "reflection": blocks.ReflectionBlock,
    "open-answer": blocks.OpenAnswerBlock,
    "submission": blocks.SubmissionBlock,
    "in-centre": blocks.InCentreBlock,
}
ASKED: dict[str, type] = {
    "choice": questions.ChoiceQuestion,
    "multiple": questions.ChoiceQuestion,
    "order": questions.OrderQuestion,
    "number": questions.NumberQuestion,
    "match": questions.MatchQuestion,
    "short": questions.ShortQuestion,
    "cloze": questions.ClozeQuestion,
    "hotspot": questions.HotspotQuestion,
}
#: What a row of the database says, or the type of the question: no field of the form.
NOT_FIELDS = ("id", "required", "hidden", "multiple")
#: Typed as people write them, with a comma; kept with a point.
DECIMALS = {
    "number": ("answer", "tolerance", "units.*.factor", "wrong_values.*.value"),
    "hotspot": ("zones.*.place.*",),
    "figure": ("labels.*.x", "labels.*.y"),
}


@dataclass(frozen=True, slots=True)
class Text:
    """A text; `maybe` when an empty one means that there is none."""

    maybe: bool = False


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number; `maybe` when it may be left out."""

    maybe: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """Yes or no."""


@dataclass(frozen=True, slots=True)
class Group:
    """Named fields together."""

    parts: dict[str, Shape]


@dataclass(frozen=True, slots=True)
class Rows:
    """As many as one likes of the same; `count` when their number is fixed."""

    of: Shape
    count: int | None = None


Shape = Text | Whole | Mark | Group | Rows
LEAVES: dict[Any, Shape] = {str: Text(), int: Whole(), bool: Mark()}


@cache
def shape_of(block_type: str, question_type: str | None = None) -> Group | None:
    """None when nobody knows such a block."""
    source = ASKED.get(question_type or "") if block_type == "question" else PLAIN.get(block_type)
    if source is None:
        return None
    return Group({name: kind for name, kind in _group(source).parts.items() if name not in NOT_FIELDS})


def blank(shape: Shape) -> Any:
    """What stands in a row that was just added."""
    match shape:
        case Text(maybe=maybe):
            return None if maybe else ""
        case Whole(maybe=maybe):
            return None if maybe else 0
        case Mark():
            return False
        case Group(parts=parts):
            return {name: blank(part) for name, part in parts.items()}
        case Rows(of=of, count=count):
            return [blank(of) for _ in range(count or 0)]


def _group(source: type[Any]) -> Group:
    hints = get_type_hints(source)
    return Group({each.name: _shape(hints[each.name]) for each in fields(source) if each.name != "line"})


def _shape(hint: Any) -> Shape:
    kinds = get_args(hint)
    if get_origin(hint) is tuple:
        return Rows(_shape(kinds[0])) if kinds[1:] == (...,) else Rows(_shape(kinds[0]), len(kinds))
    if NoneType in kinds:
        return Whole(maybe=True) if int in kinds else Text(maybe=True)
    if is_dataclass(hint) and isinstance(hint, type):
        return _group(hint)
    return LEAVES[hint]
