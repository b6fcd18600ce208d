"""What a unit says of itself, as a form: read from the draft, or from what was typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from app.catalogue.draft_reading import DraftUnit
from app.catalogue.models import Place
from app.kernel.errors import at_most
from app.studio.editor_desk import Head
from app.studio.forms.typed_lines import lines_in, whole_number

LONGEST_TITLE, LONGEST_LINES = 200, 4000
MOST_MINUTES = 24 * 60
LISTS = ("outcomes", "bring", "resources")


@dataclass(frozen=True, slots=True)
class UnitTyped:
    """What came in the form. `errors` names the fields that do not fit, by their sentences."""

    given: Mapping[str, Any]
    revision: int
    errors: Mapping[str, str]

    @property
    def words(self) -> dict[str, Any]:
        """What differs from one language to another."""
        return {"title": self.given["title"]} | {name: lines_in(self.given[name]) for name in LISTS}


def saved_head(unit: DraftUnit) -> Head:
    row = unit.row
    given = {
        "title": unit.title,
        "outcomes": "\n".join(unit.outcomes),
        "bring": "\n".join(unit.bring),
        "resources": "\n".join(unit.resources),
        "minutes": row.minutes,
        "place": row.place.value,
        "prerequisites": row.prerequisites,
        "hidden": row.is_hidden,
    }
    return Head(given, row.revision)


def read_unit_form(form: MultiDict[str, str]) -> UnitTyped:
    """Raises TextTooLong."""
    given: dict[str, Any] = {"title": at_most(LONGEST_TITLE, form.get("title", ""))}
    given |= {name: at_most(LONGEST_LINES, form.get(name, "")) for name in LISTS}
    minutes = whole_number(form.get("minutes", ""))
    given |= {
        "minutes": minutes if minutes is not None else form.get("minutes", "")[:10],
        "place": Place.IN_CENTRE.value if form.get("place") == Place.IN_CENTRE.value else Place.REMOTE.value,
        "prerequisites": [code[:100] for code in form.getlist("prerequisites")[:100]],
        "hidden": "hidden" in form,
    }
    errors = {}
    if not given["title"]:
        errors["title"] = gettext("Donnez un titre à l’unité.")
    if "minutes" in form and (minutes is None or not 0 < minutes <= MOST_MINUTES):
        errors["minutes"] = gettext("Écrivez un nombre de minutes, de 1 à 1440.")
    return UnitTyped(given, whole_number(form.get("revision", "")) or 0, errors)
