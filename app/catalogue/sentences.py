"""The words for this domain's refusals."""

from flask_babel import gettext, ngettext

from app.kernel.sentences import say


def learn_sentences() -> None:
    say(
        "faults_found",
        lambda facts: ngettext(
            "Un point est à corriger. Rien n’a été changé.",
            "%(num)s points sont à corriger. Rien n’a été changé.",
            len(facts["faults"]),
        ),
    )
    say("no_draft", lambda _: gettext("Il n’y a rien à publier. Envoyez d’abord un brouillon."))
    say(
        "language_fixed",
        lambda _: gettext(
            "La langue d’un module publié ne change plus. Ajoutez plutôt ses unités dans l’autre langue."
        ),
    )
    say(
        "centre_unclear",
        lambda _: gettext("Vous formez dans plusieurs centres. Choisissez celui du nouveau module."),
    )
