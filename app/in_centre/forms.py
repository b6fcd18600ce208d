"""The form of a date, and how its words become a plan."""

import re
from datetime import date, datetime, time
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, SelectField, StringField, TextAreaField, TimeField
from wtforms.validators import InputRequired, Length, ValidationError

from app.in_centre.half_days import moment_there

MISSING = _("Cette valeur manque.")
RESOURCE = re.compile(r"^(?P<name>.+?)\s*[:=]\s*(?P<serves>\d{1,3})$")


class PlanForm(FlaskForm):  # type: ignore[misc]
    """One day at a centre. `zone` is the centre's, given by the view before validation; whether the centre opens for
    the session is asked once its day turned out to be closed."""

    unit = SelectField(_("Unité au centre"), [InputRequired(MISSING)])
    day = DateField(_("Jour"), [InputRequired(_("Choisissez un jour."))])
    starts = TimeField(_("Début"), [InputRequired(_("Écrivez l’heure de début."))])
    ends = TimeField(_("Fin"), [InputRequired(_("Écrivez l’heure de fin."))])
    room = StringField(
        _("Local"),
        [
            InputRequired(_("Écrivez le local où l’on se retrouve.")),
            Length(max=250, message=_("C’est trop long.")),
        ],
    )
    host = SelectField(_("Qui anime"), [InputRequired(MISSING)])
    resources = TextAreaField(
        _("Ressources"),
        [
            InputRequired(_("Donnez au moins une ressource.")),
            Length(max=2000, message=_("C’est trop long.")),
        ],
        render_kw={"rows": 3},
    )
    even_if_closed = BooleanField(_("Le centre ouvre ce jour-là pour cette séance"))
    zone = "Europe/Brussels"
    asks_whether_closed = False

    def validate_resources(self, field: Any) -> None:
        wrong = [line for line in _lines(field.data) if not RESOURCE.match(line)]
        if wrong:
            raise ValidationError(
                gettext("« %(line)s » n’a pas de nombre. Écrivez par exemple : Bancs : 4", line=wrong[0])
            )

    def validate_starts(self, field: Any) -> None:
        self._check_clock(field)

    def validate_ends(self, field: Any) -> None:
        self._check_clock(field)

    def _check_clock(self, field: Any) -> None:
        if self.day.data and field.data and moment_there(self.day.data, field.data, self.zone) is None:
            raise ValidationError(_("Cette heure n’existe pas ce jour-là : l’horloge passe de 2 h à 3 h."))

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """Start and end, once the form is valid."""
        return self._at(self.starts.data), self._at(self.ends.data)

    def _at(self, clock: time) -> datetime:
        day: date = self.day.data
        moment = moment_there(day, clock, self.zone)
        assert moment is not None
        return moment

    @property
    def capacities(self) -> dict[str, int]:
        found = (RESOURCE.match(line) for line in _lines(self.resources.data))
        return {match["name"].strip(): int(match["serves"]) for match in found if match}


def _lines(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def write_resources(resources: dict[str, int]) -> str:
    """As the form reads them: `Bancs : 4`, one a line."""
    return "\n".join(f"{name}\u00a0: {serves}" for name, serves in resources.items())
