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


class ChoiceData(TypedDict):
    type: Literal["choice"]
    tries: int | None
    answers: list[Answer]


class MultipleData(TypedDict):
    type: Literal["multiple"]
    tries: int | None
    answers: list[Answer]


class OrderData(TypedDict):
    """`items` stand in the right order; the screen shuffles them (`shuffling.py`)."""

    type: Literal["order"]
    tries: int | None
    items: list[Item]
    feedback: FeedbackPair


class NumberData(TypedDict):
    """Values are decimal text, never floats: 0.1 is exactly 0.1."""

    type: Literal["number"]
    tries: int | None
    answer: str
    tolerance: str
    unit: str
    wrong: list[WrongValue]
    feedback: FeedbackPair


class ChecklistData(TypedDict):
    """A checklist is a block of its own, so its data names no question type."""

    type: NotRequired[Literal["checklist"]]
    items: list[Item]
