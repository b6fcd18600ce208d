"""What higher floors show on a person's page: fragments that the page loads after itself."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PersonPanel:
    """`address` gives a fragment for htmx, and a full page where there is no script; `title` words the link to it."""

    name: str
    title: Callable[[], str]
    address: Callable[[uuid.UUID], str]


_panels: dict[str, PersonPanel] = {}


def add_person_panel(panel: PersonPanel) -> None:
    _panels[panel.name] = panel


def person_panels() -> list[PersonPanel]:
    return list(_panels.values())


_group_panels: dict[str, PersonPanel] = {}


def add_group_panel(panel: PersonPanel) -> None:
    """The same on the page of a group: `address` takes the group's id."""
    _group_panels[panel.name] = panel


def group_panels() -> list[PersonPanel]:
    return list(_group_panels.values())


_kept_pages: list[PersonPanel] = []


def lead_to_kept(panel: PersonPanel) -> None:
    """Where a centre reads what it keeps of someone who left it."""
    _kept_pages[:] = [panel]


def kept_address(person_id: uuid.UUID) -> str:
    return _kept_pages[0].address(person_id) if _kept_pages else ""


_own_places: dict[str, PersonPanel] = {}


def add_own_place(place: PersonPanel) -> None:
    """A page of a higher floor that one's own data lead to; `address` takes one's own id."""
    _own_places[place.name] = place


def own_places() -> list[PersonPanel]:
    return list(_own_places.values())
