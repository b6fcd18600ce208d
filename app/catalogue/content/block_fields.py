"""A block as JSON, to be edited: its dataclass without what every block has; Markdown stays Markdown.

Nothing here is special to a type of block: the shapes are read off the dataclasses of `block_sources` and
`question_sources`. What follows from another field is left out: `multiple` from `type`, `gaps` from the statement.
"""

import types
import typing
from collections.abc import Mapping
from dataclasses import fields as dataclass_fields
from dataclasses import is_dataclass
from typing import Any

from app.catalogue.content.decoding import FORBIDDEN
from app.catalogue.content.fields import one_line
from app.catalogue.content.gaps import read_gaps
from app.catalogue.content.question_sources import (
    Answer,
    ChoiceQuestion,
    ClozeQuestion,
    HotspotQuestion,
    MatchQuestion,
    NumberQuestion,
    OrderQuestion,
    Question,
    ShortQuestion,
    question_type,
)
from app.catalogue.content.sources import TYPES, BlockSource
from app.catalogue.content.texts import LONGEST_PASSAGE
from app.kernel.errors import DomainError, TextTooLong

Fields = dict[str, Any]

QUESTIONS: Mapping[str, type[Question]] = {
    "choice": ChoiceQuestion,
    "multiple": ChoiceQuestion,
    "order": OrderQuestion,
    "number": NumberQuestion,
    "match": MatchQuestion,
    "short": ShortQuestion,
    "cloze": ClozeQuestion,
    "hotspot": HotspotQuestion,
}
#: Fields that hold Markdown; every other text stands on one line.
PROSE = frozenset(
    {
        "body",
        "caption",
        "steps",
        "introduction",
        "items",
        "statement",
        "hints",
        "feedback",
        "right_feedback",
        "wrong_feedback",
        "elsewhere",
    }
)
LEFT_OUT = frozenset({"id", "required", "hidden", "line", "multiple", "gaps"})
MOST_ITEMS = 100


class FieldsUnfit(DomainError):
    """`facts["at"]` names the field whose value is of another shape, as `answers.0.right`."""

    code = "fields_unfit"


def to_fields(block: BlockSource) -> Fields:
    kind = {"type": question_type(block)} if isinstance(block, Question) else {}
    return kind | {name: _plain(getattr(block, name)) for name in _names(type(block))}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value):
        return {name: _plain(getattr(value, name)) for name in shape(type(value))}
    return value


def from_fields(block_type: str, code: str, required: bool, fields: Fields) -> BlockSource:
    """The block that these fields make: what is missing is empty. Raises FieldsUnfit, TextTooLong."""
    kind, given = block_class(block_type, fields), dict(fields)
    derived: Fields = {}
    if issubclass(kind, Question):
        given.pop("type", None)
    if kind is ChoiceQuestion:
        derived["multiple"] = fields.get("type") == "multiple"
    values = _read_object(kind, given, "", _names(kind))
    if kind is ClozeQuestion:
        derived["gaps"] = tuple(read_gaps(values["statement"]))
    block: BlockSource = kind(id=code, required=required, **values, **derived)
    return block


def block_class(block_type: str, fields: Fields) -> type[Any]:
    """Raises FieldsUnfit where there is no such type."""
    if block_type == "question":
        found: type[Any] | None = QUESTIONS.get(str(fields.get("type", "")))
    else:
        found = TYPES.get(block_type)
    if found is None:
        raise FieldsUnfit(at="type")
    return found


_shapes: dict[type[Any], Mapping[str, Any]] = {}


def shape(kind: type[Any]) -> Mapping[str, Any]:
    """The type of each field of a dataclass, in order, but for the line where it stands."""
    if kind not in _shapes:
        hints = typing.get_type_hints(kind)
        names = (field.name for field in dataclass_fields(kind))
        _shapes[kind] = {name: hints[name] for name in names if name != "line"}
    return _shapes[kind]


def _names(kind: type[Any]) -> tuple[str, ...]:
    """What a block of this class is edited by."""
    return tuple(name for name in shape(kind) if name not in LEFT_OUT)


def _read_object(kind: type[Any], value: Any, at: str, names: typing.Iterable[str]) -> Fields:
    if not isinstance(value, dict) or set(value) - set(names):
        raise FieldsUnfit(at=at or "?")
    return {
        name: _read(hint, value.get(name), f"{at}.{name}".strip("."), is_prose(kind, name))
        for name, hint in shape(kind).items()
        if name in names
    }


def is_prose(kind: type[Any], name: str) -> bool:
    """Whether a field holds Markdown of several lines."""
    return name in PROSE or (kind is Answer and name == "text")


def _read(hint: Any, value: Any, at: str, prose: bool) -> Any:
    if isinstance(hint, types.UnionType):
        hint, otherwise = typing.get_args(hint)[0], None
        return otherwise if value is None or value == "" else _read(hint, value, at, prose)
    if typing.get_origin(hint) is tuple:
        return _read_list(typing.get_args(hint), value, at, prose)
    if hint is str:
        return _text("" if value is None else value, at, prose)
    if hint is bool:
        return _one_of_type(bool, value or False, at)
    if hint is int:
        return _whole(value or 0, at)
    return hint(**_read_object(hint, value or {}, at, tuple(shape(hint))))


def _read_list(hints: tuple[Any, ...], value: Any, at: str, prose: bool) -> tuple[Any, ...]:
    """As many as there are, or as many as a tuple of a known length has."""
    items = list(_one_of_type(list, value or [], at))
    if len(items) > MOST_ITEMS:
        raise FieldsUnfit(at=at)
    if hints[-1] is not Ellipsis:
        items = [*items, *([None] * len(hints))][: len(hints)]
    return tuple(_read(hints[0], item, f"{at}.{place}", prose) for place, item in enumerate(items))


def _one_of_type(kind: type[Any], value: Any, at: str) -> Any:
    if not isinstance(value, kind):
        raise FieldsUnfit(at=at)
    return value


def _text(value: Any, at: str, prose: bool) -> str:
    text = FORBIDDEN.sub("", str(_one_of_type(str, value, at)).replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) > LONGEST_PASSAGE:
        raise TextTooLong(longest=LONGEST_PASSAGE)
    return text if prose else one_line(text)


def _whole(value: Any, at: str) -> int:
    if isinstance(value, str) and value.isascii() and value.strip().isdigit() and len(value) < 10:
        return int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 10**9:
        raise FieldsUnfit(at=at)
    return value
