"""What higher floors show inside the player: fragments that the page loads after itself."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Place = Literal["block", "unit_in_centre", "aside"]


@dataclass(frozen=True, slots=True)
class PanelContext:
    """Where in the player a panel stands; `block` is empty outside a block."""

    enrolment_id: uuid.UUID
    version_id: uuid.UUID
    unit: str
    block: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """`address` gives a fragment for htmx, and a full page where there is no script.

    `title` words the plain link that stands there until the fragment comes.
    """

    name: str
    place: Place
    policy: str
    address: Callable[[PanelContext], str]
    title: Callable[[], str] | None = None


_panels: dict[str, Panel] = {}


def add_panel(panel: Panel) -> None:
    _panels[panel.name] = panel


def panels_at(place: Place) -> list[Panel]:
    return [panel for panel in _panels.values() if panel.place == place]
