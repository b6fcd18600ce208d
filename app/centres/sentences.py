"""The words for this domain's refusals, those of calendars and hours included."""

from flask_babel import gettext, ngettext

from app.centres.acts import learn_words
from app.kernel.sentences import say


def learn_sentences() -> None:
    learn_words()
    say(
        "centre_name_taken",
        lambda _: gettext("Un autre centre porte déjà ce nom. Ajoutez par exemple la ville."),
    )
    say(
        "sessions_to_come",
        lambda facts: ngettext(
            "%(num)s séance à venir se tient encore dans ses ateliers : annulez-la d’abord, ou attendez-la.",
            "%(num)s séances à venir se tiennent encore dans ses ateliers : annulez-les d’abord, ou attendez-les.",
            facts["count"],
        ),
    )
    say(
        "person_suspended",
        lambda _: gettext("Ce compte est suspendu. Rouvrez-le d’abord, ou choisissez une autre personne."),
    )
    _say_hours()
    _say_calendars()
    _say_events()


def _say_hours() -> None:
    say(
        "spans_unreadable",
        lambda facts: gettext(
            "« %(part)s » ne se lit pas comme une heure. Écrivez par exemple : 8:00-12:00, 13:00-17:00",
            part=facts["part"],
        ),
    )
    say(
        "span_backwards",
        lambda facts: gettext("« %(part)s » finit avant de commencer.", part=facts["part"]),
    )
    say("spans_overlap", lambda _: gettext("Deux plages de ce jour se recouvrent."))


def _say_calendars() -> None:
    say(
        "not_a_calendar",
        lambda _: gettext(
            "Ce fichier n’est pas un agenda lisible. Exportez l’agenda au format iCalendar (.ics), puis réessayez."
        ),
    )
    say(
        "calendar_too_long",
        lambda facts: gettext(
            "Cet agenda compte plus de %(most)s rendez-vous ou jours. Exportez un agenda qui ne contient que les fermetures.",
            most=facts["most"],
        ),
    )


def _say_events() -> None:
    say("event_without_dates", lambda _: gettext("Ni jour ni heure de début."))
    say("event_without_length", lambda _: gettext("Il finit au moment où il commence, ou avant."))
    say("event_unreadable", lambda _: gettext("Ses dates ou sa répétition ne se lisent pas."))
    say("event_repeats_too_often", lambda _: gettext("Il se répète plus d’une fois par jour."))
    say("event_too_long", lambda _: gettext("Il dure plus d’un an."))
    say("event_name_too_long", lambda _: gettext("Son titre dépasse 250 caractères."))
