"""The compiled form of each question type, as a block keeps it in `data`."""

from typing import Literal, NotRequired, TypedDict


class Answer(TypedDict):
    id: str
    html: str
    text: str
    right: bool
    feedback_html: str


class Item(TypedDict):
    id: str
    html: str
    text: str


class FeedbackPair(TypedDict):
    right: str
    wrong: str


class WrongValue(TypedDict):
    value: str
    feedback_html: str


class Head(TypedDict):
    """`hints` are shown one at a time, when asked for."""

    tries: int | None
    hints: NotRequired[list[str]]


class ChoiceData(Head):
    type: Literal["choice"]
    answers: list[Answer]


class MultipleData(Head):
    type: Literal["multiple"]
    answers: list[Answer]


class OrderData(Head):
    """`items` stand in the right order; the screen shuffles them (`shuffling.py`)."""

    type: Literal["order"]
    items: list[Item]
    feedback: FeedbackPair


class OtherUnit(TypedDict):
    """`factor` is what one of it is worth in the question's own unit."""

    name: str
    factor: str


class NumberData(Head):
    """Values are decimal text, never floats: 0.1 is exactly 0.1."""

    type: Literal["number"]
    answer: str
    tolerance: str
    unit: str
    units: NotRequired[list[OtherUnit]]
    wrong: list[WrongValue]
    feedback: FeedbackPair


class WrongPair(TypedDict):
    left: str
    right: str
    feedback_html: str


class MatchData(Head):
    """`pairs` names the right of each left, in the order of `lefts`; the screen shuffles `rights`."""

    type: Literal["match"]
    lefts: list[Item]
    rights: list[Item]
    pairs: list[str]
    wrong: list[WrongPair]
    feedback: FeedbackPair


class ShortData(Head):
    """`accepted` begins with what is shown as right; texts of other languages follow."""

    type: Literal["short"]
    spelling: str
    accepted: list[str]
    wrong: list[WrongValue]
    feedback: FeedbackPair


class Option(TypedDict):
    id: str
    text: str


class GapData(TypedDict):
    """Typed where it has `accepted`; picked where it has `options`, of which the first is right."""

    id: str
    accepted: NotRequired[list[str]]
    options: NotRequired[list[Option]]


class WrongGap(TypedDict):
    gap: str
    value: str
    feedback_html: str


class ClozeData(Head):
    """A gap stands between two `pieces` of the statement."""

    type: Literal["cloze"]
    spelling: str
    pieces: list[str]
    gaps: list[GapData]
    wrong: list[WrongGap]
    feedback: FeedbackPair


class ZoneData(TypedDict):
    """`place` is left, top, width, height in percent of the picture."""

    id: str
    place: list[float]
    text: str
    right: bool
    feedback_html: str


class HotspotData(Head):
    type: Literal["hotspot"]
    src: str
    alt: str
    zones: list[ZoneData]
    elsewhere_html: str


class ChecklistData(TypedDict):
    """A checklist is a block of its own, so its data names no question type."""

    type: NotRequired[Literal["checklist"]]
    items: list[Item]
