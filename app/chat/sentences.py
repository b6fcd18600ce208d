"""The words for this domain's refusals."""

from flask_babel import gettext

from app.kernel.sentences import say


def learn_sentences() -> None:
    say("text_missing", lambda _: gettext("Le message est vide. Écrivez quelques mots."))
    say(
        "text_too_long",
        lambda facts: gettext(
            "Ce message dépasse %(longest)s caractères. Envoyez-le en plusieurs fois.",
            longest=facts["longest"],
        ),
    )
    say(
        "unreadable_text",
        lambda _: gettext("Ce message contient un caractère qui ne peut pas être gardé. Retirez-le."),
    )
    say("stopping", lambda _: gettext("Le service reprend dans un instant. Rien n’est perdu."))
    say(
        "too_many_sockets", lambda _: gettext("Trop de connexions à la fois. Les messages passent autrement.")
    )
