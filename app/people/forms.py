from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    PasswordField,
    SelectField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional

from app.kernel.i18n import LANGUAGES
from app.people.erasing.requests import LONGEST_ANSWER, LONGEST_HEARD
from app.people.roles import GIVEN_BY_CENTRES, ROLE_NAMES
from app.people.seeings import REASONS
from app.people.services.accounts import Details

EMAIL = {"autocomplete": "username", "inputmode": "email", "autocapitalize": "none", "spellcheck": "false"}
NEW_PASSWORD = {"autocomplete": "new-password", "spellcheck": "false"}
TOO_LONG = _("C’est trop long.")


class SeeingForm(FlaskForm):  # type: ignore[misc]
    """Why someone sees the pages as another."""

    reason = SelectField(
        _("Raison"),
        [InputRequired()],
        choices=lambda: [(one.value, str(text)) for one, text in REASONS.items()],
    )
    words = StringField(_("En quelques mots"), [Optional(), Length(max=250, message=TOO_LONG)])


class SignInForm(FlaskForm):  # type: ignore[misc]
    email = EmailField(
        _("Adresse e-mail"),
        [InputRequired(_("Écrivez votre adresse e-mail.")), Length(max=254, message=TOO_LONG)],
        render_kw=EMAIL,
    )
    password = PasswordField(
        _("Mot de passe"),
        [InputRequired(_("Écrivez votre mot de passe.")), Length(max=200, message=TOO_LONG)],
        render_kw={"autocomplete": "current-password"},
    )


class CardForm(FlaskForm):  # type: ignore[misc]
    """What stands on a printed card."""

    code = StringField(
        _("Code de la carte"),
        [InputRequired(_("Écrivez les 8 lettres de votre carte.")), Length(max=40, message=TOO_LONG)],
        render_kw={"autocomplete": "username", "autocapitalize": "characters", "spellcheck": "false"},
    )
    pin = PasswordField(
        _("PIN"),
        [InputRequired(_("Écrivez les 4 chiffres de votre carte.")), Length(max=20, message=TOO_LONG)],
        render_kw={"autocomplete": "current-password", "inputmode": "numeric"},
    )


class CodeForm(FlaskForm):  # type: ignore[misc]
    """A code of the second step: six figures of a telephone, or one from the paper."""

    step_code = StringField(
        _("Code"),
        [InputRequired(_("Écrivez le code.")), Length(max=40, message=TOO_LONG)],
        render_kw={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"},
    )


class ForgottenForm(FlaskForm):  # type: ignore[misc]
    email = EmailField(
        _("Adresse e-mail"),
        [InputRequired(_("Écrivez votre adresse e-mail.")), Length(max=254, message=TOO_LONG)],
        render_kw=EMAIL,
    )


class NewPasswordForm(FlaskForm):  # type: ignore[misc]
    password = PasswordField(
        _("Nouveau mot de passe"),
        [InputRequired(_("Écrivez un nouveau mot de passe.")), Length(max=200, message=TOO_LONG)],
        render_kw=NEW_PASSWORD,
    )


class ChangePasswordForm(FlaskForm):  # type: ignore[misc]
    current = PasswordField(
        _("Mot de passe actuel"),
        [InputRequired(_("Écrivez votre mot de passe actuel.")), Length(max=200, message=TOO_LONG)],
        render_kw={"autocomplete": "current-password"},
    )
    password = PasswordField(
        _("Nouveau mot de passe"),
        [InputRequired(_("Écrivez un nouveau mot de passe.")), Length(max=200, message=TOO_LONG)],
        render_kw=NEW_PASSWORD,
    )


class ProfileForm(FlaskForm):  # type: ignore[misc]
    given_name = StringField(
        _("Prénom"),
        [InputRequired(_("Écrivez un prénom.")), Length(max=100, message=TOO_LONG)],
        render_kw={"autocomplete": "given-name"},
    )
    family_name = StringField(
        _("Nom"),
        [Optional(), Length(max=100, message=TOO_LONG)],
        render_kw={"autocomplete": "family-name"},
    )
    phone = TelField(
        _("Téléphone"),
        [Optional(), Length(max=40, message=TOO_LONG)],
        render_kw={"autocomplete": "tel"},
    )
    language = SelectField(_("Langue des écrans"), [InputRequired()], choices=lambda: list(LANGUAGES.items()))


class DatesForm(FlaskForm):  # type: ignore[misc]
    """Between which days a role is held, both included."""

    from_on = DateField(_("À partir du"), [InputRequired(_("Écrivez le premier jour."))])
    to_on = DateField(_("Jusqu’au"), [Optional()])


class DetailsForm(FlaskForm):  # type: ignore[misc]
    """What a centre knows of a person."""

    given_name = StringField(
        _("Prénom"), [InputRequired(_("Écrivez un prénom.")), Length(max=100, message=TOO_LONG)]
    )
    family_name = StringField(_("Nom"), [Optional(), Length(max=100, message=TOO_LONG)])
    email = EmailField(
        _("Adresse e-mail"),
        [Optional(), Length(max=254, message=TOO_LONG)],
        render_kw={"autocapitalize": "none", "spellcheck": "false"},
    )
    phone = TelField(_("Téléphone"), [Optional(), Length(max=40, message=TOO_LONG)])
    language = SelectField(_("Langue des écrans"), [InputRequired()], choices=lambda: list(LANGUAGES.items()))

    @property
    def details(self) -> Details:
        return Details(
            given_name=self.given_name.data.strip(),
            family_name=(self.family_name.data or "").strip(),
            email=(self.email.data or "").strip() or None,
            phone=(self.phone.data or "").strip(),
            language=self.language.data,
        )


class PersonForm(DetailsForm):
    """Someone new in a centre."""

    role = SelectField(_("Rôle"), [InputRequired()], choices=lambda: _role_choices())
    from_on = DateField(_("À partir du"), [Optional()])
    to_on = DateField(_("Jusqu’au"), [Optional()])
    join = BooleanField(_("Oui, cette personne vient aussi dans mon centre"))


class RoleForm(FlaskForm):  # type: ignore[misc]
    role = SelectField(_("Rôle à donner"), [InputRequired()], choices=lambda: _role_choices())
    from_on = DateField(_("À partir du"), [Optional()])
    to_on = DateField(_("Jusqu’au"), [Optional()])


class AnswerForm(FlaskForm):  # type: ignore[misc]
    """Why someone's data cannot be erased."""

    answer = TextAreaField(
        _("Pourquoi"),
        [InputRequired(_("Écrivez pourquoi.")), Length(max=LONGEST_ANSWER, message=TOO_LONG)],
    )


class HeardForm(FlaskForm):  # type: ignore[misc]
    """How a centre heard that someone wants to be erased."""

    heard = StringField(
        _("Comment cette personne l’a demandé"),
        [InputRequired(_("Écrivez comment.")), Length(max=LONGEST_HEARD, message=TOO_LONG)],
    )


def _role_choices() -> list[tuple[str, str]]:
    return [(role.value, str(ROLE_NAMES[role])) for role in GIVEN_BY_CENTRES]
