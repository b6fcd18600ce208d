"""What the network says of a centre, and what the centre says of itself."""

from datetime import date, timedelta
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TelField,
    TimeField,
)
from wtforms.validators import InputRequired, Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput

from app.centres.services.centres import CentreContact, CentreFacts, CentreHours
from app.centres.services.managers import NewManager
from app.centres.words import KIND_NAMES, REASONS
from app.kernel.errors import DomainError
from app.kernel.sentences import sentence_for
from app.network.closings import Closing
from app.network.models import Centre, CentreKind, ClosureKind
from app.network.sectors import named_sectors
from app.network.spans import read_spans, write_spans
from app.people.services.accounts import readable_email
from app.ui.opening import WEEKDAYS

TOO_LONG = _("C’est trop long.")
ADDRESS = {"autocapitalize": "none", "spellcheck": "false"}
LONGEST_CLOSURE, LATEST = timedelta(days=366), date(2099, 12, 31)
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def is_hours(_form: Any, field: Any) -> None:
    _check(read_spans, field)


def is_email(_form: Any, field: Any) -> None:
    _check(readable_email, field)


def _check(read: Any, field: Any) -> None:
    try:
        read(field.data or "")
    except DomainError as refused:
        raise ValidationError(sentence_for(refused.code, refused.facts)) from None


class CentreForm(FlaskForm):  # type: ignore[misc]
    """What the network decides."""

    name = StringField(
        _("Nom du centre"), [InputRequired(_("Écrivez le nom du centre.")), Length(max=250, message=TOO_LONG)]
    )
    kind = RadioField(
        _("Sorte de centre"),
        [InputRequired(_("Choisissez une sorte de centre."))],
        choices=lambda: [(kind.value, str(name)) for kind, name in KIND_NAMES.items()],
    )
    sectors = SelectMultipleField(
        _("Métiers"),
        [InputRequired(_("Cochez au moins un métier."))],
        choices=named_sectors,
        option_widget=CheckboxInput(),
    )
    address = StringField(
        _("Adresse"), [Length(max=250, message=TOO_LONG)], render_kw={"autocomplete": "off"}
    )

    def validate_address(self, field: Any) -> None:
        is_virtual, address = self.kind.data == CentreKind.VIRTUAL, (field.data or "").strip()
        if is_virtual and address:
            raise ValidationError(
                gettext(
                    "Un centre virtuel n’a pas d’adresse : effacez-la, ou choisissez un centre avec des ateliers."
                )
            )
        if not is_virtual and not address:
            raise ValidationError(gettext("Écrivez l’adresse : c’est là que les séances se tiennent."))

    def keep_sectors_of(self, centre: Centre) -> None:
        """A centre may carry a trade that the network does not name: it stays a choice."""
        known = named_sectors()
        named = {code for code, _name in known}
        self.sectors.choices = [*known, *((code, code) for code in centre.sectors if code not in named)]

    @property
    def facts(self) -> CentreFacts:
        return CentreFacts(
            name=self.name.data.strip(),
            kind=CentreKind(self.kind.data),
            sectors=sorted(self.sectors.data),
            address=(self.address.data or "").strip(),
        )


class WeekForm(FlaskForm):  # type: ignore[misc]
    """A line a day, as people write hours; an empty one is a closed day."""

    monday = StringField(WEEKDAYS[0], [Length(max=120, message=TOO_LONG), is_hours])
    tuesday = StringField(WEEKDAYS[1], [Length(max=120, message=TOO_LONG), is_hours])
    wednesday = StringField(WEEKDAYS[2], [Length(max=120, message=TOO_LONG), is_hours])
    thursday = StringField(WEEKDAYS[3], [Length(max=120, message=TOO_LONG), is_hours])
    friday = StringField(WEEKDAYS[4], [Length(max=120, message=TOO_LONG), is_hours])
    saturday = StringField(WEEKDAYS[5], [Length(max=120, message=TOO_LONG), is_hours])
    sunday = StringField(WEEKDAYS[6], [Length(max=120, message=TOO_LONG), is_hours])
    keeps_holidays = BooleanField(_("Fermé les jours fériés belges"))

    @property
    def days(self) -> list[Any]:
        return [self[name] for name in DAYS]

    @property
    def hours(self) -> CentreHours:
        week = {str(number): read_spans(field.data or "") for number, field in enumerate(self.days)}
        return CentreHours(week, self.keeps_holidays.data)


