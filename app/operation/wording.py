"""The words of the pages about an installation."""

from babel.numbers import format_decimal
from babel.units import format_unit
from flask_babel import gettext, lazy_gettext, ngettext

from app.kernel.i18n import format_locale
from app.kernel.mail import MAIL
from app.kernel.outbox import DutyState

DUTY_NAMES = {
    MAIL: lazy_gettext("Mail"),
    "password_link": lazy_gettext("Lien de mot de passe"),
    "move_learners": lazy_gettext("Passage à une nouvelle version"),
    "warn_users": lazy_gettext("Avis d’une erreur dans un module"),
}
SCHEDULE_NAMES = {
    "follow_centres": lazy_gettext("Suivre les personnes qui changent de centre"),
    "forget_duties": lazy_gettext("Oublier les tâches terminées depuis 30 jours"),
    "keep_signals": lazy_gettext("Tenir les signaux à jour"),
    "look_at_links": lazy_gettext("Essayer les liens des modules"),
    "measure": lazy_gettext("Mesurer l’installation"),
    "make_records": lazy_gettext("Préparer les copies que les personnes demandent"),
    "forget_records": lazy_gettext("Effacer ces copies après 7 jours"),
    "purge_presence": lazy_gettext("Effacer les présences brutes après 90 jours"),
    "sweep_incoming": lazy_gettext("Effacer les envois abandonnés"),
    "sweep_store": lazy_gettext("Effacer les fichiers que rien n’utilise"),
}
STATE_NAMES = {
    DutyState.WAITING: lazy_gettext("en attente"),
    DutyState.DONE: lazy_gettext("parti"),
    DutyState.PARKED: lazy_gettext("arrêté"),
    DutyState.REFUSED: lazy_gettext("refusé"),
    DutyState.DROPPED: lazy_gettext("abandonné"),
}
STATE_KINDS = {DutyState.DONE: "done", DutyState.PARKED: "danger", DutyState.REFUSED: "danger"}
UNITS = ("byte", "kilobyte", "megabyte", "gigabyte", "terabyte")


def say_size(size: float) -> str:
    """`12,3 Mo`, in the words of the language."""
    place = 0
    while size >= 1000 and place < len(UNITS) - 1:
        size, place = size / 1000, place + 1
    pattern = "#,##0.#" if size < 100 and place > 1 else "#,##0"
    return format_unit(size, UNITS[place], length="short", format=pattern, locale=format_locale())


def say_count(count: int) -> str:
    return format_decimal(count, locale=format_locale())


def say_seconds(seconds: float) -> str:
    return f"{format_decimal(seconds, '0.0', locale=format_locale())}\u00a0s"


def say_rhythm(minutes: str) -> str:
    """When a schedule runs, from the minutes of its hour."""
    if minutes == "*":
        return str(gettext("chaque minute"))
    if minutes.startswith("*/"):
        return str(gettext("toutes les %(count)s minutes", count=minutes[2:]))
    return str(gettext("chaque heure, à la minute %(minute)s", minute=minutes))


def say_tries(count: int) -> str:
    return str(ngettext("%(num)s essai", "%(num)s essais", count))
