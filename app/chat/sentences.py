"""The words for this domain's refusals."""

from flask_babel import gettext, lazy_gettext

from app.kernel.sentences import say
from app.ui.sentences import add_sentences


def learn_sentences() -> None:
    _learn_refusals()
    add_sentences("chat", ISLAND)


# What the script of a conversation says; times are filled in by the page.
ISLAND = {
    "chat_today": lazy_gettext("Aujourd’hui"),
    "chat_sending": lazy_gettext("%(time)s, envoi"),
    "chat_sent": lazy_gettext("%(time)s, envoyé"),
    "chat_read": lazy_gettext("%(time)s, lu"),
    "chat_kept": lazy_gettext("%(time)s, gardé ici"),
    "chat_here": lazy_gettext("en ligne"),
    "chat_typing": lazy_gettext("%(name)s écrit…"),
    "chat_kept_here": lazy_gettext("Pas de réseau. Gardé ici, partira seul."),
    "chat_signed_out": lazy_gettext(
        "Votre session a pris fin. Connectez-vous dans un autre onglet : ce que vous écrivez reste ici."
    ),
}


def _learn_refusals() -> None:
    say("text_missing", lambda _: gettext("Le message est vide. Écrivez quelques mots."))
    say(
        "unreadable_text",
        lambda _: gettext("Ce message contient un caractère qui ne peut pas être gardé. Retirez-le."),
    )
    say("stopping", lambda _: gettext("Le service reprend dans un instant. Rien n’est perdu."))
    say(
        "too_many_sockets", lambda _: gettext("Trop de connexions à la fois. Les messages passent autrement.")
    )
