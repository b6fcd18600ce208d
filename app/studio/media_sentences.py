"""What the islands of files say, and what the pages of files refuse."""

from flask_babel import gettext, lazy_gettext

from app.kernel.sentences import say
from app.ui.sentences import add_sentences


def learn_media_words() -> None:
    say("upload_missing", lambda _: gettext("Choisissez un fichier, puis envoyez."))
    add_sentences(
        "media",
        {
            "media_sending": lazy_gettext("%(name)s : %(percent)s pour cent envoyés"),
            "media_preparing": lazy_gettext("%(name)s : le serveur le prépare…"),
            "media_waiting": lazy_gettext("%(name)s : le réseau ne répond pas. L’envoi reprendra tout seul."),
            "media_line": lazy_gettext("Ligne %(line)s :"),
            "media_choose": lazy_gettext("Envoyer un fichier"),
            "media_cut": lazy_gettext("Recadrer ou tourner"),
            "media_close": lazy_gettext("Fermer sans recadrer"),
            "media_other_kind": lazy_gettext(
                "Ce fichier est gardé, mais ce bloc en demande d’un autre type."
            ),
            "media_too_large": lazy_gettext("Cet envoi est trop lourd pour le serveur."),
            "media_unreadable": lazy_gettext(
                "Le fichier a changé ou n’est plus là. Choisissez-le de nouveau."
            ),
        },
    )
