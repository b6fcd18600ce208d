"""From the fields of a form, named by paths, to the fields of a block.

`answers.0.text` is the text of one answer: the numbers only tell rows apart, their order is that in which they were
sent. `answers.right` names the one row whose `right` is marked.
"""

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from werkzeug.datastructures import MultiDict

from app.catalogue.content.openings import DECIMAL
from app.catalogue.content.texts import LONGEST_PASSAGE
from app.kernel.errors import TextTooLong
from app.studio.forms.gaps import settle_gaps
from app.studio.forms.refusals import FormUnfit, NotWhole, TooManyRows
from app.studio.forms.shapes import DECIMALS, Group, Mark, Rows, Shape, Text, Whole, shape_of

Fields = dict[str, Any]
Form = MultiDict[str, str]
#: A field as it was sent, or what stands under its name.
Sent = dict[str, Any]

MOST_ROWS = 50
DEEPEST = 5
NUMBER = re.compile(r"[0-9]{1,3}")
WHOLE = re.compile(r"-?[0-9]{1,9}")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
LINE_END = re.compile(r"\r\n?")
#: What the page around the form sends with it; a block may have a field of the same name.
OF_THE_PAGE = frozenset(
    [
        "csrf_token",
        "revision",
        "required",
        "language",
        "beside",
        "seen",
        "block",
        "unit",
        "after",
        "way",
        "add",
        "remove",
        "up",
        "down",
    ]
)


def read_form(block_type: str, form: Form) -> Fields:
    """The fields of a block, whatever is missing being empty and rows without words left out at the end.

    Raises FormUnfit, NotWhole, TooManyRows, TextTooLong.
    """
    question = form.get("type") if block_type == "question" else None
    shape = shape_of(block_type, question)
    if shape is None:
        raise FormUnfit(at="type")
    sent = _tree(form, OF_THE_PAGE - shape.parts.keys() | ({"type"} if question else set()))
    fields = _Reading(DECIMALS.get(question or block_type, ())).group(shape, sent, "")
    if question:
        fields = {"type": question, **fields}
    return _settled(fields)


def read_required(form: Mapping[str, str]) -> bool:
    return "required" in form


def _settled(fields: Fields) -> Fields:
    """What one field says about another."""
    match fields.get("type"):
        case "choice":
            _keep_one(fields["answers"])
        case "hotspot":
            _keep_one(fields["zones"])
        case "cloze":
            settle_gaps(fields)
    return fields


def _keep_one(rows: list[Fields]) -> None:
    right = [row for row in rows if row["right"]]
    for row in right[1:]:
        row["right"] = False


def _tree(form: Form, others: AbstractSet[str]) -> Sent:
    """The paths as a tree; what comes twice counts once."""
    tree: Sent = {}
    for path, text in form.items():
        if path in others:
            continue
        *way, last = path.split(".")[: DEEPEST + 1]
        if len(way) >= DEEPEST:
            raise FormUnfit(at=path[:80])
        here = tree
        for name in way:
            here = here.setdefault(name, {})
            if not isinstance(here, dict):
                raise FormUnfit(at=path[:80])
        if last in here:
            raise FormUnfit(at=path[:80])
        here[last] = text
    return tree


class _Reading:
    """`decimals` are the paths, without the numbers of rows, of what is typed with a comma."""

    def __init__(self, decimals: tuple[str, ...]) -> None:
        self._decimals = decimals

    def group(self, shape: Group, sent: Sent, at: str) -> Fields:
        for name in sent:
            if name not in shape.parts:
                raise FormUnfit(at=f"{at}{name}"[:80])
        return {name: self._value(part, sent.get(name), f"{at}{name}") for name, part in shape.parts.items()}

    def _value(self, shape: Shape, sent: Any, at: str) -> Any:
        if isinstance(shape, Group | Rows):
            branch = {} if sent is None else sent
            if not isinstance(branch, dict):
                raise FormUnfit(at=at)
            return (
                self.group(shape, branch, f"{at}.")
                if isinstance(shape, Group)
                else self._rows(shape, branch, at)
            )
        if isinstance(sent, dict):
            raise FormUnfit(at=at)
        return self._leaf(shape, sent or "", at)

    def _leaf(self, shape: Shape, sent: str, at: str) -> Any:
        text = self._text(sent, at)
        match shape:
            case Mark():
                return bool(text)
            case Whole(maybe=maybe):
                return _whole(text, at, maybe=maybe)
            case Text(maybe=True):
                return text or None
        return text

    def _text(self, sent: str, at: str) -> str:
        text = UNPRINTABLE.sub("", LINE_END.sub("\n", sent)).strip(" \t\n")
        if len(text) > LONGEST_PASSAGE:
            raise TextTooLong(longest=LONGEST_PASSAGE, at=at)
        path = re.sub(r"\.[0-9]+(?=\.|$)", ".*", at)
        return _with_point(text) if path in self._decimals else text

    def _rows(self, shape: Rows, sent: Sent, at: str) -> list[Any]:
        marks = {name: number for name, number in sent.items() if _is_mark(shape, name)}
        numbers = [name for name in sent if name not in marks]
        if len(numbers) > MOST_ROWS:
            raise TooManyRows(at=at, most=MOST_ROWS)
        if any(not NUMBER.fullmatch(number) for number in numbers):
            raise FormUnfit(at=at)
        if shape.count is not None:
            return [
                self._value(shape.of, sent.get(str(place)), f"{at}.{place}") for place in range(shape.count)
            ]
        rows = [self._value(shape.of, sent[number], f"{at}.{number}") for number in numbers]
        for name, chosen in marks.items():
            if chosen in numbers:
                rows[numbers.index(chosen)][name] = True
        return _without_empty_end(rows)


def _is_mark(shape: Rows, name: str) -> bool:
    return isinstance(shape.of, Group) and isinstance(shape.of.parts.get(name), Mark)


def _without_empty_end(rows: list[Any]) -> list[Any]:
    while rows and not any(_words(rows[-1])):
        rows.pop()
    return rows


def _words(value: Any) -> Iterator[str]:
    """What was typed; an id and a mark alone say nothing."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, part in value.items():
            if name != "id":
                yield from _words(part)
    elif isinstance(value, list):
        for part in value:
            yield from _words(part)


def _whole(text: str, at: str, *, maybe: bool) -> int | None:
    if not text:
        return None if maybe else 0
    if not WHOLE.fullmatch(text):
        raise NotWhole(at=at, value=text[:40])
    return int(text)


def _with_point(text: str) -> str:
    """`1 250,5` as `1250.5`; what is no number stays as it was typed, to be corrected."""
    pointed = re.sub(r"[ \u00a0\u202f]", "", text).replace(",", ".").replace("\u2212", "-")
    return pointed if DECIMAL.fullmatch(pointed) else text
