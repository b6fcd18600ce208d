"""The words for this domain's refusals, and for each reason why a place cannot be taken."""

from dataclasses import dataclass

from flask_babel import gettext, lazy_gettext, ngettext

from app.in_centre.acts import learn_words
from app.in_centre.services.booking import Obstacle, Reason
from app.kernel.i18n import say_moment
from app.kernel.sentences import say
from app.network.models import Centre
from app.ui.sentences import add_sentences


@dataclass(frozen=True, slots=True)
class Explained:
    """One reason: what stands in the way, and what to do or who can settle it."""

    reason: str
    sentence: str
    remedy: str


def explain(obstacle: Obstacle, centre: Centre) -> Explained:
    sentence, remedy = _words(obstacle, centre)
    return Explained(obstacle.reason.value, sentence, remedy)


def _words(obstacle: Obstacle, centre: Centre) -> tuple[str, str]:
    match obstacle.reason:
        case Reason.FULL:
            return (
                gettext("Toutes les places de cette séance sont prises."),
                gettext("Choisissez une autre date, ou revenez voir : une place se libère parfois."),
            )
        case Reason.PREREQUISITES:
            return _open_units(obstacle), gettext(
                "Terminez d’abord ce qui reste. La personne qui vous accompagne peut vous y aider."
            )
        case Reason.DOCUMENTS:
            return gettext("Un document manque à votre dossier."), _ask(centre)
        case Reason.OVERLAP:
            return _other_session(obstacle), gettext(
                "Annulez l’autre séance, ou choisissez une autre date ici."
            )
        case Reason.CLOSED:
            return gettext("Cette séance ne prend plus de réservation."), _ask(centre)
        case Reason.SAFETY:
            return (
                gettext("Une erreur est signalée sur un point de sécurité de cette unité."),
                gettext("Elle se réservera de nouveau dès que ce sera vérifié."),
            )
        case Reason.PAST:
            return gettext("Cette séance a déjà commencé."), gettext("Choisissez une autre date.")
        case Reason.NOT_ENROLLED:
            return (
                gettext("Cette séance va avec un module que vous ne suivez pas."),
                gettext("Inscrivez-vous d’abord au module, depuis le catalogue."),
            )


def _open_units(obstacle: Obstacle) -> str:
    minutes = sum(unit.minutes_left for unit in obstacle.open_units)
    names = ", ".join(f"«\u00a0{unit.title}\u00a0»" for unit in obstacle.open_units)
    return str(
        ngettext(
            "Une unité est à finir avant la séance : %(names)s, environ %(minutes)s min.",
            "%(num)s unités sont à finir avant la séance : %(names)s, environ %(minutes)s min.",
            len(obstacle.open_units),
            names=names,
            minutes=minutes,
        )
    )


def _other_session(obstacle: Obstacle) -> str:
    if obstacle.other is None:
        return str(gettext("Vous avez déjà une place dans une autre séance à ce moment."))
    return str(
        gettext(
            "Vous avez déjà une place dans une autre séance à ce moment : %(when)s, %(room)s.",
            when=say_moment(obstacle.other.starts_at),
            room=obstacle.other.room,
        )
    )


def _ask(centre: Centre) -> str:
    reached = ", ".join(part for part in (centre.contact_name, centre.contact_phone) if part)
    if not reached:
        return str(gettext("Le centre peut vous répondre."))
    return str(gettext("Le centre peut vous répondre : %(who)s.", who=reached))


def learn_sentences() -> None:
    learn_words()
    _say_bookings()
    _say_plans()
    _say_attendance()
    _say_grids()
    add_sentences(
        "observation",
        {
            "grid_kept_one": lazy_gettext("Gardé sur cette tablette : un critère partira seul."),
            "grid_kept": lazy_gettext("Gardé sur cette tablette : %(count)s critères partiront seuls."),
            "grid_waits_for_network": lazy_gettext(
                "La signature attend le réseau. Les niveaux sont gardés sur cette tablette."
            ),
        },
    )


