from datetime import UTC, date, datetime, time, timedelta

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, HiddenField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import AnyOf, InputRequired, Length, NumberRange, Optional

from app.kernel.i18n import zone
from app.kernel.ids import parse_id
from app.tutoring.models import Act
from app.tutoring.services.interventions import Doing
from app.tutoring.services.substitutes import StandIn

TOO_LONG = _("C’est trop long : 4 000 caractères au plus.")
MORNING = time(8)

ACT_NAMES = {
    Act.MESSAGE: _("Écrire"),
    Act.CALL: _("Appeler"),
    Act.SLOT: _("Proposer un créneau"),
    Act.REPLAN: _("Replanifier"),
    Act.WAIVE: _("Dispenser du bloc"),
    Act.NOTE: _("Noter"),
    Act.SNOOZE: _("Revoir plus tard"),
}
DONE_NAMES = {
    Act.MESSAGE: _("Message"),
    Act.CALL: _("Appel"),
    Act.SLOT: _("Créneau proposé"),
    Act.REPLAN: _("Plan revu"),
    Act.WAIVE: _("Bloc dispensé"),
    Act.NOTE: _("Note"),
    Act.SNOOZE: _("Remis à plus tard"),
}
ACT_ICONS = {
    Act.MESSAGE: "message",
    Act.CALL: "phone",
    Act.SLOT: "calendar",
    Act.REPLAN: "refresh",
    Act.WAIVE: "check",
    Act.NOTE: "note",
    Act.SNOOZE: "clock",
}


class ActForm(FlaskForm):  # type: ignore[misc]
    """What a tutor does, and when to look again. Which fields are shown depends on the act."""

    act = StringField(_("Ce que vous avez fait"), [AnyOf([act.value for act in Act])])
    text = TextAreaField(_("Texte"), [Length(max=4000, message=TOO_LONG)], default="")
    outcome = TextAreaField(_("Ce qui en sort"), [Length(max=4000, message=TOO_LONG)], default="")
    minutes = IntegerField(
        _("Durée en minutes"),
        [Optional(), NumberRange(0, 24 * 60, message=_("Écrivez un nombre de minutes."))],
    )
    next = DateField(_("À revoir le"), [Optional()])

    def doing(self) -> Doing:
        return Doing(
            act=Act(self.act.data),
            text=self.text.data or "",
            outcome=self.outcome.data or "",
            minutes=self.minutes.data,
            next_at=_morning(self.next.data),
        )


def _morning(day: date | None) -> datetime | None:
    return datetime.combine(day, MORNING, zone()) if day else None


class SubstituteForm(FlaskForm):  # type: ignore[misc]
    """Who stands in for a tutor, from one day to another, both included."""

    substitute = SelectField(_("Qui remplace"), [InputRequired(_("Choisissez qui remplace."))])
    from_on = DateField(_("Du"), [InputRequired(_("Écrivez le premier jour."))])
    to_on = DateField(_("Au, ce jour compris"), [InputRequired(_("Écrivez le dernier jour."))])

    def stand_in(self) -> StandIn:
        return StandIn(
            parse_id(self.substitute.data),
            _midnight(self.from_on.data),
            _midnight(self.to_on.data + timedelta(days=1)),
        )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), zone()).astimezone(UTC)


class HelpForm(FlaskForm):  # type: ignore[misc]
    """A question at a block. `client_id` comes with the form, so that sending twice asks once."""

    text = TextAreaField(_("Votre question"), [Length(max=4000, message=TOO_LONG)], default="")
    client_id = HiddenField(validators=[Length(max=36)])
