"""Where a person stands with a block that is answered, as its template shows it; and how a form carries an answer.

The templates in `catalogue/blocks/` read a `Standing` named `state` (None where nobody answers, as in a preview),
the `BlockView` named `block`, `form_action`, the address the answer is posted to (None in a preview), and `lang`, an
attribute for what the author wrote where the page speaks another language.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.questions.marking import mark
from app.questions.responses import UnreadableResponse
from app.questions.results import Marking
from app.questions.wording import word_right

PLACE_FIELD, PART_FIELD, UNIT_FIELD = "place-", "part-", "unit"


@dataclass(frozen=True, slots=True)
class Standing:
    """The last response to a block and what it is worth."""

    data: Mapping[str, Any]
    is_done: bool
    tries: int = 0
    response: object = None
    marking: Marking | None = None

    @property
    def has_answered(self) -> bool:
        return self.marking is not None

    @property
    def is_right(self) -> bool:
        return self.marking is not None and self.marking.right

    @property
    def is_incomplete(self) -> bool:
        return self.marking is not None and self.marking.incomplete

    @property
    def tries_left(self) -> int | None:
        """None where one may try until the answer is right."""
        allowed = self.data.get("tries")
        return None if allowed is None else max(0, allowed - self.tries)

    @property
    def feedback(self) -> list[str]:
        """What to read: about the response, or about the right answer once the tries are used up."""
        if self.is_done and not self.is_right:
            return self._feedback_when_right()
        return [item.html for item in self.marking.feedback] if self.marking else []

    @property
    def right_answer(self) -> str:
        """The right answer in words, shown when the tries are used up where no choice shows it."""
        if not self.is_done or self.is_right or not self.has_answered:
            return ""
        return word_right(self.data)

    @property
    def parts(self) -> tuple[int, int] | None:
        """How many parts are right, of how many; None where all are, or where there are none."""
        return None if self.marking is None or self.is_right else self.marking.parts

    def part(self, number: int) -> str:
        """What was given for a part (counted from 0) of a match or a cloze question."""
        given = self.response if isinstance(self.response, list) else []
        return str(given[number]) if number < len(given) else ""

    @property
    def point(self) -> str:
        """Where a picture was touched, as its screen keeps it."""
        if self.data.get("type") != "hotspot" or not isinstance(self.response, list):
            return ""
        return " ".join(str(each) for each in self.response)

    @property
    def text(self) -> str:
        return "" if self.response is None else str(self.response)

    def has_chosen(self, answer_id: str) -> bool:
        if isinstance(self.response, list):
            return answer_id in self.response
        return self.response == answer_id

    def shows_checked(self, answer_id: str) -> bool:
        """A wrong single choice is shown but not kept checked, so that the same one is not sent again."""
        return self.has_chosen(answer_id) and (self.is_right or isinstance(self.response, list))

    def result_of(self, answer_id: str) -> str:
        """How an answer is drawn: right, again (the person's, not it), left (not chosen), or plain."""
        answer = next((each for each in self._answers if each["id"] == answer_id), None)
        if answer is None or not self.has_answered:
            return ""
        if self.is_done and answer["right"]:
            return "right"
        if self.has_chosen(answer_id) and not answer["right"]:
            return "again"
        return "left" if self.is_done else ""

    def place_of(self, item_id: str) -> int:
        """Where the person put an item, from 1; 0 where it has no place yet."""
        if isinstance(self.response, list) and item_id in self.response:
            return self.response.index(item_id) + 1
        return 0

    def _feedback_when_right(self) -> list[str]:
        if "feedback" in self.data:
            return [self.data["feedback"]["right"]]
        return [answer["feedback_html"] for answer in self._answers if answer["right"]]

    @property
    def _answers(self) -> Sequence[Mapping[str, Any]]:
        found: Sequence[Mapping[str, Any]] = self.data.get("answers") or self.data.get("zones", ())
        return found


def standing(data: Mapping[str, Any], *, is_done: bool, tries: int = 0, response: object = None) -> Standing:
    """Mark the last response again, for its feedback; one that cannot be read counts as none."""
    try:
        marking = mark(data, response) if response is not None else None
    except UnreadableResponse:
        marking = None
    return Standing(data, is_done, tries, response, marking)


def read_form(data: Mapping[str, Any], fields: Mapping[str, Sequence[str]]) -> object:
    """The response that a form without script carries; `mark` refuses what answers nothing.

    `fields` maps each name to its values (`request.form.to_dict(flat=False)`).
    """
    values = list(fields.get("response", ()))
    match data.get("type", "checklist"):
        case "multiple" | "checklist":
            return values
        case "order":
            return _read_order(data, fields)
        case "match":
            return [_first(fields, PART_FIELD + left["id"]) for left in data["lefts"]]
        case "cloze":
            return [_first(fields, PART_FIELD + gap["id"]) for gap in data["gaps"]]
        case "number":
            return _read_number(values, _first(fields, UNIT_FIELD))
    return values[0] if values else ""


def _first(fields: Mapping[str, Sequence[str]], name: str) -> str:
    return next(iter(fields.get(name, ())), "")


def _read_number(values: Sequence[str], unit: str) -> str:
    """With the unit that was chosen beside it, unless one was typed."""
    typed = values[0].strip() if values else ""
    return f"{typed} {unit}" if unit and typed[-1:].isdigit() else typed


def _read_order(data: Mapping[str, Any], fields: Mapping[str, Sequence[str]]) -> list[str]:
    """Items in the order of their places; an item whose place is missing or taken twice is left out."""
    by_place: dict[int, str] = {}
    for item in data["items"]:
        place = _first(fields, PLACE_FIELD + item["id"])
        if place.isascii() and place.isdigit():
            by_place.setdefault(int(place), item["id"])
    return [by_place[place] for place in sorted(by_place)]
