"""The words for this domain's refusals."""

from flask_babel import gettext

from app.kernel.sentences import say


def learn_sentences() -> None:
    say("not_published", lambda _: gettext("Ce module n’est pas encore publié. Revenez un peu plus tard."))
    say(
        "no_tutor",
        lambda _: gettext(
            "Personne n’accompagne encore ce module dans votre centre. Demandez à l’accueil de votre centre."
        ),
    )
    say(
        "no_centre",
        lambda _: gettext("Votre compte n’est inscrit dans aucun centre. Demandez à l’accueil du centre."),
    )
    say(
        "too_many_events",
        lambda facts: gettext("Envoyez au plus %(most)s événements à la fois.", most=facts["most"]),
    )
