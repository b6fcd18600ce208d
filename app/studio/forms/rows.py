"""Adding, removing and moving the rows of a form without script: its buttons send where, and the form is shown again."""

from typing import Any

from app.studio.forms.gaps import gaps_of, with_gaps
from app.studio.forms.reading import NUMBER, Fields, Form
from app.studio.forms.refusals import FormUnfit
from app.studio.forms.shapes import Group, Rows, Shape, blank, shape_of

ACTS = ("add", "remove", "up", "down")


def asks_for_rows(form: Form) -> bool:
    return any(act in form for act in ACTS)


def with_rows(block_type: str, fields: Fields, form: Form) -> Fields:
    """The fields with the row that a button asks for; they are changed in place. Raises FormUnfit."""
    shape = shape_of(block_type, fields.get("type"))
    act = next((name for name in ACTS if name in form), None)
    if shape is None or act is None:
        return fields
    names = form[act].split(".")
    number = None if act == "add" else names.pop()
    gaps = fields.get("type") == "cloze"
    if gaps:
        fields["gaps"] = gaps_of(fields["statement"])
    rows, of = _list_at(fields, shape, names)
    if act == "add":
        rows.append(blank(of))
    elif number and NUMBER.fullmatch(number) and int(number) < len(rows):
        _move(rows, int(number), act)
    if gaps:
        fields["statement"] = with_gaps(fields["statement"], fields.pop("gaps"))
    return fields


def _move(rows: list[Any], place: int, act: str) -> None:
    row = rows.pop(place)
    if act == "up":
        rows.insert(max(0, place - 1), row)
    elif act == "down":
        rows.insert(place + 1, row)


def _list_at(value: Any, shape: Shape, names: list[str]) -> tuple[list[Any], Shape]:
    for name in names:
        if isinstance(shape, Group) and name in shape.parts:
            value, shape = value[name], shape.parts[name]
        elif isinstance(shape, Rows) and NUMBER.fullmatch(name) and int(name) < len(value):
            value, shape = value[int(name)], shape.of
        else:
            raise FormUnfit(at=".".join(names)[:80])
    if not isinstance(shape, Rows) or shape.count is not None:
        raise FormUnfit(at=".".join(names)[:80])
    return value, shape.of
