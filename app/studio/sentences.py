"""What the editor's script says: the state of what is typed, and who else is here."""

from flask_babel import gettext, lazy_gettext

from app.kernel.sentences import say
from app.studio.acts import learn_words
from app.ui.sentences import add_sentences


def learn_sentences() -> None:
    learn_words()
    say("no_draft_open", lambda _: gettext("Rien n’est ouvert à l’écriture. Ouvrez d’abord le brouillon."))
    add_sentences(
        "studio",
        {
            "studio_typing": lazy_gettext("Pas encore enregistré…"),
            "studio_saving": lazy_gettext("Enregistre…"),
            "studio_kept": lazy_gettext("Pas encore enregistré, gardé ici"),
            "studio_stopped": lazy_gettext("Pas enregistré : à vous de choisir"),
            "studio_save_first": lazy_gettext(
                "Le bloc ouvert n’est pas encore enregistré. Rien n’a bougé : essayez de nouveau dans un instant."
            ),
            "studio_sent_late": lazy_gettext("Ce qui était gardé ici est maintenant enregistré."),
            "studio_writes_here": lazy_gettext("%(name)s écrit ici"),
            "studio_is_here": lazy_gettext("%(name)s est dans cette unité"),
            "studio_is_elsewhere": lazy_gettext("%(name)s est dans une autre unité"),
        },
    )
