"""The gaps of a statement in a form: the sentence shows the first text of each, rows below say what else it takes."""

import re
from typing import Any

from app.catalogue.content.fields import one_line
from app.catalogue.content.gaps import GAP, read_gaps

Fields = dict[str, Any]
MARKS = re.compile(r"[{}|]")


def gaps_of(statement: str) -> list[Fields]:
    """What each gap takes, in order."""
    return [{"is_picked": gap.is_picked, "texts": list(gap.texts)} for gap in read_gaps(statement)]


def shown_statement(statement: str) -> str:
    """The statement with only the first text of each gap, as the form shows it."""
    shown = iter(read_gaps(statement))
    return GAP.sub(lambda _found: "{{" + next(shown).texts[0] + "}}", statement)


def with_gaps(statement: str, gaps: list[Fields]) -> str:
    """The statement with these gaps in the place of its own, as many."""
    written = iter(_written(gap) for gap in gaps)
    return GAP.sub(lambda _found: next(written), statement)


def settle_gaps(fields: Fields) -> None:
    """Put what the rows say into the statement, which alone says which gaps there are and in what order."""
    rows, typed = fields.pop("gaps"), gaps_of(fields["statement"])
    origin = _origins(typed, rows)
    written = iter(
        _written(_joined(gap, None if source is None else rows[source]))
        for gap, source in zip(typed, origin, strict=True)
    )
    fields["statement"] = GAP.sub(lambda _found: next(written), fields["statement"])
    if not rows:
        return
    places = {source: place for place, source in enumerate(origin, start=1) if source is not None}
    for wrong in fields["wrong_gaps"]:
        wrong["gap"] = places.get(wrong["gap"] - 1, 0)


def _origins(typed: list[Fields], rows: list[Fields]) -> list[int | None]:
    """The row of each gap: the one whose first text it has; where a text was changed, the one that is left over."""
    left = dict(enumerate(_first(row) for row in rows))
    found: list[int | None] = []
    for gap in typed:
        same = next((number for number, text in left.items() if text == _first(gap)), None)
        found.append(same)
        if same is not None:
            del left[same]
    if len(typed) != len(rows):
        return found
    rest = iter(left)
    return [next(rest) if number is None else number for number in found]


def _joined(gap: Fields, row: Fields | None) -> Fields:
    """What the statement says in full wins over the row."""
    if row is None or gap["is_picked"] or len(gap["texts"]) > 1:
        return gap
    others = [one_line(MARKS.sub(" ", text)) for text in row["texts"][1:]]
    return {"is_picked": row["is_picked"], "texts": [_first(gap), *(text for text in others if text)]}


def _first(gap: Fields) -> str:
    return str(gap["texts"][0]) if gap["texts"] else ""


def _written(gap: Fields) -> str:
    return "{{" + ("=" if gap["is_picked"] else "") + "|".join(gap["texts"]) + "}}"
