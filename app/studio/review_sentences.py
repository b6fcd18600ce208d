"""The words for what reviews, comments and the checklist refuse."""

from flask_babel import gettext, ngettext

from app.kernel.sentences import say


def learn_sentences() -> None:
    say("reader_unknown", lambda _: gettext("Choisissez dans la liste la personne qui relira."))
    say("why_changes", lambda _: gettext("Dites ce qu’il faut changer\u00a0: la personne qui écrit le lira."))
    say(
        "draft_read_moved",
        lambda _: gettext(
            "Le brouillon a changé pendant votre lecture. Relisez ce qui a changé, puis répondez."
        ),
    )
    say(
        "review_answered",
        lambda _: gettext(
            "Cette relecture n’attend plus de réponse. Rechargez la page pour voir où elle en est."
        ),
    )
    say(
        "review_missing",
        lambda _: gettext(
            "Ce centre publie ce qu’une autre personne a approuvé, tel quel. Demandez d’abord une relecture."
        ),
    )
    say(
        "checks_stop",
        lambda facts: ngettext(
            "Un point arrête la publication. Ouvrez «\u00a0Relire et publier\u00a0» pour le voir.",
            "%(num)s points arrêtent la publication. Ouvrez «\u00a0Relire et publier\u00a0» pour les voir.",
            facts["count"],
        ),
    )
    say("comment_empty", lambda _: gettext("Écrivez votre remarque."))