def week_of(centre: Centre) -> dict[str, Any]:
    """What the form shows of a centre's week."""
    shown = {name: write_spans(centre.opening_hours.get(str(number), [])) for number, name in enumerate(DAYS)}
    return {**shown, "keeps_holidays": centre.keeps_holidays}


class ContactForm(FlaskForm):  # type: ignore[misc]
    """Whom to call: at the foot of everybody's pages."""

    contact_name = StringField(_("Nom ou service"), [Length(max=250, message=TOO_LONG)])
    contact_phone = TelField(_("Téléphone"), [Length(max=40, message=TOO_LONG)])
    contact_email = EmailField(
        _("Adresse e-mail du centre"),
        [Optional(), Length(max=250, message=TOO_LONG), is_email],
        render_kw=ADDRESS,
    )

    @property
    def contact(self) -> CentreContact:
        return CentreContact(
            *(
                (field.data or "").strip()
                for field in (self.contact_name, self.contact_phone, self.contact_email)
            )
        )


class ManagerForm(FlaskForm):  # type: ignore[misc]
    """Who runs the centre; the names are for an address that has no account yet."""

    manager_email = EmailField(
        _("Son adresse e-mail"),
        [Optional(), Length(max=254, message=TOO_LONG), is_email],
        render_kw=ADDRESS,
    )
    manager_given_name = StringField(_("Son prénom"), [Length(max=100, message=TOO_LONG)])
    manager_family_name = StringField(_("Son nom"), [Length(max=100, message=TOO_LONG)])

    @property
    def manager(self) -> NewManager:
        return NewManager(
            self.manager_email.data or "",
            self.manager_given_name.data or "",
            self.manager_family_name.data or "",
        )


class NewCentreForm(CentreForm, WeekForm, ContactForm, ManagerForm):
    """Everything that a centre begins with."""


class ClosureForm(FlaskForm):  # type: ignore[misc]
    first_on = DateField(_("Premier jour"), [InputRequired(_("Choisissez le premier jour."))])
    last_on = DateField(_("Dernier jour"), [Optional()])
    starts = TimeField(_("À partir de"), [Optional()])
    ends = TimeField(_("Jusqu’à"), [Optional()])
    kind = SelectField(
        _("Raison"),
        [InputRequired()],
        choices=lambda: [(kind.value, str(name)) for kind, name in REASONS.items()],
    )
    reason = StringField(_("En quelques mots"), [Length(max=250, message=TOO_LONG)])

    def validate_first_on(self, field: Any) -> None:
        if field.data and not date(2000, 1, 1) <= field.data <= LATEST:
            raise ValidationError(gettext("Choisissez un jour entre 2000 et 2099."))

    def validate_last_on(self, field: Any) -> None:
        first = self.first_on.data
        if first and field.data and field.data < first:
            raise ValidationError(gettext("Le dernier jour vient avant le premier."))
        if first and field.data and field.data - first >= LONGEST_CLOSURE:
            raise ValidationError(gettext("Une fermeture dure un an au plus."))

    def validate_ends(self, field: Any) -> None:
        if self.starts.data and field.data and field.data <= self.starts.data:
            raise ValidationError(gettext("La fin vient avant le début."))

    @property
    def closing(self) -> Closing:
        return Closing(
            self.first_on.data,
            self.last_on.data or self.first_on.data,
            self.starts.data,
            self.ends.data,
            " ".join((self.reason.data or "").split()),
            ClosureKind(self.kind.data),
        )


class CalendarForm(FlaskForm):  # type: ignore[misc]
    calendar = FileField(_("Fichier d’agenda (.ics)"))