def _say_bookings() -> None:
    say("booking_refused", lambda _: gettext("Cette place ne peut pas être réservée."))
    say(
        "session_has_begun",
        lambda _: gettext("La séance a commencé. Parlez-en à la personne qui l’anime."),
    )
    say(
        "nobody_enrolled",
        lambda _: gettext(
            "Cette adresse n’a pas d’inscription à ce module. Vérifiez l’adresse, ou inscrivez d’abord la personne."
        ),
    )
    say(
        "waiver_needed",
        lambda _: gettext("Des unités restent à finir. Écrivez pourquoi la personne vient quand même."),
    )


def _say_plans() -> None:
    say(
        "plan_fault", lambda _: gettext("La séance ne peut pas être gardée ainsi. Voyez les points indiqués.")
    )
    say(
        "below_taken",
        lambda facts: ngettext(
            "%(num)s place est déjà prise : gardez au moins autant de places.",
            "%(num)s places sont déjà prises : gardez au moins autant de places.",
            facts["taken"],
        ),
    )


def _say_attendance() -> None:
    say("booking_is_cancelled", lambda _: gettext("Cette réservation est annulée. La liste n’a pas changé."))
    say(
        "not_that_half_day",
        lambda _: gettext("La séance n’a pas cette demi-journée. La liste n’a pas changé."),
    )
    say(
        "attendance_too_early",
        lambda facts: gettext(
            "Les présences et les grilles s’ouvrent une heure avant : %(when)s. Rien n’a été noté.",
            when=say_moment(facts["opens_at"]),
        ),
    )
    say(
        "attendance_too_late",
        lambda _: gettext(
            "Plus de 30 jours ont passé. Rien n’a été noté : la coordination peut vous répondre."
        ),
    )
    say(
        "correction_needs_reason",
        lambda _: gettext(
            "La demi-journée est finie : écrivez pourquoi vous corrigez. La liste n’a pas changé."
        ),
    )
    say(
        "presence_is_observed",
        lambda _: gettext(
            "Une grille signée dit que cette personne était là. Gardez au moins une demi-journée de présence."
        ),
    )


def _say_grids() -> None:
    say(
        "grid_signed",
        lambda _: gettext(
            "Cette grille est signée et ne change plus. Ouvrez un nouvel essai pour continuer."
        ),
    )
    say("unknown_criterion", lambda _: gettext("Ce critère ne fait pas partie de la grille."))
    say(
        "nothing_observed",
        lambda _: gettext("Aucun critère n’est observé. Notez au moins un niveau avant de signer."),
    )
    say("signature_missing", lambda _: gettext("Écrivez votre nom pour signer."))
    say(
        "stop_reason_missing",
        lambda _: gettext("Écrivez ce qui s’est passé et qui est prévenu. La grille n’a pas changé."),
    )
    say("comment_too_late", lambda _: gettext("Les 14 jours pour commenter sont passés. Écrivez au centre."))


def fault_sentence(code: str) -> str:
    """What is wrong with one field of a date that is being planned."""
    known: dict[str, str] = {
        "plan_in_the_past": gettext("Cette date est passée. Choisissez un jour à venir."),
        "ends_before_it_begins": gettext("La fin vient avant le début. Corrigez une des deux heures."),
        "plan_too_long": gettext("Une séance dure cinq jours au plus."),
        "room_missing": gettext("Écrivez le local où l’on se retrouve."),
        "room_too_long": gettext("Écrivez le local en moins de 250 caractères."),
        "room_taken": gettext("Une autre séance occupe ce local à ce moment."),
        "not_a_host": gettext("Choisissez une personne de l’équipe du centre."),
        "resources_missing": gettext("Donnez au moins une ressource, pour 1 à 200 personnes."),
        "unit_not_offered": gettext("Choisissez une unité au centre dans la liste."),
        "reason_missing": gettext("Écrivez la raison : chaque personne inscrite la lira."),
        "unreadable": gettext("Cette valeur ne peut pas être lue."),
        "missing": gettext("Cette valeur manque."),
        "clocks_jump": gettext("Cette heure n’existe pas ce jour-là : l’horloge passe de 2 h à 3 h."),
        "not_here": gettext("Choisissez un de vos centres."),
        "centre_closed": gettext(
            "Le centre est fermé ce jour-là ou à ces heures. Choisissez un autre jour, ou cochez la case dessous."
        ),
        "no_workshop": gettext(
            "Un centre virtuel n’a pas d’atelier : la séance se tient dans un autre centre."
        ),
    }
    return known[code]
